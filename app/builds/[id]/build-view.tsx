'use client';

import { BuildPage } from '#components/builds/build-page.tsx';
import { LogViewer } from '#components/log/log-viewer.tsx';

/** Puts the log into the build page. */
export function BuildView({ id }: { id: string }) {
  return (
    <BuildPage
      id={id}
      renderLog={({ build, attempt, jump }) => <LogViewer key={attempt.id} buildId={build.id} attempt={attempt} jump={jump} />}
    />
  );
}
