/**
 * The shape of a Galaxy requirements mapping, for completion and hovers only: ansible-builder accepts any
 * mapping and leaves the rest to ansible-galaxy.
 */
const source = { type: 'string', description: 'URL of the Galaxy server, or the name of one in the settings.', examples: ['https://galaxy.ansible.com'] };
const signatures = {
  type: 'array',
  items: { type: 'string' },
  description: 'URLs of detached signatures. They need a keyring.',
  examples: [['https://example.com/MANIFEST.json.asc']],
};

const collection = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', description: 'namespace.name of the collection, or a path or URL.', examples: ['amazon.aws'] },
    version: { type: 'string', description: 'Version or range without spaces, in quotes. The newest if left out.', examples: ['>=1.2.0,<2.0.0'] },
    source,
    type: {
      enum: ['galaxy', 'url', 'file', 'git', 'dir', 'subdirs'],
      description: 'Where the collection comes from. `galaxy` if left out.',
      examples: ['git'],
    },
    signatures,
  },
};

const role = {
  type: 'object',
  properties: {
    name: { type: 'string', description: 'namespace.name of the role, or the name to install it under.', examples: ['geerlingguy.docker'] },
    src: { type: 'string', description: 'Name on Galaxy, or URL of a Git repository or archive.', examples: ['https://git.example/role.git'] },
    version: { type: 'string', description: 'Version, tag, branch or commit, in quotes.', examples: ['1.0.0'] },
    scm: { enum: ['git', 'hg'], description: 'Version control system of src.', examples: ['git'] },
  },
};

export const galaxyMappingJsonSchema = {
  type: 'object',
  properties: {
    collections: {
      type: 'array',
      description: 'Collections to install into the image.',
      examples: [[{ name: 'amazon.aws', version: '>=9.0.0' }]],
      items: { anyOf: [{ type: 'string' }, collection] },
    },
    roles: {
      type: 'array',
      description: 'Roles to install into the image.',
      examples: [[{ src: 'geerlingguy.docker', version: '7.4.1' }]],
      items: { anyOf: [{ type: 'string' }, role] },
    },
  },
};
