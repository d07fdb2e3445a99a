import { z } from 'zod';
import { GalaxyOptions, imageObject, LegacyConfig, LegacyDependencies, LegacySteps, VersionNumber } from '#lib/ee/schema/common.ts';

export const DefinitionV2 = z
  .strictObject({
    version: VersionNumber.optional(),
    ansible_config: LegacyConfig.optional(),
    build_arg_defaults: z
      .strictObject({
        ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS.optional(),
        ANSIBLE_GALAXY_CLI_ROLE_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_ROLE_OPTS.optional(),
      })
      .meta({ description: 'Default values of build arguments.' })
      .optional(),
    dependencies: LegacyDependencies.optional(),
    additional_build_steps: LegacySteps.optional(),
    images: z
      .strictObject({
        base_image: imageObject('The image that the execution environment extends.').optional(),
        builder_image: imageObject('The image of the builder stage. Version 3 has no such key.').optional(),
      })
      .meta({ description: 'The images that the build starts from.' })
      .optional(),
  })
  .meta({ title: 'Execution environment definition, version 2' });
export type DefinitionV2 = z.infer<typeof DefinitionV2>;
