import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

type ZipAnswer = { name: string; entries: readonly ({ path: string; mode: number } & ({ content: Uint8Array } | { file: string }))[] };

/** A zip archive, made while it is sent. */
export function zipResponse({ name, entries }: ZipAnswer): Response {
  const zip = new ZipFile();
  for (const entry of entries) {
    const options = { mode: entry.mode | 0o100000 };
    if ('file' in entry) zip.addFile(entry.file, entry.path, options);
    else zip.addBuffer(Buffer.from(entry.content), entry.path, options);
  }
  zip.end();
  const headers = {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, '_')}.zip"`,
    'cache-control': 'no-store',
  };
  return new Response(Readable.toWeb(Readable.from(zip.outputStream)) as ReadableStream, { headers });
}
