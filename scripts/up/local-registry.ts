import type { ScriptConfig } from '#scripts/config.ts';
import { ensureRegistry } from '#scripts/services/registry.ts';
import { findProgram } from '#worker/podman/host-facts.ts';

import { assertPortFree } from './ports.ts';

/** The local registry with its log-in; EEF_REGISTRY names another one. */
export async function ensureLocalRegistry(config: ScriptConfig): Promise<string> {
  if (config.localRegistry === null) return `${config.settings.EEF_REGISTRY ?? ''} by EEF_REGISTRY`;
  const program = await findProgram('docker-registry', (config.environment['PATH'] ?? '').split(':'));
  if (program === null) throw new Error('docker-registry was not found.');
  const port = config.settings.EEF_REGISTRY_PORT;
  await assertPortFree({ runDir: `${config.dataDir}/run`, service: 'registry', host: '127.0.0.1', port, setting: 'EEF_REGISTRY_PORT' });
  const outcome = await ensureRegistry({ dataDir: config.dataDir, port, program, environment: config.environment });
  return `${outcome}, ${config.localRegistry}`;
}
