import type { DefinitionModel } from '#lib/ee/schema/validate.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

const DEFAULT_NAME = 'ansible/ansible-runner:latest';

/** A definition names its base image: the default of ansible-builder is outdated. */
export const baseImageDefault: Rule = { code: 'base-image-default', check };

function check({ model }: LintContext): Finding[] {
  if (model === null) return [];
  const name = baseImageOf(model);
  const path = model.version === 1 ? ['build_arg_defaults', 'EE_BASE_IMAGE'] : ['images', 'base_image', 'name'];
  if (name === undefined) {
    const message = `No base image is set, so ansible-builder takes its outdated default. Set ${path.join('.')}.`;
    return [{ severity: 'warning', path, message }];
  }
  if (!name.endsWith(DEFAULT_NAME)) return [];
  return [{ severity: 'warning', path, message: 'This base image is outdated and may not build. Choose another one.' }];
}

function baseImageOf(model: DefinitionModel): string | undefined {
  if (model.version === 1) return model.definition.build_arg_defaults?.EE_BASE_IMAGE;
  return model.definition.images?.base_image?.name;
}
