/** What PyYAML's emitter finds out about a text before it chooses quotes (block context). */
export interface ScalarAnalysis {
  readonly isMultiline: boolean;
  readonly allowsPlain: boolean;
  readonly allowsSingleQuotes: boolean;
}

const BREAK = '[\\n\\x85\\u2028\\u2029]';
const WHITESPACE = '[\\0 \\t\\r\\n\\x85\\u2028\\u2029]';
const BLOCK_INDICATORS = [
  /^(?:---|\.\.\.)/,
  /^[#,[\]{}&*!|>'"%@`]/,
  new RegExp(`^[-?:](?:${WHITESPACE}|$)`),
  new RegExp(`.:(?:${WHITESPACE}|$)`, 's'),
  new RegExp(`${WHITESPACE}#`),
];
const SPECIAL = /[^\n\x20-\x7e]/;
const SPACE_BEFORE_BREAK = new RegExp(` ${BREAK}`);
const SPACE_AFTER_BREAK = new RegExp(`${BREAK} `);
const EDGE = new RegExp(`^(?: |${BREAK})|(?: |${BREAK})$`);

export function analyzeScalar(text: string): ScalarAnalysis {
  if (text === '') return { isMultiline: false, allowsPlain: true, allowsSingleQuotes: true };
  const isMultiline = new RegExp(BREAK).test(text);
  const needsDoubleQuotes = SPECIAL.test(text) || SPACE_BEFORE_BREAK.test(text);
  const hasSpaceAfterBreak = SPACE_AFTER_BREAK.test(text);
  const hasIndicators = BLOCK_INDICATORS.some((pattern) => pattern.test(text));
  return {
    isMultiline,
    allowsPlain: !needsDoubleQuotes && !hasSpaceAfterBreak && !EDGE.test(text) && !isMultiline && !hasIndicators,
    allowsSingleQuotes: !needsDoubleQuotes && !hasSpaceAfterBreak,
  };
}
