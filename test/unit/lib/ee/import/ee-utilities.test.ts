import { describe, expect, it } from 'vitest';
import { planImport } from '#lib/ee/import/import.ts';
import type { Answers, ImportFile } from '#lib/ee/import/types.ts';
import { isBuildable, parseDefinition } from '#lib/ee/parse.ts';
import { hasCorpus, listEeUtilitiesFiles } from '#test/support/corpus.ts';

function plan(text: string, answers: Answers = {}, others: ImportFile[] = []) {
  return planImport([{ path: 'play.yml', text }, ...others], { baseImage: 'registry.example/base:1', answers });
}

function only(text: string, answers: Answers = {}, others: ImportFile[] = []) {
  const { definitions } = plan(text, answers, others);
  expect(definitions).toHaveLength(1);
  return definitions[0]!;
}

const PLAY = `---
- hosts: localhost
  vars:
    ee_base_registry_username: puller
    ee_base_registry_password: "{{ registrypwd }}"
    ee_registry_username: pusher
    ee_registry_password: s3cret-value
    ee_registry_dest: "quay.io/team"
    ee_pull_collections_from_hub: false
    ee_builder_dir: /tmp/
    ee_sparkles: true
    ee_list:
      - name: ee_aws
        alt_name: EE for AWS
        tag: 1.0
        organization: Ops
        # the base
        images:
          base_image:
            name: registry.example/minimal:1.10
        dependencies:
          python:
            - boto3  # for AWS
          galaxy:
            collections:
              - name: amazon.aws
                version: 1.10
      - name: Second_EE
        tags: ["{{ stamp }}", latest]
        base_image: "{{ hub }}/minimal:2"
  roles:
    - infra.ee_utilities.ee_builder
`;

