import { z } from 'zod';
import { definitionJsonSchema } from '#lib/ee/schema/json-schema.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'schema.read',
  summary: 'Read the JSON schema of execution-environment.yml',
  response: z.record(z.string(), z.unknown()),
  handler: () => definitionJsonSchema(),
});
