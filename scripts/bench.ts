/** `npm run bench -- build|log|authoring|preflight [options]`: every speed and memory claim, measured against a peer in the same run. */
import { benchAuthoring } from './bench/authoring.ts';
import { benchBuild } from './bench/build.ts';
import { benchLog } from './bench/log.ts';
import { benchPreflight } from './bench/preflight.ts';

const [name, ...args] = process.argv.slice(2);

switch (name) {
  case 'build':
    await benchBuild(args);
    break;
  case 'log':
    await benchLog(args);
    break;
  case 'authoring':
    await benchAuthoring(args);
    break;
  case 'preflight':
    await benchPreflight(args);
    break;
  default:
    console.error('Use: npm run bench -- build [--runs 5]\n     npm run bench -- log\n     npm run bench -- authoring [--runs 40]\n     npm run bench -- preflight [--runs 5]');
    process.exitCode = 2;
}
