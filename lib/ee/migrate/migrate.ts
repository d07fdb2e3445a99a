import { editDefinition, type DefinitionEdit } from '#lib/ee/edit/edit.ts';
import { failure, type EditFailure } from '#lib/ee/edit/failure.ts';
import { readInstructions } from '#lib/ee/containerfile/instructions.ts';
import { withLostComments } from '#lib/ee/migrate/keep-comments.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import type { DefinitionV2 } from '#lib/ee/schema/v2.ts';
import type { DefinitionModel } from '#lib/ee/schema/validate.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';
import { keySpanAt } from '#lib/ee/yaml/locate.ts';

export interface Migration {
  readonly ok: true;
  readonly text: string;
  /** What the author should know: what version 3 has no place for, and what it does otherwise. */
  readonly notes: readonly string[];
}

const RENAMED_STEPS = { prepend: 'prepend_final', append: 'append_final' } as const;
const CONFIG_STEP = 'COPY _build/configs/';

/** Turns a definition of version 1 or 2 into version 3; comments and layout stay. A definition of version 3 stays as it is. */
export function migrateDefinition(text: string): Migration | EditFailure {
  const { model } = parseDefinition(text);
  if (model === null) return failure('invalid-yaml', 'The definition has errors. Correct them first.');
  if (model.version === 3) return { ok: true, text, notes: [] };
  const notes: string[] = [];
  let current = renameSteps(text);
  for (const edit of editsFor(model, notes)) {
    const result = editDefinition(current, edit);
    if (!result.ok) return result;
    current = withLostComments(current, result);
  }
  notes.push('Version 3 also checks for ansible and ansible-runner, and sets work directory, user and entry point of the image (see options).');
  return { ok: true, text: current, notes };
}

function renameSteps(text: string): string {
  const { root } = parseDefinition(text).document;
  const edits = Object.entries(RENAMED_STEPS).flatMap(([name, newText]) => {
    const span = keySpanAt(root, ['additional_build_steps', name]);
    return span === null ? [] : [{ ...span, newText }];
  });
  return applyTextEdits(text, edits);
}

function editsFor(model: Exclude<DefinitionModel, { version: 3 }>, notes: string[]): DefinitionEdit[] {
  const version: DefinitionEdit = { kind: 'set', path: ['version'], value: 3 };
  const images = model.version === 1 ? version1Images(model.definition, notes) : version2Images(model.definition, notes);
  return [version, ...images, ...configEdits(model.definition.ansible_config, notes), ...optionEdits(model.definition.additional_build_steps, notes)];
}

/** Version 3 ends the image with its own USER, ENTRYPOINT and CMD: those of the steps have to win as before. */
function optionEdits(steps: DefinitionV2['additional_build_steps'], notes: string[]): DefinitionEdit[] {
  const instructions = [steps?.prepend, steps?.append].flatMap((step) => (step === undefined ? [] : readInstructions(typeof step === 'string' ? step : step.join('\n'))));
  const user = instructions.findLast(({ keyword }) => keyword === 'USER')?.text.replace(/^USER\s+/i, '').trim() ?? '';
  const hasOwnStart = instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  if (user !== '') notes.push(`options.user is ${user}, as the steps set it.`);
  if (hasOwnStart) notes.push('options.container_init is empty, so that CMD and ENTRYPOINT of the steps count.');
  return [
    ...(user === '' ? [] : [{ kind: 'set' as const, path: ['options', 'user'], value: user }]),
    ...(hasOwnStart ? [{ kind: 'set' as const, path: ['options', 'container_init'], value: {} }] : []),
  ];
}

function version1Images({ build_arg_defaults: values = {} }: Extract<DefinitionModel, { version: 1 }>['definition'], notes: string[]): DefinitionEdit[] {
  const edits: DefinitionEdit[] = [];
  if (values.EE_BASE_IMAGE !== undefined) {
    const base = withTag(values.EE_BASE_IMAGE, notes);
    if (base !== '') edits.push({ kind: 'set', path: ['images', 'base_image', 'name'], value: base });
    edits.push({ kind: 'delete', path: ['build_arg_defaults', 'EE_BASE_IMAGE'] });
  }
  if (values.EE_BUILDER_IMAGE !== undefined) {
    edits.push({ kind: 'delete', path: ['build_arg_defaults', 'EE_BUILDER_IMAGE'] });
    notes.push(`The builder image ${values.EE_BUILDER_IMAGE} is gone: version 3 builds on the base image.`);
  }
  return edits;
}

/** Version 3 rejects a base image without a tag; version 1 took latest. */
function withTag(image: string, notes: string[]): string {
  if (image === '') {
    notes.push('There is no base image. Set images.base_image.name.');
    return '';
  }
  if (/:./s.test(image)) return image;
  const tagged = `${image.replace(/:$/, '')}:latest`;
  notes.push(`The base image is ${tagged} now, with its tag: version 3 needs one. Choose a version tag.`);
  return tagged;
}

function version2Images({ images }: Extract<DefinitionModel, { version: 2 }>['definition'], notes: string[]): DefinitionEdit[] {
  if (images?.builder_image === undefined) return [];
  notes.push(`The builder image ${images.builder_image.name ?? ''} is gone: version 3 builds on the base image.`);
  return [{ kind: 'delete', path: ['images', 'builder_image'] }];
}

function configEdits(config: string | undefined, notes: string[]): DefinitionEdit[] {
  if (config === undefined) return [];
  const removal: DefinitionEdit = { kind: 'delete', path: ['ansible_config'] };
  if (config === '') return [removal];
  const name = config.split('/').at(-1) ?? config;
  notes.push(`${config} is now an additional build file, copied to /etc/ansible/ansible.cfg in the Galaxy stage. The version before did not use it there.`);
  return [
    removal,
    { kind: 'insert', path: ['additional_build_files'], value: { src: config, dest: 'configs' } },
    { kind: 'insert', path: ['additional_build_steps', 'prepend_galaxy'], value: `${CONFIG_STEP}${name} /etc/ansible/ansible.cfg` },
  ];
}
