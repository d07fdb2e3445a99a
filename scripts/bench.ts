/** `npm run bench -- build|logs|authoring|preflight [options]`: every speed and memory claim, measured against a peer in the same run. */
import { benchAuthoring } from './bench/authoring.ts';
import { benchBuild } from './bench/build.ts';
import { benchLogs } from './bench/logs.ts';
import { benchPreflight } from './bench/preflight.ts';

const [name, ...args] = process.argv.slice(2);

switch (name) {
  case 'build':
    await benchBuild(args);
    break;
  case 'logs':
    await benchLogs(args);
    break;
  case 'authoring':
    await benchAuthoring(args);
    break;
  case 'preflight':
    await benchPreflight(args);
    break;
  default:
    console.error('Use: npm run bench -- build [--runs 5]\n     npm run bench -- logs [--only store,viewers,stalled --lines 1000000 --viewers 1000 --stalled 100]\n     npm run bench -- authoring [--runs 40]\n     npm run bench -- preflight [--runs 5]');
    process.exitCode = 2;
}
