const MIN_SECRET_LENGTH = 6;

/** A secret value, with the user name that it is sent with, if any. */
export interface SecretValue {
  value: string;
  username?: string | null;
}

/** Every text under which a secret may appear in output: raw, each line, URL-encoded, JSON-escaped, base64 at each alignment. */
export function secretVariants(secrets: readonly SecretValue[]): string[] {
  const variants = new Set<string>();
  for (const { value, username } of secrets) {
    for (const text of [value, ...value.split(/\r?\n/)]) addText(variants, text.trim());
    if (username !== undefined && username !== null && value.length >= MIN_SECRET_LENGTH) addBase64(variants, `${username}:${value}`, [0]);
  }
  return [...variants].sort((a, b) => b.length - a.length);
}

function addText(variants: Set<string>, text: string): void {
  if (text.length < MIN_SECRET_LENGTH) return;
  variants.add(text);
  variants.add(encodeURIComponent(text));
  variants.add(encodeURIComponent(text).replaceAll('%20', '+'));
  for (const escaped of jsonForms(text)) variants.add(escaped);
  addBase64(variants, text, [0, 1, 2]);
}

/** Plain, as Go writes it (& < > escaped), and as Python does (ASCII only). */
function jsonForms(text: string): string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  return [plain, plain.replaceAll(/[&<>]/g, escapeUnit), plain.replaceAll(/[^ -~]/g, escapeUnit)];
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Only the characters that the secret alone decides: its neighbours change the ones at both ends. */
function addBase64(variants: Set<string>, text: string, alignments: readonly number[]): void {
  const bytes = Buffer.from(text);
  for (const before of alignments) {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replace(/=+$/, '');
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    const stable = encoded.slice(start, end);
    if (stable.length < MIN_SECRET_LENGTH) continue;
    variants.add(stable);
    variants.add(stable.replaceAll('+', '-').replaceAll('/', '_'));
  }
}
