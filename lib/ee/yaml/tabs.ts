import { Lexer } from 'yaml';

const NO_TEXT = new Set(['\u0002', '\u0018']);
const SCALAR_FOLLOWS = '\u001f';

/**
 * The first tab that PyYAML does not accept: between tokens, at line ends, in a plain scalar, or instead of a
 * block's indentation. `yaml` accepts these. Null when there is none.
 */
export function findForbiddenTab(text: string): number | null {
  if (!text.includes('\t')) return null;
  let offset = 0;
  let isScalar = false;
  let isBlock = false;
  for (const token of new Lexer().lex(text)) {
    if (NO_TEXT.has(token)) continue;
    if (token === SCALAR_FOLLOWS) {
      isScalar = true;
      continue;
    }
    const tab = isScalar && isBlock ? tabInBlock(token) : tabInToken(token);
    if (tab >= 0) return offset + tab;
    isBlock = !isScalar && (isBlock || /^[|>][-+\d]*$/.test(token));
    isScalar = false;
    offset += token.length;
  }
  return null;
}

/** Quoted scalars and comments may hold tabs. */
function tabInToken(token: string): number {
  return /^["'#]/.test(token) ? -1 : token.indexOf('\t');
}

/** A line of a block that has a tab before its indentation is complete. */
function tabInBlock(source: string): number {
  const indents = source.split('\n').filter((line) => /^ *[^\s]/.test(line)).map((line) => line.search(/[^ ]/));
  const indent = Math.min(...indents);
  if (!Number.isFinite(indent) || indent === 0) return -1;
  const match = new RegExp(`^ {0,${String(indent - 1)}}\\t`, 'm').exec(source);
  return match === null ? -1 : match.index + match[0].length - 1;
}
