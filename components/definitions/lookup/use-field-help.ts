import type { CollectionRequirement, RoleRequirement } from '#lib/ee/requirements/galaxy.ts';
import { parsePythonLine } from '#lib/ee/requirements/pep508.ts';
import { useMemo } from 'react';
import type { RowHelp } from '#components/definitions/form/requirement-rows.tsx';
import { useLookupTools } from './lookup-context.ts';
import { suggestEntries, suggestVersions, type Suggest } from './suggestions.ts';

interface GalaxyHelp<T> {
  readonly suggest: Suggest;
  readonly rows: RowHelp<T>;
}

function newerText(newest: string | null): string | undefined {
  return newest === null ? undefined : `newer: ${newest}`;
}

/** For the chips of Python packages. */
export function usePythonHelp(): { suggest?: Suggest; noteOf?: (item: string) => string | null } {
  const tools = useLookupTools();
  return useMemo(() => {
    if (tools === null) return {};
    const noteOf = (item: string) => {
      const line = parsePythonLine(item);
      return line.kind === 'requirement' ? (newerText(tools.newerOf('python', line.requirement.name, line.requirement.specifier)) ?? null) : null;
    };
    return { suggest: suggestEntries(tools.source, 'python'), noteOf };
  }, [tools]);
}

/** For the rows of collections, and the field that adds one. */
export function useCollectionHelp(): GalaxyHelp<CollectionRequirement> | null {
  const tools = useLookupTools();
  return useMemo(() => {
    if (tools === null) return null;
    const { source, newerOf } = tools;
    const suggest = suggestEntries(source, 'collection');
    return {
      suggest,
      rows: {
        suggestFor: (value, key) => (key === 'name' ? suggest : key === 'version' ? suggestVersions(source, 'collection', value.name) : undefined),
        noteFor: (value, key) => (key === 'version' && value.source === null ? newerText(newerOf('collection', value.name, value.version ?? '')) : undefined),
      },
    };
  }, [tools]);
}

/** The same for roles; a role's source may be its name on Galaxy. */
export function useRoleHelp(): GalaxyHelp<RoleRequirement> | null {
  const tools = useLookupTools();
  return useMemo(() => {
    if (tools === null) return null;
    const { source, newerOf } = tools;
    const suggest = suggestEntries(source, 'role');
    const nameOf = (value: RoleRequirement) => value.src ?? value.name ?? '';
    return {
      suggest,
      rows: {
        suggestFor: (value, key) => (key === 'version' ? suggestVersions(source, 'role', nameOf(value)) : suggest),
        noteFor: (value, key) => (key === 'version' && value.scm === null ? newerText(newerOf('role', nameOf(value), value.version ?? '')) : undefined),
      },
    };
  }, [tools]);
}
