import { BuildsList } from '#components/builds/builds-list.tsx';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Builds' };

export default function BuildsPage() {
  return <BuildsList />;
}
