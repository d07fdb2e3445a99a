import type { ScriptConfig } from '#scripts/config.ts';

import { findCaBundle } from './ca-bundle.ts';

/** Environment of the server and the worker: what `up` was called with, and the host's certificates for Node. */
export async function serviceEnvironment(config: ScriptConfig): Promise<Record<string, string>> {
  const bundle = await findCaBundle(config);
  return { ...(bundle === null ? {} : { NODE_EXTRA_CA_CERTS: bundle }), ...config.environment };
}
