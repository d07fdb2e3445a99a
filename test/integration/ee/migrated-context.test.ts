import { describe, expect, it } from 'vitest';
import { migrateDefinition } from '#lib/ee/migrate/migrate.ts';
import { isAccepted, parseDefinition } from '#lib/ee/parse.ts';
import { createContexts, type CreateJob, type CreateResult } from '#test/support/ansible-builder.ts';
import { commentsOf } from '#test/support/comments.ts';
import { corpusJobs } from '#test/support/corpus-jobs.ts';
import { hasCorpus } from '#test/support/corpus.ts';

/** What version 3 adds to the base and final stage: docs/migration.md lists it. */
const ADDED = [
  'RUN /output/scripts/pip_install $PYCMD',
  'RUN /output/scripts/check_ansible $PYCMD',
  'RUN chmod ug+rw /etc/passwd',
  'RUN mkdir -p /runner && chgrp 0 /runner && chmod -R ug+rwx /runner',
  'WORKDIR /runner',
  "RUN $PYCMD -m pip install --no-cache-dir 'dumb-init==1.2.5'",
  'USER 1000',
  'ENTRYPOINT ["/opt/builder/bin/entrypoint", "dumb-init"]',
  'CMD ["bash"]',
];

/** The instructions that make the final image: base and final stage, build arguments left out. */
function imageSteps(containerfile: string): string[] {
  const stages = containerfile.split(/^(?=FROM )/m);
  const own = stages.filter((stage) => / AS (?:base|final)\n/.test(stage));
  return own.flatMap((stage) => stage.split('\n')).filter((line) => line.trim() !== '' && !/^(?:ARG |#)/.test(line));
}

/** The steps that are new; the old ones must all be there, in their order. */
function addedSteps(old: readonly string[], now: readonly string[], name: string): string[] {
  let next = 0;
  const added = now.filter((step) => {
    const isOld = step === old[next];
    if (isOld) next += 1;
    return !isOld;
  });
  expect(old.slice(next), `${name}: steps that are gone`).toEqual([]);
  return added;
}

function lastOf(steps: readonly string[], keyword: string): string | undefined {
  return steps.findLast((step) => step.startsWith(`${keyword} `));
}

function baseImage(containerfile: string): string {
  const name = /^ARG EE_BASE_IMAGE="(.*)"$/m.exec(containerfile)?.[1] ?? '';
  return name.includes(':') ? name : `${name}:latest`;
}

interface Migrated {
  readonly name: string;
  readonly before: CreateJob;
  readonly after: CreateJob;
}

function migratedJobs(): Migrated[] {
  return corpusJobs().flatMap(({ name, text, files }) => {
    const parsed = parseDefinition(text, { files: Object.keys(files) });
    if (parsed.model === null || parsed.model.version === 3 || !isAccepted(parsed)) return [];
    const result = migrateDefinition(text);
    if (!result.ok) throw new Error(`${name}: ${result.message}`);
    return [{ name, before: { text, files }, after: { text: result.text, files } }];
  });
}

const NONE: CreateResult = { accepted: false, message: 'no answer', containerfile: '', files: {} };

function compare({ name, before, after }: Migrated, old: CreateResult, now: CreateResult): void {
  expect(old.accepted, `${name}: ${old.message}`).toBe(true);
  expect(now.accepted, `${name}: ${now.message}\n${after.text}`).toBe(true);
  compareSteps(name, imageSteps(old.containerfile), imageSteps(now.containerfile));
  expect(baseImage(now.containerfile), name).toBe(baseImage(old.containerfile));
  for (const file of ['requirements.txt', 'requirements.yml', 'bindep.txt']) expect(now.files[file], `${name} ${file}`).toEqual(old.files[file]);
  const kept = commentsOf(after.text).map((comment) => comment.text);
  expect(commentsOf(before.text).filter((comment) => !kept.includes(comment.text)), name).toEqual([]);
}

function compareSteps(name: string, old: readonly string[], now: readonly string[]): void {
  expect(addedSteps(old, now, name).filter((step) => !ADDED.includes(step) && !old.includes(step)), name).toEqual([]);
  const final = old.slice(old.findIndex((step) => step.endsWith(' AS final')));
  for (const keyword of ['USER', 'CMD', 'ENTRYPOINT', 'WORKDIR']) {
    const own = lastOf(final, keyword);
    if (own !== undefined) expect(lastOf(now, keyword), name).toBe(own);
  }
}

describe.runIf(hasCorpus())('migrateDefinition over the corpus', () => {
  it('gives what the real ansible-builder accepts, and an image of the same instructions but for the listed ones', async () => {
    const all = migratedJobs();
    const results = await createContexts(all.flatMap(({ before, after }) => [before, after]));
    for (const [index, migrated] of all.entries()) compare(migrated, results[2 * index] ?? NONE, results[2 * index + 1] ?? NONE);
    console.log(`${String(all.length)} definitions of version 1 and 2 migrated`);
    expect(all.length).toBeGreaterThan(30);
  }, 300_000);
});
