import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileResponse } from './file-response.ts';

type LogAnswer = { file: string; name: string; isSealed: boolean; isDownload: boolean; hasTimestamps: boolean };

/** Always text: a log is a claim of untrusted code. */
export async function logResponse(request: Request, { file, name, isSealed, isDownload, hasTimestamps }: LogAnswer): Promise<Response> {
  const downloadName = isDownload ? name : null;
  const headers = { 'x-log-sealed': isSealed ? '1' : '0', 'content-security-policy': 'sandbox' };
  if (hasTimestamps) return fileResponse(request, { file, mediaType: 'text/plain; charset=utf-8', downloadName, headers });
  const disposition = isDownload ? { 'content-disposition': `attachment; filename="${name}"` } : {};
  const body = existsSync(file) ? (Readable.toWeb(Readable.from(linesWithoutTime(file))) as ReadableStream) : null;
  return new Response(body, { headers: { ...headers, ...disposition, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
}

async function* linesWithoutTime(file: string): AsyncGenerator<Buffer> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: 0 });
  for await (const line of lines) yield Buffer.from(`${line.slice(line.indexOf(' ') + 1)}\n`);
}
