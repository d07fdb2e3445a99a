import * as artifact from './builds/[id]/artifacts/[kind]/route.ts';
import * as logLines from './builds/[id]/attempts/[attempt]/log/[phase]/lines/route.ts';
import * as log from './builds/[id]/attempts/[attempt]/log/[phase]/route.ts';
import * as logs from './builds/[id]/attempts/[attempt]/log/route.ts';
import * as logSearch from './builds/[id]/attempts/[attempt]/search/route.ts';
import * as cancel from './builds/[id]/cancel/route.ts';
import * as contents from './builds/[id]/contents/route.ts';
import * as rebuild from './builds/[id]/rebuild/route.ts';
import * as build from './builds/[id]/route.ts';
import * as builds from './builds/route.ts';
import * as blobs from './blobs/route.ts';
import * as collection from './collections/[id]/route.ts';
import * as collections from './collections/route.ts';
import * as credential from './credentials/[id]/route.ts';
import * as credentialTest from './credentials/[id]/test/route.ts';
import * as credentials from './credentials/route.ts';
import * as agreements from './definitions/[id]/agreements/route.ts';
import * as definitionBuilds from './definitions/[id]/builds/route.ts';
import * as definitionExport from './definitions/[id]/export/route.ts';
import * as draft from './definitions/[id]/draft/route.ts';
import * as definitionPreflights from './definitions/[id]/preflights/route.ts';
import * as revisionFile from './definitions/[id]/revisions/[number]/files/[...path]/route.ts';
import * as restore from './definitions/[id]/revisions/[number]/restore/route.ts';
import * as revision from './definitions/[id]/revisions/[number]/route.ts';
import * as revisions from './definitions/[id]/revisions/route.ts';
import * as definition from './definitions/[id]/route.ts';
import * as definitions from './definitions/route.ts';
import * as info from './info/route.ts';
import * as inspectionLog from './inspections/[id]/attempts/[attempt]/log/[phase]/route.ts';
import * as inspectionCancel from './inspections/[id]/cancel/route.ts';
import * as inspection from './inspections/[id]/route.ts';
import * as inspections from './inspections/route.ts';
import * as lookupCollection from './lookup/collections/[name]/route.ts';
import * as lookupCollections from './lookup/collections/route.ts';
import * as lookupPython from './lookup/python/[name]/route.ts';
import * as lookupPythons from './lookup/python/route.ts';
import * as lookupRole from './lookup/roles/[name]/route.ts';
import * as lookupRoles from './lookup/roles/route.ts';
import * as lookup from './lookup/route.ts';
import * as preflightArtifact from './preflights/[id]/artifacts/[kind]/route.ts';
import * as preflightLog from './preflights/[id]/attempts/[attempt]/log/[phase]/route.ts';
import * as preflightCancel from './preflights/[id]/cancel/route.ts';
import * as preflight from './preflights/[id]/route.ts';
import * as readiness from './readiness/route.ts';
import * as schema from './schema/execution-environment.json/route.ts';
import * as session from './session/route.ts';
import * as template from './templates/[id]/route.ts';
import * as templates from './templates/route.ts';
import * as worker from './workers/[id]/route.ts';
import * as workers from './workers/route.ts';
import type { RouteModules } from '#lib/web/openapi.ts';

/** Every route of the API with its path; a test compares it with the folders. */
export const API_ROUTES: RouteModules = {
  '/blobs': blobs,
  '/builds': builds,
  '/builds/{id}': build,
  '/builds/{id}/artifacts/{kind}': artifact,
  '/builds/{id}/attempts/{attempt}/log': logs,
  '/builds/{id}/attempts/{attempt}/log/{phase}': log,
  '/builds/{id}/attempts/{attempt}/log/{phase}/lines': logLines,
  '/builds/{id}/attempts/{attempt}/search': logSearch,
  '/builds/{id}/cancel': cancel,
  '/builds/{id}/contents': contents,
  '/builds/{id}/rebuild': rebuild,
  '/collections': collections,
  '/collections/{id}': collection,
  '/credentials': credentials,
  '/credentials/{id}': credential,
  '/credentials/{id}/test': credentialTest,
  '/definitions': definitions,
  '/definitions/{id}': definition,
  '/definitions/{id}/agreements': agreements,
  '/definitions/{id}/builds': definitionBuilds,
  '/definitions/{id}/export': definitionExport,
  '/definitions/{id}/draft': draft,
  '/definitions/{id}/preflights': definitionPreflights,
  '/definitions/{id}/revisions': revisions,
  '/definitions/{id}/revisions/{number}': revision,
  '/definitions/{id}/revisions/{number}/files/{path}': revisionFile,
  '/definitions/{id}/revisions/{number}/restore': restore,
  '/info': info,
  '/inspections': inspections,
  '/inspections/{id}': inspection,
  '/inspections/{id}/attempts/{attempt}/log/{phase}': inspectionLog,
  '/inspections/{id}/cancel': inspectionCancel,
  '/lookup': lookup,
  '/lookup/collections': lookupCollections,
  '/lookup/collections/{name}': lookupCollection,
  '/lookup/python': lookupPythons,
  '/lookup/python/{name}': lookupPython,
  '/lookup/roles': lookupRoles,
  '/lookup/roles/{name}': lookupRole,
  '/preflights/{id}': preflight,
  '/preflights/{id}/artifacts/{kind}': preflightArtifact,
  '/preflights/{id}/attempts/{attempt}/log/{phase}': preflightLog,
  '/preflights/{id}/cancel': preflightCancel,
  '/readiness': readiness,
  '/schema/execution-environment.json': schema,
  '/session': session,
  '/templates': templates,
  '/templates/{id}': template,
  '/workers': workers,
  '/workers/{id}': worker,
};
