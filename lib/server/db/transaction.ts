import { setTimeout as sleep } from 'node:timers/promises';
import type { Prisma } from '#prisma/generated/client.ts';
import { getDb } from './client.ts';

export type Tx = Prisma.TransactionClient;

const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 20;
/** P1008: the database was busy; P2028: no transaction could be started in time; P2034: write conflict. */
const BUSY_CODES = new Set(['P1008', 'P2028', 'P2034']);

/** Runs `work` in one short transaction: no waiting on anything but the database in it. Tried again when the database is busy. */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await getDb().$transaction(work);
    } catch (error) {
      if (attempt >= MAX_TRIES || !BUSY_CODES.has(prismaCode(error))) throw error;
      await sleep(FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

export function isUniqueViolation(error: unknown): boolean {
  return prismaCode(error) === 'P2002';
}

/** By its code, not by its class: Next's bundle may hold another copy of the class. */
function prismaCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
