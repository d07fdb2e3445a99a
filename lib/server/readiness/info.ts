import type { Actor } from '#lib/contract/common.ts';
import type { ServerInfo } from '#lib/contract/collections.ts';
import { authorizeInTeam } from '#lib/server/authorization/can.ts';
import { getConfig } from '#lib/server/config.ts';

export function getInfo(actor: Actor): ServerInfo {
  authorizeInTeam(actor, 'info.read');
  const { version, defaultRegistry, defaultBaseImage, galaxyUrl, publicUrl } = getConfig();
  return { version, defaultRegistry, defaultBaseImage, galaxyUrl, publicUrl };
}
