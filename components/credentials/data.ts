import { api } from '#lib/client/api.ts';
import { Credential, CredentialTest, type CreateCredential, type UpdateCredential } from '#lib/contract/credentials.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';

export const credentialsQuery = queryOptions({
  queryKey: ['credentials', 'list'],
  queryFn: ({ signal }) => api('/credentials', { schema: z.object({ items: z.array(Credential) }), signal }).then(({ items }) => items),
});

export function createCredential(body: CreateCredential): Promise<Credential> {
  return api('/credentials', { method: 'POST', body, schema: Credential });
}

export function updateCredential(id: string, body: UpdateCredential): Promise<Credential> {
  return api(`/credentials/${id}`, { method: 'PATCH', body, schema: Credential });
}

export function deleteCredential(id: string): Promise<void> {
  return api(`/credentials/${id}`, { method: 'DELETE' });
}

export function testCredential(id: string): Promise<CredentialTest> {
  return api(`/credentials/${id}/test`, { method: 'POST', schema: CredentialTest });
}
