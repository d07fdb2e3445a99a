import { z } from 'zod';
import { documented, GalaxyOptions, imageObject, LegacyConfig, LegacyDependencies, LegacySteps, VersionNumber } from '#lib/ee/schema/common.ts';

export const DefinitionV2 = z
  .strictObject({
    version: VersionNumber.optional(),
    ansible_config: LegacyConfig.optional(),
    build_arg_defaults: documented(
      z.strictObject({
        ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS.optional(),
        ANSIBLE_GALAXY_CLI_ROLE_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_ROLE_OPTS.optional(),
      }),
      { text: 'Default values of build arguments: options for ansible-galaxy.', example: { ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: '-vv' } },
    ).optional(),
    dependencies: LegacyDependencies.optional(),
    additional_build_steps: LegacySteps.optional(),
    images: documented(
      z.strictObject({
        base_image: imageObject('The image that the execution environment extends. Default: an outdated image of ansible-runner.').optional(),
        builder_image: imageObject('The image of the builder stage. Version 3 has no such key: it builds on the base image.').optional(),
      }),
      { text: 'The images that the build starts from.', example: { base_image: { name: 'registry.example/team/base:1.0' } } },
    ).optional(),
  })
  .meta({ title: 'Execution environment definition, version 2' });
export type DefinitionV2 = z.infer<typeof DefinitionV2>;
