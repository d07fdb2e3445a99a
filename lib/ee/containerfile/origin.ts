import type { Path } from '#lib/ee/diagnostic.ts';
import type { Hook } from '#lib/ee/schema/common.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';

/** What of a definition made a line. */
export interface Origin {
  /** The keys that made it; with `isDefault` the key that would change it. */
  readonly paths: readonly Path[];
  readonly isDefault: boolean;
  /** Of a text with several lines: which of them, from 0. */
  readonly line?: number;
}

const BUILD_ARGUMENTS = 'build_arg_defaults';

/** Finds the keys of one definition that a line comes from; each version keeps them elsewhere. */
export class Origins {
  readonly #model: DefinitionModel;

  constructor(model: DefinitionModel) {
    this.#model = model;
  }

  /** Those of `paths` that the definition has; without any the first, as a default. */
  of(...paths: readonly [Path, ...Path[]]): Origin {
    const given = paths.filter((path) => this.has(path));
    return given.length === 0 ? { paths: [paths[0]], isDefault: true } : { paths: given, isDefault: false };
  }

  has(path: Path): boolean {
    let value: unknown = this.#model.definition;
    for (const step of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false;
      value = (value as Record<string | number, unknown>)[step];
    }
    return value !== undefined;
  }

  baseImage(): Origin {
    return this.of(this.#model.version === 1 ? [BUILD_ARGUMENTS, 'EE_BASE_IMAGE'] : ['images', 'base_image', 'name']);
  }

  builderImage(): Origin {
    return this.of(this.#model.version === 1 ? [BUILD_ARGUMENTS, 'EE_BUILDER_IMAGE'] : ['images', 'builder_image', 'name']);
  }

  argument(name: string): Origin {
    return this.of([BUILD_ARGUMENTS, name]);
  }

  option(...path: readonly string[]): Origin {
    return this.of(['options', ...path]);
  }

  python(key: 'python_path' | 'package_system'): Origin {
    return this.of(['dependencies', 'python_interpreter', key]);
  }

  ansible(): Origin {
    return this.of(['dependencies', 'ansible_core', 'package_pip'], ['dependencies', 'ansible_runner', 'package_pip']);
  }

  galaxy(): Origin {
    return this.of(['dependencies', 'galaxy']);
  }

  /** The install of collections or roles: their list, and the options for it. */
  install(key: 'collections' | 'roles', argument: string): Origin {
    const galaxy = ['dependencies', 'galaxy'];
    const list = this.has([...galaxy, key]) ? [...galaxy, key] : galaxy;
    return this.of(list, [BUILD_ARGUMENTS, argument]);
  }

  hook(hook: Hook): Path {
    const isLegacy = this.#model.version !== 3;
    return ['additional_build_steps', isLegacy ? hook.replace('_final', '') : hook];
  }
}
