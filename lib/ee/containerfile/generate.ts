import { buildValuesOf, type BuildValues } from '#lib/ee/containerfile/build-values.ts';
import { contextFiles, hasGalaxy, hasRequirements, type ContextFiles } from '#lib/ee/containerfile/context-files.ts';
import { instructionSources, type InstructionSource } from '#lib/ee/containerfile/instruction-sources.ts';
import { Origins, type Origin } from '#lib/ee/containerfile/origin.ts';
import { strip } from '#lib/ee/containerfile/python-text.ts';
import { from, stepLines, type WrittenLine } from '#lib/ee/containerfile/written-lines.ts';
import type { DefinitionDocument } from '#lib/ee/definition-document.ts';
import type { Hook } from '#lib/ee/schema/common.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';

const ENV = 'ENV PIP_BREAK_SYSTEM_PACKAGES=1';
const PIP = 'RUN $PYCMD -m pip install --no-cache-dir';
const GALAXY = ['dependencies', 'galaxy'];

export interface GeneratedContext {
  readonly containerfile: string;
  /** Without ansible-builder's own scripts (`_build/scripts`), which come from the installed release. */
  readonly files: ContextFiles;
  /** Which key of the definition made which lines. */
  readonly instructions: readonly InstructionSource[];
}

/** What `ansible-builder create` 3.2 writes, to the byte. `files` are the paths beside the definition. */
export function generateContext(document: DefinitionDocument, model: DefinitionModel, files: readonly string[]): GeneratedContext {
  const context = contextFiles(document, model, files);
  const lines = new Generator(model, context).lines();
  const containerfile = lines.map(({ text }) => `${text}\n`).join('');
  return { containerfile, files: context, instructions: instructionSources(containerfile, lines.map(({ origin }) => origin)) };
}

class Generator {
  readonly #model: DefinitionModel;
  readonly #values: BuildValues;
  readonly #files: ContextFiles;
  readonly #origins: Origins;

  constructor(model: DefinitionModel, files: ContextFiles) {
    this.#model = model;
    this.#values = buildValuesOf(model);
    this.#files = files;
    this.#origins = new Origins(model);
  }

  lines(): WrittenLine[] {
    return [...this.#arguments(true), ...this.#base(), ...this.#galaxy(), ...this.#builder(), ...this.#final()];
  }

  #arguments(hasValues: boolean): WrittenLine[] {
    const values = this.#values;
    const origins = this.#origins;
    const all: [string, string | null, Origin][] = [
      ['EE_BASE_IMAGE', values.baseImage, origins.baseImage()],
      ['EE_BUILDER_IMAGE', values.builderImage, origins.builderImage()],
      ['PYCMD', values.pythonPath, origins.python('python_path')],
      ['PYPKG', values.pythonPackage, origins.python('package_system')],
      ['PKGMGR_PRESERVE_CACHE', values.preserveCache, origins.argument('PKGMGR_PRESERVE_CACHE')],
      ['ANSIBLE_GALAXY_CLI_COLLECTION_OPTS', values.collectionOptions, origins.argument('ANSIBLE_GALAXY_CLI_COLLECTION_OPTS')],
      ['ANSIBLE_GALAXY_CLI_ROLE_OPTS', values.roleOptions, origins.argument('ANSIBLE_GALAXY_CLI_ROLE_OPTS')],
      ['ANSIBLE_INSTALL_REFS', values.ansibleReferences, origins.ansible()],
      ['PKGMGR', values.options?.packageManagerPath ?? null, origins.option('package_manager_path')],
    ];
    const lines = all.flatMap(([name, value, origin]) => (value === null ? [] : from(hasValues ? origin : null, hasValues ? `ARG ${name}="${value}"` : `ARG ${name}`)));
    return [...lines, ...from(null, '')];
  }

  #base(): WrittenLine[] {
    return [
      ...from(null, '# Base build stage'),
      ...from(this.#origins.baseImage(), 'FROM $EE_BASE_IMAGE AS base'),
      ...from(null, 'USER root', ENV),
      ...this.#arguments(false),
      ...from(null, 'COPY _build/scripts/ /output/scripts/', 'COPY _build/scripts/entrypoint /opt/builder/bin/entrypoint'),
      ...this.#steps('prepend_base'),
      ...this.#basePackages(),
      ...this.#steps('append_base'),
    ];
  }

