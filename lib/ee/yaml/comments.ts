import { Lexer } from 'yaml';

const NO_TEXT = new Set(['\u0002', '\u0018']);
const SCALAR_FOLLOWS = '\u001f';

/** The comments of a YAML text, in order; a `#` inside a scalar is none. */
export function listComments(text: string): string[] {
  const comments: string[] = [];
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (NO_TEXT.has(token)) continue;
    if (!isScalar && token.startsWith('#')) comments.push(token.trimEnd());
    isScalar = token === SCALAR_FOLLOWS;
  }
  return comments;
}

/** Those of a list of comments that another list lacks; equal ones count one by one. */
export function missingComments(wanted: readonly string[], present: readonly string[]): string[] {
  const rest = [...present];
  return wanted.filter((comment) => {
    const index = rest.indexOf(comment);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}
