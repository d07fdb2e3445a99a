import { describe, expect, it } from 'vitest';
import { migrateDefinition } from '#lib/ee/migrate/migrate.ts';
import { isAccepted, parseDefinition } from '#lib/ee/parse.ts';
import { commentsOf } from '#test/support/comments.ts';
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

  it('keeps the comments behind what goes', () => {
    const text = 'version: 1\nbuild_arg_defaults:\n  EE_BASE_IMAGE: a:1  # the base\n  EE_BUILDER_IMAGE: b:1  # why\n  ANSIBLE_GALAXY_CLI_ROLE_OPTS: -v\nansible_config: a.cfg  # mine\n';
    expect(migrated(text)).toBe(
      'version: 3\nbuild_arg_defaults:\n  # the base\n  # why\n  ANSIBLE_GALAXY_CLI_ROLE_OPTS: -v\n# mine\nimages:\n  base_image:\n    name: a:1\nadditional_build_files:\n  - src: a.cfg\n    dest: configs\nadditional_build_steps:\n  prepend_galaxy:\n    - COPY _build/configs/a.cfg /etc/ansible/ansible.cfg\n',
    );
    const builder = 'version: 2\nimages:\n  base_image: {name: "a:1"}\n  builder_image:  # gone\n    # inner\n    name: b:1  # name\n';
    expect(migrated(builder)).toBe('version: 3\nimages:\n  base_image: {name: "a:1"}\n  # gone\n  # inner\n  # name\n');
  });

  it('gives a base image without a tag the one that it had', () => {
    const result = migrateDefinition('version: 1\nbuild_arg_defaults: {EE_BASE_IMAGE: registry.example/base}\n');
    expect(result).toMatchObject({ ok: true, text: 'version: 3\nimages:\n  base_image:\n    name: registry.example/base:latest\n' });
    expect(migrated('version: 1\nbuild_arg_defaults: {EE_BASE_IMAGE: ""}\n')).toBe('version: 3\n');
  });

  it('keeps the user and the command of the steps in force', () => {
    const text = 'version: 1\nadditional_build_steps:\n  append:\n    - USER 1001\n    - CMD /run.sh\n';
    expect(migrated(text)).toBe("version: 3\nadditional_build_steps:\n  append_final:\n    - USER 1001\n    - CMD /run.sh\noptions:\n  user: '1001'\n  container_init: {}\n");
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
      const problems = after.diagnostics.filter(({ refusedBy }) => refusedBy === 'ansible-builder');
      expect(after.model?.version, name).toBe(3);
      expect(problems, name).toEqual([]);
      const kept = commentsOf(after.document.text).map((comment) => comment.text);
      expect(commentsOf(text).filter((comment) => !kept.includes(comment.text)), name).toEqual([]);
      count += 1;
    }
    expect(count).toBeGreaterThan(30);
  });
});
