import { constructTree, type Construction } from '#lib/ee/yaml/construct.ts';
import { readYamlSource, type YamlSource } from '#lib/ee/yaml/source.ts';

export interface ReadYaml {
  readonly source: YamlSource;
  readonly construction: Construction;
}

/** The syntax tree of a text and its values, or null where it is nested deeper than the stack allows. */
export function readYaml(text: string): ReadYaml | null {
  try {
    const source = readYamlSource(text);
    return { source, construction: constructTree(source) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
