import { randomBytes } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** An opaque identifier: 9 characters of time, so that new rows lie together in indexes, then 16 random ones. */
export function newId(): string {
  const time = Date.now().toString(36).padStart(9, '0');
  const random = [...randomBytes(16)].map((byte) => ALPHABET[byte % 32]).join('');
  return time + random;
}
