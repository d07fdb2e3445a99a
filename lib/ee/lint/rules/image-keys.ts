import { keyText, treeAt } from '#lib/ee/yaml/tree.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';

const KNOWN = new Set(['name', 'signature_original_name']);

/** Keys of an image that ansible-builder ignores without a word, and images without any key. */
export const imageKeys: Rule = { code: 'image-keys', check };

function check({ model, root }: LintContext): Finding[] {
  if (model === null) return [];
  return ['base_image', 'builder_image'].flatMap((image): Finding[] => {
    const path = ['images', image];
    const tree = treeAt(root, path);
    if (tree?.kind !== 'map') return [];
    if (tree.entries.length === 0) return [{ severity: 'warning', path, message: `${image} is empty: ansible-builder takes its own, outdated default.` }];
    return tree.entries
      .filter(({ key }) => !KNOWN.has(keyText(key)))
      .map(({ key }) => ({
        severity: 'warning',
        path: [...path, keyText(key)],
        span: key.span,
        message: `ansible-builder ignores ${keyText(key)} here; an image has only name and signature_original_name.`,
      }));
  });
}
