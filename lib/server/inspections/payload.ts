import { StartInspection } from '#lib/contract/inspections.ts';

export function readInspectionPayload(job: { payload: string }): StartInspection {
  return StartInspection.parse(JSON.parse(job.payload));
}

/** The credentials that an inspection speaks with, in the form of a definition's settings. */
export function inspectionCredentials({ pullCredentialId }: StartInspection): { pullCredentialIds: string[]; galaxyCredentialIds: string[]; pushCredentialId: null } {
  return { pullCredentialIds: pullCredentialId === null ? [] : [pullCredentialId], galaxyCredentialIds: [], pushCredentialId: null };
}
