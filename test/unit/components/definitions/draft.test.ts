import { addFiles } from '#components/definitions/add-files.ts';
import { draftOf, fileChanges, pathProblem, sameContent, withFile, withoutFile, type Draft, type DraftFile } from '#components/definitions/draft.ts';
import type { Revision } from '#lib/contract/definitions.ts';
import { describe, expect, it } from 'vitest';

const SHA = 'a'.repeat(64);
const SETTINGS: Revision['settings'] = { repository: null, tags: [], pullCredentialIds: [], pushCredentialId: null, galaxyCredentialIds: [], workerLabels: [] };
const REVISION: Revision = {
  id: 'revision0001',
  number: 7,
  message: '',
  createdBy: 'operator',
  createdAt: '2026-01-01T00:00:00.000Z',
  contentHash: SHA,
  definitionId: 'definition01',
  text: 'version: 3\n',
  files: [{ path: 'files/a.sh', sha256: SHA, size: 3, executable: true }],
  settings: SETTINGS,
};

function textFile(path: string, content = 'x'): DraftFile {
  return { path, content, executable: false, size: content.length, sha256: null };
}

describe('sameContent', () => {
  const draft = draftOf(REVISION);

  it('does not care for the order of files or keys, nor for the revision underneath', () => {
    const two = { ...draft, files: [textFile('b'), ...draft.files] };
    const other = { ...draft, baseRevision: 9, files: [...draft.files, textFile('b')], settings: Object.fromEntries(Object.entries(SETTINGS).reverse()) as Draft['settings'] };
    expect(sameContent(two, other)).toBe(true);
  });

  it.each<[string, Partial<Draft>]>([
    ['text', { text: 'version: 3' }],
    ['a file’s content', { files: [textFile('files/a.sh')] }],
    ['a file’s mode', { files: [{ ...draft.files[0]!, executable: false }] }],
    ['settings', { settings: { ...SETTINGS, tags: ['1.0'] } }],
  ])('sees a change of %s', (_what, part) => {
    expect(sameContent(draft, { ...draft, ...part })).toBe(false);
  });
});

describe('withFile and withoutFile', () => {
  it('replace in place, rename in place, append and remove', () => {
    const files = [textFile('a'), textFile('b'), textFile('c')];
    expect(withFile(files, textFile('b', 'new'))[1]?.content).toBe('new');
    expect(withFile(files, textFile('z'), 'b').map((file) => file.path)).toEqual(['a', 'z', 'c']);
    expect(withFile(files, textFile('d')).map((file) => file.path)).toEqual(['a', 'b', 'c', 'd']);
    expect(withoutFile(files, 'a').map((file) => file.path)).toEqual(['b', 'c']);
  });
});

describe('pathProblem', () => {
  const files = [textFile('files/a.sh')];

  it.each(['', '../x', '/etc/passwd', 'a//b', 'execution-environment.yml', 'files/a.sh', 'files', 'files/a.sh/b'])('refuses %j', (path) => {
    expect(pathProblem(files, path)).not.toBeNull();
  });

  it('takes a new relative path', () => {
    expect(pathProblem(files, 'files/b.sh')).toBeNull();
  });
});

describe('fileChanges', () => {
  it('names what was added, removed and changed', () => {
    expect(fileChanges([textFile('a'), textFile('b'), textFile('same')], [textFile('b', 'y'), textFile('c'), textFile('same')])).toEqual([
      { path: 'a', change: 'removed' },
      { path: 'b', change: 'changed' },
      { path: 'c', change: 'added' },
    ]);
  });
});

describe('addFiles', () => {
  it('replaces a file of the same name and refuses a name that cannot be', () => {
    const { files, refused } = addFiles([textFile('a', 'old')], [textFile('a', 'new'), textFile('a/b'), textFile('execution-environment.yml')]);
    expect(files.map((file) => [file.path, file.content])).toEqual([['a', 'new']]);
    expect(refused.map((file) => file.path)).toEqual(['a/b', 'execution-environment.yml']);
  });
});
