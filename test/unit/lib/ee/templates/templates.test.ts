import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readForm } from '#lib/ee/form/read.ts';
import { isAccepted, isBuildable, parseDefinition } from '#lib/ee/parse.ts';
import { HOOKS } from '#lib/ee/schema/common.ts';
import { containsOf } from '#lib/ee/templates/contains.ts';
import { templates } from '#lib/ee/templates/templates.ts';

const STARTER_COLLECTIONS = new Set(readFileSync('test/fixtures/starter-collections.txt', 'utf8').trim().split('\n'));

describe('templates', () => {
  it.each([undefined, '/usr/bin/apt-get', '/usr/bin/microdnf'])('are accepted, buildable and without an error or a warning, with the package manager %s', (packageManagerPath) => {
    const all = templates({ baseImage: 'registry.example/ee-minimal:1.0', ...(packageManagerPath === undefined ? {} : { packageManagerPath }) });
    for (const { id, text, files } of all) {
      const parsed = parseDefinition(text, { files: Object.keys(files) });
      expect(parsed.diagnostics.filter(({ severity }) => severity !== 'info'), id).toEqual([]);
      expect([isAccepted(parsed), isBuildable(parsed)], id).toEqual([true, true]);
    }
  });

  it('are at least ten, each with a name that a definition can have, a title of its own, a sentence, tags and content', () => {
    const all = templates({ baseImage: 'a:1' });
    expect(all.length).toBeGreaterThanOrEqual(15);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
    for (const { id, description, tags, text } of all) {
      expect(id).toMatch(/^[a-z0-9_]+$/);
      expect(description, id).toMatch(/^[A-Z](?:(?!\. ).)*\.$/);
      expect(tags.length, id).toBeGreaterThan(0);
      if (id !== 'blank') expect(containsOf(text).length, id).toBeGreaterThan(0);
      if (id !== 'blank') expect(text, id).toMatch(/^\s*# \S+ /m);
    }
  });

  it('name collections that the starter set has', () => {
    for (const { id, text } of templates({ baseImage: 'a:1' })) {
      const names = readForm(text).collections.items.map(({ value }) => value.name);
      expect(names.filter((name) => !STARTER_COLLECTIONS.has(name)), id).toEqual([]);
    }
  });

  it('start with the base image of the site, but for the two that bring their own', () => {
    const own = templates({ baseImage: 'a:1' }).filter(({ text }) => readForm(text).baseImage.value !== 'a:1');
    expect(own.map(({ id }) => id)).toEqual(['ee_ubi', 'ee_debian']);
  });

  it('have the content of the article in ee_aws', () => {
    const aws = templates({ baseImage: 'a:1' }).find(({ id }) => id === 'ee_aws');
    expect(parseDefinition(aws?.text ?? '').model?.definition.dependencies).toEqual({ python: ['botocore', 'boto3'], galaxy: { collections: ['amazon.aws'] } });
  });

  it('use every hook in ee_hooks', () => {
    const hooks = templates({ baseImage: 'a:1' }).find(({ id }) => id === 'ee_hooks');
    const { steps } = readForm(hooks?.text ?? '');
    expect(HOOKS.filter((hook) => steps[hook].items.length === 0)).toEqual([]);
  });
});
