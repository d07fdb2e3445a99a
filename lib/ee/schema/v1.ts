import { z } from 'zod';
import { documented, GalaxyOptions, LegacyConfig, LegacyDependencies, LegacySteps, text, VersionNumber } from '#lib/ee/schema/common.ts';

export const DefinitionV1 = z
  .strictObject({
    version: VersionNumber.optional(),
    ansible_config: LegacyConfig.optional(),
    build_arg_defaults: documented(
      z.strictObject({
        EE_BASE_IMAGE: text({
          text: 'The image that the execution environment extends. Version 3: `images.base_image.name`.',
          default: 'quay.io/ansible/ansible-runner:latest',
          example: 'registry.example/team/base:1.0',
        }).optional(),
        EE_BUILDER_IMAGE: text({
          text: 'The image of the builder stage. Version 3 builds on the base image instead.',
          default: 'quay.io/ansible/ansible-builder:latest',
          example: 'registry.example/team/builder:1.0',
        }).optional(),
        ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS.optional(),
        ANSIBLE_GALAXY_CLI_ROLE_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_ROLE_OPTS.optional(),
      }),
      { text: 'Default values of build arguments: the images, and options for ansible-galaxy.', example: { EE_BASE_IMAGE: 'registry.example/team/base:1.0' } },
    ).optional(),
    dependencies: LegacyDependencies.optional(),
    additional_build_steps: LegacySteps.optional(),
  })
  .meta({ title: 'Execution environment definition, version 1' });
export type DefinitionV1 = z.infer<typeof DefinitionV1>;
