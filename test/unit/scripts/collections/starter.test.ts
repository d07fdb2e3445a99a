import { describe, expect, it } from 'vitest';

import { selectCollections } from '#scripts/collections/starter.ts';

const KNOWN = [
  { namespace: 'amazon', name: 'aws', entries: [] },
  { namespace: 'community', name: 'general', entries: [] },
];

describe('selectCollections', () => {
  it('takes all', () => {
    expect(selectCollections(KNOWN, 'all')).toEqual(KNOWN);
  });

  it('takes a list parted by commas or blanks', () => {
    expect(selectCollections(KNOWN, 'community.general, amazon.aws').map((each) => each.name)).toEqual(['general', 'aws']);
  });

  it('names every collection that is not in the package', () => {
    expect(() => selectCollections(KNOWN, 'amazon.aws acme.a acme.b')).toThrow(/acme\.a, acme\.b/);
  });
});
