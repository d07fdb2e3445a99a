import type { CST } from 'yaml';
import type { Level, LinePlans } from '#lib/ee/format/line-plan.ts';

const STEP = 2;

/** Thrown for what has no layout of its own here: complex keys (`? key`). */
export class NoLayout extends Error {}

type Levels = readonly Level[];
type Item = CST.BlockMap['items'][number] | CST.BlockSequence['items'][number];

/** Plans the lines of a value: `levels` are the block collections around it, `column` is where it goes when it starts a line. */
export function planValue(plans: LinePlans, token: CST.Token, column: number, levels: Levels): void {
  switch (token.type) {
    case 'block-map':
    case 'block-seq':
      planCollection(plans, token, column, levels);
      return;
    case 'block-scalar':
      planBlockText(plans, token, levels);
      return;
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      planContinuations(plans, { start: token.offset, end: token.offset + token.source.length, isQuoted: token.type.endsWith('quoted-scalar') }, levels);
      return;
    case 'flow-collection':
      planContinuations(plans, { start: token.offset, end: endOfFlow(token), isQuoted: false }, levels);
      return;
    default:
      throw new NoLayout();
  }
}

function planCollection(plans: LinePlans, token: CST.BlockMap | CST.BlockSequence, newColumn: number, levels: Levels): void {
  const items = token.items.filter(isWritten);
  const [first] = items;
  if (first === undefined) return;
  const own: Levels = [...levels, { column: plans.columnOf(startOf(first)), newColumn }];
  for (const item of items) planItem(plans, item, own, newColumn);
}

function planItem(plans: LinePlans, item: Item, own: Levels, newColumn: number): void {
  if (item.start.some(({ type }) => type === 'explicit-key-ind')) throw new NoLayout();
  const start = startOf(item);
  plans.setLevels(plans.lineAt(start), own);
  if (plans.isFirstOnLine(start)) plans.set(plans.lineAt(start), { kind: 'structure', column: newColumn });
  planMarks(plans, item.start, newColumn + STEP);
  planMarks(plans, item.sep ?? [], newColumn + STEP);
  if (item.key) planValue(plans, item.key, newColumn, own);
  const { value } = item;
  if (value === undefined) return;
  if (value.type !== 'block-map' && value.type !== 'block-seq') planStart(plans, value.offset, newColumn + STEP);
  planValue(plans, value, newColumn + STEP, own);
}

/** The spaces around `:` and behind `-`, anchors and tags, where something follows on the same line. */
function planMarks(plans: LinePlans, tokens: readonly CST.SourceToken[], column: number): void {
  for (const [index, { type, source, offset }] of tokens.entries()) {
    if (type === 'anchor' || type === 'tag') planStart(plans, offset, column);
    if (type !== 'space') continue;
    const span = { start: offset, end: offset + source.length };
    if (tokens[index + 1]?.type === 'map-value-ind') plans.edits.push({ ...span, newText: '' });
    else if (isMark(tokens[index - 1]) && /[^#\r\n]/.test(plans.text.charAt(span.end))) plans.edits.push({ ...span, newText: ' ' });
  }
}

function isMark(token: CST.SourceToken | undefined): boolean {
  return token !== undefined && ['map-value-ind', 'seq-item-ind', 'anchor', 'tag'].includes(token.type);
}

function planStart(plans: LinePlans, offset: number, column: number): void {
  if (plans.isFirstOnLine(offset)) plans.set(plans.lineAt(offset), { kind: 'structure', column });
}

function planBlockText(plans: LinePlans, token: CST.BlockScalar, levels: Levels): void {
  const [header, last] = headerOf(token);
  const parent = levels.at(-1);
  if (parent === undefined) throw new NoLayout();
  const step = Number(/\d/.exec(header.source)?.[0] ?? 0);
  const lines = bodyLines(plans, last.offset + last.source.length, token.source);
  const cut = step > 0 ? parent.column + step : indentOf(plans, lines);
  const column = parent.newColumn + (step > 0 ? step : STEP);
  const isContentLine = (line: number) => plans.contentOf(line).length > cut || plans.contentOf(line).trim() !== '';
  const end = header.source.includes('+') ? lines.length : lines.findLastIndex(isContentLine) + 1;
  for (const line of lines.slice(0, end)) plans.set(line, { kind: 'block', cut, column });
}

/** The header of a block of text, and the line break that ends its line. */
function headerOf({ props }: CST.BlockScalar): [CST.SourceToken, CST.SourceToken] {
  const tokens = props.filter((token): token is CST.SourceToken => 'source' in token);
  const header = tokens.find(({ type }) => type === 'block-scalar-header');
  const last = tokens.at(-1);
  if (header === undefined || last === undefined) throw new NoLayout();
  return [header, last];
}

function bodyLines(plans: LinePlans, start: number, source: string): number[] {
  if (source === '') return [];
  const from = plans.lineAt(start);
  const to = plans.lineAt(start + source.length - 1);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function indentOf(plans: LinePlans, lines: readonly number[]): number {
  const first = lines.map((line) => plans.contentOf(line)).find((content) => content.trim() !== '');
  if (first === undefined && lines.length > 0) throw new NoLayout();
  return first === undefined ? 0 : first.length - first.trimStart().length;
}

/** The further lines of a value keep their distance to what they belong to, but stay deeper than it. */
function planContinuations(plans: LinePlans, { start, end, isQuoted }: { start: number; end: number; isQuoted: boolean }, levels: Levels): void {
  const parent = levels.at(-1) ?? { column: 0, newColumn: -STEP };
  const last = plans.lineAt(end);
  for (let line = plans.lineAt(start) + 1; line <= last; line += 1) {
    const content = plans.contentOf(line);
    const column = content.length - content.trimStart().length;
    const isClosing = /^[\]}]/.test(content.trimStart());
    const least = parent.newColumn + (isClosing ? 0 : STEP);
    plans.set(line, { kind: 'continuation', column: Math.max(least, parent.newColumn + column - parent.column, 0), keepsEnd: isQuoted && line < last });
  }
}

function endOfFlow(token: CST.FlowCollection): number {
  const closing = token.end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
  return closing === undefined ? token.offset : closing.offset + closing.source.length;
}

function isWritten(item: Item): boolean {
  return Boolean(item.key) || item.value !== undefined || item.sep !== undefined || item.start.some(({ type }) => isContent(type));
}

function isContent(type: CST.SourceToken['type']): boolean {
  return type !== 'space' && type !== 'newline' && type !== 'comment';
}

/** Where an item begins: its dash, or its key with an anchor or tag before it. */
function startOf(item: Item): number {
  return item.start.find(({ type }) => isContent(type))?.offset ?? item.key?.offset ?? item.sep?.[0]?.offset ?? item.value?.offset ?? 0;
}
