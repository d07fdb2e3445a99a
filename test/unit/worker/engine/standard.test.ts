import { describe, expect, it } from 'vitest';
import type { BuildJob } from '#lib/contract/worker-protocol.ts';
import { buildJob } from '#test/support/build-job.ts';
import type { EngineResult, PhasePlan, PhaseResult } from '#worker/engine/engine.ts';
import { standardEngine } from '#worker/engine/standard.ts';

const GALAXY = { credentialId: 'galaxy001', version: 1, name: 'Hub', url: 'https://hub.example/', authUrl: null, username: null, hasSecret: true };
const GENERATED = [
  'ARG EE_BASE_IMAGE="registry.example/base:1"',
  'ARG PYCMD="/opt/python/bin/python3.12"',
  'FROM $EE_BASE_IMAGE AS base',
  'FROM base AS galaxy',
  'COPY _build /build',
  'RUN ansible-galaxy collection install $ANSIBLE_GALAXY_CLI_COLLECTION_OPTS -r requirements.yml',
  'FROM base AS final',
  'COPY --from=registry.example/tools:2 /t /t',
  'COPY --from=galaxy /usr/share/ansible /usr/share/ansible',
  'RUN true',
].join('\n');
const REQUIREMENTS = 'collections: [amazon.aws]\n';
const SIGNED = 'version: 3\ndependencies:\n  galaxy:\n    collections:\n      - name: a.b\n        signatures: [https://hub.example/sig.asc]\n';

/** Plays a worker: `outputs` and `exitCodes` by phase. */
async function play(changes: Partial<BuildJob>, outputs: Record<string, Record<string, string>>, exitCodes: Record<string, number> = {}) {
  const plans: PhasePlan[][] = [];
  const said: string[] = [];
  const run = standardEngine.run({
    job: buildJob(changes),
    readFile: (path) => Promise.resolve(path === 'files/ansible.cfg' ? '[galaxy]\nignore_certs = false\n' : null),
    report: {
      versions: (versions) => said.push(`versions ${Object.keys(versions).join()}`),
      artifact: ({ kind }) => said.push(`artifact ${kind}`),
      skip: (phase, note) => said.push(`skip ${phase}: ${note}`),
    },
  });
  let next = await run.next();
  while (next.done !== true) {
    plans.push([...next.value]);
    next = await run.next(next.value.map((plan) => result(plan, outputs[plan.phase] ?? {}, exitCodes[plan.phase] ?? 0)));
  }
  return { plans, said, end: next.value };
}

function result(plan: PhasePlan, files: Record<string, string>, exitCode: number): PhaseResult {
  return { phase: plan.phase, exitCode, readText: (name) => Promise.resolve(files[name] ?? null), lastLines: ['one', 'exit status 4'], failedStep: null };
}

function inputs(plan: PhasePlan): string[] {
  return plan.inputs.map(({ path, source }) => `${path} ${source.kind === 'output' ? `from ${source.phase}` : source.kind}`);
}

function textOf(plan: PhasePlan, path: string): string | null {
  const source = plan.inputs.find((input) => input.path === path)?.source;
  return source?.kind === 'text' ? source.text : null;
}

function failureCode(end: EngineResult): string | null {
  return end.kind === 'failed' ? end.failure.code : null;
}

