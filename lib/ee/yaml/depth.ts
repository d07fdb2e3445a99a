import { Lexer } from 'yaml';

const MAX_DEPTH = 100;
const SCALAR_FOLLOWS = '\u001f';

/** Whether collections are nested deeper than in any definition: parsing such a text takes seconds. */
export function isTooDeep(text: string): boolean {
  if (/(?:[-?][ \t]+){100}/.test(text)) return true;
  return (text.match(/[[{]/g) ?? []).length > MAX_DEPTH && flowDepth(text) > MAX_DEPTH;
}

function flowDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (!isScalar && (token === '[' || token === '{')) depth += 1;
    if (!isScalar && (token === ']' || token === '}')) depth -= 1;
    isScalar = token === SCALAR_FOLLOWS;
    deepest = Math.max(deepest, depth);
    if (deepest > MAX_DEPTH) return deepest;
  }
  return deepest;
}
