import { formatDuration } from '#components/ui/format.ts';
import { statusWord } from '#components/ui/status-label.tsx';
import type { Phase, PhaseName } from '#lib/contract/builds.ts';
import { PREFLIGHT_PHASES, type Preflight } from '#lib/contract/preflight.ts';
import { ExpandableSection, ProgressStep, ProgressStepper } from '@patternfly/react-core';
import { preflightLogUrl } from './data.ts';

const WORDS: Partial<Record<PhaseName, string>> = {
  context: 'Definition',
  fetch: 'Base image',
  collect: 'Collections',
  probe: 'Contents of the base',
  introspect: 'Requirements',
  resolve: 'Python packages',
  packages: 'System packages',
};

const VARIANTS = { pending: 'pending', running: 'info', succeeded: 'success', failed: 'danger', cancelled: 'warning', skipped: 'default' } as const;

function describe(phase: Phase | undefined): string {
  if (phase === undefined) return '';
  if (phase.status === 'succeeded' && phase.startedAt !== null && phase.finishedAt !== null) return formatDuration(Date.parse(phase.finishedAt) - Date.parse(phase.startedAt));
  return statusWord(phase.status);
}

/** The steps, each leading to its log; folded once they are over. */
export function PhaseProgress({ preflight }: { preflight: Preflight }) {
  const { attempt } = preflight;
  if (attempt === null) return null;
  const steps = (
    <ProgressStepper isCompact={false} aria-label="Steps of the preflight" className="eef-preflight-steps">
      {PREFLIGHT_PHASES.map((name) => {
        const phase = attempt.phases.find((each) => each.name === name);
        const status = phase?.status ?? 'pending';
        const title = WORDS[name] ?? name;
        return (
          <ProgressStep key={name} id={`preflight-${name}`} titleId={`preflight-${name}-title`} variant={VARIANTS[status]} isCurrent={status === 'running'} description={describe(phase)} aria-label={`${title}: ${statusWord(status)}`}>
            {phase === undefined || phase.logBytes === 0 ? title : <a href={preflightLogUrl(preflight.id, attempt.number, name)} target="_blank" rel="noreferrer" title={`Log: ${title}`}>{title}</a>}
          </ProgressStep>
        );
      })}
    </ProgressStepper>
  );
  return preflight.finishedAt === null ? steps : <ExpandableSection toggleText="Steps and their logs">{steps}</ExpandableSection>;
}
