import type { OutboundAnswer } from '#lib/server/outbound/request.ts';
import { askRegistry } from './ask-registry.ts';
import type { RegistryLogin } from './ask-registry.ts';
import type { TestResult } from './test-result.ts';

/** Whether a registry takes a log-in. */
export async function testRegistry(login: RegistryLogin): Promise<TestResult> {
  const { answer, host } = await askRegistry(login);
  return resultOf(answer, host);
}

function resultOf({ status }: OutboundAnswer, host: string): TestResult {
  if (status === 200) return { ok: true, message: `${host} accepted the log-in.` };
  if (status === 401 || status === 403) return { ok: false, message: `${host} refused the log-in. Check user and password.` };
  if (status === 404) return { ok: false, message: `${host} is not a container registry: it has no /v2/.` };
  return { ok: false, message: `${host} answered with status ${status}.` };
}
