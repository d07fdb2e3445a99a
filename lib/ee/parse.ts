import type { DefinitionDocument } from '#lib/ee/definition-document.ts';
import type { Diagnostic, QuickFix, Span } from '#lib/ee/diagnostic.ts';
import { newFixBudget, type FixSource } from '#lib/ee/lint/fixes.ts';
import { runRules } from '#lib/ee/lint/run.ts';
import { withoutSilenced } from '#lib/ee/lint/silence.ts';
import type { Finding } from '#lib/ee/lint/rule.ts';
import type { SchemaVersion } from '#lib/ee/schema/json-schema.ts';
import { definitionVersion } from '#lib/ee/schema/version.ts';
import { validateDefinition, type DefinitionModel, type SchemaProblem } from '#lib/ee/schema/validate.ts';
import { TextLines } from '#lib/ee/text-lines.ts';
import type { Construction } from '#lib/ee/yaml/construct.ts';
import { keySpanAt, spanAt } from '#lib/ee/yaml/locate.ts';
import { readYaml } from '#lib/ee/yaml/read.ts';
import type { YamlProblem } from '#lib/ee/yaml/source.ts';
import { toPlain, type YamlTree } from '#lib/ee/yaml/tree.ts';
import { unknownKeyAdvice } from '#lib/ee/lint/unknown-key-fix.ts';
import { wrongTypeFix } from '#lib/ee/lint/wrong-type-fix.ts';

export const MAX_DEFINITION_BYTES = 256 * 1024;
const START: Span = { start: 0, end: 0 };

export interface ParsedDefinition {
  readonly document: DefinitionDocument;
  /** Null when the text is not YAML or does not fit its schema. */
  readonly model: DefinitionModel | null;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ParseOptions {
  /** The files beside the definition, relative with `/`; without them missing files are not reported. */
  readonly files?: readonly string[];
}

/** Reads a definition as ansible-builder 3.2 does. Never throws: whatever is wrong with the text is a diagnostic. */
export function parseDefinition(text: string, options: ParseOptions = {}): ParsedDefinition {
  const lines = new TextLines(text);
  if (new TextEncoder().encode(text).length > MAX_DEFINITION_BYTES) return tooLarge(text, lines);
  const read = readYaml(text);
  if (read === null) return tooDeep(text, lines);
  const { source, construction } = read;
  const syntax = source.problems.length > 0 ? source.problems : construction.problems;
  const document = { text, source, root: construction.root };
  if (syntax.length > 0) {
    return { document, model: null, diagnostics: syntax.map((problem) => fromYamlProblem(problem, lines)) };
  }
  return checkTree(document, construction, lines, options);
}

/** Whether ansible-builder accepts the definition (with `files` given: with these files beside it). */
export function isAccepted(parsed: ParsedDefinition): boolean {
  return !parsed.diagnostics.some((diagnostic) => diagnostic.refusedBy === 'ansible-builder');
}

/** Whether this product builds it: accepted, and nothing that reaches out of the folder or injects instructions. */
export function isBuildable(parsed: ParsedDefinition): boolean {
  return !parsed.diagnostics.some((diagnostic) => diagnostic.refusedBy !== undefined);
}

function checkTree(document: DefinitionDocument, construction: Construction, lines: TextLines, options: ParseOptions): ParsedDefinition {
  const { text, source, root } = document;
  const budget = newFixBudget(text);
  const { model, findings } = checkSchema({ text, budget }, root);
  const context = { text, source, root, model, duplicates: construction.duplicates, files: options.files, budget };
  const diagnostics = [...findings, ...runRules(context)].map((finding) => fromFinding(finding, root, lines));
  diagnostics.sort((a, b) => a.range.start.offset - b.range.start.offset);
  return { document, model, diagnostics: withoutSilenced(text, diagnostics) };
}

type CodedFinding = Finding & { readonly code: string };

function checkSchema(fixes: FixSource, root: YamlTree | null): { model: DefinitionModel | null; findings: CodedFinding[] } {
  const version = definitionVersion(root);
  if (!version.ok) return { model: null, findings: [{ ...version.finding, code: version.code }] };
  if (root === null || version.isEmpty) return { model: { version: 1, definition: {} }, findings: [] };
  const { model, problems } = validateDefinition(version.version, toPlain(root));
  return { model, findings: problems.map((problem) => fromSchemaProblem(problem, { fixes, root, version: version.version })) };
}

interface Checked {
  readonly fixes: FixSource;
  readonly root: YamlTree;
  readonly version: SchemaVersion;
}

function fromSchemaProblem(problem: SchemaProblem, { fixes, root, version }: Checked): CodedFinding {
  const { code, path } = problem;
  const advice = code === 'unknown-key' ? unknownKeyAdvice(version, path, root) : null;
  const fix = code === 'wrong-type' ? wrongTypeFix(fixes, root, problem) : advice?.fix;
  const span = code === 'wrong-type' ? undefined : (keySpanAt(root, path) ?? undefined);
  return {
    code,
    severity: 'error',
    message: problem.message + (advice?.hint ?? ''),
    path,
    refusedBy: 'ansible-builder',
    ...(span === undefined ? {} : { span }),
    ...(fix === undefined ? {} : { fix }),
  };
}

function fromFinding(finding: CodedFinding, root: YamlTree | null, lines: TextLines): Diagnostic {
  const { code, severity, message, path, refusedBy, fix } = finding;
  const range = lines.rangeOf(finding.span ?? spanAt(root, path));
  return { code, severity, message, path, range, ...optional(refusedBy, fix) };
}

function optional(refusedBy: Diagnostic['refusedBy'], fix: QuickFix | undefined) {
  return { ...(refusedBy === undefined ? {} : { refusedBy }), ...(fix === undefined ? {} : { fix }) };
}

function fromYamlProblem(problem: YamlProblem, lines: TextLines): Diagnostic {
  const { code, message, refusedBy = 'ansible-builder', fix } = problem;
  return syntaxDiagnostic({ code, message, refusedBy, ...(fix === undefined ? {} : { fix }) }, problem, lines);
}

function tooLarge(text: string, lines: TextLines): ParsedDefinition {
  const message = `The definition is larger than ${String(MAX_DEFINITION_BYTES / 1024)} KiB. Move long lists into files beside it.`;
  return unreadable(text, syntaxDiagnostic({ code: 'too-large', message, refusedBy: 'ee-foundry' }, START, lines));
}

function tooDeep(text: string, lines: TextLines): ParsedDefinition {
  return unreadable(text, syntaxDiagnostic({ code: 'too-deep', message: 'The definition is nested too deeply.' }, START, lines));
}

function unreadable(text: string, diagnostic: Diagnostic): ParsedDefinition {
  return { document: { text, source: null, root: null }, model: null, diagnostics: [diagnostic] };
}

type SyntaxError = Pick<Diagnostic, 'code' | 'message' | 'refusedBy' | 'fix'>;

function syntaxDiagnostic(error: SyntaxError, span: Span, lines: TextLines): Diagnostic {
  return { severity: 'error', path: [], refusedBy: 'ansible-builder', ...error, range: lines.rangeOf(span) };
}
