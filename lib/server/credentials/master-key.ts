import { createHash, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { getConfig } from '#lib/server/config.ts';

const KEY_BYTES = 32;

type MasterKey = { key: Buffer; id: string };

const known = new Map<string, MasterKey>();

/** The key of keys/master.key (32 bytes in base64), made at the first start. */
export function getMasterKey(): MasterKey {
  const file = getConfig().masterKeyFile;
  const cached = known.get(file);
  if (cached !== undefined) return cached;
  if (!existsSync(file)) makeKey(file);
  const text = readFileSync(file, 'utf8').trim();
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`${file} must hold ${KEY_BYTES} bytes in base64. Bring back the file that was there: without it no stored secret can be read.`);
  const id = createHash('sha256').update('ee-foundry key id').update(key).digest('hex').slice(0, 16);
  known.set(file, { key, id });
  return { key, id };
}

/** Complete or not at all, and never over a key that is there: link() fails when somebody was faster. */
function makeKey(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(temporary, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(temporary, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
