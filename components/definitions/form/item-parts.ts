import { formatSystemRequirement, parseSystemLine } from '#lib/ee/requirements/bindep.ts';
import { formatPythonRequirement, parsePythonLine } from '#lib/ee/requirements/pep508.ts';

/** How an item of a list is taken apart for editing, and put together again. */
export interface ItemParts {
  readonly fields: readonly { readonly label: string; readonly placeholder: string }[];
  /** The text of each field, or null where the item is not of this form: then it is edited as it stands. */
  readonly read: (item: string) => readonly string[] | null;
  readonly write: (texts: readonly string[]) => string;
}

function isLossless(item: string, written: string): boolean {
  return item.replace(/\s/g, '') === written.replace(/\s/g, '');
}

/** `boto3[crt]`, `>=1.34,<2`, `python_version < "3.12"`. */
export const PYTHON_PARTS: ItemParts = {
  fields: [
    { label: 'Package', placeholder: 'name' },
    { label: 'Version', placeholder: 'any, or >=1.0,<2' },
    { label: 'Condition', placeholder: 'always' },
  ],
  read: (item) => {
    const line = parsePythonLine(item);
    if (line.kind !== 'requirement' || line.requirement.url !== null) return null;
    const { extras, name, specifier, marker } = line.requirement;
    if (!isLossless(item, formatPythonRequirement(line.requirement))) return null;
    return [formatPythonRequirement({ name, extras, specifier: '', url: null, marker: null }), specifier, marker ?? ''];
  },
  write: ([name = '', version = '', condition = '']) => `${name.trim()}${versionText(version)}${condition.trim() === '' ? '' : `; ${condition.trim()}`}`,
};

/** A bare number means exactly this version. */
function versionText(version: string): string {
  const text = version.trim();
  return /^\d/.test(text) ? `==${text}` : text;
}

/** `git`, `platform:rpm compile`, `>=2.0`. */
export const SYSTEM_PARTS: ItemParts = {
  fields: [
    { label: 'Package', placeholder: 'name' },
    { label: 'Profiles', placeholder: 'all, or platform:rpm compile' },
    { label: 'Version', placeholder: 'any, or >=1.0' },
  ],
  read: (item) => {
    const line = parseSystemLine(item);
    if (line.kind !== 'requirement' || !isLossless(item, formatSystemRequirement(line.requirement))) return null;
    const { name, profiles, versions } = line.requirement;
    return [name, profiles.join(' '), versions.join(',')];
  },
  write: ([name = '', profiles = '', versions = '']) => formatSystemRequirement({ name: name.trim(), profiles: words(profiles), versions: words(versions.replaceAll(',', ' ')) }),
};

function words(text: string): string[] {
  return text.replace(/[[\]]/g, ' ').split(/\s+/).filter((word) => word !== '');
}
