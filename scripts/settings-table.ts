import { readFile, writeFile } from 'node:fs/promises';
import { Settings } from '#lib/contract/settings.ts';

const START = '<!-- settings: made by `node scripts/settings-table.ts` -->';
const END = '<!-- /settings -->';

/** The README's table of settings, from the one schema that checks them. */
export function renderSettingsTable(): string {
  const defaults: Record<string, unknown> = Settings.parse({});
  const rows = Object.entries(Settings.shape).map(([name, schema]) => `| \`${name}\` | ${renderDefault(defaults[name])} | ${schema.description ?? ''} |`);
  return ['| setting | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

function renderDefault(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '–';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** The README with its table made anew. */
export function withSettingsTable(readme: string): string {
  const [before = '', rest = ''] = readme.split(START);
  const after = rest.split(END)[1] ?? '';
  return `${before}${START}\n\n${renderSettingsTable()}\n\n${END}${after}`;
}

if (import.meta.main) await writeFile('README.md', withSettingsTable(await readFile('README.md', 'utf8')));
