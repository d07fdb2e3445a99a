import { StartPreflight } from '#lib/contract/preflight.ts';

/** The definition as it stood when its preflight was asked for. */
export function readPayload(job: { payload: string }): StartPreflight {
  return StartPreflight.parse(JSON.parse(job.payload));
}
