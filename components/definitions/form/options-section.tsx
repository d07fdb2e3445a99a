'use client';

import type { FormState, FormSwitchName, FormTextName } from '#lib/ee/form/state.ts';
import { ExpandableSection, FormGroup, FormSection, Switch } from '@patternfly/react-core';
import { useFormTools } from './form-context.ts';
import { ListEntry } from './list-entry.tsx';
import { TextEntry } from './text-entry.tsx';

interface TextOption {
  readonly name: FormTextName;
  readonly label: string;
  readonly help: string;
  readonly placeholder?: string;
  readonly suggestions?: readonly string[];
}

const MAIN: readonly TextOption[] = [
  { name: 'packageManagerPath', label: 'Package manager', help: 'The base image’s own', placeholder: '/usr/bin/dnf', suggestions: ['/usr/bin/dnf', '/usr/bin/microdnf', '/usr/bin/apt-get'] },
  { name: 'user', label: 'User', help: 'Name or number that the image runs as', placeholder: '1000' },
  { name: 'workdir', label: 'Working directory', help: '', placeholder: '/runner' },
  { name: 'ansibleCore', label: 'ansible-core', help: 'Installed with pip; empty: the base image’s', placeholder: 'ansible-core==2.18.1' },
  { name: 'ansibleRunner', label: 'ansible-runner', help: 'Installed with pip; empty: the base image’s', placeholder: 'ansible-runner' },
];
const MORE: readonly TextOption[] = [
  { name: 'pythonPackage', label: 'Python system package', help: 'Brings the interpreter', placeholder: 'python3.12' },
  { name: 'pythonPath', label: 'Python path', help: '', placeholder: '/usr/bin/python3' },
  { name: 'initPackage', label: 'Init program', help: 'Installed with pip', placeholder: 'dumb-init==1.2.5' },
  { name: 'entrypoint', label: 'Entrypoint', help: 'The literal value of ENTRYPOINT', placeholder: '["/opt/builder/bin/entrypoint", "dumb-init"]' },
  { name: 'cmd', label: 'Command', help: 'The literal value of CMD', placeholder: '["bash"]' },
  { name: 'collectionOptions', label: 'Options of ansible-galaxy collection', help: '', placeholder: '--pre' },
  { name: 'roleOptions', label: 'Options of ansible-galaxy role', help: '' },
  { name: 'preserveCache', label: 'Keep the package cache', help: 'Empty: cleared in each stage; always: never', placeholder: 'always' },
];
const SWITCHES: readonly { name: FormSwitchName; label: string; byDefault: boolean }[] = [
  { name: 'skipPipInstall', label: 'Do not install pip (the base image has it)', byDefault: false },
  { name: 'skipAnsibleCheck', label: 'Do not check that ansible and ansible-runner are there', byDefault: false },
  { name: 'relaxPasswdPermissions', label: 'Let group 0 write /etc/passwd', byDefault: true },
];

function TextOptions({ options, form }: { options: readonly TextOption[]; form: FormState }) {
  return options.map(({ name, label, help, placeholder, suggestions }) => (
    <TextEntry key={name} id={`form-${name}`} label={label} field={form.texts[name]} {...(help === '' ? {} : { help })} {...(placeholder === undefined ? {} : { placeholder })} {...(suggestions === undefined ? {} : { suggestions })} />
  ));
}

function Switches() {
  const { form, apply, isReadOnly } = useFormTools();
  return (
    <FormGroup role="group" label="Switches" fieldId="form-switches">
      <div className="eef-fields-tight">
        {SWITCHES.map(({ name, label, byDefault }) => {
          const field = form.switches[name];
          return <Switch key={name} id={`form-${name}`} label={label} isChecked={field.value ?? byDefault} isDisabled={isReadOnly || (field.isPresent && field.value === null)} onChange={(_event, value) => apply([{ kind: 'set', path: field.path, value }])} />;
        })}
      </div>
    </FormGroup>
  );
}

export function OptionsSection() {
  const { form } = useFormTools();
  return (
    <FormSection title="Options" titleElement="h2" id="section-options">
      <div className="eef-fields eef-two-columns"><TextOptions options={MAIN} form={form} /></div>
      <Switches />
      <ExpandableSection toggleTextCollapsed="Show more options" toggleTextExpanded="Show less" isIndented>
        <div className="eef-fields">
          <TextOptions options={MORE} form={form} />
          <ListEntry id="form-exclude-python" label="Leave out Python packages of collections" noun="left out Python package" list={form.exclude.python} help="~ before a name makes it a regular expression." />
          <ListEntry id="form-exclude-system" label="Leave out system packages of collections" noun="left out system package" list={form.exclude.system} />
          <ListEntry id="form-exclude-all" label="Leave out everything that these collections ask for" noun="left out collection" list={form.exclude.allFromCollections} placeholder="namespace.name" />
        </div>
      </ExpandableSection>
    </FormSection>
  );
}
