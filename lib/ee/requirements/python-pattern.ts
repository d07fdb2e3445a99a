/** After a backslash Python's re knows these letters only; ansible-builder writes the pattern in small letters first. */
const ESCAPES = /[abdfnrstuvwx]/;

/**
 * What is wrong with a pattern of dependencies.exclude. ansible-builder puts it into small letters and matches the
 * whole name, in Python's syntax. Null when it can match a name.
 */
export function findPatternProblem(source: string): string | null {
  if (source.trim() === '') return '"~" alone matches nothing. Write a regular expression behind it.';
  const upper = /\\([A-Z])/.exec(source)?.[1];
  if (upper !== undefined) {
    return `ansible-builder puts the pattern into small letters, so \\${upper} becomes \\${upper.toLowerCase()}. Write it without capital letters.`;
  }
  const escape = /\\(?:\\|([a-zA-Z]))/g;
  const unknown = [...source.matchAll(escape)].map((match) => match[1]).find((letter) => letter !== undefined && !ESCAPES.test(letter));
  if (unknown !== undefined) return `~${source} is not a regular expression of Python: it has no \\${unknown}.`;
  if (/\(\?<[a-z_]/i.test(source)) return `~${source} is not a regular expression of Python: a named group is (?P<name>…), which cannot be used here.`;
  if (/\(\?P/.test(source)) return 'ansible-builder puts the pattern into small letters, so (?P<…>…) is no group any more. Write a plain group.';
  if (!compiles(source)) return `~${source} is not a valid regular expression.`;
  return matchesNoName(source) ? `~${source} matches no name: a name has no spaces and no version.` : null;
}

function compiles(source: string): boolean {
  const translated = source
    .toLowerCase()
    .replace(/^\(\?[aiu]+\)/, '')
    .replace(/\(\?#[^)]*\)/g, '')
    .replace(/\(\?(?:[aimsux]*(?:-[imsx]+)?):/g, '(?:')
    .replace(/\(\?>/g, '(?:')
    .replace(/([*+?}])\+/g, '$1');
  try {
    new RegExp(translated);
    return true;
  } catch {
    return false;
  }
}

/** Literal characters that no name has, outside of groups and choices. */
function matchesNoName(source: string): boolean {
  const literals = source.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '').replace(/\(\?[^)]*\)/g, '').replace(/[<>=\s][*?]|[<>=\s]\{0/g, '');
  return !literals.includes('|') && !literals.includes('(') && /[<>=\s]/.test(literals);
}
