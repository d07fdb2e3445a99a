import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeMinimalTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_minimal',
    title: 'Minimal',
    description: 'The smallest environment that is good for something, with each part explained.',
    tags: ['basics'],
    text: `---
# Version 3 is the newest format of ansible-builder. A definition has four parts: where it starts (images),
# what goes in (dependencies), own steps (additional_build_steps, not needed here) and options.
version: 3
images:
  base_image:
    # The image that yours begins with: an operating system with Python, ansible-core and ansible-runner.
    name: ${parameters.baseImage}
dependencies:
  galaxy:
    collections:
      # Modules and plugins for playbooks. The Python packages that a collection names come with it.
      - ansible.posix
      - ansible.utils
  python:
    # What your own playbooks and filters import.
    - jmespath
${optionsBlock(parameters)}`,
    files: {},
  };
}
