import type { AnsibleYaml } from '#lib/ee/import/ansible-yaml.ts';
import type { JinjaFiller } from '#lib/ee/import/ee-utilities/jinja.ts';
import type { Variables } from '#lib/ee/import/ee-utilities/variables.ts';
import type { MapTree } from '#lib/ee/yaml/tree.ts';

/** An item of `ee_list` and what is known around it. */
export interface ItemContext {
  readonly item: MapTree;
  readonly yaml: AnsibleYaml;
  readonly variables: Variables;
  readonly filler: JinjaFiller;
}
