import type { Template } from '#lib/ee/templates/template.ts';

export function eeDebianTemplate(): Template {
  return {
    id: 'ee_debian',
    title: 'Plain Debian',
    description: 'Start from a plain Debian image and bring Python and Ansible along.',
    tags: ['basics', 'debian'],
    text: `---
version: 3
images:
  base_image:
    name: docker.io/library/debian:13-slim
dependencies:
  ansible_core:
    package_pip: ansible-core~=2.19.0
  ansible_runner:
    package_pip: ansible-runner~=2.4.0
  galaxy:
    collections:
      - ansible.posix
  system:
    # Debian's names; lines for platform:rpm would be skipped without a word.
    - openssh-client [platform:dpkg]
    - rsync [platform:dpkg]
additional_build_steps:
  prepend_base:
    # The image has no package lists and no Python. python_interpreter cannot help: nothing updates the lists before it.
    - RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip python3-venv git
options:
  package_manager_path: /usr/bin/apt-get
  # Debian brings pip as a package; ansible-builder cannot install it there.
  skip_pip_install: true
`,
    files: {},
  };
}
