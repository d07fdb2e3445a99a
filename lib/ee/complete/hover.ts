import { placeAt } from '#lib/ee/complete/place.ts';
import { requirementKindAt, type RequirementKind } from '#lib/ee/complete/requirement-at.ts';
import { profileWords } from '#lib/ee/complete/requirement-lines.ts';
import { schemaOfKey, typeWords, type CompletionSubject } from '#lib/ee/complete/schema-walk.ts';
import type { Span } from '#lib/ee/diagnostic.ts';
import { parseSystemLine } from '#lib/ee/requirements/bindep.ts';
import { readCollection, readRole } from '#lib/ee/requirements/galaxy.ts';
import { parsePythonLine } from '#lib/ee/requirements/pep508.ts';
import { splitComment } from '#lib/ee/text-ends.ts';
import { lineStartOf } from '#lib/ee/text-lines.ts';

export interface HoverText {
  readonly span: Span;
  /** Markdown. */
  readonly markdown: string;
}

/** What a key means, or what a requirement asks for, at an offset. */
export function hoverAt(text: string, offset: number, subject: CompletionSubject): HoverText | null {
  if (subject.kind === 'python' || subject.kind === 'system') return ofRequirement(subject.kind, text, lineSpan(text, offset));
  const place = placeAt(text, offset);
  if (place === null) return null;
  const kind = requirementKindAt(subject, place.path);
  if (place.kind === 'key' && place.hasColon) return ofKey(subject, place.path, text, place.span);
  return kind === null ? null : ofRequirement(kind, text, place.span);
}

function lineSpan(text: string, offset: number): Span {
  const start = lineStartOf(text, offset);
  const end = text.indexOf('\n', offset);
  return { start, end: end < 0 ? text.length : end };
}

function ofKey(subject: CompletionSubject, path: readonly (string | number)[], text: string, span: Span): HoverText | null {
  const key = text.slice(span.start, span.end);
  const schema = schemaOfKey(subject, path, key);
  if (schema === null) return null;
  const description = typeof schema['description'] === 'string' ? schema['description'] : '';
  const fallback = schema['default'] === undefined ? '' : `\n\nDefault: ${code(JSON.stringify(schema['default']))}`;
  return { span, markdown: `**${key}** — ${typeWords(schema)}\n\n${description}${fallback}` };
}

function ofRequirement(kind: RequirementKind, text: string, span: Span): HoverText | null {
  const { content } = splitComment(text.slice(span.start, span.end));
  const words = requirementWords(kind, content.trim());
  return words === null ? null : { span: { start: span.start, end: span.start + content.length }, markdown: words };
}

/** What a requirement asks for, in a sentence of Markdown. */
function requirementWords(kind: RequirementKind, line: string): string | null {
  switch (kind) {
    case 'python':
      return pythonWords(line);
    case 'system':
      return systemWords(line);
    case 'collection':
    case 'collection-name':
      return galaxyWords('Collection', readCollection(line));
    case 'role':
    case 'role-name':
      return galaxyWords('Role', readRole(line));
    case 'collection-version':
    case 'role-version':
    case 'step':
      return null;
  }
}

function pythonWords(line: string): string | null {
  const parsed = parsePythonLine(line);
  if (parsed.kind === 'option') return `An option of pip: ${code(parsed.text)}`;
  if (parsed.kind !== 'requirement') return null;
  const { name, extras, specifier, url, marker } = parsed.requirement;
  const version = url === null ? (specifier === '' ? 'in any version' : `in a version ${clauseWords(specifier)}`) : `from ${code(url)}`;
  const extra = extras.length === 0 ? '' : ` with the extras ${extras.map(code).join(', ')}`;
  const condition = marker === null ? '' : `, only where ${code(marker)}`;
  return `Python package **${plain(name)}** ${version}${extra}${condition}.`;
}

function systemWords(line: string): string | null {
  const parsed = parseSystemLine(line);
  if (parsed.kind !== 'requirement') return null;
  const { name, versions, profiles } = parsed.requirement;
  const version = versions.length === 0 ? '' : ` in a version ${clauseWords(versions.join(','))}`;
  const where = profiles.map((profile) => `- ${code(profile)}${profileNote(profile)}`).join('\n');
  return `System package **${plain(name)}**${version}.${profiles.length === 0 ? ' On every image.' : `\n\n${where}`}`;
}

function profileNote(profile: string): string {
  const words = profileWords(profile);
  return words === null ? '' : `: ${profile.startsWith('!') ? 'not: ' : ''}${words}`;
}

function galaxyWords(what: string, requirement: { readonly name: string | null; readonly version: string | null } | null): string | null {
  const name = requirement === null ? null : (requirement.name ?? ('src' in requirement ? String(requirement.src) : null));
  if (requirement === null || name === null || name === '') return null;
  const version = requirement.version === null ? 'in its newest version' : `in a version ${clauseWords(requirement.version)}`;
  return `${what} **${plain(name)}** ${version}.`;
}

const OPERATOR_WORDS: Readonly<Record<string, string>> = { '===': 'written exactly as', '==': 'equal to', '=': 'equal to', '~=': 'compatible with', '!=': 'other than', '<=': 'up to', '>=': 'from', '<': 'below', '>': 'above' };

function clauseWords(specifier: string): string {
  return specifier.split(',').map((clause) => {
    const match = /^(===|==|=|~=|!=|<=|>=|<|>)?\s*(.*)$/.exec(clause.trim());
    return `${OPERATOR_WORDS[match?.[1] ?? '=='] ?? ''} ${code(match?.[2] ?? '')}`;
  }).join(' and ');
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#!|<>]/g, '\\$&');
}
