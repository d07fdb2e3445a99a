'use client';

import type { SchemaVersion } from '#lib/ee/schema/json-schema.ts';
import { Alert, AlertActionLink } from '@patternfly/react-core';

/** Offers version 3 to a definition of an older one. */
export function VersionNotice({ version, onMigrate }: { version: SchemaVersion | null; onMigrate: () => void }) {
  if (version === null || version === 3) return null;
  return (
    <Alert isInline variant="info" title={`This is a definition of version ${version}`} actionLinks={<AlertActionLink onClick={onMigrate}>Show it as version 3</AlertActionLink>}>
      ansible-builder says that it will stop taking it. Version 3 can also do what this form does not show now: eight places for steps, build files, exclusions, options.
    </Alert>
  );
}
