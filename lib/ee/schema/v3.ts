import { z } from 'zod';
import { BuildFile, Options, Steps } from '#lib/ee/schema/v3-image.ts';
import { documented, GalaxyOptions, imageObject, text, textOrList, VersionNumber } from '#lib/ee/schema/common.ts';

const pipPackage = (what: string, example: string) =>
  documented(z.strictObject({ package_pip: text({ text: `The requirement for pip: one word, without spaces.`, example }) }), {
    text: `${what} to install with pip in the base stage. Leave it out where the base image has it.`,
    example: { package_pip: example },
  });

const names = (description: string, example: string[]) => documented(z.array(z.string()), { text: description, example });

const PATTERN = 'A `~` before an entry makes it a regular expression (Python, in small letters) for the whole name.';

const Exclude = documented(
  z.strictObject({
    python: names(`Python packages that no collection brings in: names without version. ${PATTERN}`, ['docker', '~azure-.*']).optional(),
    system: names(`System packages that no collection brings in: names without profile. ${PATTERN}`, ['python3-Cython', '~.*-devel']).optional(),
    all_from_collections: names(`Collections whose Python and system requirements are all left out. ${PATTERN}`, ['community.crypto', '~community\\..+']).optional(),
  }),
  {
    text: 'Requirements of collections that are left out (ansible-builder 3.1 and later). What the definition itself asks for is never left out.',
    example: { python: ['docker'], system: ['python3-Cython'] },
  },
);

const Dependencies = documented(
  z.strictObject({
    python: textOrList({
      text: 'Python packages (PEP 508): a list, a block of lines, or the path of a requirements file. In a list each item is a package, never a file.',
      example: ['boto3>=1.34', 'requests'],
    }).optional(),
    galaxy: documented(z.union([z.record(z.string(), z.unknown()), z.string(), z.array(z.string())]), {
      text: 'Collections and roles: a mapping with `collections` and `roles`, a block of YAML text, or the path of a requirements file.',
      example: { collections: [{ name: 'amazon.aws', version: '>=9.0.0' }] },
    }).optional(),
    system: textOrList({
      text: 'System packages (bindep): a list, a block of lines, or the path of a bindep file. `[platform:rpm]` behind a name limits it to such systems.',
      example: ['git [platform:rpm]', 'gcc [compile platform:rpm]'],
    }).optional(),
    python_interpreter: documented(
      z.strictObject({
        package_system: text({ text: 'System package that brings the Python interpreter. Without it the one of the base image is used.', example: 'python3.12' }).optional(),
        python_path: text({ text: 'Path of the Python interpreter.', default: '/usr/bin/python3', example: '/usr/bin/python3.12' }).optional(),
      }),
      { text: 'Which Python the image uses.', example: { package_system: 'python3.12', python_path: '/usr/bin/python3.12' } },
    ).optional(),
    ansible_core: pipPackage('ansible-core', 'ansible-core==2.18.1').optional(),
    ansible_runner: pipPackage('ansible-runner', 'ansible-runner==2.4.0').optional(),
    exclude: Exclude.optional(),
  }),
  { text: 'What the image needs: Python packages, collections and roles, system packages.', example: { python: ['boto3'], system: ['git'] } },
);

const BuildArguments = documented(
  z.strictObject({
    ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS.optional(),
    ANSIBLE_GALAXY_CLI_ROLE_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_ROLE_OPTS.optional(),
    PKGMGR_PRESERVE_CACHE: text({
      text: 'When the cache of the package manager is cleared. Empty: after each installation. `always`: never. Anything else: only at the end.',
      default: '',
      example: 'always',
    }).optional(),
  }),
  { text: 'Default values of build arguments.', example: { PKGMGR_PRESERVE_CACHE: 'always' } },
);

export const DefinitionV3 = z
  .strictObject({
    version: VersionNumber.optional(),
    images: documented(
      z.strictObject({ base_image: imageObject('The image that the execution environment extends. Default: an outdated image of ansible-runner.').optional() }),
      { text: 'The image that the build starts from.', example: { base_image: { name: 'registry.example/team/base:1.0' } } },
    ).optional(),
    dependencies: Dependencies.optional(),
    additional_build_files: documented(z.array(BuildFile), {
      text: 'Files that are added to the build context, below `_build`.',
      example: [{ src: 'files/ansible.cfg', dest: 'configs' }],
    }).optional(),
    additional_build_steps: Steps.optional(),
    build_arg_defaults: BuildArguments.optional(),
    options: Options.optional(),
  })
  .meta({ title: 'Execution environment definition, version 3' });
export type DefinitionV3 = z.infer<typeof DefinitionV3>;
