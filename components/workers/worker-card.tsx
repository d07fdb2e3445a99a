'use client';

import { formatBytes } from '#components/ui/format.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StatusLabel } from '#components/ui/status-label.tsx';
import type { Worker, WorkerUsage } from '#lib/contract/workers.ts';
import { Card, CardBody, CardHeader, CardTitle, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, Label, LabelGroup, Progress } from '@patternfly/react-core';
import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { DoctorList } from './doctor-list.tsx';

const DISK_LOW_PERCENT = 90;

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}

function Slots({ worker }: { worker: Worker }) {
  return (
    <>
      {worker.slotsUsed} of {worker.slots} in use
      {worker.current.map((build, index) => (
        <Fragment key={build.buildId}>
          {index === 0 ? ': ' : ', '}
          <Link href={`/builds/${build.buildId}`}>{build.name} #{build.number}</Link>
        </Fragment>
      ))}
    </>
  );
}

function Disk({ usage, name }: { usage: WorkerUsage; name: string }) {
  const usedPercent = usage.diskTotalBytes === 0 ? 0 : Math.round((100 * (usage.diskTotalBytes - usage.diskFreeBytes)) / usage.diskTotalBytes);
  const cacheBytes = usage.volumes.reduce((sum, volume) => sum + volume.sizeBytes, 0);
  return (
    <>
      <Progress aria-label={`Disk of ${name}`} size="sm" value={usedPercent} title={`${formatBytes(usage.diskFreeBytes)} free of ${formatBytes(usage.diskTotalBytes)}`} {...(usedPercent >= DISK_LOW_PERCENT ? { variant: 'warning' as const } : {})} />
      <span className="eef-subtle">Build cache {formatBytes(cacheBytes)}</span>
    </>
  );
}

function onlineText(worker: Worker): ReactNode {
  if (worker.isOnline && worker.onlineSince !== null) return <>Online since <RelativeTime at={worker.onlineSince} /></>;
  if (worker.lastSeenAt !== null) return <>Last seen <RelativeTime at={worker.lastSeenAt} /></>;
  return 'Never seen';
}

export function WorkerCard({ worker }: { worker: Worker }) {
  return (
    <Card isFullHeight component="section" aria-label={`Worker ${worker.name}`}>
      <CardHeader>
        <div className="eef-inline">
          <CardTitle component="h2">{worker.name}</CardTitle>
          <StatusLabel status={worker.isOnline ? 'online' : 'offline'} />
        </div>
        <span className="eef-subtle">{onlineText(worker)}</span>
      </CardHeader>
      <CardBody>
        <DescriptionList isHorizontal isCompact className="eef-gap-below">
          <Fact term="Slots"><Slots worker={worker} /></Fact>
          {worker.usage === null ? null : <Fact term="Disk"><Disk usage={worker.usage} name={worker.name} /></Fact>}
          <Fact term="Version">{worker.version}</Fact>
          <Fact term="Builder image"><span className="eef-mono">{worker.builderImage}</span></Fact>
          {worker.labels.length === 0 ? null : <Fact term="Labels"><LabelGroup aria-label="Labels">{worker.labels.map((label) => <Label key={label} isCompact variant="outline">{label}</Label>)}</LabelGroup></Fact>}
        </DescriptionList>
        {worker.doctor === null ? <span className="eef-subtle">The doctor has not reported yet.</span> : <DoctorList report={worker.doctor} />}
      </CardBody>
    </Card>
  );
}
