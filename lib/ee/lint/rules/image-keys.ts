import { editing } from '#lib/ee/lint/fixes.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { schemaKeysAt } from '#lib/ee/schema/schema-at.ts';
import { keyText, treeAt, type YamlTree } from '#lib/ee/yaml/tree.ts';

const KNOWN = new Set(['name', 'signature_original_name']);

/** Keys of an image that ansible-builder ignores without a word, and images without any key. */
export const imageKeys: Rule = { code: 'image-keys', check };

function check(context: LintContext): Finding[] {
  const { model, root } = context;
  if (model === null) return [];
  return ['base_image', 'builder_image'].flatMap((image): Finding[] => {
    const path = ['images', image];
    const tree = treeAt(root, path);
    if (tree?.kind !== 'map') return [];
    if (tree.entries.length === 0) return [emptyImage(context, image)];
    return tree.entries
      .filter(({ key }) => !KNOWN.has(keyText(key)))
      .map(({ key, value }) => ({
        severity: 'warning',
        path: [...path, keyText(key)],
        span: key.span,
        message: `ansible-builder ignores ${keyText(key)} here; an image has only name and signature_original_name.${belongsToRoot(keyText(key), value)}`,
        ...editing(`Remove ${keyText(key)}`, context, [{ kind: 'delete', path: [...path, keyText(key)] }]),
      }));
  });
}

function belongsToRoot(key: string, value: YamlTree): string {
  const known = schemaKeysAt(3, [key]);
  const isMisplaced = value.kind === 'map' && value.entries.some((entry) => known.includes(keyText(entry.key)));
  return isMisplaced ? ` ${key} belongs to the definition itself: move it to the left margin.` : '';
}

function emptyImage(context: LintContext, image: string): Finding {
  const path = ['images', image];
  if (image === 'base_image') return { severity: 'warning', path, message: 'base_image is empty: ansible-builder takes its own, outdated default. Give it a name.' };
  const message = 'builder_image is empty, so the builder stage starts from no image at all and the build fails. Remove it, or give it a name.';
  return { severity: 'warning', path, message, ...editing('Remove builder_image', context, [{ kind: 'delete', path }]) };
}
