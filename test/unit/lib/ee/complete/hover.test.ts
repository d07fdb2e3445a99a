import { describe, expect, it } from 'vitest';
import { hoverAt } from '#lib/ee/complete/hover.ts';
import type { CompletionSubject } from '#lib/ee/complete/schema-walk.ts';

const V3: CompletionSubject = { kind: 'definition', version: 3 };

/** The words over the first character of `at`, and what of the text they are about. */
function over(text: string, at: string, subject: CompletionSubject = V3) {
  const hover = hoverAt(text, text.indexOf(at) + 1, subject);
  return hover === null ? null : { about: text.slice(hover.span.start, hover.span.end), words: hover.markdown };
}

describe('hoverAt', () => {
  it('explains keys by version', () => {
    const text = 'dependencies:\n  python_interpreter:\n    python_path: /usr/bin/python3\n';
    expect(over(text, 'python_path')?.about).toBe('python_path');
    expect(over(text, 'python_path')?.words).toContain('/usr/bin/python3');
    expect(over('ansible_config: a\n', 'ansible_config')).toBeNull();
    expect(over('ansible_config: a\n', 'ansible_config', { kind: 'definition', version: 2 })?.words).toContain('ansible.cfg');
    expect(over('images: {base_image: {name: a}}', 'base_image')?.words).toContain('extends');
    expect(over('dependencies:\n  galaxy: |\n    collections:\n      - name: a.b\n', 'collections')?.words).toContain('Collections to install');
  });

  it('says what a Python requirement asks for', () => {
    const text = 'dependencies:\n  python:\n    - boto3[crt]>=1.34,<2; python_version < "3.12" # why\n    - six\n';
    expect(over(text, 'boto3')).toEqual({ about: 'boto3[crt]>=1.34,<2; python_version < "3.12"', words: 'Python package **boto3** in a version from `1.34` and below `2` with the extras `crt`, only where `python_version < "3.12"`.' });
    expect(over(text, 'six')?.words).toBe('Python package **six** in any version.');
    expect(over('-c constraints.txt', 'c', { kind: 'python' })?.words).toBe('An option of pip: `-c constraints.txt`');
    expect(over('dependencies:\n  python: |\n    six\n    boto3==1\n', 'boto3')?.words).toBe('Python package **boto3** in a version equal to `1`.');
  });

  it('says what system and Galaxy requirements ask for', () => {
    expect(over('dependencies:\n  system:\n    - gcc [compile platform:rpm]\n', 'gcc')?.words).toContain('- `compile`: Only while wheels are built');
    expect(over('git', 'g', { kind: 'system' })?.words).toBe('System package **git**. On every image.');
    expect(over('collections:\n- amazon.aws:>=9\n', 'amazon', { kind: 'galaxy' })?.words).toBe('Collection **amazon.aws** in a version from `9`.');
    expect(over('roles:\n- name: a.b\n', 'a.b', { kind: 'galaxy' })?.words).toBe('Role **a.b** in its newest version.');
  });

  it('keeps Markdown of the text from being rendered', () => {
    expect(over('dependencies:\n  python:\n    - "a @ http://x/`**b**`"\n', 'a @')?.words).toBe("Python package **a** from `http://x/'**b**'`.");
  });

  it('says nothing about values and unknown keys', () => {
    expect(over('version: 3\n', '3')).toBeNull();
    expect(over('unknown: 3\n', 'unknown')).toBeNull();
  });
});
