import { Lexer } from 'yaml';

const NO_TEXT = new Set(['\u0002', '\u0018']);
const SCALAR_FOLLOWS = '\u001f';

export interface Comment {
  readonly text: string;
  /** From 0. */
  readonly line: number;
}

/** The YAML comments of a text; a `#` inside a scalar is none. */
export function commentsOf(text: string): Comment[] {
  const comments: Comment[] = [];
  let line = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (NO_TEXT.has(token)) continue;
    if (!isScalar && token.startsWith('#')) comments.push({ text: token.trimEnd(), line });
    isScalar = token === SCALAR_FOLLOWS;
    if (!isScalar) line += token.split('\n').length - 1;
  }
  return comments;
}
