import { Readable } from 'node:stream';
import busboy from 'busboy';
import { InvalidRequestError } from '#lib/server/errors.ts';

/** The raw body as a stream of chunks. */
export function bodyOf(request: Request): AsyncIterable<Uint8Array> {
  if (request.body === null) throw new InvalidRequestError('Send the content as the body.');
  return request.body;
}

/** The raw body, or the first file of a multipart form. */
export function uploadOf(request: Request): AsyncIterable<Uint8Array> {
  const type = request.headers.get('content-type') ?? '';
  return type.startsWith('multipart/form-data') ? firstFile(bodyOf(request), type) : bodyOf(request);
}

async function* firstFile(body: AsyncIterable<Uint8Array>, contentType: string): AsyncGenerator<Uint8Array> {
  const form = busboy({ headers: { 'content-type': contentType }, limits: { files: 1, fields: 20, parts: 21 } });
  const found = new Promise<Readable | null>((resolve, reject) => {
    form.on('file', (_name, stream) => {
      resolve(stream);
    });
    form.on('close', () => {
      resolve(null);
    });
    form.on('error', reject);
  });
  const source = Readable.from(body);
  source.on('error', (error) => form.destroy(error));
  source.pipe(form);
  const file = await found.catch(() => null);
  if (file === null) throw new InvalidRequestError('The form has no file.');
  yield* file as AsyncIterable<Uint8Array>;
}
