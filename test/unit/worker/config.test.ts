import { describe, expect, test } from 'vitest';

import { readWorkerConfig } from '#worker/config.ts';

describe('readWorkerConfig', () => {
  test('derives paths and peers from few settings', () => {
    const config = readWorkerConfig({ EEF_DATA_DIR: '/srv/eef', EEF_WORKER_NAME: 'w1', EEF_PORT: '9000', EEF_REGISTRY_PORT: '5001' });
    expect(config).toMatchObject({
      name: 'w1',
      dataDir: '/srv/eef',
      workDir: '/srv/eef/work/w1',
      serverUrl: 'http://localhost:9000',
      tokenFile: '/srv/eef/tokens/worker',
      localRegistry: 'localhost:5001',
      galaxyUrl: 'http://localhost:8081',
      siteProxy: null,
    });
    expect(config.instance).toMatch(/^[0-9a-f]{12}$/);
  });

  test('has no local registry where another one is named', () => {
    expect(readWorkerConfig({ EEF_REGISTRY: 'registry.example/team' }).localRegistry).toBeNull();
  });

  test('takes the site proxy from its setting, else from the environment', () => {
    expect(readWorkerConfig({ https_proxy: 'proxy.example:3128', no_proxy: 'a.example, .b.example' }).siteProxy).toEqual({ url: 'http://proxy.example:3128', noProxy: ['a.example', '.b.example'] });
    expect(readWorkerConfig({ EEF_PROXY: 'http://own:1', EEF_NO_PROXY: 'c', https_proxy: 'http://other:2', no_proxy: 'd' }).siteProxy).toEqual({ url: 'http://own:1', noProxy: ['c'] });
  });

  test('passes nothing of the environment on but what programs need', () => {
    const config = readWorkerConfig({ PATH: '/bin', HOME: '/root', AWS_SECRET_ACCESS_KEY: 'secret', https_proxy: 'http://u:p@proxy' });
    expect(config.environment).toEqual({ PATH: '/bin', HOME: '/root', XDG_RUNTIME_DIR: undefined });
  });

  test('names a bad setting without repeating its value', () => {
    expect(() => readWorkerConfig({ EEF_WORKER_SLOTS: 'hunter2' })).toThrow(/EEF_WORKER_SLOTS/);
    expect(() => readWorkerConfig({ EEF_WORKER_SLOTS: 'hunter2' })).not.toThrow(/hunter2/);
  });
});
