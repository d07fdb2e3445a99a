import { formatDuration } from '#components/ui/format.ts';
import type { PhaseName } from '#lib/contract/builds.ts';
import { INSPECT_PHASES, type Inspection } from '#lib/contract/inspections.ts';
import { Alert, Button } from '@patternfly/react-core';
import { TaskProgress } from '../task-progress.tsx';
import { inspectionLogUrl } from './data.ts';

const WORDS: Partial<Record<PhaseName, string>> = { fetch: 'Image', inspect: 'Contents' };

function Outcome({ inspection: { outcome, waiting, image } }: { inspection: Inspection }) {
  if (outcome?.kind === 'checked') return <p className="eef-subtle">{image} was read.</p>;
  if (outcome?.kind === 'failed') return <Alert isInline variant="danger" title="The image could not be read">{outcome.message}</Alert>;
  if (outcome?.kind === 'timed_out') return <Alert isInline variant="warning" title={`Stopped at the time limit of ${formatDuration(outcome.limitSeconds * 1000)}`} />;
  if (outcome?.kind === 'cancelled') return <Alert isInline variant="info" title={`Cancelled by ${outcome.by === '' ? 'the worker' : outcome.by}`} />;
  return waiting === null ? null : <p className="eef-subtle">{waiting.reason}</p>;
}

/** How far the look into an image came, and why it ended without its contents. */
export function InspectionStatus({ inspection, onCancel }: { inspection: Inspection; onCancel: () => void }) {
  return (
    <div className="eef-stack" role="status" aria-label="Image">
      <Outcome inspection={inspection} />
      <TaskProgress task={inspection} id="inspection" label="Steps of the inspection" phases={INSPECT_PHASES} words={WORDS} logUrl={(attempt, phase) => inspectionLogUrl(inspection.id, attempt, phase)} />
      {inspection.finishedAt === null ? <Button variant="secondary" size="sm" onClick={onCancel}>Cancel the look into the image</Button> : null}
    </div>
  );
}
