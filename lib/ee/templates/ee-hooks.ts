import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeHooksTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_hooks',
    title: 'All eight hooks',
    description: 'A tour of the eight places for own steps, with a file that they copy.',
    tags: ['basics', 'steps'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  galaxy:
    collections:
      - ansible.posix
  python:
    - jmespath
additional_build_files:
  # The file (see the Files tab) is at _build/config/ansible.cfg for the steps below.
  - src: ansible.cfg
    dest: config
additional_build_steps:
  # base: what all stages share. Variables set here stay in the image.
  prepend_base:
    - ENV LANG=C.UTF-8
  # ... after Python, pip and Ansible are in place.
  append_base:
    - RUN $PYCMD -m pip --version
  # galaxy: thrown away after its collections were copied. Configuration for ansible-galaxy goes here.
  prepend_galaxy:
    - COPY _build/config/ansible.cfg /etc/ansible/ansible.cfg
  append_galaxy:
    - RUN du -sh /usr/share/ansible
  # builder: compiles Python packages, thrown away, too. pip listens to PIP_OPTS.
  prepend_builder:
    - ENV PIP_OPTS=--prefer-binary
  append_builder:
    - RUN ls /output
  # final: the image itself. Put labels first, files and checks last.
  prepend_final:
    - LABEL org.opencontainers.image.description="Made with all eight hooks"
  append_final:
    - COPY _build/config/ansible.cfg /etc/ansible/ansible.cfg
    - RUN ansible --version
${optionsBlock(parameters)}`,
    files: {
      'ansible.cfg': `[defaults]
# For every playbook that runs in this image.
host_key_checking = True
callbacks_enabled = ansible.posix.profile_tasks
`,
    },
  };
}
