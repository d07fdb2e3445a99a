import { Parser, type CST } from 'yaml';
import type { YamlTree } from '#lib/ee/yaml/tree.ts';

/** Whether two trees hold the same values, keys in the same order, aliases at the same places. */
export function isSameTree(a: YamlTree | null, b: YamlTree | null): boolean {
  if (a === null || b === null) return a === b;
  return JSON.stringify(a, comparable) === JSON.stringify(b, comparable);
}

/** Spans differ where spaces do, the source of a folded scalar where its lines are cut. */
function comparable(key: string, value: unknown): unknown {
  if (key === 'span' || key === 'identity') return undefined;
  if (typeof value === 'bigint') return `${String(value)}n`;
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** The comments of a text, in order. */
export function commentsOf(text: string): string[] {
  const comments: string[] = [];
  const collect = (tokens: unknown): void => {
    if (Array.isArray(tokens)) for (const token of tokens) collect(token);
    else if (typeof tokens === 'object' && tokens !== null) {
      if (isComment(tokens)) comments.push(tokens.source.trimEnd());
      else for (const child of Object.values(tokens)) collect(child);
    }
  };
  for (const token of new Parser().parse(text)) collect(token);
  return comments;
}

function isComment(token: object): token is CST.SourceToken {
  return 'type' in token && token.type === 'comment' && 'source' in token;
}
