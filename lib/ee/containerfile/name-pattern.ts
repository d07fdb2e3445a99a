type Token = { readonly kind: 'star' } | { readonly kind: 'one'; readonly accepts: (character: string) => boolean };

/** Python's fnmatch on one name, in linear space and without regular expressions of the author's making. */
export function matchesName(pattern: string, name: string): boolean {
  const tokens = tokensOf(Array.from(pattern));
  const characters = Array.from(name);
  let place = 0;
  let token = 0;
  let star = -1;
  let retry = 0;
  while (place < characters.length) {
    const current = tokens[token];
    if (current?.kind === 'star') {
      star = token;
      retry = place;
      token += 1;
    } else if (current?.accepts(characters[place] ?? '') === true) {
      place += 1;
      token += 1;
    } else if (star >= 0) {
      retry += 1;
      place = retry;
      token = star + 1;
    } else return false;
  }
  return tokens.slice(token).every(({ kind }) => kind === 'star');
}

function tokensOf(pattern: readonly string[]): Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? '';
    const end = character === '[' ? classEnd(pattern, index) : -1;
    if (character === '*') tokens.push({ kind: 'star' });
    else if (character === '?') tokens.push({ kind: 'one', accepts: () => true });
    else if (end < 0) tokens.push({ kind: 'one', accepts: (other) => other === character });
    else {
      tokens.push({ kind: 'one', accepts: characterClass(pattern.slice(index + 1, end)) });
      index = end;
    }
  }
  return tokens;
}

/** The place of the bracket that closes a class, or -1: then the opening one stands for itself. */
function classEnd(pattern: readonly string[], start: number): number {
  const first = start + (pattern[start + 1] === '!' ? 2 : 1);
  return pattern.indexOf(']', first + 1);
}

function characterClass(content: readonly string[]): (character: string) => boolean {
  const isNegated = content[0] === '!';
  const members = isNegated ? content.slice(1) : content;
  const ranges: [string, string][] = [];
  for (let index = 0; index < members.length; index += 1) {
    const from = members[index] ?? '';
    const to = members[index + 1] === '-' ? members[index + 2] : undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) index += 2;
  }
  return (character) => ranges.some(([from, to]) => from <= character && character <= to) !== isNegated;
}
