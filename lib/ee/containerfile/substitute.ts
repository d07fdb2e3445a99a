export type Variables = ReadonlyMap<string, string>;

/** Replaces `$X`, `${X}`, `${X:-word}` and `${X:+word}` as podman does in FROM and COPY; an unknown name gives nothing. */
export function substitute(text: string, variables: Variables): string {
  return text.replace(/\\\$|\$\w+|\$\{\w+(?::[-+][^}]*)?\}/g, (reference) => {
    if (reference.startsWith('\\')) return '$';
    const [, name = '', operator = '', word = ''] = /^\$\{?(\w+)(?::([-+])([^}]*))?/.exec(reference) ?? [];
    const value = variables.get(name) ?? '';
    if (operator === '+') return value === '' ? '' : word;
    return value === '' ? word : value;
  });
}

/** Removes the quotes of a shell word. */
export function unquote(word: string): string {
  return word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_, double?: string, single?: string, escaped?: string) => {
    return double?.replace(/\\(["\\$])/g, '$1') ?? single ?? escaped ?? '';
  });
}
