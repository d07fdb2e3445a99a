// Exit code 0 where node_modules holds what package-lock.json names. Runs on Node 18, before anything is installed.
import { existsSync, readFileSync } from 'node:fs';

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function isInstalled() {
  if (!existsSync('node_modules/.package-lock.json') || !existsSync('node_modules/.bin/node')) return false;
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json'))
    .filter(([name, entry]) => name !== '' && entry.optional !== true)
    .every(([name, entry]) => installed[name]?.version === entry.version);
}

process.exitCode = isInstalled() ? 0 : 1;
