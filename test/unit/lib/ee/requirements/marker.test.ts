import { describe, expect, it } from 'vitest';
import { markerProblem } from '#lib/ee/requirements/marker.ts';
import { parsePythonLine } from '#lib/ee/requirements/pep508.ts';

describe('markerProblem', () => {
  it.each([
    'python_version < "3.12"',
    "python_version>='3.8' and (sys_platform == \"linux\" or platform_machine in 'x86_64 aarch64')",
    '"linux" == sys_platform',
    'sys_platform not in "win32"',
    'extra == "test"',
    'os.name == "posix"',
    '((python_full_version ~= "3.12.1"))',
  ])('takes %s', (marker) => {
    expect(markerProblem(marker)).toBeNull();
  });

  it.each([
    ['python_version < 3.12', 'is no condition'],
    ['python-version < "3.12"', '"python" is no name'],
    ['sys_platform == linux', '"linux" is no name'],
    ['python_version', 'is no condition'],
    ['python_version = "3"', 'is no condition'],
    ['python_version < "3" and', 'is no condition'],
    ['(python_version < "3"', 'is no condition'],
    ['python_version < "3" sys_platform == "linux"', 'is no condition'],
    ['python_version < "3', 'is no condition'],
  ])('refuses %s', (marker, message) => {
    expect(markerProblem(marker)).toContain(message);
  });

  it('is asked for requirements by version and by URL, without the options of a line', () => {
    expect(parsePythonLine('six==1 ; python_version < "3" --hash=sha256:aa').kind).toBe('requirement');
    expect(parsePythonLine('six==1 ; python_version < 3').kind).toBe('invalid');
    expect(parsePythonLine('six @ https://example.com/six.whl ; nonsense').kind).toBe('invalid');
  });
});
