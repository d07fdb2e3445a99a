import { describe, expect, it } from 'vitest';
import { formatSystemRequirement, parseSystemLine } from '#lib/ee/requirements/bindep.ts';

describe('parseSystemLine', () => {
  it.each([
    ['git', [], []],
    ['git [platform:rpm]', ['platform:rpm'], []],
    ['python3-devel [compile platform:centos-8 !platform:dpkg] >=3.9,<4', ['compile', 'platform:centos-8', '!platform:dpkg'], ['>=3.9', '<4']],
    ['libxml2-dev [(platform:debian platform:ubuntu)]', ['(platform:debian', 'platform:ubuntu)'], []],
  ])('reads %j', (line, profiles, versions) => {
    expect(parseSystemLine(line)).toMatchObject({ kind: 'requirement', requirement: { profiles, versions } });
  });

  it.each([['git [platform:rpm'], ['git 2.40'], ['[platform:rpm]'], ['git >= ']])('finds %j wrong', (line) => {
    expect(parseSystemLine(line).kind).toBe('invalid');
  });
});

describe('formatSystemRequirement', () => {
  it('gives back what was parsed', () => {
    const line = parseSystemLine('git [platform:rpm compile] >=2');
    expect(line.kind === 'requirement' && formatSystemRequirement(line.requirement)).toBe('git [platform:rpm compile] >=2');
  });
});
