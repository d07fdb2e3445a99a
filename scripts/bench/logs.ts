import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startOwnServer } from './logs/own-server.ts';
import { benchPage } from './logs/page.ts';
import { benchStore } from './logs/store.ts';
import { benchStalled, benchViewers } from './logs/viewers.ts';

/** Logs and their viewers against what they must reach: rows 6, 7 and 9, and a long log in Chromium. */
export async function benchLogs(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { lines: { type: 'string', default: '1000000' }, viewers: { type: 'string', default: '1000' }, stalled: { type: 'string', default: '100' }, only: { type: 'string', default: 'store,viewers,stalled' } } });
  const parts = values.only.split(',');
  console.log(`load ${loadavg().map((load) => load.toFixed(1)).join(' ')}`);
  const server = await startOwnServer();
  try {
    if (parts.includes('store')) {
      const build = await benchStore(server, Number(values.lines));
      await benchPage({ url: `${server.url}/builds/${build.id}`, lineCount: build.lineCount });
    }
    if (parts.includes('viewers')) await benchViewers(server, Number(values.viewers));
    if (parts.includes('stalled')) await benchStalled(server, Number(values.stalled));
  } finally {
    await server.stop();
    console.log(`load ${loadavg().map((load) => load.toFixed(1)).join(' ')}`);
  }
}
