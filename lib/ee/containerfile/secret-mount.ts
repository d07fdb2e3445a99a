export const GALAXY_SECRET_ID = 'galaxy_cfg';

const MOUNT = `--mount=type=secret,id=${GALAXY_SECRET_ID},target=/etc/ansible/ansible.cfg,required=true`;
const GALAXY_RUN = /^RUN (?=(?:ANSIBLE_GALAXY_DISABLE_GPG_VERIFY=1 )?ansible-galaxy (?:role|collection) install \$ANSIBLE_GALAXY_CLI_)/;

/**
 * Gives both `RUN ansible-galaxy …` lines that ansible-builder generates the secret mount of the Galaxy
 * configuration. Other instructions, the author's own ansible-galaxy calls included, stay as they are.
 */
export function addGalaxySecretMount(containerfile: string): string {
  let hasBuildContext = false;
  return containerfile
    .split('\n')
    .map((line) => {
      hasBuildContext = hasBuildContext || line === 'COPY _build /build';
      return hasBuildContext ? line.replace(GALAXY_RUN, `RUN ${MOUNT} `) : line;
    })
    .join('\n');
}
