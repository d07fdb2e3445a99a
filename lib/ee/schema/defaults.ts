/** What ansible-builder 3.2 takes for options.container_init as a whole. */
export const DEFAULT_INIT = {
  package_pip: 'dumb-init==1.2.5',
  entrypoint: '["/opt/builder/bin/entrypoint", "dumb-init"]',
  cmd: '["bash"]',
} as const;
