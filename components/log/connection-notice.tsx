'use client';

import { Alert } from '@patternfly/react-core';
import styles from './log.module.css';
import type { Connection } from './log-store.ts';

const SPOKEN: Record<Connection, string> = { loading: 'Loading the log', live: '', lost: 'Connection lost, the build goes on', complete: 'The log is complete' };

/** Says when lines stop coming although the build goes on; tells screen readers of changes of state only. */
export function ConnectionNotice({ connection, isOver }: { connection: Connection; isOver: boolean }) {
  return (
    <>
      <span className="pf-v6-screen-reader" role="status">{SPOKEN[connection]}</span>
      {connection === 'lost' ? (
        <div className={styles['notice']}>
          <Alert
            isInline
            isPlain
            variant="warning"
            title={isOver ? 'The log could not be read. Trying again.' : 'Connection lost, the build goes on. Trying again; no line will be missing.'}
          />
        </div>
      ) : null}
    </>
  );
}
