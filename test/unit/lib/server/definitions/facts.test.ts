import { describe, expect, it } from 'vitest';
import { definitionFacts } from '#lib/server/definitions/facts.ts';
import { wantedTags } from '#lib/server/definitions/destination.ts';
import { RevisionSettings } from '#lib/contract/definitions.ts';

describe('definitionFacts', () => {
  it('reads base image, tags and words', () => {
    const text = 'version: 3\nimages:\n  base_image:\n    name: quay.io/org/base:1\noptions:\n  tags: [registry.example:5000/ee:2.0, ee_plain, "bad:ta g"]\ndependencies:\n  python: [Boto3]\n';
    expect(definitionFacts(text)).toMatchObject({ baseImage: 'quay.io/org/base:1', tags: ['2.0', 'latest'] });
    expect(definitionFacts(text).searchText).toContain('boto3');
  });

  it.each(['', ': [', 'just text', '- a list', 'images: 7\noptions: []\n', 'images:\n  base_image: plain\n'])('makes the best of %j', (text) => {
    expect(definitionFacts(text).tags).toEqual([]);
  });
});

describe('wantedTags', () => {
  it('takes the settings, else options.tags, else latest', () => {
    const settings = RevisionSettings.parse({});
    expect(wantedTags({ text: '', settings: { ...settings, tags: ['a', 'a'] } })).toEqual(['a']);
    expect(wantedTags({ text: 'options:\n  tags: [ee:1]\n', settings })).toEqual(['1']);
    expect(wantedTags({ text: '', settings })).toEqual(['latest']);
  });
});
