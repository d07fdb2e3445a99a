import type { FormState } from '#lib/ee/form/state.ts';
import { parsePythonLine } from '#lib/ee/requirements/pep508.ts';

const PYTHON_OPTION = /^(?:-i|-f|--index-url|--extra-index-url|--find-links|--no-index)\b/;
const PYTHON_STEP = /PIP_(?:EXTRA_)?INDEX_URL|PIP_FIND_LINKS|pip\.conf|--(?:extra-)?index-url/;
const GALAXY_STEP = /ANSIBLE_GALAXY_SERVER|ansible\.cfg/;
const SERVER_OPTION = /(?:^|\s)(?:-s|--server)(?:[\s=]|$)/;

/** Why the configured servers cannot say what the definition gets: it brings its own index or Galaxy server. Null: it does not. */
export function ownSources(form: FormState): { readonly python: string | null; readonly galaxy: string | null } {
  const steps = Object.values(form.steps).map(({ text }) => text).join('\n');
  const files = form.files.items.flatMap(({ value }) => [value.src ?? '', value.dest ?? '']);
  const lines = form.python.items.map(({ value }) => parsePythonLine(value));
  const hasOwnIndex = lines.some((line) => line.kind === 'option' && PYTHON_OPTION.test(line.text)) || PYTHON_STEP.test(steps) || files.some((file) => /(?:^|\/)pip\.conf$/.test(file));
  const options = `${form.texts.collectionOptions.value ?? ''} ${form.texts.roleOptions.value ?? ''}`;
  const hasOwnServer = GALAXY_STEP.test(steps) || SERVER_OPTION.test(options) || files.some((file) => /(?:^|\/)ansible\.cfg$/.test(file));
  return {
    python: hasOwnIndex ? 'Python packages are not looked up: the definition brings an index of its own.' : null,
    galaxy: hasOwnServer ? 'Collections and roles are not looked up: the definition brings Galaxy servers of its own.' : null,
  };
}
