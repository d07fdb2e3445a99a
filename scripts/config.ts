import path from 'node:path';

import { parseSettings, type Settings } from '#lib/contract/settings.ts';

export interface ScriptConfig {
  settings: Settings;
  dataDir: string;
  /** What started programs inherit (proxy settings, certificates, PATH). */
  environment: Record<string, string>;
  /** host:port of the registry that `up` starts, null where EEF_REGISTRY names another one. */
  localRegistry: string | null;
}

/** @throws Error that names every bad setting. */
export function readConfig(env: Record<string, string | undefined> = process.env): ScriptConfig {
  const settings = parseSettings(env);
  const dataDir = path.resolve(settings.EEF_DATA_DIR);
  const inherited = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return {
    settings,
    dataDir,
    environment: { ...inherited, EEF_DATA_DIR: dataDir },
    localRegistry: settings.EEF_REGISTRY === undefined ? `localhost:${settings.EEF_REGISTRY_PORT}` : null,
  };
}
