import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** docs/rules.md as it is shipped. */
export function readRulesText(): Promise<string> {
  return readFile(path.join(/* turbopackIgnore: true */ process.cwd(), 'docs/rules.md'), 'utf8');
}
