import { describe, expect, it } from 'vitest';
import { readContainerfile } from '#lib/ee/containerfile/read.ts';

describe('readContainerfile', () => {
  it('replaces arguments in FROM and tells stages from images', () => {
    const { stages, images } = readContainerfile('ARG EE_BASE_IMAGE="localhost:5000/ee:1"\nFROM $EE_BASE_IMAGE AS base\nUSER root\nFROM base AS final\nRUN a\n');
    expect(stages.map(({ name, from, fromStage, instructions }) => [name, from, fromStage, instructions.length])).toEqual([
      ['base', 'localhost:5000/ee:1', null, 2],
      ['final', 'base', 0, 2],
    ]);
    expect(images).toEqual(['localhost:5000/ee:1']);
  });

  it('prefers build arguments and knows defaults', () => {
    expect(readContainerfile('ARG A=x:1\nFROM ${A}\n', { A: 'y:2' }).images).toEqual(['y:2']);
    expect(readContainerfile('ARG A\nFROM ${A:-z:3}\n').images).toEqual(['z:3']);
  });

  it('lists images of COPY --from and RUN --mount, each once, stages and scratch left out', () => {
    const text = `FROM scratch
FROM a:1 AS first
FROM a:1
ARG TOOLS=t:1
COPY --from=first /x /y
COPY --from=0 /x /y
COPY --chown=1:1 --from=b:1 /x /y
COPY --from=\${TOOLS} /x /y
RUN --mount=type=bind,from=c:1,source=/x,target=/y \\
  --mount=type=cache,target=/z true
RUN echo --from=no:1
`;
    expect(readContainerfile(text).images).toEqual(['a:1', 'b:1', 't:1', 'c:1']);
  });

  it('joins continued lines, skips comments and knows heredocs', () => {
    const { stages } = readContainerfile('FROM a:1\n# c\nRUN x && \\\n# inside\n\n   y\nRUN <<EOF\nFROM z:1\nEOF\nCMD ["a"]\n');
    expect(stages[0]?.instructions.map(({ keyword, text, line }) => [keyword, text, line])).toEqual([
      ['FROM', 'FROM a:1', 1],
      ['RUN', 'RUN x &&    y', 3],
      ['RUN', 'RUN <<EOF', 7],
      ['CMD', 'CMD ["a"]', 10],
    ]);
  });

  it('takes a text without FROM for nothing', () => {
    expect(readContainerfile('RUN a\n')).toEqual({ stages: [], images: [] });
  });
});
