import { describe, expect, it } from 'vitest';
import { migrateDefinition } from '#lib/ee/migrate/migrate.ts';
import { isAccepted, parseDefinition } from '#lib/ee/parse.ts';
import { hasCorpus, listCorpusDefinitions } from '#test/support/corpus.ts';

function migrated(text: string): string {
  const result = migrateDefinition(text);
  if (!result.ok) throw new Error(result.message);
  return result.text;
}

describe('migrateDefinition', () => {
  it('turns version 1 into version 3 and keeps comments', () => {
    const text = `---
# mine
version: 1  # old
build_arg_defaults:
  # the base
  EE_BASE_IMAGE: 'a:1'
  EE_BUILDER_IMAGE: b:1
ansible_config: files/ansible.cfg
additional_build_steps:
  prepend: |
    RUN a
  append:
    - RUN b  # b
`;
    expect(migrated(text)).toBe(`---
# mine
version: 3  # old
  # the base
additional_build_steps:
  prepend_final: |
    RUN a
  append_final:
    - RUN b  # b
  prepend_galaxy:
    - COPY _build/configs/ansible.cfg /etc/ansible/ansible.cfg
images:
  base_image:
    name: a:1
additional_build_files:
  - src: files/ansible.cfg
    dest: configs
`);
  });

  it('drops the builder image of version 2 and says so', () => {
    const result = migrateDefinition('version: 2\nimages:\n  base_image: {name: "a:1"}\n  builder_image: {name: "b:1"}\n');
    expect(result).toMatchObject({ ok: true, text: 'version: 3\nimages:\n  base_image: {name: "a:1"}\n' });
    expect(result.ok && result.notes[0]).toContain('b:1');
  });

  it('leaves version 3 alone and refuses a definition with errors', () => {
    expect(migrateDefinition('version: 3\n')).toEqual({ ok: true, text: 'version: 3\n', notes: [] });
    expect(migrateDefinition('version: 1\nfoo: 1\n')).toMatchObject({ ok: false });
  });

  it.runIf(hasCorpus())('gives an accepted version 3 for every accepted version 1 and 2 of the corpus, with every comment', () => {
    let count = 0;
    for (const { name, text } of listCorpusDefinitions()) {
      const before = parseDefinition(text);
      if (before.model === null || before.model.version === 3 || !isAccepted(before)) continue;
      const after = parseDefinition(migrated(text));
      const problems = after.diagnostics.filter(({ refusedBy, code }) => refusedBy === 'ansible-builder' && code !== 'image-reference');
      expect(after.model?.version, name).toBe(3);
      expect(problems, name).toEqual([]);
      const comments = text.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('#'));
      const kept = new Set(after.document.text.split('\n').map((line) => line.trim()));
      expect(comments.filter((comment) => !kept.has(comment)), name).toEqual([]);
      count += 1;
    }
    expect(count).toBeGreaterThan(30);
  });
});
