/** Definitions that the end-to-end tests build for real, each on the starter base. */

const HEAD = (base: string): string => `---
version: 3
images:
  base_image:
    name: ${base}
options:
  package_manager_path: /usr/bin/apt-get
  skip_pip_install: true
`;

/** The article's ee_aws. */
export function eeAws(base: string, extra = ''): string {
  return `${HEAD(base)}${extra}dependencies:
  python:
    - botocore
    - boto3
  galaxy:
    collections:
      - amazon.aws
`;
}

export function systemPackages(base: string): string {
  return `${HEAD(base)}dependencies:
  system:
    - tree [platform:dpkg]
    - jq
`;
}

/** Every hook leaves a mark; those of base and final are in the image. */
export function eightHooks(base: string): string {
  return `${HEAD(base)}dependencies:
  python: [six]
  galaxy:
    collections:
      - ansible.posix
additional_build_steps:
  prepend_base:
    - RUN echo prepend_base >> /hooks
  append_base: |
    RUN echo append_base >> /hooks
  prepend_galaxy:
    - RUN echo prepend_galaxy ran
  append_galaxy:
    - RUN echo append_galaxy ran && test -d /usr/share/ansible/collections/ansible_collections/ansible/posix
  prepend_builder:
    - RUN echo prepend_builder ran
  append_builder:
    - RUN echo append_builder ran
  prepend_final:
    - RUN echo prepend_final >> /hooks
    - RUN echo "STEP 9/9" && echo "[4/4] STEP 99/99 RUN nonsense"
  append_final:
    - RUN echo append_final >> /hooks
`;
}

export function buildFiles(base: string): string {
  return `${HEAD(base)}dependencies:
  python: requirements.txt
  system: bindep.txt
additional_build_files:
  - src: motd.txt
    dest: configs
  - src: scripts
    dest: tools
additional_build_steps:
  append_final:
    - COPY _build/configs/motd.txt /etc/motd
    - COPY _build/tools/hello.sh /usr/local/bin/hello
`;
}
export const BUILD_FILES = [
  { path: 'requirements.txt', content: 'six\n' },
  { path: 'bindep.txt', content: 'tree [platform:dpkg]\n' },
  { path: 'motd.txt', content: 'built by EE Foundry\n' },
  { path: 'scripts/hello.sh', content: '#!/bin/sh\necho hello from a build file\n', executable: true },
];

export function copyFrom(base: string, other: string): string {
  return `${HEAD(base)}additional_build_steps:
  append_final:
    - COPY --from=${other} /marker /from-other
`;
}

export function failingPip(base: string): string {
  return `${HEAD(base)}dependencies:
  python:
    - six==999.0.0
`;
}

export function failingRun(base: string): string {
  return `${HEAD(base)}additional_build_steps:
  append_final:
    - RUN echo last words of a step && exit 7
`;
}

/** ansible-builder's defaults: /usr/bin/dnf, rpm-qualified bindep lines. */
export function rpmBase(base: string): string {
  return `---
version: 3
images:
  base_image:
    name: ${base}
options:
  skip_pip_install: true
dependencies:
  python: [six]
  system:
    - eef-hello [platform:rpm]
    - not-for-rpm [platform:dpkg]
`;
}
