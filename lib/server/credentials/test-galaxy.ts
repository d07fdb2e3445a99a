import { outbound } from '#lib/server/outbound/request.ts';
import { findRoot, loginHeaders } from './galaxy-login.ts';
import type { GalaxyServer } from './galaxy-login.ts';
import type { TestResult } from './test-result.ts';

/** As ansible-galaxy does it: the API root says where v3 is, then the collections are listed with the log-in. */
export async function testGalaxy(server: GalaxyServer): Promise<TestResult> {
  const base = server.url.endsWith('/') ? server.url : `${server.url}/`;
  const { host } = new URL(base);
  const { headers } = await loginHeaders(server);
  const root = await findRoot(base, headers);
  if (root !== null && 'refused' in root) return refusedBy(host);
  if (root === null || root.v3 === null) return { ok: false, message: `${host} does not answer like a Galaxy server at ${base}.` };
  const answer = await outbound(new URL('collections/?limit=1', root.v3).href, { headers });
  if (answer.status === 401 || answer.status === 403) return refusedBy(host);
  if (answer.status >= 500) return { ok: false, message: `${host} answered with status ${answer.status}.` };
  return { ok: true, message: server.token === null ? `${host} answers (no token given).` : `${host} accepted the token.` };
}

function refusedBy(host: string): TestResult {
  return { ok: false, message: `${host} refused the token.` };
}
