'use client';

import { usePythonHelp } from '#components/definitions/lookup/use-field-help.ts';
import { useFormTools } from './form-context.ts';
import { FormPart } from './form-part.tsx';
import { PYTHON_PARTS, SYSTEM_PARTS } from './item-parts.ts';
import { listField, switchFields, textFields } from './part-fields.tsx';

/** Python packages, the interpreter, and what pip installs of Ansible. */
export function PythonSection() {
  const { form } = useFormTools();
  const lookup = usePythonHelp();
  const packages = listField(form.python, 'Python packages', { id: 'form-python', label: 'Python packages', noun: 'Python package', placeholder: 'Add boto3>=1.34', parts: PYTHON_PARTS, ...lookup, help: 'As in a requirements file. Enter adds; several lines can be pasted; a chip opens to change its version.' }, true);
  const rest = [
    ...textFields(form, [
      { name: 'ansibleCore', label: 'ansible-core', help: 'Installed with pip. Empty: the one of the base image.', placeholder: 'ansible-core==2.18.1', suggestions: ['ansible-core'] },
      { name: 'ansibleRunner', label: 'ansible-runner', help: 'Installed with pip. Empty: the one of the base image.', placeholder: 'ansible-runner', suggestions: ['ansible-runner'] },
      { name: 'pythonPackage', label: 'Interpreter package', help: 'System package that brings Python.', placeholder: 'python3.12' },
      { name: 'pythonPath', label: 'Interpreter path', help: 'The Python that is used.', placeholder: '/usr/bin/python3' },
    ]),
    listField(form.exclude.python, 'leave out', { id: 'form-exclude-python', label: 'Leave out Python packages of collections', noun: 'left out Python package', help: 'Only what collections ask for. ~ before a name makes it a regular expression.' }),
    ...switchFields(form, [{ name: 'skipPipInstall', label: 'pip', words: 'Do not install pip: the base image has it', byDefault: false }]),
  ];
  return <FormPart section="python" title="Python" fields={[packages, ...(form.schemaVersion === 3 ? rest : [])]} />;
}

/** Packages of the distribution. */
export function SystemSection() {
  const { form } = useFormTools();
  const packages = listField(form.system, 'System packages', { id: 'form-system', label: 'System packages', noun: 'system package', placeholder: 'Add git [platform:rpm]', parts: SYSTEM_PARTS, help: 'As in bindep.txt. A profile in brackets limits a package: platform:rpm, platform:dpkg, compile.' }, true);
  const rest = [
    listField(form.exclude.system, 'leave out', { id: 'form-exclude-system', label: 'Leave out system packages of collections', noun: 'left out system package', help: 'Only what collections ask for. ~ before a name makes it a regular expression.' }),
    ...textFields(form, [{ name: 'preserveCache', label: 'Package cache', help: 'Empty: cleared in each stage. always: kept. Anything else: cleared at the end.', placeholder: 'cleared in each stage', suggestions: ['always'] }]),
  ];
  return <FormPart section="system" title="System packages" fields={[packages, ...(form.schemaVersion === 3 ? rest : [])]} />;
}
