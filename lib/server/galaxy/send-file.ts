import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

export async function sendFile(response: ServerResponse, { file, size }: { file: string; size: number }): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/gzip', 'content-length': size });
  await pipeline(createReadStream(file), response);
}
