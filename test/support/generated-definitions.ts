import { stringify } from 'yaml';
import type { CreateJob } from '#test/support/ansible-builder.ts';
import type { RandomSource } from '#test/support/random.ts';

type Value = unknown;

const TEXTS = [
  '', 'a', 'localhost:5000/ee:1', 'registry.example/base', 'yes', '010', '1.10', 'a: b', 'x # y', 'é', "it's", 'line one\nline two\n', ' \n RUN x \n\n', 'a\rb\n',
  '/usr/bin/python3.12', 'requirements.txt', 'missing.txt', './files/a.cfg', 'word '.repeat(30), 'é '.repeat(40), '"quoted"', '- dash', '{brace}', '1000', 'USER 1000',
];
const NUMBERS = [0, 1, 2, 3, 1.1, 1.5, 2.5, 3.9, -1, 1e20, 1e-7, 8];
const GALAXY_KEYS = ['collections', 'roles', 'name', 'version', 'source', 'type', 'signatures', 'z', 'A', 'é', '10', 'true', ''];
const FILES = { 'requirements.txt': 'boto3\n', 'requirements.yml': 'collections: [a.b]\n', 'bindep.txt': 'git\n', 'files/a.cfg': 'a', 'files/b.cfg': 'b', 'files/sub/c.txt': 'c', 'ansible.cfg': '' };

/** A definition near the schema, valid about half the time. */
export function generatedDefinition(random: RandomSource): CreateJob {
  const version = random.pick([1, 2, 2, 3, 3, 3, 3, 3, 3, random.pick(NUMBERS)]);
  const definition = version >= 3 ? version3(random, version) : legacy(random, version);
  const isMutated = random.below(12) === 0;
  const text = stringify(definition, {
    version: '1.1',
    lineWidth: isMutated ? 0 : random.pick([0, 40, 80]),
    defaultStringType: random.pick(['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE']),
    collectionStyle: random.pick(['any', 'block', 'flow']),
  });
  return { text: isMutated ? mutated(random, text) : text, files: FILES };
}

/**
 * A stray character, not inside quotes: PyYAML reads quoted text and flow collections on at column 0, which YAML
 * forbids and this product reports.
 */
function mutated(random: RandomSource, text: string): string {
  const place = random.below(text.length + 1);
  const line = text.slice(text.lastIndexOf('\n', place - 1) + 1, place);
  if (/["'[{]/.test(line)) return text;
  return text.slice(0, place) + random.pick(['\t', ':', '- ', '\n', '#', '&a ', '*a', '!x ', '[', '}', "'", '---\n', ' ']) + text.slice(place);
}

function version3(random: RandomSource, version: number): Value {
  return compact(random, {
    version,
    images: () => ({ base_image: image(random) }),
    dependencies: () => compact(random, {
      python: () => lines(random, ['boto3', 'requests>=2']),
      system: () => lines(random, ['git [platform:rpm]', 'gcc']),
      galaxy: () => random.pick([() => galaxy(random), () => galaxy(random), () => text(random), () => ['a.b'], () => ({})])(),
      python_interpreter: () => compact(random, { package_system: () => text(random), python_path: () => text(random) }),
      ansible_core: () => ({ package_pip: text(random) }),
      ansible_runner: () => ({ package_pip: text(random) }),
      exclude: () => compact(random, { python: () => ['a', '~b.*'], system: () => [], all_from_collections: () => random.pick([[], ['a.b']]) }),
    }),
    additional_build_files: () => [
      { src: random.pick(['files/*.cfg', 'files', 'files/a.cfg', '**/*.txt', 'none', 'files/**', '*.txt', './files/./sub', 'files/[ab].cfg', 'x**', '.', '']), dest: random.pick(['configs', '.', 'a/b', '../x', '/abs', 'scripts2']) },
    ],
    additional_build_steps: () => compact(random, Object.fromEntries(['prepend_base', 'append_base', 'prepend_galaxy', 'append_galaxy', 'prepend_builder', 'append_builder', 'prepend_final', 'append_final'].map((hook) => [hook, () => steps(random)]))),
    build_arg_defaults: () => compact(random, { ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: () => text(random), PKGMGR_PRESERVE_CACHE: () => 'always' }),
    options: () => compact(random, {
      user: () => text(random), workdir: () => random.pick([null, '', ' /w ', '/runner']), skip_pip_install: () => random.pick([true, false, 'no']), skip_ansible_check: () => true,
      relax_passwd_permissions: () => false, package_manager_path: () => text(random), tags: () => ['a:1'],
      container_init: () => compact(random, { package_pip: () => text(random), entrypoint: () => '["x"]', cmd: () => '' }),
    }),
    unknown: () => random.below(8) === 0 ? 1 : undefined,
  });
}

function legacy(random: RandomSource, version: number): Value {
  return compact(random, {
    version: () => version,
    ansible_config: () => random.pick(['ansible.cfg', '', 'missing.cfg']),
    build_arg_defaults: () => compact(random, { EE_BASE_IMAGE: () => (version < 2 ? 'a:1' : undefined), EE_BUILDER_IMAGE: () => (version < 2 ? 'b:1' : undefined), ANSIBLE_GALAXY_CLI_ROLE_OPTS: () => text(random) }),
    dependencies: () => compact(random, { python: () => text(random), galaxy: () => random.pick(['requirements.yml', 'collections:\n  - a.b\n']), system: () => 'bindep.txt' }),
    additional_build_steps: () => compact(random, { prepend: () => steps(random), append: () => steps(random) }),
    images: () => (version >= 2 ? compact(random, { base_image: () => image(random), builder_image: () => image(random) }) : undefined),
  });
}

function compact(random: RandomSource, makers: Record<string, unknown>): Record<string, Value> {
  const entries = Object.entries(makers).flatMap(([key, maker]): [string, Value][] => {
    if (typeof maker !== 'function') return [[key, maker]];
    const value = random.below(3) > 0 ? (maker as () => Value)() : undefined;
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

function text(random: RandomSource): Value {
  return random.below(20) === 0 ? random.pick(NUMBERS) : random.pick(TEXTS);
}

function image(random: RandomSource): Value {
  return random.pick([{ name: 'localhost:5000/ee:1' }, { name: 'a@sha256:1' }, { name: 'none' }, {}, { name: 'a:1', extra: 1 }, { signature_original_name: 'a:1' }]);
}

function lines(random: RandomSource, items: string[]): Value {
  return random.pick([items, `${items.join('\n')}\n`, 'requirements.txt', [], '', text(random)]);
}

function steps(random: RandomSource): Value {
  return random.pick([['RUN a', 'RUN b \\\n  && c\n'], 'RUN a\nRUN b\n', text(random), [], ' \nRUN x\fRUN y\n\n', ['']]);
}

function galaxy(random: RandomSource, depth = 0): Value {
  const shared = [random.pick(TEXTS)];
  const count = 1 + random.below(4);
  const entries = Array.from({ length: count }, (): [string, Value] => [random.pick(GALAXY_KEYS), galaxyValue(random, shared, depth)]);
  return Object.fromEntries(entries);
}

function galaxyValue(random: RandomSource, shared: Value, depth: number): Value {
  const kind = random.below(depth > 2 ? 4 : 9);
  if (kind < 2) return random.pick(TEXTS);
  if (kind === 2) return random.pick([true, false, null, ...NUMBERS]);
  if (kind === 3) return shared;
  if (kind < 6) return Array.from({ length: random.below(4) }, () => galaxyValue(random, shared, depth + 1));
  return galaxy(random, depth + 1);
}
