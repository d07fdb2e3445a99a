import { readForm } from '#lib/ee/form/read.ts';
import { parseSystemLine } from '#lib/ee/requirements/bindep.ts';
import { parsePythonLine } from '#lib/ee/requirements/pep508.ts';

/** The names of the collections, roles, Python and system packages that a definition asks for itself, in this order. */
export function containsOf(text: string): string[] {
  const form = readForm(text);
  const names = [
    ...form.collections.items.map(({ value }) => value.name),
    ...form.roles.items.map(({ value }) => value.name ?? value.src),
    ...form.python.items.map(({ value }) => pythonName(value)),
    ...form.system.items.map(({ value }) => systemName(value)),
  ];
  return [...new Set(names.filter((name) => name !== null))];
}

function pythonName(line: string): string | null {
  const parsed = parsePythonLine(line);
  return parsed.kind === 'requirement' ? parsed.requirement.name : null;
}

function systemName(line: string): string | null {
  const parsed = parseSystemLine(line);
  return parsed.kind === 'requirement' ? parsed.requirement.name : null;
}
