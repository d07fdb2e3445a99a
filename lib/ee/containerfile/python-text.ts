const WHITESPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const STRIP = new RegExp(`^${WHITESPACE}+|${WHITESPACE}+$`, 'g');
const LINE_BREAK = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/;

/** Python's `str.strip()`. */
export function strip(text: string): string {
  return text.replace(STRIP, '');
}

/** Python's `str.splitlines()`, which knows more line breaks than a file has. */
export function splitLines(text: string): string[] {
  const lines = text.split(LINE_BREAK);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
