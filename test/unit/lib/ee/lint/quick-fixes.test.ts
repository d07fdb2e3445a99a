import { describe, expect, it } from 'vitest';
import { quickFixesOf } from '#lib/ee/lint/quick-fixes.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';

const BASE = 'version: 3\nimages: {base_image: {name: "registry.example/base:1.0"}}\n';

function applied(text: string, code: string, title: RegExp): string | null {
  const diagnostic = parseDefinition(text).diagnostics.find((each) => each.code === code);
  if (diagnostic === undefined) throw new Error(`${code} is not found in ${text}`);
  const fix = quickFixesOf(text, diagnostic).find((each) => title.test(each.title));
  return fix === undefined ? null : applyTextEdits(text, fix.edits);
}

describe('quickFixesOf', () => {
  it.each([
    ['image-tag', 'images:\n  base_image:\n    name: a/b:latest\n', 'images:\n  base_image:\n    # ee-foundry: ignore image-tag\n    name: a/b:latest\n'],
    ['image-tag', 'images:\r\n  base_image:\r\n    name: a/b:latest\r\n', 'images:\r\n  base_image:\r\n    # ee-foundry: ignore image-tag\r\n    name: a/b:latest\r\n'],
    ['python-requirement', 'dependencies:\n  python: |\n    boto3=1\n    requests\n', 'dependencies:\n  python: |\n    # ee-foundry: ignore python-requirement\n    boto3=1\n    requests\n'],
    ['secret-in-step', 'additional_build_steps:\n  append_final: |\n    RUN a && \\\n      TOKEN=abc b\n', 'additional_build_steps:\n  append_final: |\n    RUN a && \\\n      # ee-foundry: ignore secret-in-step\n      TOKEN=abc b\n'],
  ])('silences %s with a comment: %j', (code, text, expected) => {
    const version = text.includes('\r') ? 'version: 3\r\n' : 'version: 3\n';
    expect(applied(version + text, code, /^Ignore/)).toBe(version + expected);
    expect(parseDefinition(version + expected).diagnostics.map((each) => each.code)).not.toContain(code);
  });

  it('adds a code to a comment that is there', () => {
    const text = `${BASE}options:\n  # ee-foundry: ignore container-init\n  container_init: {cmd: a}  # ee-foundry: ignore other\n`;
    expect(parseDefinition(text).diagnostics).toEqual([]);
    const line = 'dependencies:\n  python: [a, a]  # ee-foundry: ignore other\n';
    expect(applied(BASE + line, 'duplicate-requirement', /^Ignore/)).toBe(`${BASE}dependencies:\n  python: [a, a]  # ee-foundry: ignore other, duplicate-requirement\n`);
  });

  it('offers no comment that would change a value, and none for what prevents a build', () => {
    const folded = `${BASE}additional_build_steps:\n  append_final:\n    - "RUN a &&\n      TOKEN=abc b"\n`;
    expect(applied(folded, 'secret-in-step', /^Ignore/)).not.toContain('&&\n      #');
    expect(applied(`${BASE}options: {foo: 1}\n`, 'unknown-key', /^Ignore/)).toBeNull();
  });

  it('migrates a deprecated version', () => {
    const text = 'version: 1  # old\nbuild_arg_defaults:\n  EE_BASE_IMAGE: a:1\n';
    const migrated = applied(text, 'deprecated-version', /^Migrate/);
    expect(parseDefinition(migrated ?? '').model?.version).toBe(3);
    expect(migrated).toContain('# old');
    expect(applied(text, 'deprecated-key', /^Migrate/)).toBe(migrated);
  });
});
