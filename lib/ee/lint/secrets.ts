const MAX_LENGTH = 2000;
const NAME = '[A-Z0-9_]*(?:TOKEN|PASSWORD|PASSWD|SECRET|API_?KEY|PRIVATE_KEY|ACCESS_KEY)[A-Z0-9_]*';
/** A value that is written out: not a variable, a placeholder in <>, or a path. */
const VALUE = `["']?(?![$<{/"'\\s]|%s\\b)[^\\s"'$]`;

interface SecretPattern {
  readonly pattern: RegExp;
  readonly what: string;
}

/** Secrets that are known by their form, wherever they stand. */
const ANYWHERE: readonly SecretPattern[] = [
  { pattern: /[a-z+]+:\/\/(?![^\s/:@]*[$<{])[^\s/:@]+:(?![$<{])[^\s/@]+@/i, what: 'a password in a URL' },
  { pattern: /[a-z+]+:\/\/(?:gh[pousr]_|github_pat_|glpat-)[\w-]+@/i, what: 'a token in a URL' },
  { pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|AKIA[0-9A-Z]{16}|pypi-[\w-]{30,}|xox[abps]-[\w-]{10,})/, what: 'an access token' },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, what: 'a private key' },
  { pattern: new RegExp(`(?:^|\\s)--(?:password|passwd|token|api-key)(?:=|\\s+)${VALUE}`, 'i'), what: 'a password or token' },
];

/** Secrets in instructions of a Containerfile. */
const IN_STEPS: readonly SecretPattern[] = [
  { pattern: new RegExp(`^ENV\\s+${NAME}(?:\\s+|=)["']?[^\\s"']`, 'i'), what: 'a secret' },
  { pattern: new RegExp(`^(?:ENV|ARG)\\s.*?\\b${NAME}\\s*=\\s*${VALUE}`, 'i'), what: 'a secret' },
  { pattern: new RegExp(`^ARG\\s+${NAME}\\s*(?:=\\s*(?:""|'')\\s*)?$`, 'i'), what: 'a secret (build arguments are recorded)' },
  { pattern: new RegExp(`^(?!ENV|ARG|LABEL|#).*(?:^|[\\s;&("'])${NAME}=${VALUE}`, 'i'), what: 'a secret' },
  { pattern: new RegExp(`subscription-manager\\s.*--activationkey(?:=|\\s+)${VALUE}`, 'i'), what: 'an activation key' },
  { pattern: new RegExp(`\\b(?:podman|docker|buildah|skopeo|oc|az|subscription-manager)\\b[^|;&]*\\b(?:login|register)\\b[^|;&]*\\s-p(?:=|\\s*)${VALUE}`, 'i'), what: 'a password' },
  { pattern: /\bcurl\b[^|;&]*\s(?:-u|--user)[=\s]+["']?[^\s"'$:]+:(?!\$)[^\s"'$]/i, what: 'a password' },
  { pattern: /\bAuthorization:\s*(?:Bearer|Basic|Token)\s+(?![$<{])[\w.~+/=-]{6,}/i, what: 'a token' },
  { pattern: /\bmachine\s+\S+\s+login\s+\S+\s+password\s+(?![$<{])\S+/i, what: 'a password' },
];

/** What kind of secret a text seems to hold, or null. */
export function findSecret(text: string): string | null {
  return firstOf(ANYWHERE, text);
}

/** The same for a line of a step. */
export function findStepSecret(line: string): string | null {
  return firstOf(IN_STEPS, line) ?? firstOf(ANYWHERE, line);
}

function firstOf(patterns: readonly SecretPattern[], text: string): string | null {
  const part = text.slice(0, MAX_LENGTH);
  return patterns.find(({ pattern }) => pattern.test(part))?.what ?? null;
}
