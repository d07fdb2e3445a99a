'use client';

import { FormSection } from '@patternfly/react-core';
import { useFormTools } from './form-context.ts';
import { ListEntry } from './list-entry.tsx';
import { usePythonHelp } from '#components/definitions/lookup/use-field-help.ts';
import { TextEntry } from './text-entry.tsx';

export function BaseSection({ suggestedImages }: { suggestedImages: readonly string[] }) {
  const { form } = useFormTools();
  return (
    <FormSection title="Base image" titleElement="h2" id="section-base">
      <TextEntry id="form-base-image" label="Base image" field={form.baseImage} placeholder="registry/name:tag" suggestions={suggestedImages} help="What the image is built on. It must have, or be able to install, Python." />
    </FormSection>
  );
}

export function PackagesSection() {
  const { form } = useFormTools();
  const python = usePythonHelp();
  return (
    <FormSection title="Packages" titleElement="h2" id="section-packages">
      <ListEntry id="form-python" label="Python packages" noun="Python package" list={form.python} placeholder="boto3>=1.34" help="As in a requirements file. Enter adds; several lines can be pasted." {...python} />
      <ListEntry id="form-system" label="System packages" noun="system package" list={form.system} placeholder="git [platform:rpm]" help="As in bindep.txt; a profile in brackets limits a package to a platform." />
    </FormSection>
  );
}
