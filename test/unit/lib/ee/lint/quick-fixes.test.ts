import { describe, expect, it } from 'vitest';
import { lintFile } from '#lib/ee/lint/lint-file.ts';
import { chosenFix, fixChoicesOf, quickFixesOf } from '#lib/ee/lint/quick-fixes.ts';
import type { FileKind } from '#lib/ee/lint/rule.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';

const BASE = 'version: 3\nimages: {base_image: {name: "registry.example/base:1.0"}}\n';

function applied(text: string, code: string, title: RegExp): string | null {
  const diagnostic = parseDefinition(text).diagnostics.find((each) => each.code === code);
  if (diagnostic === undefined) throw new Error(`${code} is not found in ${text}`);
  const fix = quickFixesOf({ text }, diagnostic).find((each) => title.test(each.title));
  return fix === undefined ? null : applyTextEdits(text, fix.edits);
}

describe('quickFixesOf', () => {
  it.each([
    ['image-tag', 'images:\n  base_image:\n    name: a/b:latest\n', 'images:\n  base_image:\n    # ee-foundry: ignore image-tag\n    name: a/b:latest\n'],
    ['image-tag', 'images:\r\n  base_image:\r\n    name: a/b:latest\r\n', 'images:\r\n  base_image:\r\n    # ee-foundry: ignore image-tag\r\n    name: a/b:latest\r\n'],
    ['python-requirement', 'dependencies:\n  python: |\n    boto3=1\n    requests\n', 'dependencies:\n  python: |\n    # ee-foundry: ignore python-requirement\n    boto3=1\n    requests\n'],
    ['secret-in-step', 'additional_build_steps:\n  append_final: |\n    RUN a && \\\n      TOKEN=abc b\n', 'additional_build_steps:\n  append_final: |\n    RUN a && \\\n      # ee-foundry: ignore secret-in-step\n      TOKEN=abc b\n'],
    ['python-requirement', 'dependencies:\n  python: |\n    six=1 \\\n      --hash=sha256:abc\n', 'dependencies:\n  python: |\n    # ee-foundry: ignore python-requirement\n    six=1 \\\n      --hash=sha256:abc\n'],
    ['python-requirement', 'dependencies:\n  python: >\n    boto3=1\n    requests\n', 'dependencies:\n  # ee-foundry: ignore python-requirement\n  python: >\n    boto3=1\n    requests\n'],
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

  it('adds a code to a comment on the line above, which still silences its own', () => {
    const text = 'version: 3\nimages:\n  base_image:\n    # ee-foundry: ignore other\n    name: a/b:latest\n';
    expect(applied(text, 'image-tag', /^Ignore/)).toBe(text.replace('other', 'other, image-tag'));
  });

  it.each([
    ['a here-document', `${BASE}additional_build_steps:\n  append_final: |\n    RUN <<EOF\n    export TOKEN=abc\n    EOF\n`, 'secret-in-step'],
  ])('says why it cannot ignore a finding in %s', (_where, text, code) => {
    const diagnostic = parseDefinition(text).diagnostics.find((each) => each.code === code);
    if (diagnostic === undefined) throw new Error(`${code} is not found.`);
    const ignore = fixChoicesOf(diagnostic).find(({ kind }) => kind === 'ignore');
    expect(ignore === undefined ? null : chosenFix({ text }, diagnostic, ignore)).toMatchObject({ ok: false, message: expect.stringContaining('part of the value') as string });
    expect(quickFixesOf({ text }, diagnostic).map(({ title }) => title).filter((title) => title.startsWith('Ignore'))).toEqual([]);
  });

  it.each([
    ['python', 'boto3=1\nrequests\n', '# ee-foundry: ignore python-requirement\nboto3=1\nrequests\n'],
    ['python', 'a\nsix=1 \\\n  --hash=sha256:abc\n', 'a\n# ee-foundry: ignore python-requirement\nsix=1 \\\n  --hash=sha256:abc\n'],
    ['system', 'git\r\ngit\r\n', 'git\r\n# ee-foundry: ignore duplicate-requirement\r\ngit\r\n'],
    ['galaxy', 'collections:\n  - name: a.b\n    version: 1.10\n', 'collections:\n  - name: a.b\n    # ee-foundry: ignore yaml11-number\n    version: 1.10\n'],
    ['config', '[galaxy_server.hub]\ntoken = abcdef\n', '[galaxy_server.hub]\n# ee-foundry: ignore secret-in-requirement\ntoken = abcdef\n'],
  ] satisfies [FileKind, string, string][])('silences a finding in a file: %s', (fileKind, text, expected) => {
    const [diagnostic] = lintFile(fileKind, text);
    if (diagnostic === undefined) throw new Error('There is no finding.');
    const ignore = quickFixesOf({ text, fileKind }, diagnostic).at(-1);
    expect(ignore?.title).toBe(`Ignore ${diagnostic.code} here`);
    expect(applyTextEdits(text, ignore?.edits ?? [])).toBe(expected);
    expect(lintFile(fileKind, expected)).toEqual([]);
  });

  it('migrates a deprecated version', () => {
    const text = 'version: 1  # old\nbuild_arg_defaults:\n  EE_BASE_IMAGE: a:1\n';
    const migrated = applied(text, 'deprecated-version', /^Migrate/);
    expect(parseDefinition(migrated ?? '').model?.version).toBe(3);
    expect(migrated).toContain('# old');
    expect(applied(text, 'deprecated-key', /^Migrate/)).toBe(migrated);
  });
});
