import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { Build, FINISHED_STATUSES, type BuildMode, type PhaseName } from '#lib/contract/builds.ts';
import { Definition, type CreateDefinition } from '#lib/contract/definitions.ts';

const POLL_MS = 500;

interface Call<S extends z.ZodType> {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  schema: S;
}

/** The REST API as scripts and tests use it; `baseUrl` without a trailing slash. */
export function createApi(baseUrl: string) {
  async function raw(path: string, init: RequestInit = {}): Promise<Response> {
    const method = init.method ?? 'GET';
    return fetch(`${baseUrl}/api/v1${path}`, { ...init, headers: { ...(method === 'GET' ? {} : { origin: baseUrl }), ...(init.headers as Record<string, string> | undefined) } });
  }

  async function call<S extends z.ZodType>(path: string, { method = 'GET', body, schema }: Call<S>): Promise<z.infer<S>> {
    const init: RequestInit = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await raw(path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${String(response.status)}: ${text}`);
    return schema.parse(JSON.parse(text));
  }

  async function createDefinition(definition: Partial<CreateDefinition> & { name: string; text: string }): Promise<Definition> {
    return call('/definitions', { method: 'POST', body: definition, schema: Definition });
  }

  async function startBuild(definitionId: string, mode: BuildMode = 'exact'): Promise<Build> {
    return call(`/definitions/${definitionId}/builds`, { method: 'POST', body: { mode }, schema: Build });
  }

  async function getBuild(id: string): Promise<Build> {
    return call(`/builds/${id}`, { schema: Build });
  }

  /** Resolves when `isReady` holds; fails after `timeoutMs` with the build's state. */
  async function waitForBuild(id: string, isReady: (build: Build) => boolean = isFinished, timeoutMs = 20 * 60_000): Promise<Build> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const build = await getBuild(id);
      if (isReady(build)) return build;
      if (isFinished(build) || Date.now() > deadline) throw new Error(`Build ${id} is ${build.status}: ${JSON.stringify(build.outcome ?? build.current ?? build.waiting)}`);
      await sleep(POLL_MS);
    }
  }

  async function readLog(build: Build, phase: PhaseName, attempt = build.attempts.at(-1)?.number ?? 1): Promise<string> {
    const response = await raw(`/builds/${build.id}/attempts/${String(attempt)}/log/${phase}`);
    if (!response.ok) throw new Error(`The log of ${phase} answered ${String(response.status)}.`);
    return response.text();
  }

  /** Resolves when the stored log of a phase matches: a step is reported before what it prints has arrived. */
  async function waitForLog(id: string, phase: PhaseName, pattern: RegExp, timeoutMs = 20 * 60_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const build = await getBuild(id);
      const log = await readLog(build, phase).catch(() => '');
      if (pattern.test(log)) return;
      if (isFinished(build) || Date.now() > deadline) throw new Error(`The log of ${phase} in build ${id} has no ${String(pattern)}:\n${log.slice(-2000)}`);
      await sleep(POLL_MS);
    }
  }

  async function uploadBlob(content: string | Uint8Array): Promise<{ sha256: string; size: number }> {
    const response = await raw('/blobs', { method: 'POST', body: content as BodyInit, headers: { 'content-type': 'application/octet-stream' } });
    if (!response.ok) throw new Error(`POST /blobs answered ${String(response.status)}: ${await response.text()}`);
    return (await response.json()) as { sha256: string; size: number };
  }

  return { baseUrl, raw, call, createDefinition, startBuild, getBuild, waitForBuild, waitForLog, readLog, uploadBlob };
}
export type Api = ReturnType<typeof createApi>;

function isFinished(build: Build): boolean {
  return FINISHED_STATUSES.includes(build.status);
}
