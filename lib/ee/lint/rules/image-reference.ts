import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { entryOf, treeAt, type YamlTree } from '#lib/ee/yaml/tree.ts';

/** An image object that is not empty has a name, and its names have a tag or digest. */
export const imageReference: Rule = { code: 'image-reference', check };

function check({ model, root }: LintContext): Finding[] {
  if (model === null || model.version === 1) return [];
  return (['base_image', 'builder_image'] as const).flatMap((key) => checkImage(key, treeAt(root, ['images', key])));
}

function checkImage(key: string, image: YamlTree | null): Finding[] {
  if (image?.kind !== 'map' || image.entries.length === 0) return [];
  if (textOf(image, 'name') === '') {
    const message = `${key} needs a name, for instance registry.example/team/base:1.0.`;
    return [{ severity: 'error', message, path: ['images', key], refusedBy: 'ansible-builder' }];
  }
  return ['name', 'signature_original_name'].flatMap((field): Finding[] => {
    const reference = textOf(image, field);
    if (reference === '' || /:./s.test(reference)) return [];
    const message = `The image ${reference} needs a tag or a digest, for instance ${reference.replace(/:$/, '')}:latest.`;
    return [{ severity: 'error', message, path: ['images', key, field], refusedBy: 'ansible-builder' }];
  });
}

function textOf(image: YamlTree, field: string): string {
  const value = entryOf(image, field)?.value;
  return value?.kind === 'scalar' && value.scalar.type === 'str' ? value.scalar.value : '';
}
