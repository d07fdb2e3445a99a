import type { QuickFix } from '#lib/ee/diagnostic.ts';
import type { DefinitionEdit } from '#lib/ee/edit/edit.ts';
import { editing } from '#lib/ee/lint/fixes.ts';
import { stepLines, stringOf, type StepLine as Line } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { treeAt } from '#lib/ee/yaml/tree.ts';

/** USER in a step changes who runs all later instructions, those of ansible-builder, too. */
export const userDirective: Rule = { code: 'user-directive', check };

function check(context: LintContext): Finding[] {
  const users = stepLines(context).filter(({ value }) => /^USER\s/i.test(value));
  const last = new Map(users.map((line) => [line.hook, line]));
  const leaking = new Set(users.filter((line) => !isRoot(line)).map(({ hook }) => hook));
  return users.flatMap((line): Finding[] => {
    const { path, span, hook } = line;
    const end = last.get(hook) ?? line;
    if (!leaking.has(hook)) return [{ severity: 'info', path, span, message: `${hook} runs as root anyway. ansible-builder warns about USER in a step.`, ...removal(context, line) }];
    if (isRoot(end)) return [];
    return [{ severity: 'warning', path, span, message: leak(context, hook), ...(line === end ? fixFor(context, line) : {}) }];
  });
}

function removal(context: LintContext, line: Line): { readonly fix?: QuickFix } {
  const edit = removeLine(context, line);
  return edit === null ? {} : editing(`Remove ${line.value}`, context, [edit]);
}

function isRoot({ value }: Line): boolean {
  return /^USER\s+["']?(?:root|0)(?::\S+)?["']?\s*$/i.test(value);
}

function leak({ model }: LintContext, hook: string): string {
  const advice = model?.version === 3 ? 'Set options.user, or change back to root at the end of the step.' : 'Version 3 has options.user for the user of the image.';
  return `USER in ${hook} also changes the user of the instructions after it. ${advice}`;
}

/** At the end of append_final it is meant for the image: options.user. Elsewhere root has to come back. */
function fixFor(context: LintContext, line: Line): { readonly fix?: QuickFix } {
  const { model, root } = context;
  if (model?.version !== 3) return {};
  const user = line.value.replace(/^USER\s+/i, '').replace(/^["'](.*)["']$/, '$1');
  const isLast = linesOf(context, line).at(-1)?.span.start === line.span.start;
  const removed = removeLine(context, line);
  if (line.hook === 'append_final' && isLast && removed !== null && model.definition.options?.user === undefined && !user.includes('$')) {
    return editing('Move to options.user', context, [{ kind: 'set', path: ['options', 'user'], value: user }, removed]);
  }
  const hookPath = ['additional_build_steps', line.hook];
  return editing('Change back to root at the end', context, [appendRoot(stringOf(treeAt(root, hookPath)), hookPath)]);
}

function linesOf(context: LintContext, line: Line): Line[] {
  return stepLines(context).filter(({ hook, value }) => hook === line.hook && value !== '');
}

/** Of a text of one line, and of a list of one item, the whole step goes. */
function removeLine(context: LintContext, line: Line): DefinitionEdit | null {
  const { path, value } = line;
  const text = stringOf(treeAt(context.root, path));
  if (text === null || !text.trim().includes('\n')) return { kind: 'delete', path };
  const lines = text.split('\n');
  const index = lines.findLastIndex((each) => each.trim() === value);
  return index < 0 ? null : { kind: 'set', path, value: lines.toSpliced(index, 1).join('\n') };
}

function appendRoot(hookText: string | null, path: string[]): DefinitionEdit {
  if (hookText === null) return { kind: 'insert', path, value: 'USER root' };
  return { kind: 'set', path, value: `${hookText.replace(/\n*$/, '')}\nUSER root\n` };
}
