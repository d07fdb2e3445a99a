'use client';

import type { FormSteps } from '#lib/ee/form/state.ts';
import { HOOKS, type Hook } from '#lib/ee/schema/common.ts';
import { useFormTools } from './form-context.ts';
import { FormPart } from './form-part.tsx';
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
const LEGACY_HOOKS: readonly Hook[] = ['prepend_final', 'append_final'];

function stepEdits(steps: FormSteps, value: string) {
  if (value.trim() === '') return [{ kind: 'delete' as const, path: steps.path }];
  if (steps.source !== 'list') return [{ kind: 'set' as const, path: steps.path, value: value.endsWith('\n') ? value : `${value}\n` }];
  return listEdits(steps.path, steps.items.map((item) => item.value), value.replace(/\n+$/, '').split('\n'));
}

function StepsField({ hook }: { hook: Hook }) {
  const { form, apply, endStep, isReadOnly, problemAt } = useFormTools();
  const steps = form.steps[hook];
  const isUnreadable = steps.source === 'other' || (steps.source === 'list' && steps.items.some((item) => item.value.includes('\n')));
  const text = steps.text.replace(/\n$/, '');
  return (
    <LiveField
      id={`form-${hook}`}
      label={WORDS[hook].label}
      path={steps.path}
      help={isUnreadable ? 'Written in a way that the form cannot edit: change it in the YAML.' : `${WORDS[hook].help} (${String(steps.path.at(-1))}).`}
      error={problemAt(steps.path)}
      value={text}
      placeholder="RUN …"
      rows={Math.min(Math.max(ROWS, text.split('\n').length), 3 * ROWS)}
      isDisabled={isReadOnly || isUnreadable}
      onCommit={(value) => {
        if (value.trim() !== '' || steps.source !== 'absent') apply(stepEdits(steps, value));
      }}
      onLeave={endStep}
    />
  );
}

/** Containerfile instructions of one's own, in the order in which they run. */
export function StepsSection() {
  const { form } = useFormTools();
  const hooks = form.schemaVersion === 3 ? HOOKS : LEGACY_HOOKS;
  return (
    <FormPart
      section="steps"
      title="Build steps"
      intro={<p className="eef-subtle">Containerfile instructions of your own, one to a line. The base stage carries all others; what the final stage does is in the image.</p>}
      fields={hooks.map((hook) => ({ id: hook, name: hook.replace('prepend_', 'before ').replace('append_', 'after '), path: form.steps[hook].path, isUsed: form.steps[hook].source !== 'absent', node: <StepsField hook={hook} /> }))}
    />
  );
}
