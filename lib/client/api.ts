import type { z } from 'zod';
import { errorOfResponse, localProblem } from './api-error.ts';

type QueryValue = string | number | boolean | null | undefined | readonly string[];

export type ApiOptions = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** An object is sent as JSON; a Blob, ArrayBuffer or FormData as it is. */
  body?: unknown;
  /** Lists are joined with commas; null, undefined and '' are left out. */
  query?: Record<string, QueryValue>;
  signal?: AbortSignal | undefined;
  /** Goes on when the page is left; the browser takes 64 KiB at most. */
  keepalive?: boolean;
};

/** The URL of an API path, as for links to downloads: apiUrl('/builds/x/contents'). */
export function apiUrl(path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    if (text !== '') search.set(name, text);
  }
  const suffix = search.toString();
  return `/api/v1${path}${suffix === '' ? '' : `?${suffix}`}`;
}

/**
 * Calls the API: `api('/definitions', {query: {q}, schema: DefinitionPage, signal})`. Without a schema the answer is not read.
 * @throws ApiError; an aborted request throws its signal's reason.
 */
export async function api<S extends z.ZodType>(path: string, options: ApiOptions & { schema: S }): Promise<z.output<S>>;
export async function api(path: string, options?: ApiOptions): Promise<void>;
export async function api(path: string, options: ApiOptions & { schema?: z.ZodType } = {}): Promise<unknown> {
  const response = await apiResponse(path, options);
  if (options.schema === undefined) return undefined;
  const parsed = options.schema.safeParse(await response.json());
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw localProblem('internal', response.status, `The server's answer was not understood (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}). Reload the page: the dashboard may have been updated.`);
}

/** The same, for text, bytes and ranges: the answer is ok, its body is not read. */
export async function apiResponse(path: string, options: ApiOptions & { headers?: Record<string, string> } = {}): Promise<Response> {
  const { body, contentType } = encodeBody(options.body);
  const headers = new Headers({ accept: 'application/json', ...options.headers });
  if (contentType !== null) headers.set('content-type', contentType);
  const response = await fetch(apiUrl(path, options.query), {
    method: options.method ?? 'GET',
    headers,
    credentials: 'same-origin',
    ...(body === null ? {} : { body }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.keepalive === true ? { keepalive: true } : {}),
  }).catch((error: unknown) => {
    if (options.signal?.aborted === true) throw error;
    throw localProblem('unavailable', 0, 'The dashboard server was not reached. Builds go on; try again when the connection is back.');
  });
  if (!response.ok) throw await errorOfResponse(response);
  return response;
}

function encodeBody(body: unknown): { body: BodyInit | null; contentType: string | null } {
  if (body === undefined || body === null) return { body: null, contentType: null };
  if (body instanceof Blob || body instanceof ArrayBuffer) return { body, contentType: 'application/octet-stream' };
  if (body instanceof FormData) return { body, contentType: null };
  return { body: JSON.stringify(body), contentType: 'application/json' };
}
