import { CredentialsPage } from '#components/credentials/credentials-page.tsx';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Credentials' };

export default function Page() {
  return <CredentialsPage />;
}
