import { z } from 'zod';
import { documented, text, textOrList } from '#lib/ee/schema/common.ts';
import { DEFAULT_INIT } from '#lib/ee/schema/defaults.ts';

const step = (description: string, ...example: string[]) => textOrList({ text: `${description} A list of instructions, or a block of text.`, example }).optional();

export const Steps = documented(
  z.strictObject({
    prepend_base: step('Instructions at the beginning of the base stage, before anything is installed.', 'RUN $PKGMGR -y upgrade'),
    append_base: step('Instructions at the end of the base stage, which all later stages start from.', 'RUN $PYCMD -m pip install -U pip'),
    prepend_galaxy: step('Instructions before collections and roles are installed, for instance for an ansible.cfg.', 'COPY _build/configs/ansible.cfg /etc/ansible/ansible.cfg'),
    append_galaxy: step('Instructions after collections and roles were installed.', 'RUN ansible-galaxy collection list'),
    prepend_builder: step('Instructions before wheels are built, for instance for compilers.', 'RUN $PKGMGR install -y krb5-devel'),
    append_builder: step('Instructions after wheels were built.', 'RUN ls /output/wheels'),
    prepend_final: step('Instructions at the beginning of the final stage.', 'RUN whoami'),
    append_final: step('Instructions at the end of the final stage, as root; options.user follows.', 'RUN chmod -R g+w /runner'),
  }),
  { text: 'Extra Containerfile instructions, before and after those of the four stages.', example: { append_final: ['RUN chmod -R g+w /runner'] } },
);

export const BuildFile = documented(
  z.strictObject({
    src: text({ text: 'File, folder or pattern, relative to the definition. Of a folder its content is taken.', example: 'files/ansible.cfg' }),
    dest: text({ text: 'Folder below `_build` in the build context. Relative, without `..`.', example: 'configs' }),
  }),
  {
    text: 'A file for the build context. A step brings it into the image: `COPY _build/<dest>/<file> …`.',
    example: { src: 'files/ansible.cfg', dest: 'configs' },
  },
);

const ContainerInit = documented(
  z.strictObject({
    package_pip: text({ text: 'Init program to install with pip.', default: DEFAULT_INIT.package_pip, example: 'dumb-init==1.2.5' }).optional(),
    entrypoint: text({ text: 'The literal value of ENTRYPOINT.', default: DEFAULT_INIT.entrypoint, example: '["dumb-init"]' }).optional(),
    cmd: text({ text: 'The literal value of CMD.', default: DEFAULT_INIT.cmd, example: '["csh"]' }).optional(),
  }),
  { text: 'How a container starts. Setting any of these keys, or `{}`, drops all three defaults.', example: { ...DEFAULT_INIT } },
);

const onOff = (description: string, value: boolean) => documented(z.boolean(), { text: description, default: value, example: !value }).optional();

export const Options = documented(
  z.strictObject({
    relax_passwd_permissions: onOff('Let group 0 write /etc/passwd, which containers with an arbitrary user need.', true),
    skip_ansible_check: onOff('Do not check that ansible and ansible-runner are in the image.', false),
    skip_pip_install: onOff('Do not install pip in the base stage. Needed on Debian and Ubuntu, where the base image must bring pip.', false),
    workdir: documented(z.union([z.string(), z.null()]), { text: 'Working directory of the image. Empty (`null`): that of the base image.', default: '/runner', example: '/home/runner' }).optional(),
    package_manager_path: text({ text: 'The package manager of the base image, for instance `/usr/bin/microdnf` on minimal images.', default: '/usr/bin/dnf', example: '/usr/bin/microdnf' }).optional(),
    user: text({ text: 'User name or number of the image, as text in quotes.', default: '1000', example: '1000' }).optional(),
    container_init: ContainerInit.optional(),
    tags: documented(z.array(z.string()), { text: 'Names for the finished image. `--tag` of ansible-builder and the destination of a build here win over them.', example: ['my-ee:latest'] }).optional(),
  }),
  { text: 'Options of the image and its build.', example: { package_manager_path: '/usr/bin/microdnf' } },
);
