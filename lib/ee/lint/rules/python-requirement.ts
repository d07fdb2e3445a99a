import type { QuickFix } from '#lib/ee/diagnostic.ts';
import { replacing } from '#lib/ee/lint/fixes.ts';
import { requirementLines, textAt, type TextPlace } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { parsePythonLine } from '#lib/ee/requirements/pep508.ts';

/** A Python requirement has the form that pip reads. */
export const pythonRequirement: Rule = { code: 'python-requirement', check };

/** These are written into a command without quotes: the shell cuts them at spaces. */
const WORD_PATHS = [
  ['dependencies', 'ansible_core', 'package_pip'],
  ['dependencies', 'ansible_runner', 'package_pip'],
];
const INIT_PATH = ['options', 'container_init', 'package_pip'];

function check(context: LintContext): Finding[] {
  const lines = requirementLines(context, 'python').flatMap((place) => checkLine(context.text, place));
  const words = WORD_PATHS.flatMap((path) => checkWords(context, path));
  const init = textAt(context, INIT_PATH);
  return [...lines, ...words, ...(init === null ? [] : checkLine(context.text, init))];
}

function checkLine(text: string, place: TextPlace): Finding[] {
  const line = parsePythonLine(place.value);
  if (line.kind !== 'invalid') return [];
  return [{ severity: 'warning', path: place.path, span: place.span, message: line.message, ...correction(text, place) }];
}

/** `boto3=1.34` and `boto3 1.34` mean `boto3==1.34`. */
function correction(text: string, { value, span }: TextPlace): { readonly fix?: QuickFix } {
  const fixed = value.replace(/^([\w.-]+(?:\[[\w,.\s-]*\])?)\s*(?:=\s*|\s)(?=\d[\w.!+-]*(?:\.\*)?\s*(?:$|[;#]))/, '$1==');
  if (fixed === value || parsePythonLine(fixed).kind !== 'requirement') return {};
  return writtenAs(text, { value, span, path: [] }) ? replacing(`Change to ${fixed}`, span, fixed) : {};
}

function checkWords(context: LintContext, path: string[]): Finding[] {
  const place = textAt(context, path);
  if (place === null || place.value.trim() === '') return [];
  const wrong = place.value.trim().split(/\s+/).map(parsePythonLine).find(({ kind }) => kind === 'invalid');
  if (wrong === undefined && !/\s;/.test(place.value)) return [];
  const joined = place.value.replace(/\s+/g, '');
  const isOneRequirement = parsePythonLine(place.value).kind === 'requirement' && parsePythonLine(joined).kind === 'requirement' && !joined.includes(';');
  const message = isOneRequirement
    ? `${place.value} is cut at its spaces when it is installed. Write it without spaces.`
    : `${place.value} cannot be installed: it must be a requirement such as ansible-core==2.18.1, without spaces and conditions.`;
  const fix = isOneRequirement && writtenAs(context.text, place) ? replacing(`Change to ${joined}`, place.span, joined) : {};
  return [{ severity: 'warning', path, message, ...fix }];
}

/** Whether the place holds exactly these characters: without quotes, or one line of a block. */
function writtenAs(text: string, { value, span }: TextPlace): boolean {
  return text.slice(span.start, span.end) === value;
}
