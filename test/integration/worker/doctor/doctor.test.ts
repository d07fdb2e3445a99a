import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { DoctorReport } from '#lib/contract/workers.ts';
import { runDoctor } from '#worker/doctor/doctor.ts';
import { openTestPodman, type TestPodman } from '#test/support/local-podman.ts';

let podman: TestPodman;

beforeAll(async () => {
  podman = await openTestPodman();
}, 300_000);

afterAll(async () => {
  await podman.close();
});

describe('runDoctor', () => {
  test('finds the builder image fit on this host, and leaves neither container nor volume', async () => {
    const report = DoctorReport.parse(await runDoctor(podman.config, podman));
    const statuses = Object.fromEntries(report.checks.map(({ id, status }) => [id, status]));
    expect(statuses).toMatchObject({ podman: 'ok', 'builder-image': 'ok', trial: 'ok', newuidmap: 'ok', isolation: 'ok', 'user-namespaces': 'ok', certificates: 'ok' });
    expect(report.checks.filter(({ status, fix }) => (status === 'failed' || status === 'warning') && fix === undefined)).toEqual([]);
    expect(await podman.driver.list()).toEqual([]);
    expect(await podman.driver.listVolumes()).toEqual([]);
  });

  test('says what is missing where the builder image is', async () => {
    const report = await runDoctor({ ...podman.config, builderImage: 'localhost/no-such-builder:1', serverUrl: 'http://localhost:9' }, podman);
    const found = (id: string) => report.checks.find((check) => check.id === id);
    expect(found('builder-image')).toMatchObject({ status: 'failed', fix: expect.stringContaining('EEF_BUILDER_IMAGE') as string });
    expect(found('trial')).toMatchObject({ status: 'failed' });
    expect(found('isolation')).toMatchObject({ status: 'unknown' });
    expect(found('dashboard')).toMatchObject({ status: 'failed', fix: expect.stringContaining('EEF_SERVER_URL') as string });
  });
});
