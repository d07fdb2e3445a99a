import { lineCountOf, offsetOfLine } from '#lib/server/logs/lines.ts';
import type { FoundLog } from '#lib/server/logs/get.ts';
import { openLogSource } from '#lib/server/logs/source.ts';
import type { LogSource } from '#lib/server/logs/source.ts';
import { bytesResponse, dispositionOf, streamOf } from './file-response.ts';
import type { LogTextQuery } from './params.ts';

const NEWLINE = 10;
const SPACE = 32;

/** Always text: a log is a claim of untrusted code. A Range header, or lines, or the whole. */
export async function logResponse(request: Request, { log, query }: { log: FoundLog; query: LogTextQuery }): Promise<Response> {
  const source = await openLogSource(log.files, log.isPacked);
  const headers = { 'x-log-sealed': log.isSealed ? '1' : '0', 'x-log-lines': String(lineCountOf(source, log.isOver)), 'content-security-policy': 'sandbox' };
  const downloadName = query.download ? log.name : null;
  if (query.timestamps && query.line === undefined) {
    const response = bytesResponse(request, { size: source.bytes, read: (start, end) => closing(source, source.read(start, end)), mediaType: 'text/plain; charset=utf-8', downloadName, headers });
    if (response.body === null) await source.close();
    return response;
  }
  return textResponse(linesOf(source, query), { headers, downloadName });
}

/** The logs of an attempt one after the other. */
export function logsResponse(logs: readonly FoundLog[], { name, query }: { name: string; query: LogTextQuery }): Response {
  return textResponse(oneAfterTheOther(logs, query), { headers: { 'content-security-policy': 'sandbox' }, downloadName: query.download ? name : null });
}

async function* oneAfterTheOther(logs: readonly FoundLog[], query: LogTextQuery): AsyncGenerator<Uint8Array, void> {
  for (const { files, isPacked } of logs) yield* linesOf(await openLogSource(files, isPacked), { ...query, line: undefined });
}

function textResponse(bytes: AsyncIterable<Uint8Array>, { headers, downloadName }: { headers: Record<string, string>; downloadName: string | null }): Response {
  const disposition = downloadName === null ? {} : { 'content-disposition': dispositionOf(downloadName) };
  return new Response(streamOf(bytes), { headers: { ...headers, ...disposition, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
}

async function* linesOf(source: LogSource, { line, lines, timestamps }: LogTextQuery): AsyncGenerator<Uint8Array, void> {
  const start = line === undefined ? 0 : await offsetOfLine(source, line - 1);
  const end = line === undefined || lines === undefined ? source.bytes : await offsetOfLine(source, line - 1 + lines);
  const bytes = closing(source, source.read(start, end));
  yield* timestamps ? bytes : withoutTimes(bytes);
}

async function* closing(source: LogSource, bytes: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  try {
    yield* bytes;
  } finally {
    await source.close();
  }
}

/** Drops what stands before the first space of each line. */
async function* withoutTimes(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let isInTime = true;
  for await (const piece of bytes) {
    const parts: Buffer[] = [];
    for (let at = 0; at < piece.length; ) {
      if (isInTime) {
        const space = piece.indexOf(SPACE, at);
        isInTime = space === -1;
        at = isInTime ? piece.length : space + 1;
        continue;
      }
      const newline = piece.indexOf(NEWLINE, at);
      isInTime = newline !== -1;
      const end = isInTime ? newline + 1 : piece.length;
      parts.push(piece.subarray(at, end));
      at = end;
    }
    yield Buffer.concat(parts);
  }
}
