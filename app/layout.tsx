import '@patternfly/react-core/dist/styles/base.css';
import './globals.css';
import { Frame } from '#components/frame/frame.tsx';
import { Providers } from '#components/frame/providers.tsx';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';

export const metadata: Metadata = { title: { default: 'EE Foundry', template: '%s · EE Foundry' }, description: 'Execution environments, written and built in the browser', icons: '/icon.svg' };
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };
export const dynamic = 'force-dynamic';

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? '';
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <script src="/theme.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <Providers>
          <Frame>{children}</Frame>
        </Providers>
      </body>
    </html>
  );
}
