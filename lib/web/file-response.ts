import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parseRange } from './range.ts';

type FileAnswer = { file: string; mediaType: string; downloadName?: string | null; headers?: Record<string, string> };

/** A file, or the range of it that was asked for. A growing file is answered up to its present end. */
export async function fileResponse(request: Request, { file, mediaType, downloadName, headers: more }: FileAnswer): Promise<Response> {
  const size = await stat(file).then((status) => status.size, () => 0);
  const headers = new Headers({ 'content-type': mediaType, 'accept-ranges': 'bytes', 'cache-control': 'no-store', ...more });
  if (downloadName !== undefined && downloadName !== null) headers.set('content-disposition', `attachment; filename="${downloadName.replace(/[^A-Za-z0-9._-]/g, '_')}"`);
  const range = parseRange(request.headers.get('range'), size);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: size };
  headers.set('content-length', String(end - start));
  if (range !== null) headers.set('content-range', `bytes ${start}-${end - 1}/${size}`);
  return new Response(end > start ? streamOf(file, start, end) : null, { status: range === null ? 200 : 206, headers });
}

function streamOf(file: string, start: number, end: number): ReadableStream {
  return Readable.toWeb(createReadStream(file, { start, end: end - 1 })) as ReadableStream;
}
