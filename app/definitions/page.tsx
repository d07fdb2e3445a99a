import { DefinitionList } from '#components/definitions/definition-list.tsx';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Definitions' };

export default function Page() {
  return <DefinitionList />;
}