  #basePackages(): WrittenLine[] {
    const { hasBuilderImage, version, pythonPackage, options, ansibleReferences } = this.#values;
    if (hasBuilderImage && version !== 1) return [];
    const origins = this.#origins;
    const install = 'RUN $PKGMGR install $PYPKG -y ; if [ -z $PKGMGR_PRESERVE_CACHE ]; then $PKGMGR clean all; fi';
    return [
      ...(pythonPackage === null || pythonPackage === '' ? [] : from(origins.python('package_system'), install)),
      ...(options === null || options.skipPipInstall ? [] : from(origins.option('skip_pip_install'), 'RUN /output/scripts/pip_install $PYCMD')),
      ...(ansibleReferences === null ? [] : from(origins.ansible(), `${PIP} $ANSIBLE_INSTALL_REFS`)),
    ];
  }

  #galaxy(): WrittenLine[] {
    if (!hasGalaxy(this.#model)) return [];
    const origins = this.#origins;
    const roles = 'RUN ansible-galaxy role install $ANSIBLE_GALAXY_CLI_ROLE_OPTS -r requirements.yml --roles-path "/usr/share/ansible/roles"';
    const collections =
      'RUN ANSIBLE_GALAXY_DISABLE_GPG_VERIFY=1 ansible-galaxy collection install $ANSIBLE_GALAXY_CLI_COLLECTION_OPTS -r requirements.yml --collections-path "/usr/share/ansible/collections"';
    return [
      ...from(null, '', '# Galaxy build stage'),
      ...from(origins.galaxy(), 'FROM base AS galaxy'),
      ...this.#arguments(false),
      ...this.#steps('prepend_galaxy'),
      ...from(origins.galaxy(), 'RUN /output/scripts/check_galaxy'),
      ...this.#ansibleConfig(),
      ...from(origins.galaxy(), 'COPY _build /build', 'WORKDIR /build', '', 'RUN mkdir -p /usr/share/ansible'),
      ...from(origins.install('roles', 'ANSIBLE_GALAXY_CLI_ROLE_OPTS'), roles),
      ...from(origins.install('collections', 'ANSIBLE_GALAXY_CLI_COLLECTION_OPTS'), collections),
      ...this.#steps('append_galaxy'),
    ];
  }

  #ansibleConfig(): WrittenLine[] {
    if (this.#values.version !== 1 || this.#model.version !== 1) return [];
    const config = this.#model.definition.ansible_config;
    return config === undefined || config === '' ? [] : from(this.#origins.of(['ansible_config']), 'COPY _build/ansible.cfg ~/.ansible.cfg', '');
  }

  #builder(): WrittenLine[] {
    const { hasBuilderImage } = this.#values;
    const pip = hasBuilderImage
      ? ['COPY _build/scripts/pip_install /output/scripts/pip_install', 'RUN /output/scripts/pip_install $PYCMD']
      : [`${PIP} bindep pyyaml packaging`];
    return [
      ...from(null, '', '# Builder build stage'),
      ...(hasBuilderImage ? from(this.#origins.builderImage(), 'FROM $EE_BUILDER_IMAGE AS builder') : from(null, 'FROM base AS builder')),
      ...from(null, ENV, 'WORKDIR /build'),
      ...this.#arguments(false),
      ...from(null, ...pip),
      ...this.#steps('prepend_builder'),
      ...this.#copyGalaxy(),
      ...this.#introspect(),
      ...this.#steps('append_builder'),
    ];
  }

  #introspect(): WrittenLine[] {
    if (!hasRequirements(this.#model)) return [];
    const options: [string, string][] = [
      ['--user-pip', 'requirements.txt'],
      ['--exclude-pip-reqs', 'exclude-requirements.txt'],
      ['--user-bindep', 'bindep.txt'],
      ['--exclude-bindep-reqs', 'exclude-bindep.txt'],
      ['--exclude-collection-reqs', 'exclude-collections.txt'],
    ];
    const present = options.flatMap(([option, name]) => {
      const file = this.#files.get(`_build/${name}`);
      return file === undefined ? [] : [{ option, name, path: file.madeBy }];
    });
    const galaxy = this.#origins.has(GALAXY) ? [GALAXY] : [];
    const all: Origin = { paths: [...present.map(({ path }) => path), ...galaxy], isDefault: false };
    const given = present.map(({ option, name }) => ` ${option}=${name}`).join('');
    return [
      ...present.flatMap(({ name, path }) => from({ paths: [path], isDefault: false }, `COPY _build/${name} ${name}`)),
      ...from(all, `RUN $PYCMD /output/scripts/introspect.py introspect${given} --write-bindep=/tmp/src/bindep.txt --write-pip=/tmp/src/requirements.txt`),
      ...from(all, 'RUN /output/scripts/assemble'),
    ];
  }

  #copyGalaxy(): WrittenLine[] {
    return hasGalaxy(this.#model) ? from(this.#origins.galaxy(), '', 'COPY --from=galaxy /usr/share/ansible /usr/share/ansible', '') : [];
  }

  #final(): WrittenLine[] {
    const { options, init } = this.#values;
    const origins = this.#origins;
    return [
      ...from(null, '', '# Final build stage', 'FROM base AS final', ENV),
      ...this.#arguments(false),
      ...this.#steps('prepend_final'),
      ...(options === null || options.skipAnsibleCheck ? [] : from(origins.option('skip_ansible_check'), 'RUN /output/scripts/check_ansible $PYCMD')),
      ...this.#copyGalaxy(),
      ...from(null, 'COPY --from=builder /output/ /output/', 'RUN /output/scripts/install-from-bindep && rm -rf /output/wheels'),
      ...(options?.relaxPasswdPermissions === true ? from(origins.option('relax_passwd_permissions'), 'RUN chmod ug+rw /etc/passwd') : []),
      ...from(origins.option('workdir'), ...workdirSteps(options?.workdir ?? '')),
      ...from(origins.option('container_init', 'package_pip'), ...given(init.package_pip, (name) => `${PIP} '${name}'`)),
      ...this.#steps('append_final'),
      ...from(null, 'RUN rm -rf /output', 'LABEL ansible-execution-environment=true'),
      ...from(origins.option('user'), ...given(options?.user, (user) => `USER ${user}`)),
      ...from(origins.option('container_init', 'entrypoint'), ...given(init.entrypoint, (entrypoint) => `ENTRYPOINT ${entrypoint}`)),
      ...from(origins.option('container_init', 'cmd'), ...given(init.cmd, (cmd) => `CMD ${cmd}`)),
    ];
  }

  #steps(hook: Hook): readonly WrittenLine[] {
    const steps = this.#values.steps[hook];
    return steps === undefined ? [] : stepLines(this.#origins.hook(hook), steps);
  }
}

function given(value: string | undefined, line: (value: string) => string): string[] {
  return value === undefined || value === '' ? [] : [line(value)];
}

function workdirSteps(value: string): string[] {
  const workdir = strip(value);
  if (workdir === '') return [];
  return [`RUN mkdir -p ${workdir} && chgrp 0 ${workdir} && chmod -R ug+rwx ${workdir}`, `WORKDIR ${workdir}`];
}
