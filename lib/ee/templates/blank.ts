import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function blankTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'blank',
    title: 'Blank',
    description: 'A base image and nothing else.',
    text: `---\nversion: 3\nimages:\n  base_image:\n    name: ${parameters.baseImage}\n${optionsBlock(parameters)}`,
    files: {},
  };
}
