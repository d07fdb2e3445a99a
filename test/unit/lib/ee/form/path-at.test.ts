import { describe, expect, it } from 'vitest';
import { formatFieldPath, parseFieldPath } from '#lib/ee/form/field-path.ts';
import { pathAtOffset } from '#lib/ee/form/path-at.ts';
import { parseDefinition } from '#lib/ee/parse.ts';

const TEXT = `version: 3
images:
  base_image:
    name: base:1 # why
dependencies:
  python: [six, boto3]
  galaxy:
    collections:
      - name: a.b
        version: '1'
      - c.d

options:
  <<: &more {user: '1'}
`;

describe('pathAtOffset', () => {
  const { document } = parseDefinition(TEXT);
  it.each([
    ['version', 'version'],
    ['base_image:', 'images.base_image'],
    ['base:1', 'images.base_image.name'],
    ['# why', 'images.base_image.name'],
    ['boto3', 'dependencies.python.1'],
    ['- name', 'dependencies.galaxy.collections.0.name'],
    ["'1'\n", 'dependencies.galaxy.collections.0.version'],
    ['- c.d', 'dependencies.galaxy.collections.1'],
    ['\noptions', 'dependencies.galaxy.collections.1'],
    ['options', 'options'],
  ])('at %j is %s', (place, path) => {
    expect(formatFieldPath(pathAtOffset(document, TEXT.indexOf(place)))).toBe(path);
  });

  it('is the root where there is nothing', () => {
    expect(pathAtOffset(parseDefinition('').document, 0)).toEqual([]);
    expect(pathAtOffset(parseDefinition('# only a comment\n').document, 3)).toEqual([]);
  });
});

describe('parseFieldPath', () => {
  it('is the inverse of formatFieldPath', () => {
    const path = ['dependencies', 'galaxy', 'collections', 12, 'name'];
    expect(parseFieldPath(formatFieldPath(path))).toEqual(path);
    expect(parseFieldPath('')).toEqual([]);
  });
});
