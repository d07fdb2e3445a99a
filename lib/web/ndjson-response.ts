import { streamOf } from './file-response.ts';

/** One JSON value a line, sent as they come. */
export function ndjsonResponse(values: AsyncIterable<unknown>): Response {
  return new Response(streamOf(encode(values)), { headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } });
}

async function* encode(values: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void> {
  for await (const value of values) yield Buffer.from(`${JSON.stringify(value)}\n`);
}
