import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import type { ZodOpenApiOperationObject, ZodOpenApiPathItemObject } from 'zod-openapi';
import { Problem } from '#lib/contract/errors.ts';
import { getConfig } from '#lib/server/config.ts';
import type { ApiRoute, Declaration } from './with-api.ts';

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;
type Method = (typeof METHODS)[number];
/** Path to the module of its route file. */
export type RouteModules = Record<string, Partial<Record<Method, ApiRoute>>>;

/** OpenAPI 3.1, made from the same declarations that parse the requests. */
export function openApiDocument(modules: RouteModules): Record<string, unknown> {
  const paths = Object.fromEntries(Object.entries(modules).map(([path, module]) => [`/api/v1${path}`, pathItem(path, module)]));
  const { version, publicUrl } = getConfig();
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'EE Foundry', version, description: 'Everything that the dashboard does. Errors are application/problem+json with a code from a closed list.' },
    servers: [{ url: publicUrl }],
    security: [{ firstStartToken: [] }],
    paths,
    components: { securitySchemes: { firstStartToken: { type: 'http', scheme: 'bearer', description: 'The first-start token, where the dashboard is not reached from its own machine alone.' } } },
  }) as unknown as Record<string, unknown>;
}

function pathItem(path: string, module: RouteModules[string]): ZodOpenApiPathItemObject {
  const operations = METHODS.flatMap((method) => {
    const route = module[method];
    return route === undefined ? [] : [[method.toLowerCase(), operation(`${method} ${path}`, route.declaration)]];
  });
  return Object.fromEntries(operations) as ZodOpenApiPathItemObject;
}

function operation(address: string, declaration: Declaration): ZodOpenApiOperationObject {
  const { action, summary, params, query } = declaration;
  const requestParams = { ...(params instanceof z.ZodObject ? { path: asText(params) } : {}), ...(query instanceof z.ZodObject ? { query } : {}) };
  return {
    operationId: address.toLowerCase().replace(/[^A-Za-z0-9]+/g, '_').replace(/_$/, ''),
    summary,
    tags: [address.split('/')[1] ?? ''],
    ...(Object.keys(requestParams).length === 0 ? {} : { requestParams }),
    ...requestBody(declaration),
    responses: responses(declaration),
    'x-action': action,
  };
}

/** A catch-all parameter is one text in a path. */
function asText(params: z.ZodObject): z.ZodObject {
  const shape = Object.entries(params.shape).map(([name, schema]) => [name, schema instanceof z.ZodArray ? z.string() : schema] as const);
  return z.object(Object.fromEntries<z.core.$ZodType>(shape));
}

function requestBody({ body, consumes }: Declaration): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (body !== undefined) return { requestBody: { content: { 'application/json': { schema: body } } } };
  if (consumes === undefined) return {};
  return { requestBody: { content: { [consumes]: { schema: { type: 'string', format: 'binary' } } } } };
}

function responses({ response, produces, status }: Declaration): ZodOpenApiOperationObject['responses'] {
  const problem = { description: 'A problem', content: { 'application/problem+json': { schema: Problem } } };
  if (response !== undefined) return { [`${(status ?? 200) as 200}`]: { description: 'Done', content: { 'application/json': { schema: response } } }, default: problem };
  if (produces !== undefined) return { '200': { description: 'The content', content: { [produces]: { schema: { type: 'string', format: 'binary' } } } }, default: problem };
  return { '204': { description: 'Done' }, default: problem };
}
