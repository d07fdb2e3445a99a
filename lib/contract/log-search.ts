import { ERROR, isErrorText, visibleText } from './log-text.ts';

export type SearchQuery = { text: string; isRegex: boolean; isCaseSensitive: boolean };
/** Finds [start, end) of every match in one line's visible text. */
export type Matcher = (text: string) => [number, number][];
/** What a query asks for: words within steps, lines with errors, or both. */
export type ParsedQuery = { text: string; steps: string[]; isErrorOnly: boolean };

const MAX_PER_LINE = 200;
const CLAUSE = /(?:^|\s)(?:step:(?:"([^"]*)"|(\S+))|is:error)(?=\s|$)/gi;

/** Takes `step:galaxy`, `step:"RUN pip"` and `is:error` out of a query; what remains is looked for in lines. */
export function parseQuery(text: string): ParsedQuery {
  const steps: string[] = [];
  const parsed: ParsedQuery = { text, steps, isErrorOnly: false };
  const rest = text.replace(CLAUSE, (_whole, quoted: string | undefined, word: string | undefined) => {
    const step = quoted ?? word;
    if (step === undefined) parsed.isErrorOnly = true;
    else steps.push(step);
    return '';
  });
  return rest === text ? parsed : { ...parsed, text: rest.trim() };
}

/** @returns null when no text is looked for; a message for a pattern that is no regular expression. */
export function createMatcher(query: SearchQuery): Matcher | null | { error: string } {
  const { text } = parseQuery(query.text);
  if (text === '') return null;
  try {
    const pattern = patternOf(query, text);
    return (line) => matchesIn(pattern, line);
  } catch (error) {
    return { error: error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : 'This is no regular expression.' };
  }
}

/** Could match over the end of a line, at one of its ends, or by what stands around it: such an expression sees lines only. */
const NEEDS_LINES = /[\^$]|\(\?(?!:)|\\[sWDnrvfcxupP]/;

/**
 * Finds where in the text of many lines one may be that a query counts: a line in which none of its matches begins is
 * not counted. Null: every line has to be looked at.
 */
export function createCandidates(query: SearchQuery): RegExp | null {
  const { text, isErrorOnly } = parseQuery(query.text);
  if (text === '') return isErrorOnly ? new RegExp(ERROR.source, 'gi') : null;
  if (query.isRegex && NEEDS_LINES.test(text)) return null;
  const pattern = patternOf(query, text);
  return pattern.test('') ? null : pattern;
}

function patternOf({ isRegex, isCaseSensitive }: SearchQuery, text: string): RegExp {
  // Without the u flag a text is found several times as fast; only letters beyond ASCII need it.
  const flags = `g${isCaseSensitive ? '' : 'i'}${isRegex || /[^ -~]/.test(text) ? 'u' : ''}`;
  return new RegExp(isRegex ? text : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags);
}

function matchesIn(pattern: RegExp, text: string): [number, number][] {
  const found: [number, number][] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === '') pattern.lastIndex += 1;
    else found.push([match.index, match.index + match[0].length]);
    if (found.length >= MAX_PER_LINE) break;
  }
  return found;
}

/** How often a query is in a stored line; a line that is asked for as a whole counts once. */
export function createCounter(query: SearchQuery): (raw: string) => number {
  const { isErrorOnly } = parseQuery(query.text);
  const matcher = createMatcher(query);
  const count = typeof matcher === 'function' ? (text: string) => matcher(text).length : () => 1;
  return (raw) => {
    const text = visibleText(raw);
    return isErrorOnly && !isErrorText(text) ? 0 : count(text);
  };
}

/** Whether a step is one that `step:` clauses mean: by its number, stage or text; several clauses widen the choice. */
export function isStepMeant(clauses: readonly string[], { position, count, stageName, text }: { position: number; count: number; stageName: string; text: string }): boolean {
  const known = `${stageName} ${String(position)}/${String(count)} ${text}`.toLowerCase();
  return clauses.some((clause) => known.includes(clause.toLowerCase()));
}
