import type { YamlSource } from '#lib/ee/yaml/source.ts';
import type { YamlTree } from '#lib/ee/yaml/tree.ts';

/** A parsed text, lossless: `source` holds the syntax tree with every comment and space, `root` the values. */
export interface DefinitionDocument {
  readonly text: string;
  readonly source: YamlSource | null;
  readonly root: YamlTree | null;
}
