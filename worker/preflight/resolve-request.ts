import type { BaseFacts, Introspected, RequestLine } from '#lib/ee/preflight/findings.ts';
import type { Places } from '#lib/ee/preflight/places.ts';

/** What lib/resolve.py is asked. */
export interface ResolveRequest {
  python: string;
  platform: string | null;
  installed: string[];
  options: string[];
  lines: { who: string; text: string }[];
}

export interface PythonRequest {
  lines: RequestLine[];
  /** Options for uv that lines of the definition or of collections gave to pip. */
  options: string[];
}

/** glibc versions that uv has a platform for. */
const MANYLINUX = [17, 28, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40];
const MACHINES = new Set(['x86_64', 'aarch64']);
const INDEX_OPTION = /^(-i|--index-url|--extra-index-url|-f|--find-links|--no-index|--pre|--only-binary|--no-binary)(?:[\s=]+(\S+))?$/;
const OPTION_NAMES: Record<string, string> = { '-i': '--default-index', '--index-url': '--default-index', '--extra-index-url': '--index', '-f': '--find-links' };

/** The union of Python requirements as the build's pip runs install it, each with who asks. */
export function pythonRequest(introspected: Introspected, containerfile: string, places: Places): PythonRequest {
  const user = introspected.user.python.map((text) => ({ who: 'user', text, path: places.lineOf('python', text) }));
  const collections = introspected.collections.flatMap(({ name, python }) => python.lines.map((text) => ({ who: name, text, path: null })));
  const all = [...user, ...ownPackages(containerfile, places), ...collections];
  const isOption = ({ text }: RequestLine) => INDEX_OPTION.test(text.trim());
  return { lines: all.filter((line) => !isOption(line)), options: all.filter(isOption).flatMap(({ text }) => toUvOption(text)) };
}

/** pip runs of their own: ansible-core and ansible-runner, and the init program. */
function ownPackages(containerfile: string, places: Places): RequestLine[] {
  const { ansibleCore, ansibleRunner, initPackage } = places.form.texts;
  const init = /^RUN \$PYCMD -m pip install --no-cache-dir '(.+)'$/m.exec(containerfile)?.[1];
  return [
    ...[ansibleCore, ansibleRunner].flatMap(({ value, path }) => (value === null || value === '' ? [] : [{ who: 'user', text: value, path }])),
    ...(init === undefined ? [] : [initPackage.isPresent ? { who: 'user', text: init, path: initPackage.path } : { who: 'ansible-builder', text: init, path: null }]),
  ];
}

function toUvOption(text: string): string[] {
  const [, option = '', value] = INDEX_OPTION.exec(text.trim()) ?? [];
  if (option === '--pre') return ['--prerelease=allow'];
  const name = OPTION_NAMES[option] ?? option;
  return value === undefined ? [name] : [`${name}=${value}`];
}

/** pip's own configuration in the base names the indexes of a build. */
export function configOptions(config: Readonly<Record<string, string>>): string[] {
  const each = (key: string, option: string) => (config[key] ?? '').split(/\s+|\\n/).filter((value) => value !== '').map((value) => `${option}=${value}`);
  return [...each('index-url', '--default-index'), ...each('extra-index-url', '--index'), ...each('find-links', '--find-links'), ...each('trusted-host', '--allow-insecure-host')];
}

/** uv's name of the platform of the base image; null: uv's own guess, that of the builder image. */
export function platformOf({ architecture }: BaseFacts, libc: string): string | null {
  if (!MACHINES.has(architecture)) return null;
  const minor = /^glibc 2\.(\d+)/.exec(libc)?.[1];
  if (minor === undefined) return /^musl|^$/.test(libc.trim()) && libc !== '' ? `${architecture}-unknown-linux-musl` : null;
  const fitting = MANYLINUX.filter((version) => version <= Number(minor)).at(-1);
  return fitting === undefined ? null : `${architecture}-manylinux_2_${fitting}`;
}
