/** A requirement of the map that ansible-galaxy could not satisfy; `by` null: the definition itself. */
export interface UnmetCollection {
  readonly name: string;
  readonly range: string;
  readonly by: string | null;
}

export type GalaxyFailure =
  | { readonly kind: 'conflict'; readonly unmet: readonly UnmetCollection[] }
  | { readonly kind: 'unreachable'; readonly server: string }
  | { readonly kind: 'refused'; readonly server: string; readonly code: string }
  | { readonly kind: 'untrusted'; readonly server: string }
  | { readonly kind: 'other'; readonly message: string };

const UNMET = /^\* ([\w.]+):(\S+) \((?:direct request|dependency of ([\w.]+)(?::\S+)?)\)/gm;
const REFUSED = /from (\S+) \((\S+?)\) \(HTTP Code: (40[13])/;
const UNREACHABLE = /call Galaxy at '([^']+)'/;
/** Its cache of answers was empty before: a server that broke the connection off left it without the first answer. */
const BROKEN_OFF = /Skipping Galaxy server (\S+)\. Got an unexpected error[^\n]*Missing expected 'results'/;
const CERTIFICATE = /CERTIFICATE_VERIFY_FAILED|certificate verify failed/;

/** Reads what ansible-galaxy says when it cannot collect. */
export function readGalaxyFailure(text: string): GalaxyFailure {
  const unmet = [...text.matchAll(UNMET)].map(([, name = '', range = '', by]): UnmetCollection => ({ name, range, by: by ?? null }));
  if (unmet.length > 0) return { kind: 'conflict', unmet };
  const refused = REFUSED.exec(text);
  if (refused !== null) return { kind: 'refused', server: refused[2] ?? '', code: refused[3] ?? '' };
  const server = UNREACHABLE.exec(text)?.[1] ?? BROKEN_OFF.exec(text)?.[1];
  if (server !== undefined) return { kind: CERTIFICATE.test(text) ? 'untrusted' : 'unreachable', server: server.replace(/(?:\/api)?\/?$/, '') };
  return { kind: 'other', message: errorOf(text) };
}

function errorOf(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const start = lines.findLastIndex((line) => /^(?:\[ERROR\]|ERROR!)/.test(line));
  return lines.slice(Math.max(0, start), start < 0 ? undefined : start + 4).slice(-4).join(' ').replace(/^(?:\[ERROR\]:|ERROR!)\s*/, '').slice(0, 1000);
}
