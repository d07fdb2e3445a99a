import { conflictCount, mergeDrafts, NO_CHOICES, openCount, resolveDraft } from '#components/definitions/draft-merge.ts';
import type { Draft, DraftFile } from '#components/definitions/draft.ts';
import { describe, expect, it } from 'vitest';

const SETTINGS: Draft['settings'] = { repository: null, tags: [], pullCredentialIds: [], pushCredentialId: null, galaxyCredentialIds: [], workerLabels: [] };

function file(path: string, content: string): DraftFile {
  return { path, content, executable: false, size: content.length, sha256: null };
}

function draft(part: Partial<Draft> = {}): Draft {
  return { baseRevision: 1, text: 'a\nb\nc\nd\n', files: [file('same', 'x')], settings: SETTINGS, ...part };
}

describe('mergeDrafts', () => {
  it('puts text, files and settings of both together where they changed different things', () => {
    const theirs = draft({ text: 'A\nb\nc\nd\n', files: [file('same', 'x'), file('theirs', '1')], settings: { ...SETTINGS, tags: ['1.0'] } });
    const mine = draft({ text: 'a\nb\nc\nD\n', files: [file('same', 'y')], settings: { ...SETTINGS, repository: 'registry.example/ee' } });
    const merge = mergeDrafts({ base: draft(), theirs, mine });
    expect(conflictCount(merge)).toBe(0);
    const result = resolveDraft(merge, NO_CHOICES, 2);
    expect(result).toMatchObject({ baseRevision: 2, text: 'A\nb\nc\nD\n', settings: { tags: ['1.0'], repository: 'registry.example/ee' } });
    expect(result?.files.map(({ path, content }) => [path, content])).toEqual([['same', 'y'], ['theirs', '1']]);
  });

  it('asks at each thing that both changed, and takes the side that was chosen', () => {
    const theirs = draft({ text: 'a\nT\nc\nd\n', files: [], settings: { ...SETTINGS, tags: ['1.0'] } });
    const mine = draft({ text: 'a\nM\nc\nd\n', files: [file('same', 'y')], settings: { ...SETTINGS, tags: ['2.0'] } });
    const merge = mergeDrafts({ base: draft(), theirs, mine });
    expect([conflictCount(merge), openCount(merge, NO_CHOICES), resolveDraft(merge, NO_CHOICES, 2)]).toEqual([3, 3, null]);
    const choices = { text: ['both'] as const, files: { same: 'mine' } as const, settings: {} };
    expect([openCount(merge, choices), resolveDraft(merge, choices, 2)]).toEqual([1, null]);
    const result = resolveDraft(merge, { ...choices, settings: { tags: 'theirs' } }, 2);
    expect(result).toEqual({ baseRevision: 2, text: 'a\nT\nM\nc\nd\n', files: [file('same', 'y')], settings: { ...SETTINGS, tags: ['1.0'] } });
  });
});