describe('standardEngine', () => {
  it('makes the context, then collects and fetches side by side, then builds without a secret', async () => {
    const { plans, said, end } = await play({ galaxy: [GALAXY] }, { context: { Containerfile: GENERATED, 'requirements.yml': REQUIREMENTS, 'versions.json': '{"podman":"5"}' } });
    expect(plans.map((group) => group.map((plan) => plan.phase))).toEqual([['context'], ['collect', 'fetch'], ['build']]);
    const [[context], [collect, fetch], [build]] = plans as [[PhasePlan], [PhasePlan, PhasePlan], [PhasePlan]];
    expect([context, collect, fetch, build].map((plan) => `${plan.network} ${String(plan.mountsStorage)} ${plan.secrets.map((need) => need.kind).join()}`)).toEqual([
      'none false ',
      'egress false galaxy-config',
      'egress true registry-auth',
      'egress true ',
    ]);
    expect(inputs(context)).toEqual(['definition/execution-environment.yml text', 'definition-file text']);
    expect(textOf(fetch, 'images')).toBe('registry.example/base:1\nregistry.example/tools:2\n');
    expect(textOf(fetch, 'bases')).toBe('registry.example/base:1\n');
    expect(inputs(build)).toEqual(['context.tar from context', 'bundles from fetch', 'Containerfile text', 'image text', 'cache text', 'collections.tar from collect']);
    expect(textOf(build, 'Containerfile')).toBe(GENERATED);
    expect(build.steps.length).toBeGreaterThan(5);
    expect(said).toEqual(['versions podman', 'artifact containerfile', 'artifact context']);
    expect(end).toMatchObject({ kind: 'built', image: { kind: 'storage', reference: 'localhost/ee-foundry/def000001:7-1' } });
    expect(end.kind === 'built' && end.pythons[0]).toBe('/opt/python/bin/python3.12');
  });

  it('does not collect without Galaxy dependencies', async () => {
    const { plans, said } = await play({}, { context: { Containerfile: GENERATED } });
    expect(plans[1]!.map((plan) => plan.phase)).toEqual(['fetch']);
    expect(said.at(-1)).toBe('skip collect: The definition has no Galaxy dependencies.');
  });

  it('mounts the Galaxy configuration as a secret for signed collections once the author agreed', async () => {
    const files = { context: { Containerfile: GENERATED, 'requirements.yml': REQUIREMENTS } };
    const refused = await play({ text: SIGNED, galaxy: [GALAXY] }, files);
    expect(failureCode(refused.end)).toBe('agreement_required');
    expect(refused.plans).toHaveLength(1);
    const { plans } = await play({ text: SIGNED, galaxy: [GALAXY], isSecretMountAgreed: true }, files);
    const build = plans.at(-1)![0]!;
    expect(build.secrets).toEqual([{ kind: 'galaxy-config', file: 'galaxy.cfg', ownConfig: null }]);
    expect(textOf(build, 'Containerfile')).toContain('RUN --mount=type=secret,id=galaxy_cfg');
    expect(plans[1]!.map((plan) => plan.phase)).toEqual(['fetch']);
  });

  it("keeps the definition's own ansible.cfg with the secret mount", async () => {
    const text = `version: 3
dependencies:
  galaxy:
    collections: [amazon.aws]
additional_build_files:
  - src: files/ansible.cfg
    dest: configs
additional_build_steps:
  prepend_galaxy:
    - ADD _build/configs/ansible.cfg /etc/ansible/ansible.cfg
`;
    const Containerfile = GENERATED.replace('COPY _build /build', 'ADD _build/configs/ansible.cfg /etc/ansible/ansible.cfg\nCOPY _build /build');
    const file = { path: 'files/ansible.cfg', sha256: 'a'.repeat(64), size: 10, executable: false };
    const { plans } = await play({ text, files: [file], galaxy: [GALAXY], isSecretMountAgreed: true }, { context: { Containerfile, 'requirements.yml': REQUIREMENTS } });
    expect(plans.at(-1)![0]!.secrets).toEqual([{ kind: 'galaxy-config', file: 'galaxy.cfg', ownConfig: '[galaxy]\nignore_certs = false\n' }]);
  });

  it('gives the definition another name when a file beside it has its usual one', async () => {
    const file = { path: 'execution-environment.yml', sha256: 'a'.repeat(64), size: 1, executable: false };
    const { plans } = await play({ files: [file] }, { context: { Containerfile: GENERATED } });
    expect(textOf(plans[0]![0]!, 'definition-file')).toBe('execution-environment.ee-foundry.yml');
  });

  it('passes the mode on: newer bases are pulled, no cache is used', async () => {
    const files = { context: { Containerfile: GENERATED } };
    const newer = await play({ mode: 'newer-base' }, files);
    expect(textOf(newer.plans[1]![0]!, 'pull-policy')).toBe('newer');
    const plain = await play({ mode: 'no-cache' }, files);
    expect(textOf(plain.plans[1]![0]!, 'pull-policy')).toBe('missing');
    expect(textOf(plain.plans[2]![0]!, 'cache')).toBe('none');
  });

  it('says what kind of failure it was', async () => {
    const files = { context: { Containerfile: GENERATED, 'requirements.yml': REQUIREMENTS } };
    const codes = await Promise.all(
      [{ context: 10 }, { context: 1 }, { collect: 12 }, { fetch: 11 }, { build: 4 }].map(async (exitCodes) => failureCode((await play({ galaxy: [GALAXY] }, files, exitCodes)).end)),
    );
    expect(codes).toEqual(['definition_rejected', 'worker_failed', 'collection_failed', 'base_unavailable', 'step_failed']);
  });
});
