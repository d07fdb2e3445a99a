import { constructTree, type Construction } from '#lib/ee/yaml/construct.ts';
import { isTooDeep } from '#lib/ee/yaml/depth.ts';
import { readYamlSource, type YamlSource } from '#lib/ee/yaml/source.ts';

export interface ReadYaml {
  readonly source: YamlSource;
  readonly construction: Construction;
}

/** The syntax tree of a text and its values, or null where it is nested too deeply. */
export function readYaml(text: string): ReadYaml | null {
  if (isTooDeep(text)) return null;
  try {
    const source = readYamlSource(text);
    return { source, construction: constructTree(source) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
