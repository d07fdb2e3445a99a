import { isCollection, isScalar, visit } from 'yaml';
import { constructTree } from '#lib/ee/yaml/construct.ts';
import { readYamlSource, type YamlProblem } from '#lib/ee/yaml/source.ts';
import type { YamlTree } from '#lib/ee/yaml/tree.ts';

export interface AnsibleYaml {
  readonly text: string;
  readonly root: YamlTree | null;
  readonly problems: readonly YamlProblem[];
  /** Offsets of the values tagged `!unsafe`: Ansible takes them as they are, `{{ }}` included. */
  readonly unsafe: ReadonlySet<number>;
  /** Offsets of the values tagged `!vault`: encrypted. */
  readonly vault: ReadonlySet<number>;
}

/** Reads a playbook or vars file: YAML with Ansible's own tags. */
export function readAnsibleYaml(text: string): AnsibleYaml {
  const unsafe = new Set<number>();
  const vault = new Set<number>();
  try {
    const source = readYamlSource(text);
    visit(source.document, {
      Node(_, node) {
        if (!isScalar(node) && !isCollection(node)) return;
        const marks = node.tag === '!unsafe' ? unsafe : node.tag === '!vault' || node.tag === '!vault-encrypted' ? vault : null;
        if (marks === null) return;
        marks.add(node.range?.[0] ?? 0);
        delete node.tag;
      },
    });
    const { root, problems } = constructTree(source);
    return { text, root, problems: [...source.problems, ...problems], unsafe, vault };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { text, root: null, problems: [{ code: 'too-deep', message: 'The file is nested too deeply.', start: 0, end: 0 }], unsafe, vault };
  }
}
