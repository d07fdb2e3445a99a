import { describe, expect, it } from 'vitest';
import { composeInventory, imageSize } from '#worker/build/inventory.ts';

const DIGEST = `sha256:${'d'.repeat(64)}`;
const MANIFEST = JSON.stringify({ config: { size: 10 }, layers: [{ digest: DIGEST, size: 90 }, { digest: DIGEST, size: 5 }] });
const IMAGE = JSON.stringify([{ Architecture: 'amd64', Config: { Env: ['A=b'], Entrypoint: null, Labels: null }, History: [{ created_by: 'FROM' }, { created_by: 'ENV', empty_layer: true }, { created_by: 'RUN x' }] }]);

describe('composeInventory', () => {
  it('joins contents, configuration and layers', () => {
    const probe = JSON.stringify({
      os: { id: 'debian', versionId: '13', prettyName: 'Debian 13' },
      architecture: 'x86_64',
      python: { version: '3.13', packages: [{ name: 'ansible_core', version: '2.21' }, { name: 'ansible-runner', version: '2.4' }] },
      system: { manager: 'dpkg', packages: [] },
    });
    expect(composeInventory({ probe, image: IMAGE, manifest: MANIFEST })).toMatchObject({
      ansibleCore: '2.21',
      ansibleRunner: '2.4',
      architecture: 'x86_64',
      config: { env: ['A=b'], entrypoint: [], labels: {} },
      layers: [{ sizeBytes: 90, createdBy: 'FROM' }, { sizeBytes: 5, createdBy: 'RUN x' }],
      sizeBytes: 105,
      warnings: [],
    });
  });

  it('takes hostile answers for no answer', () => {
    for (const probe of ['', 'not json', '[]', '{"python":{"version":1}}', JSON.stringify({ collections: [{ name: 'x'.repeat(1000), version: '1' }] })]) {
      const inventory = composeInventory({ probe, image: IMAGE, manifest: MANIFEST });
      expect(inventory.python).toBeNull();
      expect(inventory.warnings).toHaveLength(1);
      expect(inventory.architecture).toBe('amd64');
    }
  });

  it('does without all three', () => {
    expect(composeInventory({ probe: '{}', image: '', manifest: '' })).toMatchObject({ architecture: '', layers: [], sizeBytes: 0, system: { manager: 'none', packages: [] } });
  });
});

describe('imageSize', () => {
  it('counts configuration and layers, nothing for what is no manifest', () => {
    expect(imageSize(MANIFEST)).toBe(105);
    expect(imageSize('{"layers":[]}')).toBe(0);
  });
});
