/** A bindep line, taken apart for display. */
export interface SystemRequirement {
  readonly name: string;
  /** Version constraints such as `>=1.0`. */
  readonly versions: readonly string[];
  /** Profiles such as `platform:rpm`, `!platform:dpkg` or `compile`. */
  readonly profiles: readonly string[];
}

export type SystemLine =
  | { readonly kind: 'requirement'; readonly requirement: SystemRequirement }
  | { readonly kind: 'blank' }
  | { readonly kind: 'invalid'; readonly message: string };

const NAME = /^[A-Za-z0-9][-A-Za-z0-9_+.:/]*(?:@[-\w.:/]+)?/;
const PROFILE = /^(?:!|\()?[\w().!:-]+$/;
const VERSION = /^(?:<=|>=|==|=|!=|<|>)[\w.+:~-]+$/;

export function parseSystemLine(line: string): SystemLine {
  const text = line.replace(/#.*$/, '').trim();
  if (text === '') return { kind: 'blank' };
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return { kind: 'invalid', message: `"${text}" does not start with the name of a package.` };
  const match = /^\s*(?:\[([^[\]]*)\])?\s*(.*)$/.exec(text.slice(name.length));
  const profiles = wordsOf(match?.[1] ?? '');
  const versions = (match?.[2] ?? '').split(',').map((version) => version.replace(/\s+/g, '')).filter((version) => version !== '');
  const wrongProfile = profiles.find((profile) => !PROFILE.test(profile));
  if (wrongProfile !== undefined) return { kind: 'invalid', message: `${name}: "${wrongProfile}" is not a profile, for instance platform:rpm.` };
  const wrongVersion = versions.find((version) => !VERSION.test(version));
  if (wrongVersion !== undefined) {
    return { kind: 'invalid', message: `${name}: "${wrongVersion}" is neither a profile in [brackets] nor a version such as >=1.0.` };
  }
  return { kind: 'requirement', requirement: { name, versions, profiles } };
}

export function formatSystemRequirement({ name, versions, profiles }: SystemRequirement): string {
  const profilePart = profiles.length === 0 ? '' : ` [${profiles.join(' ')}]`;
  const versionPart = versions.length === 0 ? '' : ` ${versions.join(',')}`;
  return name + profilePart + versionPart;
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
