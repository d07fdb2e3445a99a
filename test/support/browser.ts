import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchChromium } from '#scripts/chromium.ts';

export interface BrowserPage {
  page: Page;
  /** Closes the browser; fails the test if the page reported an error on its console. */
  close: () => Promise<void>;
}

export interface BrowserOptions {
  /** 390 is the small screen. */
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  /** Console errors that the test brings about: the browser reports each failed request. */
  expects?: RegExp;
}

/** A page in a browser of its own. */
export async function openBrowser({ width = 1280, height = 800, theme = 'light', expects }: BrowserOptions = {}): Promise<BrowserPage> {
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    const text = `${message.text()} (${message.location().url})`;
    if (message.type() === 'error' && expects?.test(text) !== true) errors.push(text);
  });
  page.on('pageerror', (error) => errors.push(error.message));
  return {
    page,
    close: async () => {
      await browser.close();
      expect(errors).toEqual([]);
    },
  };
}
