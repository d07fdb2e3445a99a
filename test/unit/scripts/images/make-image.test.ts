import { describe, expect, it } from 'vitest';

import { BASE_CONTENT, BUILDER_CONTENT } from '#scripts/images/image-content.ts';
import { contentKey } from '#scripts/images/make-image.ts';

describe('contentKey', () => {
  it('is the same for the same content', async () => {
    expect(await contentKey(BASE_CONTENT, ['x'])).toBe(await contentKey(BASE_CONTENT, ['x']));
  });

  it.each([
    ['another package', { ...BASE_CONTENT, packages: [...BASE_CONTENT.packages, 'jq'] }],
    ['another requirement', { ...BASE_CONTENT, requirements: ['ansible-core==1'] }],
    ['another file', { ...BASE_CONTENT, files: [...BASE_CONTENT.files, 'setup.sh'] }],
    ['another image setting', { ...BASE_CONTENT, changes: [] }],
  ])('changes with %s', async (_title, content) => {
    expect(await contentKey(content, ['x'])).not.toBe(await contentKey(BASE_CONTENT, ['x']));
  });

  it('changes with the sources', async () => {
    expect(await contentKey(BUILDER_CONTENT, ['deb http://a.test trixie main'])).not.toBe(await contentKey(BUILDER_CONTENT, ['deb http://b.test trixie main']));
  });
});
