import { delimiter } from 'node:path';

/** The folders in which programs are looked for. */
export function programFolders(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
}
