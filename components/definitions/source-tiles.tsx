'use client';

import type { Template } from '#lib/contract/definitions.ts';
import { Card, CardBody, CardHeader, CardTitle, Gallery } from '@patternfly/react-core';
import type { Source } from './source-content.ts';

export interface SourceTilesProps {
  source: Source;
  chosen: string;
  templates: readonly Template[];
  onSource: (source: Source, of: string | null) => void;
}

export function SourceTiles({ source, chosen, templates, onSource }: SourceTilesProps) {
  const tiles = [
    ...templates
      .filter((template) => template.id !== 'blank')
      .map((template) => ({ id: template.id, title: template.title, text: template.description, isSelected: source === 'template' && chosen === template.id, choose: () => onSource('template', template.id) })),
    { id: 'upload', title: 'Import', text: 'A definition, an ee_utilities playbook, requirement files, or what is in an image.', isSelected: source === 'upload', choose: () => onSource('upload', null) },
    { id: 'blank', title: 'Blank', text: 'A base image and nothing else.', isSelected: source === 'blank', choose: () => onSource('blank', null) },
  ];
  return (
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
  );
}
