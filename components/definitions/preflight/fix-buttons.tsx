import type { PreflightFix } from '#lib/contract/preflight.ts';
import { Button } from '@patternfly/react-core';

/** `onFix` null: the definition is not the one that was checked, so its places may have moved. */
export function FixButtons({ fixes, onFix }: { fixes: readonly PreflightFix[]; onFix: ((fix: PreflightFix) => void) | null }) {
  if (fixes.length === 0) return null;
  return (
    <div className="eef-inline eef-fixes">
      {fixes.map((fix) => (
        <Button key={fix.title} variant="secondary" size="sm" isDisabled={onFix === null} onClick={() => onFix?.(fix)}>
          {fix.title}
        </Button>
      ))}
    </div>
  );
}
