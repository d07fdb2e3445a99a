import { useSyncExternalStore } from 'react';

const KEY = 'eef:theme';
const DARK_CLASS = 'pf-v6-theme-dark';
export type Theme = 'light' | 'dark';

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
  return () => observer.disconnect();
}

function read(): Theme {
  return document.documentElement.classList.contains(DARK_CLASS) ? 'dark' : 'light';
}

/** The theme that is shown; the class on <html> is the truth (public/theme.js sets it before the first paint). */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, read, () => 'light');
}

export function setTheme(theme: Theme): void {
  document.documentElement.classList.toggle(DARK_CLASS, theme === 'dark');
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage may be closed to this page; the choice then lasts until it is left.
  }
}
