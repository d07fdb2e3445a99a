/** Limits against archives that unpack to much more than they are. */
const MAX_ENTRIES = 5000;
const MAX_BYTES = 64 * 1024 * 1024;

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const MAX_COMMENT = 0xffff;

export interface ZipEntry {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isExecutable: boolean;
}

export class ZipError extends Error {}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The files of a zip archive. Works in browsers and in Node.
 * @throws ZipError for what is no such archive, is too large, encrypted, or has paths that leave its folder.
 */
export async function readZip(bytes: Uint8Array<ArrayBuffer>): Promise<ZipEntry[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ZipEntry[] = [];
  let left = MAX_BYTES;
  for (const header of centralHeaders(view)) {
    if (header.path.endsWith('/')) continue;
    if (header.size > left) throw new ZipError(`The archive unpacks to more than ${String(MAX_BYTES / 1024 / 1024)} MB.`);
    const content = await contentOf(bytes, view, header);
    left -= content.length;
    entries.push({ path: header.path, bytes: content, isExecutable: (header.mode & 0o111) !== 0 });
  }
  return entries;
}

interface Header {
  readonly path: string;
  readonly method: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly offset: number;
  readonly mode: number;
}

function centralHeaders(view: DataView): Header[] {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) throw new ZipError(`The archive has more than ${String(MAX_ENTRIES)} files.`);
  const headers: Header[] = [];
  let place = view.getUint32(end + 16, true);
  try {
    for (let index = 0; index < count; index += 1) {
      if (view.getUint32(place, true) !== CENTRAL_SIGNATURE) throw new ZipError('The archive is damaged.');
      headers.push(readHeader(view, place));
      place += 46 + view.getUint16(place + 28, true) + view.getUint16(place + 30, true) + view.getUint16(place + 32, true);
    }
  } catch (error) {
    if (error instanceof RangeError) throw new ZipError('The archive is damaged.');
    throw error;
  }
  return headers;
}

function findEnd(view: DataView): number {
  for (let place = view.byteLength - END_SIZE; place >= Math.max(0, view.byteLength - END_SIZE - MAX_COMMENT); place -= 1) {
    if (view.getUint32(place, true) === END_SIGNATURE) return place;
  }
  throw new ZipError('This is not a zip archive.');
}

function readHeader(view: DataView, place: number): Header {
  const nameLength = view.getUint16(place + 28, true);
  const path = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + place + 46, nameLength));
  if ((view.getUint16(place + 8, true) & 1) !== 0) throw new ZipError(`${path} is encrypted.`);
  if (path.startsWith('/') || /(?:^|[\\/])\.\.(?:[\\/]|$)|\\|\0/.test(path)) throw new ZipError(`${path} leaves the folder of the archive.`);
  return {
    path,
    method: view.getUint16(place + 10, true),
    compressedSize: view.getUint32(place + 20, true),
    size: view.getUint32(place + 24, true),
    offset: view.getUint32(place + 42, true),
    mode: view.getUint16(place + 40, true),
  };
}

async function contentOf(bytes: Uint8Array<ArrayBuffer>, view: DataView, header: Header): Promise<Uint8Array<ArrayBuffer>> {
  const { offset, method, compressedSize, size, path } = header;
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL_SIGNATURE) throw new ZipError('The archive is damaged.');
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(start, start + compressedSize);
  if (method === 0) return packed;
  if (method !== 8) throw new ZipError(`${path} is packed in a way that is not supported. Pack the archive anew.`);
  return inflate(packed, size, path);
}

/** Stops as soon as there is more than the header says. */
async function inflate(packed: Uint8Array<ArrayBuffer>, size: number, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const result = new Uint8Array(size);
  let length = 0;
  try {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (length + part.value.length > size) throw new ZipError(`${path} is damaged.`);
      result.set(part.value, length);
      length += part.value.length;
    }
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError(`${path} is damaged.`);
  }
  if (length !== size) throw new ZipError(`${path} is damaged.`);
  return result;
}
