import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;
type Values = ReadonlyMap<string, string>;

/**
 * The indexes that `pip install` asks with this environment, as pip reads its configuration: the environment before the
 * user's file before the machine's, `[install]` before `[global]`. Empty when it has `no-index`.
 * @param pipDefault what pip asks when nothing is configured, null when that is not known
 * https://pip.pypa.io/en/stable/topics/configuration/
 */
export function indexesOfPip(env: Environment, pipDefault: string | null): string[] {
  const files = configFiles(env).map(readIni);
  const value = (name: string) => env[`PIP_${name.toUpperCase().replaceAll('-', '_')}`] ?? lastOf(files, 'install', name) ?? lastOf(files, 'global', name) ?? '';
  if (/^(?:1|true|yes|on|y|t)$/i.test(value('no-index'))) return [];
  const index = value('index-url');
  const extra = value('extra-index-url').split(/\s+/);
  return [index === '' ? (pipDefault ?? '') : index, ...extra].filter((url) => /^https?:/.test(url) && URL.canParse(url));
}

/** From the least to the most important. */
function configFiles(env: Environment): string[] {
  const only = env['PIP_CONFIG_FILE'] ?? '';
  if (only === '/dev/null') return [];
  const home = env['HOME'] ?? '';
  const site = (env['XDG_CONFIG_DIRS'] ?? '/etc/xdg').split(':').map((directory) => path.join(directory, 'pip/pip.conf'));
  const own = home === '' ? [] : [path.join(home, '.pip/pip.conf'), path.join(env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), 'pip/pip.conf')];
  return [...site, '/etc/pip.conf', ...own, ...(only === '' ? [] : [only])];
}

function lastOf(files: readonly Values[], section: string, name: string): string | undefined {
  return files.map((file) => file.get(`${section}.${name}`)).findLast((value) => value !== undefined);
}

/** `section.name` to value; lines that are indented belong to the value before. A file that cannot be read counts as empty. */
function readIni(file: string): Values {
  const values = new Map<string, string>();
  let section = '';
  let name = '';
  for (const line of textOf(file).split(/\r?\n/)) {
    const heading = /^\[([^\]]+)\]/.exec(line)?.[1];
    const [, key, value = ''] = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (heading !== undefined) section = heading.trim();
    else if (key !== undefined) {
      name = `${section}.${key.toLowerCase().replaceAll('_', '-')}`;
      values.set(name, value.trim());
    } else if (/^\s+[^\s#;]/.test(line) && name !== '') values.set(name, `${values.get(name) ?? ''} ${line.trim()}`.trim());
  }
  return values;
}

function textOf(file: string): string {
  if (!existsSync(/*turbopackIgnore: true*/ file)) return '';
  try {
    return readFileSync(/*turbopackIgnore: true*/ file, 'utf8');
  } catch {
    return '';
  }
}
