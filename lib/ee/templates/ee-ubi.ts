import type { Template } from '#lib/ee/templates/template.ts';

export function eeUbiTemplate(): Template {
  return {
    id: 'ee_ubi',
    title: 'Red Hat UBI',
    description: 'Start from a plain Red Hat Universal Base Image and bring Python and Ansible along.',
    tags: ['basics', 'rpm', 'red hat'],
    text: `---
version: 3
images:
  base_image:
    # A small image without Python or Ansible. The minimal images have microdnf in place of dnf.
    name: registry.access.redhat.com/ubi9/ubi-minimal:9.6
dependencies:
  # These three make an execution environment of any base image.
  python_interpreter:
    package_system: python3.12
    python_path: /usr/bin/python3.12
  ansible_core:
    package_pip: ansible-core~=2.18.0
  ansible_runner:
    package_pip: ansible-runner~=2.4.0
  galaxy:
    collections:
      - ansible.posix
  system:
    - git-core [platform:rpm]
    - openssh-clients [platform:rpm]
    - rsync [platform:rpm]
options:
  package_manager_path: /usr/bin/microdnf
`,
    files: {},
  };
}
