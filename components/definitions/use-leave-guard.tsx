'use client';

import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useRouter } from 'next/navigation';
import { useEffect, useState, type ReactNode } from 'react';

function linkOf(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(anchor instanceof HTMLAnchorElement) || anchor.target === '_blank' || anchor.hasAttribute('download')) return null;
  const url = new URL(anchor.href);
  const staysHere = url.pathname === location.pathname;
  return url.origin === location.origin && !staysHere ? `${url.pathname}${url.search}${url.hash}` : null;
}

/** Asks before a link or a closed tab leaves work behind that the server does not have; `risk` says what that means, null: nothing is left behind. */
export function useLeaveGuard(risk: string | null): ReactNode {
  const isGuarded = risk !== null;
  const router = useRouter();
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    if (!isGuarded) return;
    const onClick = (event: MouseEvent) => {
      const href = linkOf(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(href);
    };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    document.addEventListener('click', onClick, { capture: true });
    addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('click', onClick, { capture: true });
      removeEventListener('beforeunload', onUnload);
    };
  }, [isGuarded]);
  if (wanted === null || risk === null) return null;
  const close = () => setWanted(null);
  return (
    <Modal isOpen variant="small" onClose={close} aria-label="Leave without saving?">
      <ModalHeader title="Leave without saving?" />
      <ModalBody>{risk}</ModalBody>
      <ModalFooter>
        <Button onClick={() => { close(); router.push(wanted); }}>Leave</Button>
        <Button variant="link" onClick={close}>Stay</Button>
      </ModalFooter>
    </Modal>
  );
}
