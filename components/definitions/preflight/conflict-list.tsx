import type { PreflightConflict, PreflightFix } from '#lib/contract/preflight.ts';
import { Alert, Content } from '@patternfly/react-core';
import { FixButtons } from './fix-buttons.tsx';

/** What cannot go together, who asks for it, and the changes that would help. */
export function ConflictList({ conflicts, onFix }: { conflicts: readonly PreflightConflict[]; onFix: ((fix: PreflightFix) => void) | null }) {
  return (
    <section aria-label="Conflicts" className="eef-stack">
      {conflicts.map((conflict, index) => (
        <Alert key={`${conflict.kind} ${index}`} isInline variant="danger" title={conflict.what} component="h3">
          <Content component="ul">
            {conflict.askers.map((asker) => (
              <li key={`${asker.who} ${asker.line}`}>
                {asker.who === 'you' ? 'This definition asks for' : <><strong>{asker.who}</strong> asks for</>} <code>{asker.line}</code>
              </li>
            ))}
          </Content>
          <FixButtons fixes={conflict.fixes} onFix={onFix} />
        </Alert>
      ))}
    </section>
  );
}
