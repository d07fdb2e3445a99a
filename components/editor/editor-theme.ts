import type * as Monaco from 'monaco-editor/esm/vs/editor/editor.api.js';

const DARK_CLASS = 'pf-v6-theme-dark';

/** Keeps all editors in the page's theme; they share one, so this is done once for the tab. */
export function followTheme(monaco: typeof Monaco): void {
  monaco.editor.defineTheme('eef-dark', { base: 'vs-dark', inherit: true, rules: [], colors: { 'editor.background': '#1f1f1f', 'editor.lineHighlightBackground': '#292929' } });
  monaco.editor.defineTheme('eef-light', { base: 'vs', inherit: true, rules: [{ token: 'comment', foreground: '3d6b25' }, { token: 'type', foreground: '006e6e' }], colors: { 'editor.lineHighlightBackground': '#f2f2f2', 'editorLineNumber.foreground': '#4d4d4d' } });
  const apply = () => monaco.editor.setTheme(document.documentElement.classList.contains(DARK_CLASS) ? 'eef-dark' : 'eef-light');
  apply();
  new MutationObserver(apply).observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
}
