'use client';

import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { errorSentence } from '#components/ui/describe-error.ts';
import { useToast } from '#components/ui/toasts.tsx';
import { FINISHED_STATUSES, type Build, type BuildMode } from '#lib/contract/builds.ts';
import { Button, Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { cancelBuild, rebuild } from './data.ts';

const CHOICES: readonly { mode: BuildMode; text: string; description: string }[] = [
  { mode: 'exact', text: 'Rebuild this revision', description: 'The same text, files and settings; unchanged steps come from the cache.' },
  { mode: 'no-cache', text: 'Rebuild without cache', description: 'Every step is run again.' },
  { mode: 'newer-base', text: 'Rebuild with newer base', description: 'Asks the registries for newer base images first.' },
];

function RebuildMenu({ build }: { build: Build }) {
  const [isOpen, setOpen] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const start = useMutation({
    mutationFn: (mode: BuildMode) => rebuild(build.id, mode),
    onSuccess: (started) => router.push(`/builds/${started.id}`),
    onError: (error) => toast({ variant: 'danger', title: 'The rebuild was not started', body: errorSentence(error) }),
  });
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'right' }}
      toggle={(ref) => (
        <MenuToggle ref={ref} variant="primary" isExpanded={isOpen} isDisabled={start.isPending} onClick={() => setOpen(!isOpen)}>
          Rebuild
        </MenuToggle>
      )}
    >
      <DropdownList>
        {CHOICES.map(({ mode, text, description }) => (
          <DropdownItem key={mode} description={description} onClick={() => start.mutate(mode)}>
            {text}
          </DropdownItem>
        ))}
        <Divider component="li" />
        <DropdownItem description="Opens the newest revision in the editor." onClick={() => router.push(`/definitions/${build.definition.id}`)}>
          Edit first
        </DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}

function CancelButton({ build }: { build: Build }) {
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const cancel = async (): Promise<void> => {
    await cancelBuild(build.id);
    await client.invalidateQueries({ queryKey: ['builds'] });
  };
  return (
    <>
      <Button variant="danger" isDisabled={build.isCancelRequested} isLoading={build.isCancelRequested} onClick={() => setAsking(true)}>
        {build.isCancelRequested ? 'Cancelling' : 'Cancel'}
      </Button>
      {isAsking ? (
        <ConfirmDialog title={`Cancel build #${build.number}?`} confirm="Cancel the build" isDanger onConfirm={cancel} onClose={() => setAsking(false)}>
          What runs is stopped, and nothing is published. The log so far stays.
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** Cancel while it runs, Rebuild afterwards. */
export function BuildActions({ build }: { build: Build }) {
  return FINISHED_STATUSES.includes(build.status) ? <RebuildMenu build={build} /> : <CancelButton build={build} />;
}
