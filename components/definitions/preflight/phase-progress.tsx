import type { PhaseName } from '#lib/contract/builds.ts';
import { PREFLIGHT_PHASES, type Preflight } from '#lib/contract/preflight.ts';
import { TaskProgress } from '../task-progress.tsx';
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

export function PhaseProgress({ preflight }: { preflight: Preflight }) {
  return <TaskProgress task={preflight} id="preflight" label="Steps of the preflight" phases={PREFLIGHT_PHASES} words={WORDS} logUrl={(attempt, phase) => preflightLogUrl(preflight.id, attempt, phase)} />;
}
