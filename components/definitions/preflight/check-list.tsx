import { StatusLabel, type Status } from '#components/ui/status-label.tsx';
import type { CheckStatus, PreflightCheck, PreflightFix } from '#lib/contract/preflight.ts';
import { List, ListItem } from '@patternfly/react-core';
import { FixButtons } from './fix-buttons.tsx';

const LOOKS: Record<CheckStatus, Status> = { ok: 'ok', warning: 'warning', problem: 'error', skipped: 'skipped' };
const WEIGHT: Record<CheckStatus, number> = { problem: 0, warning: 1, skipped: 2, ok: 3 };

/** What was checked, the worst first, each with what to do next. */
export function CheckList({ checks, onFix }: { checks: readonly PreflightCheck[]; onFix: ((fix: PreflightFix) => void) | null }) {
  const ordered = [...checks].sort((a, b) => WEIGHT[a.status] - WEIGHT[b.status]);
  return (
    <List isPlain isBordered aria-label="Checks">
      {ordered.map((check) => (
        <ListItem key={check.id}>
          <div className="eef-check">
            <StatusLabel status={LOOKS[check.status]} isCompact>{check.status === 'problem' ? 'Problem' : undefined}</StatusLabel>
            <div>
              <strong>{check.title}</strong> <span className="eef-check-text">{check.detail}</span>
              {check.remedy === '' ? null : <div className="eef-subtle">{check.remedy}</div>}
              <FixButtons fixes={check.fixes} onFix={onFix} />
            </div>
          </div>
        </ListItem>
      ))}
    </List>
  );
}
