import type { IDisposable } from 'monaco-editor/esm/vs/editor/editor.api.js';

const AFTER_MS = 200;

/**
 * Disposes of an editor that has left the page. What Monaco's word highlighter has waiting (50 ms) it would reject,
 * and nobody handles that: https://github.com/microsoft/monaco-editor/issues/4702
 */
export function disposeLater(disposables: readonly IDisposable[]): void {
  setTimeout(() => {
    for (const disposable of disposables) disposable.dispose();
  }, AFTER_MS);
}
