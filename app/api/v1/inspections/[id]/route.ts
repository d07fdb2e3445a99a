import { Inspection } from '#lib/contract/inspections.ts';
import { getInspection } from '#lib/server/inspections/get.ts';
import { IdParams } from '#lib/web/params.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'inspection.read',
  summary: 'Read an inspection with its phases and, once it is over, what is in the image',
  params: IdParams,
  response: Inspection,
  handler: ({ actor, params }) => getInspection(actor, params.id),
});
