import { blankTemplate } from '#lib/ee/templates/blank.ts';
import { eeAwsTemplate } from '#lib/ee/templates/ee-aws.ts';
import type { Template, TemplateParameters } from '#lib/ee/templates/template.ts';

/**
 * The starting points that are knowledge of definitions alone. ee_builder is not here: it is
 * worker/builder/execution-environment.yml.
 */
export function templates(parameters: TemplateParameters): Template[] {
  return [eeAwsTemplate(parameters), blankTemplate(parameters)];
}
