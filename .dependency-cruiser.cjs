// The map of ARCHITECTURE.md as errors: which room may import which.
// Node's own worker_threads is no room.
const APP = '^(app|components|lib|worker(?!_threads$)|cli|scripts|prisma|test|server)';
/** Everything of the project except the named rooms is forbidden to `from`. */
function only(name, from, allowed, comment) {
  return {
    name,
    severity: 'error',
    comment,
    from: { path: from },
    to: { path: APP, pathNot: [from, ...allowed] },
  };
}
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'Break the cycle: move what both need to a file of its own.', from: {}, to: { circular: true } },
    only('ee-is-pure', '^lib/ee/', [], 'lib/ee knows definitions and nothing else.'),
    {
      name: 'ee-only-pure-packages',
      severity: 'error',
      comment: 'lib/ee imports zod, yaml, semver and other pure packages named here.',
      from: { path: '^lib/ee/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: ['node_modules/(zod|yaml|semver|@types/semver|@renovatebot/pep440|pip-requirements-js|node-diff3)/'] },
    },
    only('contract-imports-ee', '^lib/contract/', ['^lib/ee/'], 'The contract is shared by all processes.'),
    only('client-imports-contract', '^lib/client/', ['^lib/(contract|ee)/'], 'Browser code talks to the server through the contract.'),
    only('server-imports-contract', '^lib/server/', ['^lib/(contract|ee)/', '^prisma/generated/'], 'Server verbs know no Next, no React, no worker.'),
    only('web-imports-server', '^lib/web/', ['^lib/(server|contract)/'], 'lib/web adapts verbs to Next.'),
    only('worker-imports-contract', '^worker/', ['^lib/(contract|ee)/'], 'The worker talks to the server only through the contract.'),
    only('cli-imports-ee', '^cli/', ['^lib/(contract|ee)/'], 'The command line works on definitions without a server.'),
    { name: 'nobody-imports-cli', severity: 'error', comment: 'The command line is a program of its own.', from: { pathNot: '^(cli|test)/' }, to: { path: '^cli/' } },
    only('ui-is-plain', '^components/ui/', [], 'Primitives know no data and no domain.'),
    {
      name: 'no-feature-imports-feature',
      severity: 'error',
      comment: 'A feature uses ui, editor, client, contract, ee; never another feature.',
      from: { path: '^components/([^/]+)/' },
      to: { path: '^(app|lib/(server|web)|worker|scripts|prisma|components)/', pathNot: ['^components/(ui|editor|$1)/'] },
    },
    { name: 'nobody-imports-app', severity: 'error', comment: 'Routing only.', from: { pathNot: '^(app|test)/' }, to: { path: '^app/' } },
    { name: 'nobody-imports-worker', severity: 'error', comment: 'The worker is a process of its own.', from: { pathNot: '^(worker|scripts|test)/' }, to: { path: '^worker/' } },
    { name: 'prisma-only-in-server', severity: 'error', comment: 'lib/server is the only importer of Prisma.', from: { pathNot: '^(lib/server|prisma|prisma\\.config|test)' }, to: { path: '(node_modules/@?prisma/|^prisma/generated/)' } },
    { name: 'monaco-only-in-editor', severity: 'error', comment: 'components/editor is the only importer of monaco.', from: { pathNot: '^components/editor/' }, to: { path: 'node_modules/monaco-' } },
    { name: 'not-to-test', severity: 'error', comment: 'Product code does not import tests.', from: { pathNot: '^test/' }, to: { path: '^test/' } },
    { name: 'no-unresolvable', severity: 'error', comment: 'The import leads nowhere.', from: {}, to: { couldNotResolve: true, pathNot: ['^server-only$'] } },
    { name: 'no-dev-dependency', severity: 'error', comment: 'The product may not need a development package.', from: { path: '^(app|components|lib|worker|cli|server)' }, to: { dependencyTypes: ['npm-dev'], pathNot: ['node_modules/@types/'] } },
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'prisma/generated'] },
    exclude: { path: ['^\\.next', '^data', '\\.css$'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.d.ts'] },
  },
};
