import { z } from 'zod';
import { definitionJsonSchema } from '#lib/ee/schema/json-schema.ts';
import { withApi } from '#lib/web/with-api.ts';

const Version = z.enum(['1', '2', '3']).default('3').meta({ description: 'The schema version of the definition.' });

/** Public: editors and pipelines read it by its URL, and it holds nothing but what ansible-builder documents. */
export const GET = withApi({
  action: 'schema.read',
  summary: 'Read the JSON schema of execution-environment.yml',
  isPublic: true,
  query: z.object({ version: Version }),
  response: z.record(z.string(), z.unknown()),
  handler: ({ query }) => definitionJsonSchema(Number(query.version) as 1 | 2 | 3),
});
