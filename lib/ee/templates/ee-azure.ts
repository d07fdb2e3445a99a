import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeAzureTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_azure',
    title: 'Azure',
    description: 'Manage Microsoft Azure with the collection azure.azcollection.',
    tags: ['cloud', 'azure'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  galaxy:
    collections:
      # Brings the Azure SDK in exactly the versions that it was tested with: leave these packages out of python.
      - azure.azcollection
  python:
    # For the filter json_query, to pick values out of what Azure answers.
    - jmespath
${optionsBlock(parameters)}`,
    files: {},
  };
}
