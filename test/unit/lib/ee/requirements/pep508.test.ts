import { describe, expect, it } from 'vitest';
import { formatPythonRequirement, normalizePythonName, parsePythonLine } from '#lib/ee/requirements/pep508.ts';

describe('parsePythonLine', () => {
  it.each([
    ['boto3', 'boto3', '', null],
    ['boto3>=1.34,<2', 'boto3', '>=1.34,<2', null],
    ['boto3 == 1.34.*  # pinned', 'boto3', '==1.34.*', null],
    ['requests[socks,security]~=2.31', 'requests', '~=2.31', null],
    ['zope.interface (>=5)', 'zope.interface', '>=5', null],
    ['pywinrm>=0.4; python_version < "3.12" and sys_platform == "linux"', 'pywinrm', '>=0.4', 'python_version < "3.12" and sys_platform == "linux"'],
    ['ncclient @ git+https://github.example/x.git', 'ncclient', '', null],
    ['foo===2024a', 'foo', '===2024a', null],
  ])('reads %j', (line, name, specifier, marker) => {
    expect(parsePythonLine(line)).toMatchObject({ kind: 'requirement', requirement: { name, specifier, marker } });
  });

  it.each([['-c constraints.txt'], ['--index-url https://pypi.example/simple'], ['git+https://github.example/x.git'], ['./wheels/a.whl']])('takes %j for an option', (line) => {
    expect(parsePythonLine(line).kind).toBe('option');
  });

  it.each([['boto3=1.34'], ['boto3 1.34'], ['>=1'], ['boto3>=1;'], ['boto3>>1'], ['boto3~=1'], ['boto3 @'], ['_x']])('finds %j wrong', (line) => {
    expect(parsePythonLine(line).kind).toBe('invalid');
  });

  it('takes comments and blank lines for nothing', () => {
    expect([parsePythonLine(''), parsePythonLine('  # x')]).toEqual([{ kind: 'blank' }, { kind: 'blank' }]);
  });
});

describe('formatPythonRequirement', () => {
  it('gives back what was parsed', () => {
    const line = parsePythonLine('a[b,c]>=1,<2; python_version < "3"');
    expect(line.kind === 'requirement' && formatPythonRequirement(line.requirement)).toBe('a[b,c]>=1,<2; python_version < "3"');
  });
});

describe('normalizePythonName', () => {
  it('makes names comparable', () => {
    expect(normalizePythonName('Zope._Interface')).toBe('zope-interface');
  });
});
