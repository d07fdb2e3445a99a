'use client';

import { Button, Tooltip } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import { useEffect, useState } from 'react';

/** Copies `text`; `label` names what is copied ("Copy digest"). */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  const hint = { idle: label, copied: 'Copied', refused: 'The browser refused: select and copy by hand' }[state];
  return (
    <Tooltip content={hint} aria="none" aria-live="polite">
      <Button variant="plain" size="sm" aria-label={hint} icon={state === 'copied' ? <CheckIcon /> : <CopyIcon />} onClick={copy} />
    </Tooltip>
  );
}
