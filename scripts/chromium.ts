import { access, constants } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts the Chromium that the host's package manager installed. */
export async function launchChromium(args: readonly string[] = []): Promise<Browser> {
  for (const executablePath of PLACES) {
    if (await access(executablePath, constants.X_OK).then(() => true, () => false)) return chromium.launch({ executablePath, args: [...QUIET, ...args] });
  }
  throw new Error('Chromium is missing. On Debian: apt-get install chromium');
}
