import { entryOf, type YamlTree } from '#lib/ee/yaml/tree.ts';
import type { AnsibleYaml } from '#lib/ee/import/ansible-yaml.ts';
import { variablesOf, type Variable, type Variables } from '#lib/ee/import/ee-utilities/variables.ts';

/** A place that gives an `ee_list`, with the variables that hold there. */
export interface EeListScope {
  readonly list: Variable;
  readonly variables: Variables;
}

export interface ScopesOfFile {
  readonly lists: readonly EeListScope[];
  /** All variables of the file, for lists that other files give. */
  readonly variables: Variables;
  /** The file calls the role, without a list of its own. */
  readonly callsRole: boolean;
}

const TASK_LISTS = ['tasks', 'pre_tasks', 'post_tasks', 'block', 'rescue', 'always', 'roles', 'handlers'];
const FACTS = ['set_fact', 'ansible.builtin.set_fact'];
const ROLE_CALLS = ['include_role', 'ansible.builtin.include_role', 'import_role', 'ansible.builtin.import_role'];

/** Finds every `ee_list` in a playbook, a list of tasks, or a vars file. */
export function findScopes(yaml: AnsibleYaml, file: string): ScopesOfFile {
  const finder = new Finder(yaml, file);
  const { root } = yaml;
  if (root?.kind === 'sequence') for (const item of root.items) finder.visit(item, new Map());
  if (root?.kind === 'map') {
    const isTask = TASK_LISTS.some((key) => entryOf(root, key) !== null) && entryOf(root, 'ee_list') === null;
    if (isTask) finder.visit(root, new Map());
    else finder.enter(root, new Map());
  }
  return { lists: finder.lists, variables: finder.all, callsRole: finder.callsRole };
}

class Finder {
  readonly lists: EeListScope[] = [];
  readonly all = new Map<string, Variable>();
  callsRole = false;
  readonly #yaml: AnsibleYaml;
  readonly #file: string;

  constructor(yaml: AnsibleYaml, file: string) {
    this.#yaml = yaml;
    this.#file = file;
  }

  /** A play, a task, a block or a role. */
  visit(tree: YamlTree, outer: Variables): void {
    if (tree.kind === 'scalar') this.callsRole ||= isRoleName(tree.source);
    if (tree.kind !== 'map') return;
    this.callsRole ||= callsRole(tree);
    const given = ['vars', ...FACTS].map((key) => entryOf(tree, key)?.value).filter((value) => value !== undefined);
    if (entryOf(tree, 'role') !== null) given.push(tree);
    const scope = given.reduce((outside: Variables, variables) => this.enter(variables, outside), outer);
    const inner = TASK_LISTS.map((key) => entryOf(tree, key)?.value);
    for (const tasks of inner) if (tasks?.kind === 'sequence') for (const task of tasks.items) this.visit(task, scope);
  }

  enter(tree: YamlTree, outer: Variables): Variables {
    const own = variablesOf(this.#yaml, tree, this.#file);
    for (const [name, variable] of own) this.all.set(name, variable);
    const variables = new Map([...outer, ...own]);
    const list = own.get('ee_list');
    if (list !== undefined) this.lists.push({ list, variables });
    return variables;
  }
}

function callsRole(tree: YamlTree): boolean {
  const direct = entryOf(tree, 'role')?.value;
  const names = ROLE_CALLS.map((key) => entryOf(entryOf(tree, key)?.value, 'name')?.value);
  return [direct, ...names].some((value) => value?.kind === 'scalar' && isRoleName(value.source));
}

function isRoleName(name: string): boolean {
  return /(?:^|\.)ee_builder$/.test(name);
}
