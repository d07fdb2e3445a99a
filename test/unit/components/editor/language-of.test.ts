import { languageOf } from '#components/editor/language-of.ts';
import { describe, expect, it } from 'vitest';

describe('languageOf', () => {
  it.each([
    ['files/hello.sh', 'shell'],
    ['requirements.yml', 'yaml'],
    ['ansible.cfg', 'ini'],
    ['Containerfile.base', 'dockerfile'],
    ['bindep.txt', 'plaintext'],
    ['files/noextension', 'plaintext'],
  ])('edits %s as %s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });
});
