import { describe, expect, it } from 'vitest';
import { parseDefinition } from '#lib/ee/parse.ts';

/** The text that the finding about a requirement marks. */
function marked(text: string, code: string): string[] {
  return parseDefinition(text).diagnostics.filter((diagnostic) => diagnostic.code === code).map(({ range }) => text.slice(range.start.offset, range.end.offset));
}

const HEAD = 'version: 3\nimages: {base_image: {name: "a:1"}}\ndependencies:\n';

describe('blockLineSpan', () => {
  it.each([
    ['a literal block', '  python: |\n    six\n    boto3=1\n'],
    ['a block with blank lines and comments', '  python: |\n\n    # first\n    six\n\n    boto3=1\n'],
    ['a block with an indentation and a chomping indicator', '  python: |2-\n    six\n    boto3=1\n'],
    ['a block with a comment behind its header', '  python: | # list\n    six\n    boto3=1\n'],
    ['an anchored block', '  python: &list |\n    six\n    boto3=1\n'],
    ['a folded block', '  python: >\n    six\n\n    boto3=1\n'],
    ['a block in a list', '  python:\n    - |\n      six\n      boto3=1\n'],
  ])('leads to the line in %s, with LF and CRLF', (_name, python) => {
    expect(marked(HEAD + python, 'python-requirement')).toEqual(['boto3=1']);
    expect(marked((HEAD + python).replaceAll('\n', '\r\n'), 'python-requirement')).toEqual(['boto3=1']);
  });

  it('leads to the line of bindep', () => {
    expect(marked(`${HEAD}  system: |\n    git\n    gcc what\n`, 'system-requirement')).toEqual(['gcc what']);
  });

  it('marks the whole text where a line is not written as such', () => {
    expect(marked(`${HEAD}  python: "six\\nboto3=1\\n"\n`, 'python-requirement')).toEqual(['"six\\nboto3=1\\n"']);
  });
});
