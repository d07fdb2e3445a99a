import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '#lib/contract/common.ts';
import { withSourceAddress } from '#lib/server/audit/source-address.ts';
import type { Action } from '#lib/server/authorization/actions.ts';
import { OPERATOR, authorize } from '#lib/server/authorization/can.ts';
import { getConfig } from '#lib/server/config.ts';
import { InvalidRequestError, TooLargeError, UnauthenticatedError } from '#lib/server/errors.ts';
import { checkRequest } from '#lib/server/http/check-request.ts';
import { isAuthenticated } from '#lib/server/http/session-cookie.ts';
import { problemResponse } from './problem.ts';

/** server.ts puts the peer's address here; a header of that name from outside is overwritten. */
export const PEER_HEADER = 'x-ee-foundry-peer';
const MAX_JSON_BYTES = 4 * 1024 * 1024;
const Nothing = z.unknown();

type Schema = z.ZodType;
type Call<P extends Schema, Q extends Schema, B extends Schema> = { actor: Actor; params: z.output<P>; query: z.output<Q>; body: z.output<B>; request: Request };

export type Declaration<P extends Schema = Schema, Q extends Schema = Schema, B extends Schema = Schema> = {
  /** What the caller must be allowed to do; verbs check it again on the resource itself. */
  action: Action;
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  /** The answer as JSON. Without it the handler answers with a Response or with nothing (204). */
  response?: Schema;
  /** Media type of an answer or a request that is not JSON. */
  produces?: string;
  consumes?: string;
  status?: number;
  /** Reached without a session: what leads to one. */
  isPublic?: boolean;
};
type Route<P extends Schema, Q extends Schema, B extends Schema> = Declaration<P, Q, B> & { handler: (call: Call<P, Q, B>) => unknown };

type Context = { params: Promise<Record<string, string | string[] | undefined>> };
export type ApiRoute = ((request: Request, context: Context) => Promise<Response>) & { declaration: Declaration };

/** A route as one declaration: who may, what comes in, what goes out. Authentication, Host and Origin, parsing and errors are here. */
export function withApi<P extends Schema = typeof Nothing, Q extends Schema = typeof Nothing, B extends Schema = typeof Nothing>(route: Route<P, Q, B>): ApiRoute {
  async function respond(request: Request, context: Context): Promise<Response> {
    const requestId = randomUUID();
    try {
      const actor = authenticate(request, route.isPublic ?? false);
      authorize(actor, route.action, { teamId: null });
      const [params, query, body] = await parseCall(route, request, context);
      const source = request.headers.get(PEER_HEADER);
      const result = await withSourceAddress(source, () => Promise.resolve(route.handler({ actor, params, query, body, request })));
      return answer(route, result, requestId);
    } catch (error) {
      return problemResponse(error, requestId);
    }
  }
  return Object.assign(respond, { declaration: route });
}

function authenticate(request: Request, isPublic: boolean): Actor {
  const header = (name: string) => request.headers.get(name);
  checkRequest({ method: request.method, host: header('host'), origin: header('origin'), secFetchSite: header('sec-fetch-site') }, getConfig());
  if (!isPublic && !isAuthenticated({ cookie: header('cookie'), authorization: header('authorization') })) throw new UnauthenticatedError();
  return OPERATOR;
}

async function parseCall<P extends Schema, Q extends Schema, B extends Schema>(route: Declaration<P, Q, B>, request: Request, context: Context): Promise<[z.output<P>, z.output<Q>, z.output<B>]> {
  const params = (route.params ?? Nothing).parse(await context.params);
  const query = (route.query ?? Nothing).parse(Object.fromEntries(new URL(request.url).searchParams));
  const body = route.body === undefined ? undefined : route.body.parse(await readJson(request));
  return [params, query, body] as [z.output<P>, z.output<Q>, z.output<B>];
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  if (type !== '' && !type.startsWith('application/json')) throw new InvalidRequestError('Send JSON with content-type application/json.');
  const text = await request.text();
  if (text.length > MAX_JSON_BYTES) throw new TooLargeError(MAX_JSON_BYTES);
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidRequestError('The body is not valid JSON.');
  }
}

function answer(route: Declaration, result: unknown, requestId: string): Response {
  if (result instanceof Response) return result;
  const headers = { 'cache-control': 'no-store', 'x-request-id': requestId };
  if (route.response === undefined) return new Response(null, { status: route.status ?? 204, headers });
  return Response.json(result, { status: route.status ?? 200, headers });
}
