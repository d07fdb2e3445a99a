import { readInstructions } from '#lib/ee/containerfile/instructions.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import type { QuickFix } from '#lib/ee/diagnostic.ts';
import { editing } from '#lib/ee/lint/fixes.ts';
import { stepTexts, type TextPlace } from '#lib/ee/lint/places.ts';

const KEYWORDS = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(' '),
);

/** Each step starts with an instruction of a Containerfile. */
export const stepInstruction: Rule = { code: 'step-instruction', check };

function check(context: LintContext): Finding[] {
  const texts = stepTexts(context);
  return [...new Set(texts.map(({ hook }) => hook))].flatMap((hook) => {
    const own = texts.filter((text) => text.hook === hook);
    const instructions = readInstructions(own.map(({ value }) => value).join('\n'));
    const findings = instructions.flatMap(({ keyword, line }): Finding[] => {
      if (KEYWORDS.has(keyword)) return [];
      const place = placeOfLine(own, line);
      const { path, span } = place ?? { path: ['additional_build_steps', hook], span: undefined };
      const message = `A step starts with an instruction such as RUN or COPY, not with ${keyword.slice(0, 40)}.`;
      return [{ severity: 'warning', path, message, ...(span === undefined ? {} : { span }), ...correction(context, place) }];
    });
    return findings.filter(({ path }, index) => findings.findIndex((other) => other.path === path) === index);
  });
}

function placeOfLine<T extends { readonly value: string }>(texts: readonly T[], line: number): T | undefined {
  let last = 0;
  return texts.find(({ value }) => {
    last += value.split('\n').length;
    return line <= last;
  });
}

/** A command gets RUN before it, lines with a dash lose it, where all is well then. */
function correction(context: LintContext, place: TextPlace | undefined): { readonly fix?: QuickFix } {
  if (place === undefined) return {};
  const { value, path } = place;
  const withRun = typeof path.at(-1) === 'number' && /^[a-z][\w./-]*\s+\S/.test(value) ? `RUN ${value}` : null;
  const withoutDashes = /^\s*-\s/.test(value) ? value.replace(/^(\s*)-\s+/gm, '$1') : null;
  const fixed = withRun ?? withoutDashes;
  if (fixed === null || !isInOrder(fixed)) return {};
  return editing(withRun === null ? 'Remove the dashes' : 'Put RUN before it', context, [{ kind: 'set', path, value: fixed }]);
}

function isInOrder(step: string): boolean {
  return readInstructions(step).every(({ keyword }) => KEYWORDS.has(keyword));
}
