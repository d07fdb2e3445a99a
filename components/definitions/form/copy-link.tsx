'use client';

import { useToast } from '#components/ui/toasts.tsx';
import { Button } from '@patternfly/react-core';
import { LinkIcon } from '@patternfly/react-icons';

/** Puts an address on the clipboard and says so. */
export function useCopyLink(): (address: string) => void {
  const toast = useToast();
  return (address) => {
    const refused = () => toast({ variant: 'warning', title: 'The browser refused to copy', body: address });
    // Absent where the page is not reached over TLS or from this machine.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (clipboard === undefined) refused();
    else clipboard.writeText(address).then(() => toast({ variant: 'success', title: 'Link copied' }), refused);
  };
}

/** For the mouse; the keyboard has Alt-L in the field itself, which spares a stop at each label. */
export function CopyLink({ address, label }: { address: string; label: string }) {
  const copy = useCopyLink();
  return <Button variant="plain" size="sm" tabIndex={-1} icon={<LinkIcon />} aria-label={`Copy link to ${label}`} aria-keyshortcuts="Alt+L" title={`Copy link to ${label} (Alt-L)`} onClick={() => copy(address)} />;
}
