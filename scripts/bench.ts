/** `npm run bench -- build|log [options]`: every speed and memory claim, measured against a peer in the same run. */
import { benchBuild } from './bench/build.ts';
import { benchLog } from './bench/log.ts';

const [name, ...args] = process.argv.slice(2);

switch (name) {
  case 'build':
    await benchBuild(args);
    break;
  case 'log':
    await benchLog(args);
    break;
  default:
    console.error('Use: npm run bench -- build [--runs 5]\n     npm run bench -- log');
    process.exitCode = 2;
}
