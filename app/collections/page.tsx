import { CollectionsPage } from '#components/collections/collections-page.tsx';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Collections' };

export default function Page() {
  return <CollectionsPage />;
}
