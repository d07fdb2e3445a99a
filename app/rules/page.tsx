import { RulesPage } from '#components/rules/rules-page.tsx';
import { readRulePage } from '#lib/ee/lint/rule-page.ts';
import { readRulesText } from '#lib/server/rules/read.ts';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'What the editor checks' };

export default async function Page() {
  return <RulesPage page={readRulePage(await readRulesText())} />;
}
