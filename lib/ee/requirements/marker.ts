/** Names that a condition may ask for (PEP 508, PEP 751), and what older tools wrote for some. */
const NAMES = new Set([
  'python_version', 'python_full_version', 'os_name', 'sys_platform', 'platform_release', 'platform_system', 'platform_version', 'platform_machine',
  'platform_python_implementation', 'implementation_name', 'implementation_version', 'extra', 'extras', 'dependency_groups',
  'os.name', 'sys.platform', 'platform.version', 'platform.machine', 'platform.python_implementation', 'python_implementation',
]);
const TOKEN = /\s*(?:(?<string>"[^"]*"|'[^']*')|(?<operator>===|~=|==|!=|<=|>=|<|>|not\s+in\b|in\b)|(?<joint>and\b|or\b)|(?<bracket>[()])|(?<name>[A-Za-z_][\w.]*)|(?<other>\S+))/gy;

type Kind = 'string' | 'operator' | 'joint' | 'bracket' | 'name' | 'other';
interface Token {
  readonly kind: Kind;
  readonly text: string;
}

/** Why a condition behind ";" cannot be read by pip; null when it can. */
export function markerProblem(marker: string): string | null {
  const tokens = [...marker.matchAll(TOKEN)].flatMap(({ groups = {} }) =>
    Object.entries(groups).flatMap(([kind, text]): Token[] => (typeof text === 'string' ? [{ kind: kind as Kind, text }] : [])),
  );
  const unknown = tokens.find(({ kind, text }) => kind === 'name' && !NAMES.has(text));
  if (unknown !== undefined) return `"${unknown.text}" is no name that a condition can ask for. Write for instance python_version < "3.12"; texts need quotes.`;
  return isCondition(new Reader(tokens)) ? null : `"${marker}" is no condition. Write for instance python_version < "3.12" and sys_platform == "linux".`;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isOver(): boolean {
    return this.#at === this.#tokens.length;
  }

  take(...kinds: readonly Kind[]): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || !kinds.includes(token.kind)) return false;
    this.#at += 1;
    return true;
  }

  takeText(text: string): boolean {
    if (this.#tokens[this.#at]?.text !== text) return false;
    this.#at += 1;
    return true;
  }
}

function isCondition(reader: Reader): boolean {
  return takeAll(reader) && reader.isOver;
}

/** `and` and `or` bind differently, which does not matter for whether it can be read. */
function takeAll(reader: Reader): boolean {
  if (!takeOne(reader)) return false;
  while (reader.take('joint')) {
    if (!takeOne(reader)) return false;
  }
  return true;
}

function takeOne(reader: Reader): boolean {
  if (reader.takeText('(')) return takeAll(reader) && reader.takeText(')');
  return reader.take('name', 'string') && reader.take('operator') && reader.take('name', 'string');
}
