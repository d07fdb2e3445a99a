import { hoverAt } from '#lib/ee/complete/hover.ts';
import { formatDefinition } from '#lib/ee/format/format.ts';
import { outlineOf, type OutlineItem } from '#lib/ee/outline/outline.ts';
import * as monaco from 'monaco-editor/esm/vs/editor/editor.api.js';
import { codeActionProvider } from './code-actions.ts';
import { completionProvider } from './completion.ts';
import { factsOf } from './model-facts.ts';
import { rangeOfSpan } from './ranges.ts';
import { completionSubjectOf } from './subject-of.ts';

const { SymbolKind } = monaco.languages;
const SYMBOLS: Record<OutlineItem['kind'], monaco.languages.SymbolKind> = { mapping: SymbolKind.Module, list: SymbolKind.Array, text: SymbolKind.Property, item: SymbolKind.String };
/** Definitions, Galaxy requirements; requirements.txt and bindep.txt. */
const LANGUAGES = ['yaml', 'plaintext'];

function symbolOf(model: monaco.editor.ITextModel, item: OutlineItem): monaco.languages.DocumentSymbol {
  return {
    name: item.name,
    detail: item.detail,
    kind: SYMBOLS[item.kind],
    tags: [],
    range: rangeOfSpan(model, item.span),
    selectionRange: rangeOfSpan(model, item.nameSpan),
    children: item.children.map((child) => symbolOf(model, child)),
  };
}

/** The knowledge of lib/ee for every editor of the tab; done once. */
export function registerProviders(): void {
  monaco.languages.registerCompletionItemProvider(LANGUAGES, completionProvider);
  monaco.languages.registerCodeActionProvider([...LANGUAGES, 'ini'], codeActionProvider, { providedCodeActionKinds: ['quickfix'] });
  monaco.languages.registerHoverProvider(LANGUAGES, {
    provideHover(model, position) {
      const { subjectKind } = factsOf(model);
      const text = model.getValue();
      const subject = completionSubjectOf(subjectKind, text);
      const hover = subject === null ? null : hoverAt(text, model.getOffsetAt(position), subject);
      return hover === null ? null : { range: rangeOfSpan(model, hover.span), contents: [{ value: hover.markdown }] };
    },
  });
  monaco.languages.registerDocumentSymbolProvider('yaml', {
    displayName: 'Outline',
    provideDocumentSymbols: (model) => outlineOf(model.getValue()).map((item) => symbolOf(model, item)),
  });
  // Monaco's own keys on Linux (Ctrl-Shift-I) open the browser's tools.
  monaco.editor.addKeybindingRule({ keybinding: monaco.KeyMod.Shift | monaco.KeyMod.Alt | monaco.KeyCode.KeyF, command: 'editor.action.formatDocument', when: 'editorTextFocus && !editorReadonly' });
  monaco.languages.registerDocumentFormattingEditProvider('yaml', {
    displayName: 'Layout',
    provideDocumentFormattingEdits(model) {
      const result = formatDefinition(model.getValue());
      return result.ok ? result.edits.map((edit) => ({ range: rangeOfSpan(model, edit), text: edit.newText })) : [];
    },
  });
}
