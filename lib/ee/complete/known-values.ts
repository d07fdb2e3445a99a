import type { Path } from '#lib/ee/diagnostic.ts';

interface KnownValue {
  readonly text: string;
  readonly note?: string;
}

/** Values that are usual where the schema only says "text", by path. */
const KNOWN: Readonly<Record<string, readonly KnownValue[]>> = {
  'options.package_manager_path': [
    { text: '/usr/bin/dnf', note: 'Default. Fedora, CentOS, RHEL, UBI.' },
    { text: '/usr/bin/microdnf', note: 'Minimal images of Red Hat.' },
    { text: '/usr/bin/apt-get', note: 'Debian and Ubuntu.' },
  ],
  'options.workdir': [{ text: '/runner', note: 'Default.' }],
  'options.user': [{ text: "'1000'", note: 'Default. Text, hence the quotes.' }],
  'options.container_init.package_pip': [{ text: 'dumb-init==1.2.5', note: 'Default.' }],
  'options.container_init.cmd': [{ text: `'["bash"]'`, note: 'Default.' }],
  'options.container_init.entrypoint': [{ text: `'["/opt/builder/bin/entrypoint", "dumb-init"]'`, note: 'Default.' }],
  'dependencies.python_interpreter.python_path': [{ text: '/usr/bin/python3', note: 'Default.' }],
  'build_arg_defaults.PKGMGR_PRESERVE_CACHE': [{ text: 'always', note: 'The package cache is never cleared.' }],
};

export function knownValuesAt(path: Path): readonly KnownValue[] {
  return KNOWN[path.join('.')] ?? [];
}

const IMAGE_PATHS = new Set(['images.base_image.name', 'images.builder_image.name', 'build_arg_defaults.EE_BASE_IMAGE', 'build_arg_defaults.EE_BUILDER_IMAGE']);

export function isImagePath(path: Path): boolean {
  return IMAGE_PATHS.has(path.join('.'));
}

/** Containerfile instructions that make sense in a step. */
export const INSTRUCTIONS: Readonly<Record<string, string>> = {
  RUN: 'Runs a command in the image.',
  COPY: 'Copies files of the build context: `COPY _build/<dest>/<file> <target>`.',
  ADD: 'Copies files of the build context, and unpacks archives.',
  ENV: 'Sets a variable in the image. Not for secrets.',
  ARG: 'Names a build argument. Not for secrets.',
  LABEL: 'Adds a label to the image.',
  USER: 'Changes the user for what follows.',
  WORKDIR: 'Changes the working directory for what follows.',
};
