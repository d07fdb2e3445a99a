'use client';

import { plural } from '#components/ui/format.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusLabel, type Status } from '#components/ui/status-label.tsx';
import type { DoctorCheck, DoctorReport } from '#lib/contract/workers.ts';
import { ExpandableSection, List, ListItem } from '@patternfly/react-core';

const STATUS: Record<DoctorCheck['status'], Status> = { ok: 'ok', warning: 'warning', failed: 'error', unknown: 'unknown' };

function Check({ check }: { check: DoctorCheck }) {
  return (
    <ListItem>
      <div className="eef-inline">
        <StatusLabel status={STATUS[check.status]} isCompact />
        <span className="eef-strong">{check.title}</span>
      </div>
      <div className="eef-break eef-subtle">{check.detail}</div>
      {check.fix === undefined || check.status === 'ok' ? null : <div className="eef-break eef-fix">Fix: {check.fix}</div>}
    </ListItem>
  );
}

/** Failures stand open, what is right is folded away. */
export function DoctorList({ report }: { report: DoctorReport }) {
  const wrong = report.checks.filter((check) => check.status !== 'ok');
  const right = report.checks.filter((check) => check.status === 'ok');
  return (
    <>
      {wrong.length === 0 ? null : (
        <List isPlain isBordered aria-label="Checks that need attention">
          {wrong.map((check) => <Check key={check.id} check={check} />)}
        </List>
      )}
      <ExpandableSection toggleText={`${plural(right.length, 'check')} in order`}>
        <List isPlain isBordered aria-label="Checks in order">
          {right.map((check) => <Check key={check.id} check={check} />)}
        </List>
      </ExpandableSection>
      <div className="eef-subtle">Checked <RelativeTime at={report.at} /></div>
    </>
  );
}
