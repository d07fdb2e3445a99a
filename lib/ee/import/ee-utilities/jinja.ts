import type { Answers, Placeholder } from '#lib/ee/import/types.ts';
import type { Variable, Variables } from '#lib/ee/import/ee-utilities/variables.ts';

const EXPRESSION = /\{\{(.*?)\}\}/gs;
const SECRET_NAME = /pass(?:word|wd|phrase)?(?:$|_)|pwd|token|secret|api_?key|private_key|credential/i;
const NOT_A_NAME = new Set(['lookup', 'query', 'q', 'hostvars', 'groups', 'omit', 'not', 'true', 'false', 'none']);
const MAX_DEPTH = 10;

/** Whether a text holds something that Ansible would evaluate. */
export function hasJinja(text: string): boolean {
  return /\{\{|\{%/.test(text);
}

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Puts the variables that are known into texts, the answers in place of other expressions, and remembers the rest. */
export class JinjaFiller {
  readonly #variables: Variables;
  readonly #answers: Answers;
  readonly #names = new Map<string, string>();
  readonly #found = new Map<string, Placeholder>();

  constructor(variables: Variables, answers: Answers) {
    this.#variables = variables;
    this.#answers = answers;
  }

  get placeholders(): readonly Placeholder[] {
    return [...this.#found.values()];
  }

  /** The text with everything filled in that is known; other expressions stay as `{{ name }}`. */
  fill(text: string, place: string): string {
    return this.#fill(text, place, MAX_DEPTH);
  }

  /** The variable that a text consists of (`{{ name }}`), or null. */
  variableOf(text: string): Variable | null {
    const name = /^\s*\{\{\s*([A-Za-z_]\w*)\s*\}\}\s*$/.exec(text)?.[1];
    if (name === undefined || isSecretName(name)) return null;
    return this.#variables.get(name) ?? null;
  }

  /** The answer for a text that is a list or mapping as a whole; null while there is none. */
  yamlAnswer(text: string, place: string): string | null {
    const name = this.#note(text.trim(), place, 'yaml');
    const answer = this.#answers[name];
    return answer === undefined || answer.trim() === '' ? null : answer;
  }

  #fill(text: string, place: string, depth: number): string {
    if (!hasJinja(text)) return text;
    if (text.includes('{%')) return this.#answerOf(text, place);
    return text.replace(EXPRESSION, (match, inner: string) => this.#knownValue(inner.trim(), place, depth) ?? this.#answerOf(match, place));
  }

  #knownValue(name: string, place: string, depth: number): string | null {
    const variable = depth > 0 && !isSecretName(name) ? this.#variables.get(name) : undefined;
    const source = variable === undefined ? null : sourceOf(variable);
    return source === null || mentions(source, name) ? null : this.#fill(source, place, depth - 1);
  }

  #answerOf(expression: string, place: string): string {
    const name = this.#note(expression, place, 'text');
    const answer = this.#found.get(name)?.isSecret === true ? undefined : this.#answers[name];
    return answer === undefined || answer === '' ? `{{ ${name} }}` : answer;
  }

  #note(expression: string, place: string, kind: Placeholder['kind']): string {
    const name = this.#nameFor(expression);
    const places = new Set(this.#found.get(name)?.places).add(place);
    this.#found.set(name, { name, expression, kind, isSecret: isSecretName(name), places: [...places] });
    return name;
  }

  #nameFor(expression: string): string {
    const known = this.#names.get(expression);
    if (known !== undefined) return known;
    const base = nameOf(expression);
    const taken = new Set(this.#names.values());
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base}_${String(count)}`;
    this.#names.set(expression, name);
    return name;
  }
}

/** The text of a variable; null for lists, mappings and what is encrypted. */
function sourceOf({ value, yaml }: Variable): string | null {
  const isText = value.kind === 'scalar' && value.scalar.type !== 'null' && !yaml.vault.has(value.span.start);
  return isText ? value.source : null;
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\{\\{[^}]*\\b${name}\\b`).test(text);
}

/** A name for an expression: the variable that it asks for, or the first that it mentions. */
function nameOf(expression: string): string {
  const environment = /(?:lookup|query|q)\(\s*['"](?:ansible\.builtin\.)?env['"]\s*,\s*['"](\w+)['"]/.exec(expression)?.[1];
  if (environment !== undefined) return environment;
  const withoutTexts = expression.replace(/'[^']*'|"[^"]*"/g, '');
  const names = withoutTexts.match(/[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g) ?? [];
  const first = names.find((name) => !NOT_A_NAME.has(name) && !/^(?:if|else|elif|endif|for|in|set)$/.test(name));
  return (first ?? 'value').replaceAll('.', '_');
}
