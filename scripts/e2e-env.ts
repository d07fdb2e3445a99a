import path from 'node:path';

/** Data directory, ports and worker of the tests: images made once serve the integration and the e2e tests. */
export const E2E_DATA_DIR = path.resolve('data/e2e');
export const E2E_PORTS = { dashboard: 18080, galaxy: 18081, registry: 15000 };
export const E2E_ENV = {
  EEF_DATA_DIR: E2E_DATA_DIR,
  EEF_PORT: String(E2E_PORTS.dashboard),
  EEF_GALAXY_PORT: String(E2E_PORTS.galaxy),
  EEF_REGISTRY_PORT: String(E2E_PORTS.registry),
  // Look-up has tests of its own against servers of their own: these depend on no index.
  EEF_PYTHON_INDEX: 'none',
  // The registry and the Galaxy server of private-ca.test.ts.
  EEF_PRIVATE_HOSTS: 'localhost:15443,localhost:15444',
};
