/**
 * What becomes of an option of `ansible-galaxy … install` in a build. `served`: it does what it says. `idle`: it
 * changes nothing. `unless-collected`: it does nothing where collections are collected before the build. `refused`: a build with it would not be what its author asked for.
 */
export interface OptionRule {
  readonly names: readonly string[];
  readonly values: 'none' | 'one' | 'many';
  readonly verdict: 'served' | 'idle' | 'unless-collected' | 'refused';
  readonly reason?: string;
}

const SERVER = 'names a Galaxy server, but the servers of a build are those of the definition\'s settings. Choose the server there, or set "source" of a collection.';
const TOKEN = "would write a token into the image's history. Use a credential of the definition's settings.";
const CERTIFICATES = 'changes nothing: certificates are always checked when collections are collected. Give the CA of the server in the settings instead.';
const OWN = 'changes nothing: ansible-builder sets it itself, after these options.';

const COMMON: readonly OptionRule[] = [
  { names: ['-h', '--help'], values: 'none', verdict: 'refused', reason: 'shows a help text instead of installing anything.' },
  { names: ['--token', '--api-key'], values: 'one', verdict: 'refused', reason: TOKEN },
  { names: ['--timeout'], values: 'one', verdict: 'served' },
  { names: ['-v', '--verbose'], values: 'none', verdict: 'served' },
  { names: ['-f', '--force'], values: 'none', verdict: 'served' },
  { names: ['--force-with-deps'], values: 'none', verdict: 'served' },
  { names: ['-i', '--ignore-errors'], values: 'none', verdict: 'served' },
];

const COLLECTIONS: readonly OptionRule[] = [
  ...COMMON,
  { names: ['-s', '--server'], values: 'one', verdict: 'refused', reason: SERVER },
  { names: ['-c', '--ignore-certs'], values: 'none', verdict: 'unless-collected', reason: CERTIFICATES },
  { names: ['-r', '--requirements-file'], values: 'one', verdict: 'idle', reason: OWN },
  { names: ['-p', '--collections-path'], values: 'one', verdict: 'idle', reason: OWN },
  { names: ['--pre'], values: 'none', verdict: 'unless-collected', reason: 'changes nothing: collections are collected before the build, without pre-releases. Name a pre-release by its exact version instead.' },
  { names: ['-n', '--no-deps'], values: 'none', verdict: 'unless-collected', reason: 'changes nothing: collections are collected before the build, with what they depend on.' },
  { names: ['--clear-response-cache'], values: 'none', verdict: 'served' },
  { names: ['--no-cache'], values: 'none', verdict: 'served' },
  { names: ['-U', '--upgrade'], values: 'none', verdict: 'served' },
  { names: ['--offline'], values: 'none', verdict: 'served' },
  { names: ['--disable-gpg-verify'], values: 'none', verdict: 'served' },
  { names: ['--keyring'], values: 'one', verdict: 'served' },
  { names: ['--signature'], values: 'one', verdict: 'served' },
  { names: ['--required-valid-signature-count'], values: 'one', verdict: 'served' },
  { names: ['--ignore-signature-status-code', '--ignore-signature-status-codes'], values: 'many', verdict: 'served' },
];

const ROLES: readonly OptionRule[] = [
  ...COMMON,
  { names: ['-s', '--server'], values: 'one', verdict: 'served' },
  { names: ['-c', '--ignore-certs'], values: 'none', verdict: 'served' },
  { names: ['-n', '--no-deps'], values: 'none', verdict: 'served' },
  { names: ['-g', '--keep-scm-meta'], values: 'none', verdict: 'served' },
  { names: ['-r', '--role-file'], values: 'one', verdict: 'idle', reason: OWN },
  { names: ['-p', '--roles-path'], values: 'one', verdict: 'idle', reason: OWN },
];

const RULES = { collections: COLLECTIONS, roles: ROLES } as const;

/** The option words of a text, `-vc` as `-v` and `-c`; values are left out as far as they can be told. */
export function readOptions(text: string): string[] {
  return text.trim().split(/\s+/).flatMap((word) => {
    if (/^-[a-zA-Z]{2,}$/.test(word)) return /^-[spr]/.test(word) ? [word.slice(0, 2)] : Array.from(word.slice(1), (letter) => `-${letter}`);
    if (/^[\u2013\u2014]/.test(word)) return [word];
    return word.startsWith('-') && word !== '-' && !/^-\d/.test(word) ? [word.replace(/=.*$/s, '')] : [];
  });
}

/** Null for an option that ansible-galaxy does not have. Long options may be cut short while they are clear. */
export function findOption(kind: keyof typeof RULES, word: string): OptionRule | null {
  const rules = RULES[kind];
  const exact = rules.find(({ names }) => names.includes(word));
  if (exact !== undefined || !word.startsWith('--')) return exact ?? null;
  const near = rules.filter(({ names }) => names.some((name) => name.startsWith(word)));
  return near.length === 1 ? (near[0] ?? null) : null;
}

export function hasValue({ values }: OptionRule): boolean {
  return values !== 'none';
}
