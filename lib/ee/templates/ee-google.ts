import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeGoogleTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_google',
    title: 'Google Cloud',
    description: 'Manage Google Cloud with the collection google.cloud.',
    tags: ['cloud', 'google'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  galaxy:
    collections:
      - google.cloud
  python:
    # The collection asks for google-auth and requests without a version: this sets a floor for both.
    - google-auth>=2.30
    - requests>=2.32
    # For the filter json_query.
    - jmespath
${optionsBlock(parameters)}`,
    files: {},
  };
}
