import { definitionJsonSchema } from '#lib/ee/schema/json-schema.ts';
import 'monaco-editor/esm/vs/basic-languages/dockerfile/dockerfile.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/ini/ini.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/python/python.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/shell/shell.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/yaml/yaml.contribution.js';
import 'monaco-editor/esm/vs/editor/edcore.main.js';
import * as monaco from 'monaco-editor/esm/vs/editor/editor.api.js';
import { configureMonacoYaml, type JSONSchema, type MonacoYaml } from 'monaco-yaml';
import { followTheme } from './editor-theme.ts';

export { monaco };

/** Only this model gets the schema of a definition; other YAML files beside it do not. */
export const DEFINITION_FILE = 'execution-environment.yml';

window.MonacoEnvironment = {
  getWorker: (_moduleId: string, label: string) =>
    label === 'yaml'
      ? new Worker(new URL('./yaml.worker.ts', import.meta.url), { type: 'module' })
      : new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module' }),
};

export type DefinitionVersion = 1 | 2 | 3;

function optionsFor(version: DefinitionVersion) {
  return {
    enableSchemaRequest: false,
    // lib/ee checks: it knows more than the schema and is the same in the build.
    validate: false,
    completion: true,
    hover: true,
    format: { enable: false },
    schemas: [{ uri: `ee-foundry:///execution-environment-v${version}.json`, fileMatch: [`**/${DEFINITION_FILE}`], schema: definitionJsonSchema(version) as JSONSchema }],
  };
}

let shownVersion: DefinitionVersion = 3;
const yamlSupport: MonacoYaml = configureMonacoYaml(monaco, optionsFor(shownVersion));
followTheme(monaco);

/** Completion and hovers follow the version that the definition names. */
export function setSchemaVersion(version: DefinitionVersion): void {
  if (version === shownVersion) return;
  shownVersion = version;
  void yamlSupport.update(optionsFor(version));
}
