'use client';

import { plural } from '#components/ui/format.ts';
import type { TemplateSummary } from '#lib/contract/templates.ts';
import { Button, Card, CardBody, CardHeader, CardTitle, Gallery } from '@patternfly/react-core';
import Link from 'next/link';
import { useState } from 'react';
import type { Source } from './source-content.ts';

export interface SourceTilesProps {
  source: Source;
  chosen: string;
  templates: readonly TemplateSummary[];
  onSource: (source: Source, of: string | null) => void;
}

const FIRST_SHOWN = 6;

/** The first templates and the chosen one; the others on demand, so that the fields below stay in sight. */
export function SourceTiles({ source, chosen, templates, onSource }: SourceTilesProps) {
  const [isOpen, setOpen] = useState(false);
  const offered = templates.filter((template) => template.id !== 'blank');
  const shown = offered.filter((template, index) => isOpen || index < FIRST_SHOWN || template.id === chosen);
  const hidden = offered.length - shown.length;
  const tiles = [
    ...shown.map((template) => ({ id: template.id, title: template.title, text: template.description, isSelected: source === 'template' && chosen === template.id, choose: () => onSource('template', template.id) })),
    { id: 'upload', title: 'Import', text: 'A definition, an ee_utilities playbook, requirement files, or an image of a registry.', isSelected: source === 'upload', choose: () => onSource('upload', null) },
    { id: 'blank', title: 'Blank', text: 'A base image and nothing else.', isSelected: source === 'blank', choose: () => onSource('blank', null) },
  ];
  return (
    <>
      <Gallery hasGutter minWidths={{ default: '100%', md: '13rem' }}>
        {tiles.map((tile) => (
          <Card key={tile.id} id={`source-${tile.id}`} isSelectable isSelected={tile.isSelected} isFullHeight isCompact>
            <CardHeader selectableActions={{ variant: 'single', name: 'source', selectableActionId: `source-${tile.id}-input`, selectableActionAriaLabelledby: `source-${tile.id}`, onChange: tile.choose }}>
              <CardTitle>{tile.title}</CardTitle>
            </CardHeader>
            <CardBody className="eef-subtle">{tile.text}</CardBody>
          </Card>
        ))}
      </Gallery>
      <div className="eef-inline eef-gap-above">
        {hidden === 0 ? null : <Button variant="link" isInline onClick={() => setOpen(true)}>Show {plural(hidden, 'more template')}</Button>}
        <Link href="/templates">Look at them in the gallery</Link>
      </div>
    </>
  );
}
