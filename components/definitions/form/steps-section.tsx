'use client';

import type { FormSteps } from '#lib/ee/form/state.ts';
import { HOOKS, type Hook } from '#lib/ee/schema/common.ts';
import { ExpandableSection, FormSection } from '@patternfly/react-core';
import { useState } from 'react';
import { useFormTools } from './form-context.ts';
import { listEdits } from './list-edits.ts';
import { LiveField } from './live-field.tsx';

const WORDS: Record<Hook, { label: string; help: string }> = {
  prepend_base: { label: 'Base, before', help: 'Right after FROM, before anything is installed' },
  append_base: { label: 'Base, after', help: 'When Python and ansible-core are there; later stages stand on it' },
  prepend_galaxy: { label: 'Galaxy, before', help: 'Before collections and roles are installed' },
  append_galaxy: { label: 'Galaxy, after', help: 'After collections and roles were installed' },
  prepend_builder: { label: 'Builder, before', help: 'Before Python wheels are made' },
  append_builder: { label: 'Builder, after', help: 'After Python wheels were made' },
  prepend_final: { label: 'Final, before', help: 'At the start of the image that is kept' },
  append_final: { label: 'Final, after', help: 'At the end of the image that is kept' },
};
const ROWS = 3;

function stepEdits(steps: FormSteps, value: string) {
  if (value.trim() === '') return [{ kind: 'delete' as const, path: steps.path }];
  if (steps.source !== 'list') return [{ kind: 'set' as const, path: steps.path, value: value.endsWith('\n') ? value : `${value}\n` }];
  return listEdits(steps.path, steps.items.map((item) => item.value), value.replace(/\n+$/, '').split('\n'));
}

function StepsField({ hook }: { hook: Hook }) {
  const { form, apply, show, endStep, isReadOnly, problemAt } = useFormTools();
  const steps = form.steps[hook];
  const isUnreadable = steps.source === 'other' || (steps.source === 'list' && steps.items.some((item) => item.value.includes('\n')));
  return (
    <LiveField
      id={`form-${hook}`}
      label={WORDS[hook].label}
      help={isUnreadable ? 'Written in a way that the form cannot edit: change it in the YAML.' : WORDS[hook].help}
      error={problemAt(steps.path)}
      value={steps.text.replace(/\n$/, '')}
      placeholder="RUN …"
      rows={ROWS}
      isDisabled={isReadOnly || isUnreadable}
      onCommit={(value) => {
        if (value.trim() !== '' || steps.source !== 'absent') apply(stepEdits(steps, value));
      }}
      onFocus={() => show(steps.range)}
      onLeave={endStep}
    />
  );
}

/** The hooks that are used stand open; the rest is under "show more". */
export function StepsSection() {
  const { form } = useFormTools();
  const [used] = useState(() => HOOKS.filter((hook) => form.steps[hook].source !== 'absent'));
  const rest = HOOKS.filter((hook) => !used.includes(hook));
  return (
    <FormSection title="Own build steps" titleElement="h2" id="section-steps">
      {used.map((hook) => <StepsField key={hook} hook={hook} />)}
      {rest.length === 0 ? null : (
        <ExpandableSection toggleTextCollapsed={used.length === 0 ? 'Add Containerfile instructions' : 'Show the other places'} toggleTextExpanded="Show less" isIndented>
          <div className="eef-fields">{rest.map((hook) => <StepsField key={hook} hook={hook} />)}</div>
        </ExpandableSection>
      )}
    </FormSection>
  );
}
