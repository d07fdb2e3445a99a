import { z } from 'zod';

export const HOOKS = [
  'prepend_base',
  'append_base',
  'prepend_galaxy',
  'append_galaxy',
  'prepend_builder',
  'append_builder',
  'prepend_final',
  'append_final',
] as const;
export type Hook = (typeof HOOKS)[number];

export function describedText(description: string) {
  return z.string().meta({ description });
}

export function textOrList(description: string) {
  return z.union([z.string(), z.array(z.string())]).meta({ description });
}

export const VersionNumber = z.number().meta({
  description: 'The schema version: 3 for new definitions. A missing version means 1. Fractions are cut off.',
  enum: [1, 2, 3],
});

export const GalaxyOptions = {
  ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: describedText(
    'Options for `ansible-galaxy collection install`, for instance `--pre` or `-vv`.',
  ),
  ANSIBLE_GALAXY_CLI_ROLE_OPTS: describedText('Options for `ansible-galaxy role install`, for instance `--no-deps`.'),
};

/** Unknown keys of an image are ignored by ansible-builder, hence a loose object. */
export function imageObject(description: string) {
  return z
    .looseObject({
      name: describedText('The image with its tag or digest, for instance `registry.example/team/base:1.0`.').optional(),
      signature_original_name: describedText('The name under which the image was signed, where it is a mirrored copy.').optional(),
    })
    .meta({ description });
}

export const LegacyDependencies = z
  .strictObject({
    python: describedText('Path of a pip requirements file, or its lines as a block of text.').optional(),
    galaxy: describedText('Path of a Galaxy requirements file, or its content as a block of text.').optional(),
    system: describedText('Path of a bindep file, or its lines as a block of text.').optional(),
  })
  .meta({ description: 'What the image needs: Python packages, collections and roles, system packages.' });

export const LegacySteps = z
  .strictObject({
    prepend: textOrList('Instructions at the beginning of the final stage.').optional(),
    append: textOrList('Instructions at the end of the final stage.').optional(),
  })
  .meta({ description: 'Extra Containerfile instructions for the final stage.' });

export const LegacyConfig = describedText(
  'Path of an ansible.cfg for the Galaxy stage. Version 3 copies it with additional_build_files instead.',
);
