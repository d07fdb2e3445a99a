import { buildValuesOf, type BuildValues } from '#lib/ee/containerfile/build-values.ts';
import { contextFiles, hasGalaxy, hasRequirements, type ContextFiles } from '#lib/ee/containerfile/context-files.ts';
import { splitLines, strip } from '#lib/ee/containerfile/python-text.ts';
import type { DefinitionDocument } from '#lib/ee/definition-document.ts';
import type { Hook } from '#lib/ee/schema/common.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';

const ENV = 'ENV PIP_BREAK_SYSTEM_PACKAGES=1';
const PIP = 'RUN $PYCMD -m pip install --no-cache-dir';

export interface GeneratedContext {
  readonly containerfile: string;
  /** Without ansible-builder's own scripts (`_build/scripts`), which come from the installed release. */
  readonly files: ContextFiles;
}

/** What `ansible-builder create` 3.2 writes, to the byte. `files` are the paths beside the definition. */
export function generateContext(document: DefinitionDocument, model: DefinitionModel, files: readonly string[]): GeneratedContext {
  const context = contextFiles(document, model, files);
  const generator = new Generator(model, context);
  return { containerfile: generator.lines().map((line) => `${line}\n`).join(''), files: context };
}

class Generator {
  readonly #model: DefinitionModel;
  readonly #values: BuildValues;
  readonly #files: ContextFiles;

  constructor(model: DefinitionModel, files: ContextFiles) {
    this.#model = model;
    this.#values = buildValuesOf(model);
    this.#files = files;
  }

  lines(): string[] {
    return [...this.#arguments(true), ...this.#base(), ...this.#galaxy(), ...this.#builder(), ...this.#final()];
  }

  #arguments(hasValues: boolean): string[] {
    const values = this.#values;
    const all: [string, string | null][] = [
      ['EE_BASE_IMAGE', values.baseImage],
      ['EE_BUILDER_IMAGE', values.builderImage],
      ['PYCMD', values.pythonPath],
      ['PYPKG', values.pythonPackage],
      ['PKGMGR_PRESERVE_CACHE', values.preserveCache],
      ['ANSIBLE_GALAXY_CLI_COLLECTION_OPTS', values.collectionOptions],
      ['ANSIBLE_GALAXY_CLI_ROLE_OPTS', values.roleOptions],
      ['ANSIBLE_INSTALL_REFS', values.ansibleReferences],
      ['PKGMGR', values.options?.packageManagerPath ?? null],
    ];
    const lines = all.flatMap(([name, value]) => (value === null ? [] : [hasValues ? `ARG ${name}="${value}"` : `ARG ${name}`]));
    return [...lines, ''];
  }

