import { WorkersPage } from '#components/workers/workers-page.tsx';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Workers' };

export default function Page() {
  return <WorkersPage />;
}
