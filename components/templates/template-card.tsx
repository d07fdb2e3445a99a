'use client';

import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { TemplateSummary } from '#lib/contract/templates.ts';
import { Button, Card, CardBody, CardFooter, CardTitle, Label, LabelGroup } from '@patternfly/react-core';
import Link from 'next/link';

const SHOWN = 4;

export interface TemplateCardProps {
  template: TemplateSummary;
  onShow: () => void;
  /** Null: it cannot be removed. */
  onRemove: (() => void) | null;
}

export function TemplateCard({ template, onShow, onRemove }: TemplateCardProps) {
  const { id, title, description, contains, createdBy, createdAt } = template;
  return (
    <Card component="article" isFullHeight isCompact aria-label={title}>
      <CardTitle component="h3">{title}</CardTitle>
      <CardBody isFilled>
        {description === '' ? null : <p className="eef-gap-below">{description}</p>}
        {contains.length === 0 ? null : (
          <LabelGroup aria-label={`What ${title} contains`} numLabels={SHOWN}>
            {contains.map((name) => <Label key={name} isCompact variant="outline">{name}</Label>)}
          </LabelGroup>
        )}
        {createdAt === null ? null : <p className="eef-subtle">Made by {createdBy}, <RelativeTime at={createdAt} /></p>}
      </CardBody>
      <CardFooter>
        <div className="eef-inline">
          <Button size="sm" aria-label={`Use ${title}`} component={(props: object) => <Link href={`/definitions/new?from=template&of=${id}`} {...props} />}>Use</Button>
          <Button size="sm" variant="secondary" aria-label={`Look at ${title}`} onClick={onShow}>Look at it</Button>
          {onRemove === null ? null : <Button size="sm" variant="link" isDanger aria-label={`Remove ${title}`} onClick={onRemove}>Remove</Button>}
        </div>
      </CardFooter>
    </Card>
  );
}
