'use client';

import { TextField } from '#components/ui/text-field.tsx';
import type { Answers, ImportedDefinition, Placeholder } from '#lib/ee/import/types.ts';
import { FormFieldGroup, FormFieldGroupHeader } from '@patternfly/react-core';

export interface UploadPlaceholdersProps {
  definitions: readonly ImportedDefinition[];
  answers: Answers;
  onAnswer: (name: string, value: string) => void;
}

/** Each placeholder once, with all its places; secrets are no text to fill in. */
function openPlaceholders(definitions: readonly ImportedDefinition[]): Placeholder[] {
  const found = new Map<string, Placeholder>();
  for (const placeholder of definitions.flatMap(({ placeholders }) => placeholders)) {
    const known = found.get(placeholder.name);
    found.set(placeholder.name, { ...placeholder, places: [...new Set([...(known?.places ?? []), ...placeholder.places])] });
  }
  return [...found.values()].filter(({ isSecret }) => !isSecret);
}

/** What only a run of Ansible knew: a field for each expression. */
export function UploadPlaceholders({ definitions, answers, onAnswer }: UploadPlaceholdersProps) {
  const placeholders = openPlaceholders(definitions);
  if (placeholders.length === 0) return null;
  return (
    <FormFieldGroup header={<FormFieldGroupHeader titleText={{ text: 'Fill in', id: 'upload-placeholders' }} titleDescription="Expressions that only Ansible could evaluate. What stays empty stays in the definition as {{ name }}." />}>
      {placeholders.map(({ name, expression, kind, places }) => (
        <TextField
          key={name}
          id={`upload-placeholder-${name}`}
          label={name}
          value={answers[name] ?? ''}
          onChange={(value) => onAnswer(name, value)}
          rows={kind === 'yaml' ? 4 : 1}
          help={`${kind === 'yaml' ? 'YAML for ' : ''}${expression} in ${places.join(', ')}`}
        />
      ))}
    </FormFieldGroup>
  );
}
