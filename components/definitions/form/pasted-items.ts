/** Lines of a paste, without empty ones and comments. */
export function pastedItems(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}
