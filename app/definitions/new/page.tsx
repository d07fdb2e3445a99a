import { NewDefinition } from '#components/definitions/new-definition.tsx';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'New definition' };

export default function Page() {
  return <NewDefinition />;
}
