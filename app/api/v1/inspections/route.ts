import { Inspection, StartInspection } from '#lib/contract/inspections.ts';
import { startInspection } from '#lib/server/inspections/start.ts';
import { withApi } from '#lib/web/with-api.ts';

export const POST = withApi({
  action: 'inspection.start',
  summary: 'Look into an image of a registry: a worker pulls it and reads what is in it',
  body: StartInspection,
  response: Inspection,
  status: 201,
  handler: ({ actor, body }) => startInspection(actor, body),
});
