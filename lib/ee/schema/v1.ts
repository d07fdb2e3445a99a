import { z } from 'zod';
import { describedText, GalaxyOptions, LegacyConfig, LegacyDependencies, LegacySteps, VersionNumber } from '#lib/ee/schema/common.ts';

export const DefinitionV1 = z
  .strictObject({
    version: VersionNumber.optional(),
    ansible_config: LegacyConfig.optional(),
    build_arg_defaults: z
      .strictObject({
        EE_BASE_IMAGE: describedText('The base image. Version 3 has images.base_image.name instead.').optional(),
        EE_BUILDER_IMAGE: describedText('The image of the builder stage. Version 3 builds it from the base image.').optional(),
        ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS.optional(),
        ANSIBLE_GALAXY_CLI_ROLE_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_ROLE_OPTS.optional(),
      })
      .meta({ description: 'Default values of build arguments.' })
      .optional(),
    dependencies: LegacyDependencies.optional(),
    additional_build_steps: LegacySteps.optional(),
  })
  .meta({ title: 'Execution environment definition, version 1' });
export type DefinitionV1 = z.infer<typeof DefinitionV1>;
