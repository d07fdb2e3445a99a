export interface PagePart {
  readonly kind: 'text' | 'code' | 'strong';
  readonly text: string;
}

export type PageBlock = { readonly kind: 'paragraph'; readonly parts: readonly PagePart[] } | { readonly kind: 'example'; readonly text: string };

export interface RuleSection {
  /** More than one where they are explained together. */
  readonly codes: readonly string[];
  readonly blocks: readonly PageBlock[];
}

export interface RulePage {
  readonly title: string;
  readonly intro: readonly PageBlock[];
  readonly sections: readonly RuleSection[];
}

const FENCE = '```';

/** Reads docs/rules.md: headings, paragraphs with code and bold words, and fenced YAML; no other Markdown. */
export function readRulePage(markdown: string): RulePage {
  const [head = '', ...rest] = sectionsOf(markdown);
  const { heading: title, body } = split(head.replace(/^# /, ''));
  const sections = rest.map((section) => {
    const { heading, body: text } = split(section);
    return { codes: heading.split(', '), blocks: blocksOf(text) };
  });
  return { title, intro: blocksOf(body), sections };
}

/** A line with ## in an example is no heading. */
function sectionsOf(markdown: string): string[] {
  const sections: string[] = [''];
  let isExample = false;
  for (const line of markdown.split('\n')) {
    if (line.startsWith(FENCE)) isExample = !isExample;
    if (!isExample && line.startsWith('## ')) sections.push(`${line.slice(3)}\n`);
    else sections.push(`${sections.pop() ?? ''}${line}\n`);
  }
  return sections;
}

function split(section: string): { heading: string; body: string } {
  const end = section.indexOf('\n');
  return { heading: section.slice(0, end), body: section.slice(end + 1) };
}

function blocksOf(body: string): PageBlock[] {
  return body.split(/^```(?:yaml)?\n/m).flatMap((piece, index): PageBlock[] => (index % 2 === 1 ? [{ kind: 'example', text: piece.replace(/\n$/, '') }] : paragraphsOf(piece)));
}

function paragraphsOf(text: string): PageBlock[] {
  return text.split(/\n{2,}/).map((each) => each.trim()).filter((each) => each !== '').map((each) => ({ kind: 'paragraph', parts: partsOf(each.replaceAll('\n', ' ')) }));
}

function partsOf(paragraph: string): PagePart[] {
  return paragraph.split(/(`[^`]+`|\*\*[^*]+\*\*)/).filter((part) => part !== '').map((part) => {
    if (part.startsWith('`')) return { kind: 'code', text: part.slice(1, -1) };
    return part.startsWith('**') ? { kind: 'strong', text: part.slice(2, -2) } : { kind: 'text', text: part };
  });
}
