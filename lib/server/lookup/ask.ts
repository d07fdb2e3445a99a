import { outbound } from '#lib/server/outbound/request.ts';
import type { OutboundAnswer, OutboundRequest } from '#lib/server/outbound/request.ts';
import { OutboundRefusedError, UpstreamFailedError } from '#lib/server/errors.ts';
import { AnswerCache } from './answer-cache.ts';
import { HostGate } from './host-gate.ts';

const TIMEOUT_MS = 5_000;
/** A project with thousands of files: boto3 has 1.7 MB. */
const MAX_BYTES = 24 * 1024 * 1024;

type State = { cache: AnswerCache; gate: HostGate };
/** Next's own copy of this module shares it: one cache and one limit for the process. */
const shared = globalThis as { eeFoundryLookup?: State };

export function lookupState(): State {
  shared.eeFoundryLookup ??= { cache: new AnswerCache(), gate: new HostGate() };
  return shared.eeFoundryLookup;
}

/** One question to a package server, in its turn. @throws OutboundRefusedError, UpstreamFailedError */
export function send(url: string, request: OutboundRequest = {}): Promise<OutboundAnswer> {
  return lookupState().gate.run(new URL(url).host, () => outbound(url, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, ...request }));
}

/**
 * The same, where 404 is an answer and everything else that is not 200 a failure.
 * @throws OutboundRefusedError (also for 401 and 403), UpstreamFailedError
 */
export async function ask(url: string, request: OutboundRequest = {}): Promise<OutboundAnswer> {
  const { host } = new URL(url);
  const answer = await send(url, request);
  if (answer.status === 200 || answer.status === 404) return answer;
  if (answer.status === 401 || answer.status === 403) throw new OutboundRefusedError(`${host} refused the request (status ${answer.status}). It may need a log-in.`);
  throw new UpstreamFailedError(`${host} answered with status ${answer.status}.`);
}
