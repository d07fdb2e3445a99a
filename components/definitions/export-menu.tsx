'use client';

import { errorSentence } from '#components/ui/describe-error.ts';
import { useToast } from '#components/ui/toasts.tsx';
import { apiResponse } from '#lib/client/api.ts';
import type { Definition } from '#lib/contract/definitions.ts';
import type { ExportKind } from '#lib/ee/export/types.ts';
import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { useState } from 'react';

const ITEMS: readonly { kind: ExportKind; title: string; description: string }[] = [
  { kind: 'folder', title: 'Folder (zip)', description: 'The definition and its files, for ansible-builder build' },
  { kind: 'ee-utilities', title: 'ee_utilities playbook', description: 'Playbook and variables for the role ee_builder' },
  { kind: 'containerfile', title: 'Containerfile context', description: 'What ansible-builder create writes' },
];

async function download(definition: Definition, kind: ExportKind): Promise<void> {
  const response = await apiResponse(`/definitions/${definition.id}/export`, { query: { as: kind }, headers: { accept: 'application/zip' } });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = kind === 'folder' ? `${definition.name}.zip` : `${definition.name}-${kind}.zip`;
  link.click();
  URL.revokeObjectURL(url);
}

/** Downloads the newest saved revision in one of three forms. */
export function ExportMenu({ definition }: { definition: Definition }) {
  const [isOpen, setOpen] = useState(false);
  const toast = useToast();
  const choose = (kind: ExportKind) => {
    setOpen(false);
    download(definition, kind).catch((error: unknown) => toast({ variant: 'danger', title: 'Nothing was exported', body: errorSentence(error) }));
  };
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      popperProps={{ preventOverflow: true }}
      toggle={(ref) => <MenuToggle ref={ref} variant="secondary" isExpanded={isOpen} onClick={() => setOpen(!isOpen)}>Export</MenuToggle>}
    >
      <DropdownList>
        {ITEMS.map(({ kind, title, description }) => <DropdownItem key={kind} description={description} onClick={() => choose(kind)}>{title}</DropdownItem>)}
      </DropdownList>
    </Dropdown>
  );
}
