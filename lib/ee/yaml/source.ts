import { LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import type { QuickFix } from '#lib/ee/diagnostic.ts';
import { findForbiddenTab } from '#lib/ee/yaml/tabs.ts';

/** A parsed text: nodes hold strings only, types are given by PyYAML's rules later (yaml/construct.ts). */
export interface YamlSource {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly problems: readonly YamlProblem[];
}

export interface YamlProblem {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** Set where ansible-builder would read on, but otherwise than this product. */
  readonly refusedBy?: 'ee-foundry';
  readonly fix?: QuickFix;
}

const MAX_FIXED_TABS = 50;
const OPTIONS = {
  version: '1.1',
  schema: 'failsafe',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  keepSourceTokens: true,
  prettyErrors: false,
  logLevel: 'error',
} as const;

const NOT_PRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

export function readYamlSource(text: string): YamlSource {
  const document = parseDocument(text, { ...OPTIONS, lineCounter: new LineCounter() });
  const problems = document.errors.filter((error) => !isAcceptedByPyYaml(error)).map(toProblem);
  return { text, document, problems: [...unprintable(text), ...foreignLineBreaks(text), ...tabs(text), ...problems] };
}

function isAcceptedByPyYaml(error: YAMLError): boolean {
  return error.code === 'TAG_RESOLVE_FAILED' || error.code === 'BAD_DIRECTIVE';
}

function toProblem(error: YAMLError): YamlProblem {
  const [start, end] = error.pos;
  if (error.code === 'MULTIPLE_DOCS') {
    return { code: 'yaml-documents', message: 'A definition is one YAML document; this text holds more than one.', start, end };
  }
  return { code: 'yaml-syntax', message: `This is not valid YAML: ${error.message}`, start, end };
}

/** YAML 1.1 and so PyYAML end lines at these, YAML 1.2 does not: the two would read different definitions. */
function foreignLineBreaks(text: string): YamlProblem[] {
  const start = text.search(/[\x85\u2028\u2029]/);
  if (start < 0) return [];
  const message = 'This invisible character is a line break for ansible-builder. Remove it, or write it as an escape in double quotes.';
  return [{ code: 'yaml-line-break', message, start, end: start + 1, refusedBy: 'ee-foundry' }];
}

function tabs(text: string): YamlProblem[] {
  const start = findForbiddenTab(text);
  if (start === null) return [];
  const edits = forbiddenTabs(text).map((tab) => ({ start: tab, end: tab + 1, newText: ' ' }));
  const fix = edits.length === 0 ? {} : { fix: { title: 'Use spaces', edits } };
  return [{ code: 'yaml-tab', message: 'A tab is not allowed here. Use spaces.', start, end: start + 1, ...fix }];
}

/** All of them, where each as a single space gives YAML again; else none. */
function forbiddenTabs(text: string): number[] {
  const found: number[] = [];
  let current = text;
  for (let next = findForbiddenTab(current); next !== null; next = findForbiddenTab(current)) {
    if (found.length === MAX_FIXED_TABS) return [];
    found.push(next);
    current = `${current.slice(0, next)} ${current.slice(next + 1)}`;
  }
  return parseDocument(current, OPTIONS).errors.length === 0 ? found : [];
}

function unprintable(text: string): YamlProblem[] {
  const match = NOT_PRINTABLE.exec(text);
  if (match === null) return [];
  const codePoint = match[0].codePointAt(0) ?? 0;
  const end = match.index + match[0].length;
  const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  return [
    {
      code: 'yaml-character',
      message: `The character ${name} is not allowed in YAML. Remove it.`,
      start: match.index,
      end,
      fix: { title: 'Remove the character', edits: [{ start: match.index, end, newText: '' }] },
    },
  ];
}
