import { INSTRUCTIONS, isImagePath, knownValuesAt } from '#lib/ee/complete/known-values.ts';
import { placeAt, type KeyPlace, type LinePlace, type ValuePlace } from '#lib/ee/complete/place.ts';
import { NOTHING, type Completion, type Proposal, type ProposalKind } from '#lib/ee/complete/proposal.ts';
import { requirementKindAt, type RequirementKind } from '#lib/ee/complete/requirement-at.ts';
import { completeCollectionText, completeGalaxyVersion, completePythonLine, completeRoleText, completeSystemLine, type TypedLine } from '#lib/ee/complete/requirement-lines.ts';
import { alternatives, keysAt, schemasAt, shapeOf, typeWords, type CompletionSubject, type SchemaKey } from '#lib/ee/complete/schema-walk.ts';
import type { Span } from '#lib/ee/diagnostic.ts';
import type { JsonSchema } from '#lib/ee/schema/json-schema.ts';
import { lineStartOf } from '#lib/ee/text-lines.ts';

export interface CompletionInput {
  readonly text: string;
  readonly offset: number;
  readonly subject: CompletionSubject;
  /** Base images to propose. */
  readonly images: readonly string[];
}

/** What can be put in at the cursor. Works on texts that do not parse. */
export function completeAt(input: CompletionInput): Completion {
  const { text, offset, subject } = input;
  if (subject.kind === 'python' || subject.kind === 'system') return completeRequirement(subject.kind, fileLine(text, offset));
  const place = placeAt(text, offset);
  if (place === null) return NOTHING;
  switch (place.kind) {
    case 'key':
      return completeKey(input, place);
    case 'value':
      return completeValue(input, place);
    case 'line':
      return completeLine(subject, place);
  }
}

function fileLine(text: string, offset: number): TypedLine {
  const start = lineStartOf(text, offset);
  const typed = text.slice(start, offset);
  const indent = typed.length - typed.trimStart().length;
  return { typed: typed.slice(indent), span: { start: start + indent, end: offset } };
}

function completeLine(subject: CompletionSubject, place: LinePlace): Completion {
  const kind = requirementKindAt(subject, place.path);
  return kind === null ? NOTHING : completeRequirement(kind, place);
}

function completeRequirement(kind: RequirementKind, line: TypedLine): Completion {
  switch (kind) {
    case 'python':
      return completePythonLine(line);
    case 'system':
      return completeSystemLine(line);
    case 'step':
      return completeInstruction(line);
    case 'collection':
    case 'collection-name':
      return completeCollectionText(line);
    case 'role':
    case 'role-name':
      return completeRoleText(line);
    case 'collection-version':
    case 'role-version':
      return NOTHING;
  }
}

function completeInstruction({ typed, span }: TypedLine): Completion {
  if (!/^[A-Za-z]*$/.test(typed)) return NOTHING;
  const end = span.start + typed.length;
  return { proposals: Object.entries(INSTRUCTIONS).map(([word, words]) => ({ label: word, kind: 'instruction', insert: `${word} `, span: { start: span.start, end }, documentation: words })), wish: null };
}

function completeKey({ subject }: CompletionInput, place: KeyPlace): Completion {
  const keys = keysAt(subject, place.path).filter(({ key }) => !place.siblings.includes(key));
  const proposals = keys.map((candidate) => keyProposal(candidate, place));
  if (place.isItem) return withItem(subject, place, proposals);
  const isList = keys.length === 0 && place.typed === '' && !place.isFlow && schemasAt(subject, place.path).some((schema) => schema['type'] === 'array');
  return { proposals: isList ? [...proposals, dash(place)] : proposals, wish: null };
}

function withItem(subject: CompletionSubject, place: KeyPlace, keys: readonly Proposal[]): Completion {
  const kind = requirementKindAt(subject, place.path);
  const item = kind === null ? NOTHING : completeRequirement(kind, place);
  return { proposals: [...item.proposals, ...keys], wish: item.wish };
}

function dash({ span }: KeyPlace): Proposal {
  return { label: '- ', kind: 'value', insert: '- ', span: { start: span.start, end: span.start }, detail: 'a list item', goesOn: true };
}

function keyProposal({ key, schema }: SchemaKey, place: KeyPlace): Proposal {
  const { insert, goesOn } = place.hasColon ? { insert: key, goesOn: false } : keyInsert(key, schema, place);
  const description = schema['description'];
  return { label: key, kind: 'key', insert, span: place.span, detail: typeWords(schema), goesOn, ...(typeof description === 'string' ? { documentation: description } : {}) };
}

function keyInsert(key: string, schema: JsonSchema, place: KeyPlace): { insert: string; goesOn: boolean } {
  const shape = shapeOf(schema);
  if (place.isFlow || shape === 'scalar') return { insert: `${key}: `, goesOn: true };
  const indent = ' '.repeat(place.column + 2);
  return { insert: `${key}:\n${indent}${shape === 'list' ? '- ' : ''}`, goesOn: true };
}

function completeValue(input: CompletionInput, place: ValuePlace): Completion {
  const { subject, images } = input;
  const kind = requirementKindAt(subject, place.path);
  if (kind !== null) return completeRequirementValue(kind, place);
  if (subject.kind === 'definition' && isImagePath(place.path)) return ofWords(images, 'image', place.span);
  const known = knownValuesAt(place.path).map(({ text, note }): Proposal => ({ label: unquoted(text), kind: 'value', insert: place.quote === '' ? text : unquoted(text), span: place.span, ...(note === undefined ? {} : { documentation: note }) }));
  const enums = schemasAt(subject, place.path).flatMap((schema) => alternatives(schema)).flatMap(wordsOf);
  return { proposals: [...known, ...ofWords(enums, 'value', place.span).proposals], wish: null };
}

function completeRequirementValue(kind: RequirementKind, place: ValuePlace): Completion {
  const name = place.siblings.get('name') ?? '';
  if (kind === 'collection-version') return completeGalaxyVersion(place, 'collection', name);
  if (kind === 'role-version') return completeGalaxyVersion(place, 'role', place.siblings.get('src') ?? name);
  return isNoRequirement(kind, place) ? NOTHING : completeRequirement(kind, place);
}

/** A scalar of one line right at the key is the path of a file; in a flow list the brackets of a profile would end it. */
function isNoRequirement(kind: RequirementKind, { path, isFlow, quote }: ValuePlace): boolean {
  if (kind === 'system' && isFlow && quote === '') return true;
  return (kind === 'python' || kind === 'system') && path.length === 2;
}

/** Choices of a schema; the newest number first. */
function wordsOf(schema: JsonSchema): readonly string[] {
  if (Array.isArray(schema['enum'])) return schema['enum'].map(String).sort((a, b) => Number(b) - Number(a) || 0);
  return schema['type'] === 'boolean' ? ['true', 'false'] : [];
}

function ofWords(words: readonly string[], kind: ProposalKind, span: Span): Completion {
  return { proposals: words.map((word) => ({ label: word, kind, insert: word, span })), wish: null };
}

function unquoted(text: string): string {
  return text.replace(/^'(.*)'$/, '$1');
}
