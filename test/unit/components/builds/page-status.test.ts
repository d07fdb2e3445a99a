import { describe, expect, it } from 'vitest';
import { statusIcon, statusTitle } from '#components/builds/page-status.ts';
import { BuildStatus } from '#lib/contract/builds.ts';

describe('statusIcon', () => {
  it('differs between running, succeeded and failed', () => {
    expect(new Set(['running', 'succeeded', 'failed'].map((status) => statusIcon(BuildStatus.parse(status)))).size).toBe(3);
  });
});

describe('statusTitle', () => {
  it('begins with a mark, for narrow tabs', () => {
    expect(statusTitle('failed', '#3 ee_aws')).toBe('✖ #3 ee_aws · EE Foundry');
  });
});