  #base(): string[] {
    return [
      '# Base build stage',
      'FROM $EE_BASE_IMAGE AS base',
      'USER root',
      ENV,
      ...this.#arguments(false),
      'COPY _build/scripts/ /output/scripts/',
      'COPY _build/scripts/entrypoint /opt/builder/bin/entrypoint',
      ...this.#steps('prepend_base'),
      ...this.#basePackages(),
      ...this.#steps('append_base'),
    ];
  }

  #basePackages(): string[] {
    const { hasBuilderImage, version, pythonPackage, options, ansibleReferences } = this.#values;
    if (hasBuilderImage && version !== 1) return [];
    const install = 'RUN $PKGMGR install $PYPKG -y ; if [ -z $PKGMGR_PRESERVE_CACHE ]; then $PKGMGR clean all; fi';
    return [
      ...(pythonPackage === null || pythonPackage === '' ? [] : [install]),
      ...(options === null || options.skipPipInstall ? [] : ['RUN /output/scripts/pip_install $PYCMD']),
      ...(ansibleReferences === null ? [] : [`${PIP} $ANSIBLE_INSTALL_REFS`]),
    ];
  }

  #galaxy(): string[] {
    if (!hasGalaxy(this.#model)) return [];
    return [
      '',
      '# Galaxy build stage',
      'FROM base AS galaxy',
      ...this.#arguments(false),
      ...this.#steps('prepend_galaxy'),
      'RUN /output/scripts/check_galaxy',
      ...this.#ansibleConfig(),
      'COPY _build /build',
      'WORKDIR /build',
      '',
      'RUN mkdir -p /usr/share/ansible',
      'RUN ansible-galaxy role install $ANSIBLE_GALAXY_CLI_ROLE_OPTS -r requirements.yml --roles-path "/usr/share/ansible/roles"',
      'RUN ANSIBLE_GALAXY_DISABLE_GPG_VERIFY=1 ansible-galaxy collection install $ANSIBLE_GALAXY_CLI_COLLECTION_OPTS -r requirements.yml --collections-path "/usr/share/ansible/collections"',
      ...this.#steps('append_galaxy'),
    ];
  }

  #ansibleConfig(): string[] {
    if (this.#values.version !== 1 || this.#model.version !== 1) return [];
    const config = this.#model.definition.ansible_config;
    return config === undefined || config === '' ? [] : ['COPY _build/ansible.cfg ~/.ansible.cfg', ''];
  }

  #builder(): string[] {
    const { hasBuilderImage } = this.#values;
    const pip = hasBuilderImage
      ? ['COPY _build/scripts/pip_install /output/scripts/pip_install', 'RUN /output/scripts/pip_install $PYCMD']
      : [`${PIP} bindep pyyaml packaging`];
    return [
      '',
      '# Builder build stage',
      `FROM ${hasBuilderImage ? '$EE_BUILDER_IMAGE' : 'base'} AS builder`,
      ENV,
      'WORKDIR /build',
      ...this.#arguments(false),
      ...pip,
      ...this.#steps('prepend_builder'),
      ...this.#copyGalaxy(),
      ...this.#introspect(),
      ...this.#steps('append_builder'),
    ];
  }

  #introspect(): string[] {
    if (!hasRequirements(this.#model)) return [];
    const options: [string, string][] = [
      ['--user-pip', 'requirements.txt'],
      ['--exclude-pip-reqs', 'exclude-requirements.txt'],
      ['--user-bindep', 'bindep.txt'],
      ['--exclude-bindep-reqs', 'exclude-bindep.txt'],
      ['--exclude-collection-reqs', 'exclude-collections.txt'],
    ];
    const present = options.filter(([, name]) => this.#files.has(`_build/${name}`));
    const given = present.map(([option, name]) => ` ${option}=${name}`).join('');
    return [
      ...present.map(([, name]) => `COPY _build/${name} ${name}`),
      `RUN $PYCMD /output/scripts/introspect.py introspect${given} --write-bindep=/tmp/src/bindep.txt --write-pip=/tmp/src/requirements.txt`,
      'RUN /output/scripts/assemble',
    ];
  }

  #copyGalaxy(): string[] {
    return hasGalaxy(this.#model) ? ['', 'COPY --from=galaxy /usr/share/ansible /usr/share/ansible', ''] : [];
  }

  #final(): string[] {
    const { options, init } = this.#values;
    return [
      '',
      '# Final build stage',
      'FROM base AS final',
      ENV,
      ...this.#arguments(false),
      ...this.#steps('prepend_final'),
      ...(options === null || options.skipAnsibleCheck ? [] : ['RUN /output/scripts/check_ansible $PYCMD']),
      ...this.#copyGalaxy(),
      'COPY --from=builder /output/ /output/',
      'RUN /output/scripts/install-from-bindep && rm -rf /output/wheels',
      ...(options?.relaxPasswdPermissions === true ? ['RUN chmod ug+rw /etc/passwd'] : []),
      ...workdirSteps(options?.workdir ?? ''),
      ...given(init.package_pip, (name) => `${PIP} '${name}'`),
      ...this.#steps('append_final'),
      'RUN rm -rf /output',
      'LABEL ansible-execution-environment=true',
      ...given(options?.user, (user) => `USER ${user}`),
      ...given(init.entrypoint, (entrypoint) => `ENTRYPOINT ${entrypoint}`),
      ...given(init.cmd, (cmd) => `CMD ${cmd}`),
    ];
  }

  #steps(hook: Hook): readonly string[] {
    const steps = this.#values.steps[hook] ?? [];
    return typeof steps === 'string' ? splitLines(strip(steps)) : steps;
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
