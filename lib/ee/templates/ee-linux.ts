import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeLinuxTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_linux',
    title: 'Linux administration',
    description: 'Everyday work on Linux hosts: files, users, services, certificates.',
    tags: ['linux'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  galaxy:
    collections:
      - ansible.posix
      - community.general
      - community.crypto
  python:
    # password_hash, json_query, dig and ipaddr: filters and look-ups run here, not on the managed host.
    - passlib
    - jmespath
    - dnspython
    - netaddr
  system:
    # ansible.posix.synchronize runs rsync in this image.
    - rsync
    - openssh-client [platform:dpkg]
    - openssh-clients [platform:rpm]
    # Only for hosts that are reached with a password.
    - sshpass
${optionsBlock(parameters)}`,
    files: {},
  };
}
