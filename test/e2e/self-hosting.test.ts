import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RevisionSettings } from '#lib/contract/definitions.ts';
import { Template } from '#lib/contract/templates.ts';
import type { Build } from '#lib/contract/builds.ts';
import { editDefinition } from '#lib/ee/edit/edit.ts';
import { eeAws } from '#test/support/definitions.ts';
import { platform } from '#test/support/platform.ts';

const { api, base, registry, galaxyUrl, dataDir, podman, isRootless, caBundle, startWorker, upload } = platform();
const ROLE_TARBALL = '../shared/corpus/collections/infra-ee_utilities-3.1.2.tar.gz';

let eeBuilder: Build;

/** The shipped definition; the role's collection is added where its tarball is at hand. */
async function eeBuilderText(template: Template): Promise<string> {
  if (!existsSync(ROLE_TARBALL)) return template.text;
  const response = await api.raw('/collections', { method: 'POST', body: await readFile(ROLE_TARBALL), headers: { 'content-type': 'application/gzip', 'x-file-name': path.basename(ROLE_TARBALL) } });
  if (!response.ok && response.status !== 409) throw new Error(`The upload of ${ROLE_TARBALL} answered ${String(response.status)}: ${await response.text()}`);
  const edited = editDefinition(template.text, { kind: 'insert', path: ['dependencies', 'galaxy', 'collections'], value: 'infra.ee_utilities' });
  if (!edited.ok) throw new Error(edited.message);
  return edited.text;
}

beforeAll(async () => {
  const template = await api.call('/templates/ee_builder', { schema: Template });
  const files = template.files.map(({ path: name, executable, content }) => ({ path: name, executable, content: content ?? '' }));
  const definition = await api.createDefinition({ name: 'ee_builder', text: await eeBuilderText(template), files: await upload(files) });
  eeBuilder = await api.waitForBuild((await api.startBuild(definition.id)).id);
});

describe('ee_builder, built by the builder', () => {
  it('builds ee_aws as the builder image of a worker', async () => {
    expect(eeBuilder.outcome).toMatchObject({ kind: 'succeeded' });
    const worker = await startWorker({ name: 'self-hosted', env: { EEF_WORKER_LABELS: 'self-hosted', EEF_BUILDER_IMAGE: `${eeBuilder.repository}@${eeBuilder.digest ?? ''}` } });
    try {
      const definition = await api.createDefinition({ name: 'ee_aws_by_ee_builder', text: eeAws(base), settings: RevisionSettings.parse({ ...(await platform().defaultSettings()), workerLabels: ['self-hosted'] }) });
      const build = await api.waitForBuild((await api.startBuild(definition.id)).id);
      expect(build.outcome).toMatchObject({ kind: 'succeeded' });
      expect(build.attempts.at(-1)?.worker.name).toBe('self-hosted');
    } finally {
      await worker.stop();
    }
  });

  it("runs the article's playbook as root with default capabilities and pushes ee_aws", async () => {
    if (!existsSync(ROLE_TARBALL)) {
      console.log(`SKIPPED, LOUDLY: ${ROLE_TARBALL} is missing, so the article's playbook was not run.`);
      return;
    }
    const dir = await mkdtemp(path.join(tmpdir(), 'eef-playbook-'));
    const volume = `eef-playbook-${String(process.pid)}`;
    try {
      await writePlaybook(dir);
      const mapping = isRootless ? [] : ['--uidmap', '0:100000:65536', '--gidmap', '0:100000:65536'];
      const output = await podman(['run', '--rm', '--user', 'root', '--network', 'host', ...mapping,
        '-v', `${volume}:/var/lib/containers`, '-v', `${dir}:/play:ro`, '-v', `${caBundle}:/etc/ssl/certs/ca-certificates.crt:ro`,
        '-v', `${dir}/registries.conf:/etc/containers/registries.conf.d/local.conf:ro`,
        '-e', 'CONTAINERS_CONF_OVERRIDE=/play/override.conf', '-e', 'REGISTRY_AUTH_FILE=/play/auth.json',
        `${eeBuilder.repository}@${eeBuilder.digest ?? ''}`, 'ansible-playbook', '/play/playbook.yml']);
      expect(output).toMatch(/failed=0/);
      const manifest = await platform().registryRequest('/v2/fromplay/ee_aws/manifests/1.0');
      expect(manifest.status).toBe(200);
    } finally {
      await podman(['volume', 'rm', '-f', volume]);
      await rm(dir, { recursive: true, force: true });
    }
  });
});

async function writePlaybook(dir: string): Promise<void> {
  const password = (await readFile(path.join(dataDir, 'tokens/registry'), 'utf8')).trim();
  const token = (await readFile(path.join(dataDir, 'tokens/galaxy'), 'utf8')).trim();
  const files: Record<string, string> = {
    'registries.conf': `[[registry]]\nlocation = "${registry}"\ninsecure = true\n`,
    'override.conf': `[containers]\nvolumes = ["/etc/ssl/certs/ca-certificates.crt:/etc/ssl/certs/ca-certificates.crt:ro"]\n`,
    'auth.json': JSON.stringify({ auths: { [registry]: { auth: Buffer.from(`ee-foundry:${password}`).toString('base64') } } }),
    'ansible.cfg': `[galaxy]\nserver_list = local\n[galaxy_server.local]\nurl = ${galaxyUrl}\ntoken = ${token}\n`,
    'playbook.yml': articlePlaybook(),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(dir, name), content);
  await chmod(dir, 0o755);
}

function articlePlaybook(): string {
  return `---
- name: Build the ee_aws image (use the ee_builder EE to do so)
  hosts: localhost
  connection: local
  become: false
  gather_facts: false
  vars:
    ee_builder_dir_clean: false
    ee_builder_dir: /tmp/eeb/
    ee_base_image: ${base}
    # containers.podman 1.20 appends name and tag only to a destination without a port.
    ee_registry_dest: ${registry}/fromplay/ee_aws:1.0
    ee_auth_file: /play/auth.json
    ee_registry_username: ""
    ee_registry_password: ""
    ee_base_registry_username: ""
    ee_validate_certs: false
    ee_pull_collections_from_hub: false
    ee_update_base_images: true
    ee_verbosity: 3
    ee_prune_images: false
    ee_list:
      - name: ee_aws
        images:
          base_image:
            name: ${base}
        alt_name: EE for Management of AWS
        tag: "1.0"
        dependencies:
          python: [botocore, boto3]
          galaxy:
            collections: [amazon.aws]
        options:
          package_manager_path: /usr/bin/apt-get
          skip_pip_install: true
        build_files:
          - src: /play/ansible.cfg
            dest: configs
        build_steps:
          prepend_galaxy:
            - ADD _build/configs/ansible.cfg /etc/ansible/ansible.cfg
  pre_tasks:
    - name: Make the folder
      ansible.builtin.file:
        path: /tmp/eeb
        state: directory
        mode: "0700"
  roles:
    - infra.ee_utilities.ee_builder
`;
}
