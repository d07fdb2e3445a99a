import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { getMasterKey } from './master-key.ts';

const Envelope = z.object({
  keyId: z.string(),
  /** The secret's own key, encrypted with the master key. */
  wrapped: z.object({ nonce: z.string(), data: z.string(), tag: z.string() }),
  nonce: z.string(),
  data: z.string(),
  tag: z.string(),
});

type Place = { table: string; row: string; field: string };
type Sealed = { nonce: string; data: string; tag: string };

/** Encrypts for one place in the database: read from any other place it does not open. */
export function sealSecret(secret: string, place: Place): string {
  const { key: masterKey, id: keyId } = getMasterKey();
  const key = randomBytes(32);
  const wrapped = encrypt(masterKey, key, `${aad(place)}|key`);
  return JSON.stringify({ keyId, wrapped, ...encrypt(key, Buffer.from(secret, 'utf8'), aad(place)) });
}

/** @throws Error when the master key is another one, or the envelope was changed or moved. */
export function openSecret(envelope: string, place: Place): string {
  const { keyId, wrapped, ...sealed } = Envelope.parse(JSON.parse(envelope));
  const master = getMasterKey();
  if (keyId !== master.id) throw new Error('This secret was encrypted with another master key: bring back keys/master.key, or enter the secret again.');
  const key = decrypt(master.key, wrapped, `${aad(place)}|key`);
  return decrypt(key, sealed, aad(place)).toString('utf8');
}

function aad({ table, row, field }: Place): string {
  return `${table}|${row}|${field}`;
}

function encrypt(key: Buffer, plain: Buffer, context: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const data = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { nonce: nonce.toString('base64'), data: data.toString('base64'), tag: cipher.getAuthTag().toString('base64') };
}

function decrypt(key: Buffer, sealed: Sealed, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(context)).setAuthTag(Buffer.from(sealed.tag, 'base64'));
  return Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]);
}
