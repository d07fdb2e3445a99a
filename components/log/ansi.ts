import Anser from 'anser';
import { plainText } from '#lib/contract/log-text.ts';

export type AnsiColour = 'black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white';
export type Span = { text: string; colour: AnsiColour | null; isBold: boolean; isDim: boolean; isItalic: boolean; isUnderlined: boolean; href: string | null };

const NAMES: readonly AnsiColour[] = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const LINK = /\bhttps?:\/\/[^\s<>"'`\\]+[^\s<>"'`\\.,;:!?)\]}]/g;

/** A cleaned line as spans: eight colours of the theme, decorations, and http(s) links. Text only, never markup. */
export function toSpans(text: string): Span[] {
  if (!text.includes('\u001b')) return withLinks(span(text));
  return Anser.ansiToJson(text, { json: true, use_classes: true, remove_empty: true }).flatMap((part) => {
    const decorations = new Set(part.decorations);
    const isReversed = decorations.has('reverse');
    return withLinks({
      ...span(plainText(part.content)),
      colour: colourOf(isReversed ? part.bg : part.fg, isReversed ? part.bg_truecolor : part.fg_truecolor),
      isBold: decorations.has('bold'),
      isDim: decorations.has('dim') || decorations.has('hidden'),
      isItalic: decorations.has('italic'),
      isUnderlined: decorations.has('underline'),
    });
  });
}

function span(text: string): Span {
  return { text, colour: null, isBold: false, isDim: false, isItalic: false, isUnderlined: false, href: null };
}

/* eslint-disable @typescript-eslint/no-unnecessary-condition -- anser's types promise strings where it gives null */
function colourOf(name: string | null, rgb: string | null): AnsiColour | null {
  if (name === null || name === undefined) return null;
  if (name === 'ansi-truecolor') return nearest((rgb ?? '').split(',').map(Number));
  const palette = /^ansi-palette-(\d+)$/.exec(name);
  if (palette !== null) return paletteColour(Number(palette[1]));
  return NAMES.find((colour) => name.endsWith(`-${colour}`)) ?? null;
}
/* eslint-enable @typescript-eslint/no-unnecessary-condition */

function paletteColour(index: number): AnsiColour | null {
  if (index < 16) return NAMES[index % 8] ?? null;
  if (index >= 232) return index < 244 ? 'black' : 'white';
  const cube = index - 16;
  return nearest([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => level * 51));
}

/** The one of the eight colours whose channels are lit alike. */
function nearest(rgb: number[]): AnsiColour | null {
  const [red = 0, green = 0, blue = 0] = rgb;
  const high = Math.max(red, green, blue);
  if (high < 48) return 'black';
  const isLit = (channel: number): number => (channel >= high * 0.6 ? 1 : 0);
  return NAMES[isLit(red) + isLit(green) * 2 + isLit(blue) * 4] ?? null;
}

function withLinks(whole: Span): Span[] {
  if (!whole.text.includes('://')) return [whole];
  const parts: Span[] = [];
  let from = 0;
  for (const match of whole.text.matchAll(LINK)) {
    if (match.index > from) parts.push({ ...whole, text: whole.text.slice(from, match.index) });
    parts.push({ ...whole, text: match[0], href: match[0] });
    from = match.index + match[0].length;
  }
  if (from < whole.text.length) parts.push({ ...whole, text: whole.text.slice(from) });
  return parts;
}
