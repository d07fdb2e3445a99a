import { describe, expect, it } from 'vitest';
import { PYTHON_PARTS, SYSTEM_PARTS, type ItemParts } from '#components/definitions/form/item-parts.ts';

function changed(parts: ItemParts, item: string, index: number, text: string): string {
  const texts = parts.read(item);
  if (texts === null) throw new Error(`${item} was not taken apart.`);
  return parts.write(texts.map((old, at) => (at === index ? text : old)));
}

describe('PYTHON_PARTS', () => {
  it.each([
    ['boto3', ['boto3', '', '']],
    ['boto3[crt]>=1.34,<2', ['boto3[crt]', '>=1.34,<2', '']],
    ['six ; python_version < "3.12"', ['six', '', 'python_version < "3.12"']],
  ])('takes %s apart', (item, texts) => {
    expect(PYTHON_PARTS.read(item)).toEqual(texts);
  });

  it.each(['-c constraints.txt', 'x @ https://example.com/x.whl', 'requests==', 'boto3 --hash=sha256:00'])('leaves %s as one text', (item) => {
    expect(PYTHON_PARTS.read(item)).toBeNull();
  });

  it('takes a bare number for exactly this version', () => {
    expect(changed(PYTHON_PARTS, 'boto3>=1', 1, '1.34.0')).toBe('boto3==1.34.0');
    expect(changed(PYTHON_PARTS, 'boto3>=1', 1, '')).toBe('boto3');
    expect(changed(PYTHON_PARTS, 'boto3', 2, 'python_version > "3.9"')).toBe('boto3; python_version > "3.9"');
  });
});

describe('SYSTEM_PARTS', () => {
  it('takes a bindep line apart', () => {
    expect(SYSTEM_PARTS.read('gcc [compile platform:rpm] >=1.0')).toEqual(['gcc', 'compile platform:rpm', '>=1.0']);
    expect(SYSTEM_PARTS.read('!!')).toBeNull();
  });

  it('adds and removes profiles', () => {
    expect(changed(SYSTEM_PARTS, 'git', 1, 'platform:rpm')).toBe('git [platform:rpm]');
    expect(changed(SYSTEM_PARTS, 'git [platform:rpm]', 1, '')).toBe('git');
    expect(changed(SYSTEM_PARTS, 'git [platform:rpm]', 1, '[platform:dpkg test]')).toBe('git [platform:dpkg test]');
  });
});
