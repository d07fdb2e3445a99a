/** `npm run bench -- build|log|authoring [options]`: every speed and memory claim, measured against a peer in the same run. */
import { benchAuthoring } from './bench/authoring.ts';
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
  case 'authoring':
    await benchAuthoring(args);
    break;
  default:
    console.error('Use: npm run bench -- build [--runs 5]\n     npm run bench -- log\n     npm run bench -- authoring [--runs 40]');
    process.exitCode = 2;
}
