import { z } from 'zod';
import { describedText, GalaxyOptions, imageObject, textOrList, VersionNumber } from '#lib/ee/schema/common.ts';

const pipPackage = (description: string, example: string) =>
  z.strictObject({ package_pip: describedText(`The requirement for pip, for instance \`${example}\`.`) }).meta({ description });

const names = (description: string) => z.array(z.string()).meta({ description });

const Exclude = z
  .strictObject({
    python: names('Python packages that no collection brings in. `~` before a name makes it a regular expression.').optional(),
    system: names('System packages that no collection brings in. `~` before a name makes it a regular expression.').optional(),
    all_from_collections: names('Collections whose Python and system requirements are all left out.').optional(),
  })
  .meta({ description: 'Requirements of collections that are left out. Own requirements are never left out.' });

const Dependencies = z
  .strictObject({
    python: textOrList('Python packages (PEP 508): a list, a block of lines, or the path of a requirements file.').optional(),
    galaxy: z
      .union([z.record(z.string(), z.unknown()), z.string(), z.array(z.string())])
      .meta({ description: 'Collections and roles: a mapping, a block of YAML text, or the path of a requirements file.' })
      .optional(),
    system: textOrList('System packages (bindep): a list, a block of lines, or the path of a bindep file.').optional(),
    python_interpreter: z
      .strictObject({
        package_system: describedText('System package that brings the Python interpreter, for instance `python3.12`.').optional(),
        python_path: describedText('Path of the Python interpreter. Default: `/usr/bin/python3`.').optional(),
      })
      .meta({ description: 'Which Python the image uses.' })
      .optional(),
    ansible_core: pipPackage('ansible-core to install with pip.', 'ansible-core==2.18.1').optional(),
    ansible_runner: pipPackage('ansible-runner to install with pip.', 'ansible-runner==2.4.0').optional(),
    exclude: Exclude.optional(),
  })
  .meta({ description: 'What the image needs: Python packages, collections and roles, system packages.' });

const BuildArguments = z
  .strictObject({
    ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS.optional(),
    ANSIBLE_GALAXY_CLI_ROLE_OPTS: GalaxyOptions.ANSIBLE_GALAXY_CLI_ROLE_OPTS.optional(),
    PKGMGR_PRESERVE_CACHE: describedText(
      'Empty: the package cache is cleared in each stage. `always`: never. Anything else: only in the final image.',
    ).optional(),
  })
  .meta({ description: 'Default values of build arguments.' });

const Steps = z
  .strictObject({
    prepend_base: textOrList('Instructions right after FROM in the base stage.').optional(),
    append_base: textOrList('Instructions at the end of the base stage.').optional(),
    prepend_galaxy: textOrList('Instructions before the collections are installed.').optional(),
    append_galaxy: textOrList('Instructions after the collections were installed.').optional(),
    prepend_builder: textOrList('Instructions before the wheels are built.').optional(),
    append_builder: textOrList('Instructions after the wheels were built.').optional(),
    prepend_final: textOrList('Instructions at the beginning of the final stage.').optional(),
    append_final: textOrList('Instructions at the end of the final stage.').optional(),
  })
  .meta({ description: 'Extra Containerfile instructions for the four stages.' });

const BuildFile = z
  .strictObject({
    src: describedText('File, folder or pattern, relative to the definition.'),
    dest: describedText('Folder below `_build` in the build context. Relative, without `..`.'),
  })
  .meta({ description: 'A file for the build context. Copy it into the image with `COPY _build/<dest>/<file> …`.' });

const ContainerInit = z
  .strictObject({
    package_pip: describedText('Init program to install with pip. Default: `dumb-init==1.2.5`.').optional(),
    entrypoint: describedText('The literal value of ENTRYPOINT.').optional(),
    cmd: describedText('The literal value of CMD. Default: `["bash"]`.').optional(),
  })
  .meta({ description: 'How a container starts. Setting any of these keys drops all three defaults.' });

const Options = z
  .strictObject({
    relax_passwd_permissions: z.boolean().meta({ description: 'Let group 0 write /etc/passwd. Default: true.' }).optional(),
    skip_ansible_check: z.boolean().meta({ description: 'Do not check that ansible and ansible-runner are there. Default: false.' }).optional(),
    skip_pip_install: z.boolean().meta({ description: 'Do not install pip in the base stage. Default: false.' }).optional(),
    workdir: z.union([z.string(), z.null()]).meta({ description: 'Working directory of the image. Default: `/runner`.' }).optional(),
    package_manager_path: describedText('The package manager of the base image. Default: `/usr/bin/dnf`.').optional(),
    user: describedText("User name or number of the image, as text. Default: `'1000'`.").optional(),
    container_init: ContainerInit.optional(),
    tags: names('Names for the finished image.').optional(),
  })
  .meta({ description: 'Options of the image and its build.' });

export const DefinitionV3 = z
  .strictObject({
    version: VersionNumber.optional(),
    images: z
      .strictObject({ base_image: imageObject('The image that the execution environment extends.').optional() })
      .meta({ description: 'The image that the build starts from.' })
      .optional(),
    dependencies: Dependencies.optional(),
    additional_build_files: z
      .array(BuildFile)
      .meta({ description: 'Files that are added to the build context.' })
      .optional(),
    additional_build_steps: Steps.optional(),
    build_arg_defaults: BuildArguments.optional(),
    options: Options.optional(),
  })
  .meta({ title: 'Execution environment definition, version 3' });
export type DefinitionV3 = z.infer<typeof DefinitionV3>;
