import type { Engine } from './engine.ts';
import { standardEngine } from './standard.ts';

const ENGINES: readonly Engine[] = [standardEngine];

export function findEngine(name: string): Engine | null {
  return ENGINES.find((engine) => engine.name === name) ?? null;
}

export function engineNames(): string[] {
  return ENGINES.map((engine) => engine.name);
}
