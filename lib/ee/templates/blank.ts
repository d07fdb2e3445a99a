import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function blankTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'blank',
    title: 'Blank',
    description: 'A base image and nothing else.',
    tags: ['basics'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
${optionsBlock(parameters)}`,
    files: {},
  };
}
