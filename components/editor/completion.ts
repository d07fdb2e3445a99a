import { completeAt } from '#lib/ee/complete/complete.ts';
import { proposalsOfNames, proposalsOfVersions, type PackageWish, type Proposal, type ProposalKind } from '#lib/ee/complete/proposal.ts';
import * as monaco from 'monaco-editor/esm/vs/editor/editor.api.js';
import { factsOf } from './model-facts.ts';
import type { PackageSource } from './package-source.ts';
import { rangeOfSpan } from './ranges.ts';
import { completionSubjectOf } from './subject-of.ts';

const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;
const KINDS: Record<ProposalKind, monaco.languages.CompletionItemKind> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  image: CompletionItemKind.File,
  package: CompletionItemKind.Module,
  version: CompletionItemKind.Constant,
  profile: CompletionItemKind.EnumMember,
  instruction: CompletionItemKind.Keyword,
};

export const completionProvider: monaco.languages.CompletionItemProvider = {
  triggerCharacters: [' ', ':', '[', '{', ',', '>', '=', '<', '~', '!', '.', '"', "'"],
  async provideCompletionItems(model, position, _context, token) {
    const { subjectKind, images, packages } = factsOf(model);
    const text = model.getValue();
    const subject = completionSubjectOf(subjectKind, text);
    if (subject === null) return { suggestions: [] };
    const { proposals, wish } = completeAt({ text, offset: model.getOffsetAt(position), subject, images });
    const found = wish === null || packages === null ? [] : await lookUp(packages, wish, token);
    if (model.isDisposed()) return { suggestions: [] };
    return { suggestions: [...found, ...proposals].map((proposal, index) => suggestionOf(model, proposal, index)), incomplete: wish?.wants === 'names' };
  },
};

/** No suggestion is better than an error while one types: whether a name exists is a diagnostic's business. */
async function lookUp(packages: PackageSource, wish: PackageWish, token: monaco.CancellationToken): Promise<readonly Proposal[]> {
  const abort = new AbortController();
  const listener = token.onCancellationRequested(() => abort.abort());
  try {
    if (wish.wants === 'names') return proposalsOfNames(wish, await packages.search(wish.of, wish.prefix, abort.signal));
    return proposalsOfVersions(wish, await packages.versions(wish.of, wish.name, abort.signal));
  } catch {
    return [];
  } finally {
    listener.dispose();
  }
}

function suggestionOf(model: monaco.editor.ITextModel, proposal: Proposal, index: number): monaco.languages.CompletionItem {
  const { label, kind, insert, span, detail, documentation, goesOn } = proposal;
  return {
    label,
    kind: KINDS[kind],
    insertText: insert,
    insertTextRules: CompletionItemInsertTextRule.KeepWhitespace,
    range: rangeOfSpan(model, span),
    filterText: kind === 'key' ? label : insert.replaceAll("'", ''),
    sortText: String(index).padStart(5, '0'),
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation: { value: documentation } }),
    ...(goesOn === true ? { command: { id: 'editor.action.triggerSuggest', title: 'Go on' } } : {}),
  };
}
