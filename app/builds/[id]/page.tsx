import type { Metadata } from 'next';
import { BuildView } from './build-view.tsx';

export const metadata: Metadata = { title: 'Build' };

export default async function OneBuildPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <BuildView id={id} />;
}
