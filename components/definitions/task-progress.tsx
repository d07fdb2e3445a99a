import { formatDuration } from '#components/ui/format.ts';
import { statusWord } from '#components/ui/status-label.tsx';
import type { Phase, PhaseName } from '#lib/contract/builds.ts';
import type { Task } from '#lib/contract/tasks.ts';
import { ExpandableSection, ProgressStep, ProgressStepper } from '@patternfly/react-core';

export interface TaskProgressProps {
  task: Task;
  /** Begins the ids of the steps. */
  id: string;
  label: string;
  phases: readonly PhaseName[];
  words: Partial<Record<PhaseName, string>>;
  logUrl: (attempt: number, phase: PhaseName) => string;
}

const VARIANTS = { pending: 'pending', running: 'info', succeeded: 'success', failed: 'danger', cancelled: 'warning', skipped: 'default' } as const;

function describe(phase: Phase | undefined): string {
  if (phase === undefined) return '';
  if (phase.status === 'succeeded' && phase.startedAt !== null && phase.finishedAt !== null) return formatDuration(Date.parse(phase.finishedAt) - Date.parse(phase.startedAt));
  return statusWord(phase.status);
}

/** The steps, each leading to its log; folded once they are over. */
export function TaskProgress({ task, id, label, phases, words, logUrl }: TaskProgressProps) {
  const { attempt } = task;
  if (attempt === null) return null;
  const steps = (
    <ProgressStepper isCompact={false} aria-label={label} className="eef-preflight-steps">
      {phases.map((name) => {
        const phase = attempt.phases.find((each) => each.name === name);
        const status = phase?.status ?? 'pending';
        const title = words[name] ?? name;
        return (
          <ProgressStep key={name} id={`${id}-${name}`} titleId={`${id}-${name}-title`} variant={VARIANTS[status]} isCurrent={status === 'running'} description={describe(phase)} aria-label={`${title}: ${statusWord(status)}`}>
            {phase === undefined || phase.logBytes === 0 ? title : <a href={logUrl(attempt.number, name)} target="_blank" rel="noreferrer" title={`Log: ${title}`}>{title}</a>}
          </ProgressStep>
        );
      })}
    </ProgressStepper>
  );
  return task.finishedAt === null ? steps : <ExpandableSection toggleText="Steps and their logs">{steps}</ExpandableSection>;
}
