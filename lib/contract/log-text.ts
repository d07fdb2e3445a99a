const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z) /;
/** Bytes of `2026-01-02T03:04:05.678Z `, which every stored line begins with. */
const STAMP_BYTES = 25;

// OSC, DCS and other strings up to their end; CSI but colours; other escapes; control characters but tab and ESC.
const STRINGS = /\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\|$)/g;
const NOT_COLOURS = /\u001b\[[0-?]*[ -/]*[@-ln-~]|\u001b\[[?<=>][0-?]*[ -/]*m|\u001b(?!\[)[ -/]*[0-~]?|\u001b\[[0-?]*[ -/]*$/g;
const CONTROLS = /[\u0000-\u0008\u000a-\u001a\u001c-\u001f\u007f-\u009f]/g;
const COLOURS = /\u001b\[[0-9;:]*m/g;
const NEEDS_CLEANING = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/;

/** The same but for the ends of lines. */
const NEEDS_MORE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

export type LogLine = { at: string | null; text: string };

/** Splits the time off a stored line and leaves of a `\r` progress what a terminal would show last. */
export function parseLine(raw: string): LogLine {
  const stamp = STAMP.exec(raw);
  const text = stamp === null ? raw : raw.slice(stamp[0].length);
  return { at: stamp?.[1] ?? null, text: clean(lastProgress(text)) };
}

/** The characters of a line that a reader sees: what search and copy work on. */
export function plainText(text: string): string {
  return text.includes('\u001b') ? text.replace(COLOURS, '').replaceAll('\u001b', '') : text;
}

/** What a reader sees of a stored line. Searches call it for every line of a log: those with nothing but colours go a short way. */
export function visibleText(raw: string): string {
  const text = hasStamp(raw) ? raw.slice(STAMP_BYTES) : raw;
  if (!NEEDS_CLEANING.test(text)) return text;
  const plain = text.replace(COLOURS, '');
  return NEEDS_CLEANING.test(plain) ? plainText(parseLine(raw).text) : plain;
}

/** Many stored lines without their colours, so that each is as visibleText gives it but for its time; null where a line needs more than that. */
export function withoutColours(lines: string): string | null {
  const plain = lines.includes('\u001b') ? lines.replace(COLOURS, '') : lines;
  return NEEDS_MORE.test(plain) ? null : plain;
}

function hasStamp(raw: string): boolean {
  return raw.charCodeAt(STAMP_BYTES - 1) === 32 && raw.charCodeAt(STAMP_BYTES - 2) === 90 && STAMP.test(raw);
}

function lastProgress(text: string): string {
  if (!text.includes('\r')) return text;
  return text.split('\r').findLast((part) => part.trim() !== '') ?? '';
}

function clean(text: string): string {
  if (!NEEDS_CLEANING.test(text)) return text;
  return text.replace(STRINGS, '').replace(NOT_COLOURS, '').replace(CONTROLS, '');
}

/** A line without it is no error. */
export const ERROR = /\b(?:error|fatal|failed|failure|traceback|exception|denied|unauthorized|not found|no such file)\b/i;
const NOT_ERROR = /\b(?:0 errors?|no errors?|errors?[=:] ?0|failed=0|0 failed|ignore(?:d|_)errors?)\b/i;

/** Whether a line probably reports a mistake: where N and P stop. */
export function isErrorText(text: string): boolean {
  return ERROR.test(text) && !NOT_ERROR.test(text);
}
