/** How many line feeds end a text. Loops here, since `/\n+$/` takes quadratic time on hostile texts. */
export function countFinalLineFeeds(text: string): number {
  let count = 0;
  while (count < text.length && text.charCodeAt(text.length - 1 - count) === 10) count += 1;
  return count;
}

export function withoutFinalLineFeeds(text: string): string {
  return text.slice(0, text.length - countFinalLineFeeds(text));
}

/** A requirement line without the comment behind it, and that comment with the spaces before it. */
export function splitComment(line: string): { readonly content: string; readonly comment: string } {
  const place = line.search(/\s#/);
  if (place < 0) return { content: line, comment: '' };
  const content = line.slice(0, place).trimEnd();
  return { content, comment: line.slice(content.length) };
}
