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

/** What hovers, completion and the JSON schema say of a key. */
export interface KeyDocumentation {
  /** Markdown. */
  readonly text: string;
  /** What ansible-builder takes where the key is left out. */
  readonly default?: string | boolean;
  readonly example: unknown;
}

/** The source of all three: types, JSON schema, hover texts. */
export function documented<T extends z.ZodType>(schema: T, { text, example, ...rest }: KeyDocumentation): T {
  const hasDefault = rest.default !== undefined;
  const description = hasDefault ? `${text} Default: \`${rest.default === '' ? "''" : String(rest.default)}\`.` : text;
  return schema.meta({ description, examples: [example], ...(hasDefault ? { default: rest.default } : {}) });
}

export function text(documentation: KeyDocumentation) {
  return documented(z.string(), documentation);
}

export function textOrList(documentation: KeyDocumentation) {
  return documented(z.union([z.string(), z.array(z.string())]), documentation);
}

export const VersionNumber = z.number().meta({
  description: 'The schema version: 3 for new definitions, without quotes. A missing version means 1. Fractions are cut off.',
  enum: [1, 2, 3],
  default: 3,
  examples: [3],
});

export const GalaxyOptions = {
  ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: text({
    text: 'Options for `ansible-galaxy collection install`. Galaxy servers and tokens belong in the settings of the definition, not here.',
    default: '',
    example: '-vv',
  }),
  ANSIBLE_GALAXY_CLI_ROLE_OPTS: text({
    text: 'Options for `ansible-galaxy role install`.',
    default: '',
    example: '--no-deps',
  }),
};

const IMAGE = 'registry.example/team/base:1.0';

/** Unknown keys of an image are ignored by ansible-builder, hence a loose object. */
export function imageObject(description: string) {
  const image = z.looseObject({
    name: text({ text: 'The image with its tag or digest. The port of a registry is not a tag.', example: IMAGE }).optional(),
    signature_original_name: text({
      text: 'The name under which the image was signed, where it is a mirrored copy. Used only with a container policy.',
      example: IMAGE,
    }).optional(),
  });
  return documented(image, { text: description, example: { name: IMAGE } });
}

export const LegacyDependencies = documented(
  z.strictObject({
    python: text({ text: 'Path of a pip requirements file, or its lines as a block of text.', example: 'requirements.txt' }).optional(),
    galaxy: text({ text: 'Path of a Galaxy requirements file, or its content as a block of text.', example: 'requirements.yml' }).optional(),
    system: text({ text: 'Path of a bindep file, or its lines as a block of text.', example: 'bindep.txt' }).optional(),
  }),
  {
    text: 'What the image needs: Python packages, collections and roles, system packages.',
    example: { galaxy: 'requirements.yml', python: 'requirements.txt', system: 'bindep.txt' },
  },
);

export const LegacySteps = documented(
  z.strictObject({
    prepend: textOrList({ text: 'Instructions at the beginning of the final stage. Version 3: `prepend_final`.', example: ['RUN whoami'] }).optional(),
    append: textOrList({ text: 'Instructions at the end of the final stage. Version 3: `append_final`.', example: ['RUN ls -la /etc'] }).optional(),
  }),
  { text: 'Extra Containerfile instructions for the final stage.', example: { append: ['RUN ls -la /etc'] } },
);

/** Version 1 copies it to a place where ansible-galaxy does not look; version 2 copies it into the context only. */
export const LegacyConfig = text({
  text: 'Path of an ansible.cfg for the Galaxy stage. It has no effect in version 2. Version 3: `additional_build_files` and a COPY in `prepend_galaxy`.',
  example: 'ansible.cfg',
});
