/**
 * The shape of a Galaxy requirements mapping, for completion and hovers only: ansible-builder accepts any
 * mapping and leaves the rest to ansible-galaxy.
 */
const source = { type: 'string', description: 'URL of the Galaxy server, or the name of one in ansible.cfg.' };
const signatures = {
  type: 'array',
  items: { type: 'string' },
  description: 'URLs of detached signatures. They need a keyring.',
};

const collection = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', description: 'namespace.name of the collection, or a path or URL.' },
    version: { type: 'string', description: 'Version or range, for instance `>=1.2.0,<2.0.0`. Quote it.' },
    source,
    type: {
      enum: ['galaxy', 'url', 'file', 'git', 'dir', 'subdirs'],
      description: 'Where the collection comes from. `galaxy` if left out.',
    },
    signatures,
  },
};

const role = {
  type: 'object',
  properties: {
    name: { type: 'string', description: 'namespace.name of the role, or the name to install it under.' },
    src: { type: 'string', description: 'Name on Galaxy, or URL of a Git repository or archive.' },
    version: { type: 'string', description: 'Version, tag, branch or commit. Quote it.' },
    scm: { enum: ['git', 'hg'], description: 'Version control system of src.' },
  },
};

export const galaxyMappingJsonSchema = {
  type: 'object',
  properties: {
    collections: {
      type: 'array',
      description: 'Collections to install into the image.',
      items: { anyOf: [{ type: 'string' }, collection] },
    },
    roles: {
      type: 'array',
      description: 'Roles to install into the image.',
      items: { anyOf: [{ type: 'string' }, role] },
    },
  },
};
