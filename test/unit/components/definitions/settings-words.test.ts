import { settingsText } from '#components/definitions/settings-words.ts';
import { describe, expect, it } from 'vitest';

describe('settingsText', () => {
  it('names credentials, keeps their order, and has one line for each entry', () => {
    const text = settingsText(
      { repository: null, tags: ['1.0', 'latest'], pullCredentialIds: [], pushCredentialId: 'push0001', galaxyCredentialIds: ['hub00002', 'hub00001'], workerLabels: [] },
      (id) => `name of ${id}`,
    );
    expect(text).toBe('destination: default\ntags:\n  - 1.0\n  - latest\npush with: name of push0001\npull with: –\nGalaxy servers:\n  - name of hub00002\n  - name of hub00001\nworker labels: –\n');
  });
});
