import { withoutFinalLineFeeds } from '#lib/ee/text-ends.ts';
import { plainScalarType } from '#lib/ee/yaml/scalar.ts';

export type EditValue = string | number | boolean | null | readonly EditValue[] | { readonly [key: string]: EditValue };

export type QuoteStyle = 'plain' | 'single' | 'double';

const LEADING_INDICATOR = /^(?:[-?:](?:\s|$)|[,[\]{}#&*!|>'"%@`])/;
const YAML_12_SPECIAL = /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|0o[0-7]+|[yYnN]|~)$/;

/** Prints a scalar on one line, in the wanted style where the value allows it. */
export function printInline(value: string | number | boolean | null, options: { isFlow: boolean; style?: QuoteStyle }): string {
  if (value === null) return 'null';
  if (typeof value !== 'string') return String(value);
  if (!isSingleLine(value)) return doubleQuoted(value);
  if (options.style === 'double') return doubleQuoted(value);
  if (options.style === 'single') return singleQuoted(value);
  if (isPlainSafe(value, options.isFlow)) return value;
  return value.includes("'") && !/["\\]/.test(value) ? doubleQuoted(value) : singleQuoted(value);
}

export function isPlainSafe(value: string, isFlow: boolean): boolean {
  if (value === '' || value !== value.trim() || !isSingleLine(value)) return false;
  if (plainScalarType(value) !== 'str' || YAML_12_SPECIAL.test(value)) return false;
  if (LEADING_INDICATOR.test(value) || /^(?:---|\.\.\.)(?:\s|$)/.test(value)) return false;
  if (/:(?:\s|$)|\s#|\t/.test(value)) return false;
  return !isFlow || !/[,[\]{}]|:$|^[-?:]/.test(value);
}

export function singleQuoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

export function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]|[\ud800-\udfff](?![\udc00-\udfff])(?<![\ud800-\udbff][\udc00-\udfff])/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function isSingleLine(value: string): boolean {
  return !/[\u0000-\u0008\n-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(value);
}

/** Whether a text can be a literal block (`|`). */
export function canBeBlock(value: string): boolean {
  return value.includes('\n') && value.trim() !== '' && !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(value);
}

export interface BlockLayout {
  /** Spaces before the lines of the block. */
  readonly indent: number;
  readonly step: number;
  readonly lineBreak: string;
  readonly usesBlocks: boolean;
}

/** Prints a text as a literal block: header, line break, lines; no final line break. */
export function printBlockText(value: string, layout: BlockLayout, parentIndent: number): string {
  const body = withoutFinalLineFeeds(value);
  const trailing = value.length - body.length;
  const chomping = trailing === 0 ? '-' : trailing === 1 ? '' : '+';
  const firstLine = body.split('\n').find((line) => line.trim() !== '') ?? '';
  const needsIndicator = /^\s/.test(firstLine) || /^\s*\n/.test(body);
  const indicator = needsIndicator ? String(layout.indent - Math.max(parentIndent, 0)) : '';
  const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(layout.indent) + line));
  const kept = chomping === '+' ? Array.from({ length: trailing - 1 }, () => '') : [];
  return [`|${indicator}${chomping}`, ...lines, ...kept].join(layout.lineBreak);
}

/**
 * Prints a value in block style, as it stands after `key:` or `-` (without the space). A collection starts with
 * a line break; `indent` is the column of the key or dash.
 */
export function printAfterKey(value: EditValue, indent: number, layout: Omit<BlockLayout, 'indent'> & { readonly listStep: number }): string {
  if (typeof value === 'string' && layout.usesBlocks && canBeBlock(value)) {
    return ` ${printBlockText(value, { ...layout, indent: indent + layout.step }, indent)}`;
  }
  if (typeof value !== 'object' || value === null) return ` ${printInline(value, { isFlow: false })}`;
  if (isList(value)) {
    if (value.length === 0) return ' []';
    const column = indent + layout.listStep;
    return value.map((item) => `${layout.lineBreak}${' '.repeat(column)}-${printAfterDash(item, column, layout)}`).join('');
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return ' {}';
  const column = indent + layout.step;
  return entries.map(([key, child]) => `${layout.lineBreak}${' '.repeat(column)}${printEntry(key, child, column, layout)}`).join('');
}

type ValueLayout = Parameters<typeof printAfterKey>[2];

/** Prints a list item as it stands after its dash, the space included. */
export function printAfterDash(value: EditValue, column: number, layout: ValueLayout): string {
  if (typeof value !== 'object' || value === null) return printAfterKey(value, column, layout);
  if (isList(value)) return ` ${printFlow(value)}`;
  const entries = Object.entries(value);
  if (entries.length === 0) return ' {}';
  const inner = column + 2;
  const lines = entries.map(([key, child]) => printEntry(key, child, inner, layout));
  return ` ${lines.join(`${layout.lineBreak}${' '.repeat(inner)}`)}`;
}

export function printEntry(key: string, value: EditValue, column: number, layout: ValueLayout): string {
  return `${printInline(key, { isFlow: false })}:${printAfterKey(value, column, layout)}`;
}

/** Prints a value in flow style. */
export function printFlow(value: EditValue, style?: QuoteStyle): string {
  if (typeof value !== 'object' || value === null) return printInline(value, { isFlow: true, ...(style === undefined ? {} : { style }) });
  if (isList(value)) return `[${value.map((item) => printFlow(item)).join(', ')}]`;
  const entries = Object.entries(value).map(([key, child]) => `${printInline(key, { isFlow: true })}: ${printFlow(child)}`);
  return entries.length === 0 ? '{}' : `{${entries.join(', ')}}`;
}

export function isList(value: EditValue): value is readonly EditValue[] {
  return Array.isArray(value);
}
