import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { findingsIn } from '#lib/ee/lint/lint-subject.ts';
import * as monaco from 'monaco-editor/esm/vs/editor/editor.api.js';
import { toEarlyMark, toMarker, type RulePage } from './markers.ts';
import { factsOf, setFacts } from './model-facts.ts';
import { lintSubjectOf } from './subject-of.ts';

const OWN = 'ee-foundry';
const GIVEN = 'ee-foundry-page';

/**
 * The marks of one model. Its text is checked here as one types, so that a mark does not wait for the page; the
 * page's list, which may know more (a package that does not exist), follows and decides.
 */
export class ProblemMarks {
  readonly #model: monaco.editor.ITextModel;
  /** Monaco draws markers in a task of its own, a frame after the text: until then these stand in for them. */
  #early: string[] = [];
  readonly #listener: monaco.IDisposable;
  #own: readonly Diagnostic[] = [];
  #ownText: string | null = null;
  #rulePage: RulePage | undefined;
  readonly #shown = new Map<string, string>();

  constructor(model: monaco.editor.ITextModel) {
    this.#model = model;
    this.#listener = monaco.editor.onDidChangeMarkers((changed) => {
      if (changed.some((uri) => uri.toString() === model.uri.toString())) this.#drawEarly([]);
    });
  }

  dispose(): void {
    this.#listener.dispose();
  }

  /** After a change of the text. */
  check(): void {
    const text = this.#model.getValue();
    if (!this.#read(text)) return;
    setFacts(this.#model, { found: { diagnostics: this.#own, text } });
    if (this.#mark(OWN, this.#own)) this.#drawEarly(this.#own);
  }

  /** The page's list about `text`; an older one than the model's text is passed over, since a newer one follows. */
  show(diagnostics: readonly Diagnostic[], text: string, rulePage: RulePage | undefined): void {
    if (text !== this.#model.getValue()) return;
    this.#rulePage = rulePage;
    setFacts(this.#model, { found: { diagnostics, text } });
    if (text !== this.#ownText) this.#read(text);
    const given = new Set(diagnostics.map(keyOf));
    const own = this.#own.filter((diagnostic) => given.has(keyOf(diagnostic)));
    const known = new Set(own.map(keyOf));
    this.#mark(OWN, own);
    this.#mark(GIVEN, diagnostics.filter((diagnostic) => !known.has(keyOf(diagnostic))));
  }

  #read(text: string): boolean {
    const { subjectKind, files } = factsOf(this.#model);
    const subject = lintSubjectOf(subjectKind, text, files);
    if (subject === null) return false;
    this.#own = findingsIn(subject);
    this.#ownText = text;
    return true;
  }

  /** False when these are shown already. */
  #mark(owner: string, diagnostics: readonly Diagnostic[]): boolean {
    const markers = diagnostics.map((diagnostic) => toMarker(diagnostic, this.#rulePage));
    const key = JSON.stringify(markers);
    if (this.#shown.get(owner) === key) return false;
    this.#shown.set(owner, key);
    monaco.editor.setModelMarkers(this.#model, owner, markers);
    return true;
  }

  #drawEarly(diagnostics: readonly Diagnostic[]): void {
    if (this.#model.isDisposed()) return;
    this.#early = this.#model.deltaDecorations(this.#early, diagnostics.map(toEarlyMark));
  }
}

function keyOf({ code, message, range }: Diagnostic): string {
  return `${code} ${String(range.start.offset)} ${String(range.end.offset)} ${message}`;
}
