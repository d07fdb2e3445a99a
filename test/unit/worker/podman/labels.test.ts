import { describe, expect, test } from 'vitest';

import { containerLabels, labelFilters, ownerLabels, parseContainers } from '#worker/podman/labels.ts';

const OWNER = { instance: 'i1', worker: 'w1' };
const LABELS = { job: 'cjob', attempt: 3, token: 't', phase: 'fetch' } as const;
const FENCE = { outDir: '/a/out', volume: null, diskBytes: 5, logBytes: 6 };

describe('parseContainers', () => {
  test('gives back what the labels of a container say', () => {
    const json = JSON.stringify([{ Id: 'abc', State: 'running', Names: ['eef-x'], Labels: { ...ownerLabels(OWNER), ...containerLabels(LABELS, '/a/raw.log', FENCE) } }]);
    expect(parseContainers(json)).toEqual([{ handle: { id: 'abc', name: 'eef-x', labels: LABELS, logFile: '/a/raw.log', hasStarted: true }, fence: FENCE }]);
  });

  test('tells one that was made but never ran', () => {
    const json = JSON.stringify([{ Id: 'abc', State: 'created', Names: ['eef-x'], Labels: { ...ownerLabels(OWNER), ...containerLabels(LABELS, '/a/raw.log', FENCE) } }]);
    expect(parseContainers(json)[0]?.handle.hasStarted).toBe(false);
  });

  test('leaves out containers that are not ours', () => {
    expect(parseContainers(JSON.stringify([{ Id: 'abc', State: 'exited', Names: ['x'], Labels: null }, { Id: 'def', State: 'exited', Names: [], Labels: { 'ee-foundry': 'i1' } }]))).toEqual([]);
  });
});

describe('labelFilters', () => {
  test('always asks for this worker only', () => {
    expect(labelFilters(OWNER, { job: 'cjob' })).toEqual(['--filter', 'label=ee-foundry=i1', '--filter', 'label=ee-foundry.worker=w1', '--filter', 'label=ee-foundry.job=cjob']);
  });
});
