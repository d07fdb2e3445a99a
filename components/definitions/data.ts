import { api, apiResponse } from '#lib/client/api.ts';
import { ServerInfo } from '#lib/contract/collections.ts';
import { Credential } from '#lib/contract/credentials.ts';
import { BuildSummary, type BuildMode } from '#lib/contract/builds.ts';
import { Definition, DefinitionPage, Revision, RevisionSummary, StoredBlob, type CreateDefinition, type SaveRevision, type UpdateDefinition } from '#lib/contract/definitions.ts';
import { Inventory } from '#lib/contract/inventory.ts';
import { Template, TemplateList, type CreateTemplate } from '#lib/contract/templates.ts';
import { pageOf } from '#lib/contract/common.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';

export interface DefinitionListState {
  q: string;
  sort: 'name' | 'updatedAt' | 'baseImage';
  order: 'asc' | 'desc';
  page: number;
  perPage: number;
  archived: boolean;
}

export function definitionsQuery(state: DefinitionListState) {
  return queryOptions({
    queryKey: ['definitions', 'list', state],
    queryFn: ({ signal }) => api('/definitions', { query: { ...state }, schema: DefinitionPage, signal }),
    placeholderData: keepPreviousData,
  });
}

export function definitionQuery(id: string) {
  return queryOptions({ queryKey: ['definitions', 'one', id], queryFn: ({ signal }) => api(`/definitions/${id}`, { schema: Definition, signal }) });
}

const RevisionPage = pageOf(RevisionSummary);

export function revisionsQuery(id: string, page: number) {
  return queryOptions({
    queryKey: ['definitions', 'revisions', id, page],
    queryFn: ({ signal }) => api(`/definitions/${id}/revisions`, { query: { page, perPage: 50 }, schema: RevisionPage, signal }),
    placeholderData: keepPreviousData,
  });
}

/** A revision never changes: it is asked once. */
export function revisionQuery(id: string, number: number) {
  return queryOptions({
    queryKey: ['revision', id, number],
    queryFn: ({ signal }) => api(`/definitions/${id}/revisions/${number}`, { schema: Revision, signal }),
    staleTime: Infinity,
  });
}

export const templatesQuery = queryOptions({
  queryKey: ['templates', 'list'],
  queryFn: ({ signal }) => api('/templates', { schema: TemplateList, signal }).then(({ items }) => items),
});

export function fetchTemplate(id: string): Promise<Template> {
  return api(`/templates/${id}`, { schema: Template });
}

/** What a definition starts with that has nothing yet. */
export const blankTemplateQuery = queryOptions({ queryKey: ['templates', 'blank'], queryFn: ({ signal }) => api('/templates/blank', { schema: Template, signal }), staleTime: Infinity });

/** What is in the image that a build made. */
export function imageContentsQuery(buildId: string) {
  return queryOptions({ queryKey: ['contents', buildId], queryFn: ({ signal }) => api(`/builds/${buildId}/contents`, { schema: Inventory, signal }), staleTime: Infinity });
}

export function createTemplate(body: CreateTemplate): Promise<Template> {
  return api('/templates', { method: 'POST', body, schema: Template });
}

export const infoQuery = queryOptions({ queryKey: ['info'], queryFn: ({ signal }) => api('/info', { schema: ServerInfo, signal }), staleTime: Infinity });

export const credentialChoicesQuery = queryOptions({
  queryKey: ['credentials', 'choices'],
  queryFn: ({ signal }) => api('/credentials', { schema: z.object({ items: z.array(Credential) }), signal }).then(({ items }) => items),
});

export function createDefinition(body: z.input<typeof CreateDefinition>): Promise<Definition> {
  return api('/definitions', { method: 'POST', body, schema: Definition });
}

export function updateDefinition(id: string, body: UpdateDefinition): Promise<Definition> {
  return api(`/definitions/${id}`, { method: 'PATCH', body, schema: Definition });
}

export function saveRevision(id: string, body: SaveRevision): Promise<Revision> {
  return api(`/definitions/${id}/revisions`, { method: 'POST', body, schema: Revision });
}

export function restoreRevision(id: string, number: number): Promise<Revision> {
  return api(`/definitions/${id}/revisions/${number}/restore`, { method: 'POST', schema: Revision });
}

export function agreeToSecretMount(id: string): Promise<void> {
  return api(`/definitions/${id}/agreements`, { method: 'POST', body: { kind: 'galaxy-secret-mount' } });
}

export function withdrawSecretMount(id: string): Promise<void> {
  return api(`/definitions/${id}/agreements`, { method: 'DELETE' });
}

export function startBuild(id: string, body: { revision: number | null; mode: BuildMode }): Promise<BuildSummary> {
  return api(`/definitions/${id}/builds`, { method: 'POST', body, schema: BuildSummary });
}

export function uploadBlob(content: Blob): Promise<StoredBlob> {
  return api('/blobs', { method: 'POST', body: content, schema: StoredBlob });
}

/** The bytes of a file as a revision has it. */
export async function fetchRevisionFile(id: string, revision: number, path: string): Promise<ArrayBuffer> {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const response = await apiResponse(`/definitions/${id}/revisions/${revision}/files/${encoded}`, { headers: { accept: '*/*' } });
  return response.arrayBuffer();
}
