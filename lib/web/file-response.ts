import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parseRange } from './range.ts';

type Answer = { mediaType: string; downloadName?: string | null; headers?: Record<string, string> };
type BytesAnswer = Answer & {
  size: number;
  /** Bytes from `start` up to `end`; not called for none. */
  read: (start: number, end: number) => AsyncIterable<Uint8Array>;
};

/** A file, or the range of it that was asked for. A growing file is answered up to its present end. */
export async function fileResponse(request: Request, { file, ...answer }: Answer & { file: string }): Promise<Response> {
  const size = await stat(file).then((status) => status.size, () => 0);
  return bytesResponse(request, { ...answer, size, read: (start, end) => createReadStream(file, { start, end: end - 1 }) });
}

/** Bytes, or the range of them that was asked for. */
export function bytesResponse(request: Request, { size, read, mediaType, downloadName, headers: more }: BytesAnswer): Response {
  const headers = new Headers({ 'content-type': mediaType, 'accept-ranges': 'bytes', 'cache-control': 'no-store', ...more });
  if (downloadName !== undefined && downloadName !== null) headers.set('content-disposition', dispositionOf(downloadName));
  const range = parseRange(request.headers.get('range'), size);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: size };
  headers.set('content-length', String(end - start));
  if (range !== null) headers.set('content-range', `bytes ${start}-${end - 1}/${size}`);
  return new Response(end > start ? streamOf(read(start, end)) : null, { status: range === null ? 200 : 206, headers });
}

export function dispositionOf(downloadName: string): string {
  return `attachment; filename="${downloadName.replace(/[^A-Za-z0-9._-]/g, '_')}"`;
}

export function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream {
  return Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream;
}
