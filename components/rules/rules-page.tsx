'use client';

import { PageHeader } from '#components/ui/page-header.tsx';
import type { RulePage } from '#lib/ee/lint/rule-page.ts';
import { PageSection } from '@patternfly/react-core';
import { useEffect, useSyncExternalStore } from 'react';
import { RuleBlocks } from './rule-blocks.tsx';

function onHash(act: () => void): () => void {
  addEventListener('hashchange', act);
  return () => removeEventListener('hashchange', act);
}

/** The rule that the address names: the page around this one comes later than the browser looks for it. */
function useRuleInAddress(): string {
  const code = useSyncExternalStore(onHash, () => location.hash.slice(1), () => '');
  useEffect(() => {
    const place = code === '' ? null : document.getElementById(code);
    place?.scrollIntoView();
    place?.focus({ preventScroll: true });
  }, [code]);
  return code;
}

/** Every rule with a bad and a good example; `#code` leads to one. */
export function RulesPage({ page }: { page: RulePage }) {
  const current = useRuleInAddress();
  const codes = page.sections.flatMap((section) => section.codes);
  return (
    <>
      <PageHeader title={page.title} />
      <PageSection hasBodyWrapper={false} className="eef-stack">
        <div className="eef-prose"><RuleBlocks blocks={page.intro} /></div>
        <nav aria-label="Rules">
          <ul className="eef-rule-names">
            {codes.map((code) => <li key={code}><a href={`#${code}`} className="eef-mono">{code}</a></li>)}
          </ul>
        </nav>
        {page.sections.map(({ codes: own, blocks }) => (
          <section key={own.join()} className="eef-rule" data-current={own.includes(current) ? true : undefined}>
            <h2 className="eef-mono eef-strong">{own.map((code, index) => <span key={code} id={code} tabIndex={-1}>{index === 0 ? '' : ', '}{code}</span>)}</h2>
            <RuleBlocks blocks={blocks} />
          </section>
        ))}
      </PageSection>
    </>
  );
}
