import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeLintTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_lint',
    title: 'Lint and test',
    description: 'Check playbooks in a pipeline with ansible-lint and yamllint.',
    tags: ['testing', 'pipeline'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  python:
    # Pin both in a pipeline: a new rule should not break it over night.
    - ansible-lint
    - yamllint
  galaxy:
    collections:
      # ansible-lint checks module names and options only of collections that are here: add yours.
      - ansible.posix
      - community.general
  system:
    # ansible-lint asks git which files belong to the project.
    - git [platform:dpkg]
    - git-core [platform:rpm]
${optionsBlock(parameters)}`,
    files: {},
  };
}
