import { access, constants } from 'node:fs/promises';

import type { ScriptConfig } from '#scripts/config.ts';

const HOST_BUNDLES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/ca-bundle.pem'];

/** The certificate authorities that builds and services trust: EEF_CA_BUNDLE or the host's own. */
export async function findCaBundle(config: ScriptConfig): Promise<string | null> {
  const configured = config.settings.EEF_CA_BUNDLE;
  for (const file of configured === undefined ? HOST_BUNDLES : [configured]) {
    if (await access(file, constants.R_OK).then(() => true, () => false)) return file;
  }
  if (configured !== undefined) throw new Error(`EEF_CA_BUNDLE names ${configured}, which cannot be read.`);
  return null;
}
