import { nameFromPath, planUpload } from '#components/definitions/upload-plan.ts';
import { describe, expect, it } from 'vitest';

function entries(...paths: string[]): { path: string }[] {
  return paths.map((path) => ({ path }));
}

describe('planUpload', () => {
  it('takes the outermost definition of a folder and the files below its folder', () => {
    const plan = planUpload(entries('net/sub/execution-environment.yml', 'net/execution-environment.yml', 'net/files/ansible.cfg', 'net/requirements.txt', 'other.txt'));
    expect(plan.definition?.path).toBe('net/execution-environment.yml');
    expect(plan.files.map((file) => file.path)).toEqual(['sub/execution-environment.yml', 'files/ansible.cfg', 'requirements.txt']);
    expect(plan.problems).toEqual([]);
  });

  it('takes a single YAML file whatever its name, but does not guess among several', () => {
    expect(planUpload(entries('my-ee.yaml')).definition?.path).toBe('my-ee.yaml');
    const plan = planUpload(entries('a.yml', 'b.yml'));
    expect(plan.definition).toBeNull();
    expect(plan.problems).toEqual(['There is no execution-environment.yml in what you chose.']);
  });

  it('leaves out what is no part of a definition', () => {
    const plan = planUpload(entries('ee/execution-environment.yml', 'ee/.git/config', 'ee/context/Containerfile', 'ee/.DS_Store', 'ee/__pycache__/x.pyc', 'ee/bindep.txt'));
    expect(plan.files.map((file) => file.path)).toEqual(['bindep.txt']);
  });

  it('names a file that cannot be taken instead of dropping it in silence', () => {
    const plan = planUpload(entries('ee/execution-environment.yml', 'ee/a\\b.txt'));
    expect(plan.files).toEqual([]);
    expect(plan.problems).toEqual(['a\\b.txt has a name that cannot be used.']);
  });

  it('stops at the number of files that the server takes, and says so', () => {
    const many = Array.from({ length: 501 }, (_item, index) => ({ path: `ee/f${index}` }));
    const plan = planUpload([...entries('ee/execution-environment.yml'), ...many]);
    expect(plan.files).toHaveLength(500);
    expect(plan.problems[0]).toContain('501');
  });
});

describe('nameFromPath', () => {
  it.each([
    ['My EE/execution-environment.yml', 'my-ee'],
    ['ee_aws.yml', 'ee_aws'],
    ['__odd/execution-environment.yml', 'odd'],
  ])('makes a name from %s', (path, name) => {
    expect(nameFromPath(path)).toBe(name);
  });
});