describe('planImport of a playbook for ee_utilities', () => {
  it('makes one definition for each EE, with comments, settings and the tag as written', () => {
    const [first, second] = plan(PLAY).definitions;
    expect(first).toMatchObject({ name: 'ee_aws', description: 'EE for AWS', settings: { repository: 'quay.io/team/ee_aws', tags: ['1.0'] } });
    expect(first?.text).toContain('# the base\nimages:\n');
    expect(first?.text).toContain('    - boto3  # for AWS\n');
    expect(first?.text).toContain('version: 1.10\n');
    expect(second).toMatchObject({ name: 'second_ee', settings: { repository: 'quay.io/team/Second_EE', tags: ['latest'] } });
  });

  it('refers to credentials and keeps their values out of everything', () => {
    const result = plan(PLAY);
    expect(result.definitions[0]?.credentials).toEqual([
      { use: 'pull', host: 'registry.example', variables: ['ee_base_registry_username', 'ee_base_registry_password'] },
      { use: 'push', host: 'quay.io', variables: ['ee_registry_username', 'ee_registry_password'] },
    ]);
    expect(JSON.stringify(result)).not.toMatch(/s3cret-value|puller|pusher/);
  });

  it('names what it does not take over, with its line', () => {
    const { notes, definitions } = plan(PLAY);
    expect(notes).toContainEqual(expect.objectContaining({ code: 'variable-left-out', file: 'play.yml', line: 10, message: expect.stringContaining('ee_builder_dir') as string }));
    expect(notes).toContainEqual(expect.objectContaining({ code: 'variable-unknown', message: expect.stringContaining('ee_sparkles') as string }));
    expect(definitions[0]?.notes).toContainEqual(expect.objectContaining({ code: 'item-controller', line: 16 }));
  });

  it('turns expressions into named placeholders and fills in the answers', () => {
    const open = plan(PLAY).definitions[1];
    expect(open?.placeholders.map(({ name, places }) => [name, places])).toEqual([
      ['hub', ['images.base_image.name']],
      ['stamp', ['tags[0]']],
    ]);
    expect(open?.text).toContain("name: '{{ hub }}/minimal:2'");
    const filled = plan(PLAY, { hub: 'hub.example', stamp: '7' }).definitions[1];
    expect(filled?.text).toContain('name: hub.example/minimal:2');
    expect(filled?.settings.tags).toEqual(['7', 'latest']);
    expect(filled?.credentials[0]?.host).toBe('hub.example');
  });

  it('knows every variable of the role, of its versions 3 and 4', () => {
    const noted = 'ee_builder_dir ee_builder_dir_clean ee_verbosity ee_prune_images ansible_cfg_file ee_squash ee_extra_build_cli_args ee_update_base_images ee_galaxy_keyring ee_galaxy_ignore_signature_status_code galaxy_required_valid_signature_count ee_container_policy ee_container_runtime ee_image_push ee_auth_file ee_executable ee_ca_cert_dir ee_validate_certs ee_sign_by ee_create_controller_def ee_reg_credential'.split(' ');
    const mapped = 'ee_version ee_build_options ee_build_arg_defaults ee_stream ee_base_image ee_base_sig_name ee_base_registry_username ee_base_registry_password ee_pull_collections_from_hub ee_ah_host ee_ah_token ah_host ah_token aap_hostname aap_token ee_aap_version ee_registry_dest ee_registry_username ee_registry_password'.split(' ');
    const { notes } = plan(`${[...noted, ...mapped].map((name) => `${name}: 3`).join('\n')}\nee_list:\n  - name: a\n`);
    expect(notes.filter(({ code }) => code === 'variable-unknown')).toEqual([]);
    expect(notes.map(({ message }) => message.split(' ')[0]).sort()).toEqual([...noted].sort());
  });

  it('never fills a secret into a definition', () => {
    const text = 'my_token: t0ken-value\nee_pull_collections_from_hub: false\nee_list:\n  - name: a\n    build_steps:\n      append_final:\n        - RUN login {{ my_token }}\n';
    const definition = only(text, { my_token: 'answered-value' });
    expect(definition.text).toContain('RUN login {{ my_token }}');
    expect(JSON.stringify(plan(text, { my_token: 'answered-value' }))).not.toMatch(/t0ken-value|answered-value/);
    expect(definition.placeholders).toEqual([expect.objectContaining({ name: 'my_token', isSecret: true })]);
    expect(definition.notes).toContainEqual(expect.objectContaining({ code: 'secret-in-definition' }));
  });

  it('reads values of the vault and unsafe ones', () => {
    const text = 'ee_registry_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3132\nee_pull_collections_from_hub: false\nee_list:\n  - name: a\n    build_steps:\n      append_final:\n        - !unsafe "RUN podman ps --format {{.ID}}"\n';
    const definition = only(text);
    expect(definition.text).toContain('"RUN podman ps --format {{.ID}}"');
    expect(definition.text).not.toContain('!unsafe');
    expect(definition.placeholders).toEqual([]);
    expect(definition.credentials).toEqual([{ use: 'push', host: null, variables: ['ee_registry_password'] }]);
  });

  it('takes variables from other files, and a whole section from a variable or an answer', () => {
    const other = { path: 'other.yml', text: 'ee_base_registry_username: theirs\nee_pull_collections_from_hub: false\nee_list:\n  - name: b\n' };
    const shared = { path: 'group_vars/all.yml', text: 'ee_base_image: quay.io/base:9\nour_steps:\n  append_final:\n    - RUN true\n' };
    const text = 'ee_pull_collections_from_hub: false\nee_list:\n  - name: a\n    build_steps: "{{ our_steps }}"\n    options: "{{ computed.options | default({}) }}"\n';
    const { definitions } = plan(text, { computed_options: 'user: "0"' }, [shared, other]);
    expect(definitions.map(({ name, credentials }) => [name, credentials.length])).toEqual([['a', 0], ['b', 2]]);
    expect(parseDefinition(definitions[0]?.text ?? '').model?.definition).toMatchObject({
      images: { base_image: { name: 'quay.io/base:9' } },
      additional_build_steps: { append_final: ['RUN true'] },
      options: { user: '0' },
    });
  });

  it("writes the hub's ansible.cfg without its token, in the paths of the platform's version", () => {
    const definition = only('ee_ah_host: hub.example\nee_ah_token: t0ken\nee_aap_version: 2.5\nee_list:\n  - name: a\n');
    expect(definition.files).toEqual([{ path: 'ansible.cfg', source: { kind: 'text', text: expect.stringContaining('url=https://hub.example/pulp_ansible/galaxy/rh-certified/\n') as string } }]);
    expect(JSON.stringify(definition)).not.toContain('t0ken"');
    expect(definition.text).toContain('- ADD _build/configs/ansible.cfg /etc/ansible/ansible.cfg');
    expect(definition.credentials).toEqual([{ use: 'galaxy', host: 'https://hub.example/pulp_ansible/galaxy/published/', variables: ['ee_ah_token'] }]);
    expect(isBuildable(parseDefinition(definition.text, { files: ['ansible.cfg'] }))).toBe(true);
  });

  it('brings the files that build_items and build_files name', () => {
    const text = 'ee_pull_collections_from_hub: false\nee_list:\n  - name: a\n    build_items: [files/]\n    build_files:\n      - src: files/b.txt\n        dest: x\n';
    const others = ['files/b.txt', 'files/c.bin', 'other.txt'].map((path) => ({ path, text: path === 'files/c.bin' ? null : 'x y: z' }));
    const result = plan(text, {}, others);
    expect(result.definitions[0]?.files.map(({ path }) => path).sort()).toEqual(['files/b.txt', 'files/c.bin']);
    expect(result.notes).toContainEqual(expect.objectContaining({ code: 'unused-file', file: 'other.txt' }));
  });

  it('takes a definition that the role does not generate from the folder', () => {
    const text = 'ee_list:\n  - name: a\n    tag: 7\n    skip_generation: true\n';
    const beside = { path: 'exec_env/execution_environment.yml', text: 'version: 3\n# mine\n' };
    expect(only(text, {}, [beside])).toMatchObject({ name: 'a', text: beside.text, settings: { tags: ['7'] } });
    expect(only(text).notes).toContainEqual(expect.objectContaining({ severity: 'error', code: 'skip-generation' }));
  });

  it('maps the items of the first versions of the role', () => {
    const text = 'ee_create_ansible_config: false\nee_pull_collections_from_hub: false\nee_list:\n  - ee_name: old\n    ee_base_image: quay.io/b:1\n    bindep: [git]\n    python: [six]\n    collections: [a.b]\n    prepend: [RUN a]\n    append: [RUN b]\n';
    expect(parseDefinition(only(text).text).model?.definition).toMatchObject({
      images: { base_image: { name: 'quay.io/b:1' } },
      dependencies: { python: ['six'], system: ['git'], galaxy: { collections: ['a.b'] } },
      additional_build_steps: { prepend_final: ['RUN a'], append_final: ['RUN b'] },
    });
  });
});

describe.runIf(hasCorpus())('planImport over the ee_utilities corpus', () => {
  it('gives definitions that ansible-builder takes, or says why there are none', () => {
    for (const { name, text } of listEeUtilitiesFiles()) {
      const { definitions, notes } = planImport([{ path: name, text }], { baseImage: 'registry.example/base:1' });
      expect(definitions.length + notes.length, name).toBeGreaterThan(0);
      expect(JSON.stringify({ definitions, notes }), name).not.toMatch(/secret123|iamatoken|somePassword/);
      for (const definition of definitions) {
        const parsed = parseDefinition(definition.text, { files: definition.files.map(({ path }) => path) });
        expect(parsed.model, `${name}\n${definition.text}`).not.toBeNull();
      }
    }
  });
});
