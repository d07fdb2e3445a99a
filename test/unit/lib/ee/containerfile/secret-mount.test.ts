import { describe, expect, it } from 'vitest';
import { addGalaxySecretMount } from '#lib/ee/containerfile/secret-mount.ts';

const MOUNT = '--mount=type=secret,id=galaxy_cfg,target=/etc/ansible/ansible.cfg,required=true';

describe('addGalaxySecretMount', () => {
  it('gives both generated lines the mount and leaves the rest alone', () => {
    const own = 'RUN ansible-galaxy collection install a.b';
    const role = 'ansible-galaxy role install $ANSIBLE_GALAXY_CLI_ROLE_OPTS -r requirements.yml --roles-path "/usr/share/ansible/roles"';
    const collection = 'ANSIBLE_GALAXY_DISABLE_GPG_VERIFY=1 ansible-galaxy collection install $ANSIBLE_GALAXY_CLI_COLLECTION_OPTS -r requirements.yml';
    const text = `${own}\nCOPY _build /build\nRUN ${role}\nRUN ${collection}\n${own}\n`;
    expect(addGalaxySecretMount(text)).toBe(`${own}\nCOPY _build /build\nRUN ${MOUNT} ${role}\nRUN ${MOUNT} ${collection}\n${own}\n`);
  });
});
