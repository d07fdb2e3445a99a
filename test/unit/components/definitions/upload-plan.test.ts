import { describe, expect, it } from 'vitest';
import { credentialFor, draftOptions, importedSettings, uploadRows } from '#components/definitions/upload-plan.ts';
import type { Credential } from '#lib/contract/credentials.ts';
import { planImport } from '#lib/ee/import/import.ts';
import { blankTemplate } from '#lib/ee/templates/blank.ts';

const NO_CHOICES = { names: {}, leftOut: new Set<number>() };

function definitions(files: Record<string, string>) {
  return planImport(Object.entries(files).map(([path, text]) => ({ path, text })), { baseImage: 'b:1' }).definitions;
}

function credential(kind: Credential['kind'], host: string): Credential {
  return { id: `id-of-${host}`.replace(/\W/g, ''), kind, name: host, host, authUrl: null, username: null, hasSecret: true, secretVersion: 1, isBuiltIn: false, usedBy: [], createdAt: '', updatedAt: '', lastUsedAt: null, lastTest: null };
}

describe('uploadRows', () => {
  const two = definitions({ 'one/execution-environment.yml': 'version: 3\n', 'two/execution-environment.yml': 'version: 3\n' });

  it('has a row for each definition, under the name that was typed', () => {
    const rows = uploadRows(two, { names: { 1: 'other' }, leftOut: new Set([0]) });
    expect(rows.map(({ name, isChosen, problems }) => [name, isChosen, problems])).toEqual([['one', false, []], ['other', true, []]]);
  });

  it('refuses names that cannot be and names that are there twice', () => {
    expect(uploadRows(two, { ...NO_CHOICES, names: { 0: 'Bad Name' } })[0]?.problems[0]).toContain('lower-case');
    expect(uploadRows(two, { ...NO_CHOICES, names: { 0: 'two' } }).map(({ problems }) => problems.length)).toEqual([1, 1]);
    expect(uploadRows(two, { names: { 0: 'two' }, leftOut: new Set([1]) })[0]?.problems).toEqual([]);
  });

  it('refuses files that the server does not take, instead of dropping them in silence', () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_item, index) => [`ee/f${String(index)}`, 'x']));
    const [row] = uploadRows(definitions({ 'ee/execution-environment.yml': 'version: 3\n', 'ee/a\\b.txt': 'x', ...many }), NO_CHOICES);
    expect(row?.problems).toEqual(['a\\b.txt has a name that cannot be used.', 'At most 500 files can lie beside a definition; these are 502.']);
  });
});

describe('importedSettings', () => {
  const text = 'ee_base_registry_username: u\nee_base_registry_password: p\nee_registry_dest: quay.io/team\nee_pull_collections_from_hub: false\nee_list:\n  - name: ee_one\n    base_image: registry.example/b:1\n    tags: [1.0, "not a tag"]\n';
  const [definition] = definitions({ 'vars.yml': text });
  const stored = [credential('registry', 'quay.io'), credential('registry', 'registry.example'), credential('galaxy', 'https://quay.io')];

  it('has destination, tags and the stored credentials for the hosts', () => {
    expect(importedSettings(definition!, stored)).toEqual({
      repository: 'quay.io/team/ee_one',
      tags: ['1.0'],
      pullCredentialIds: [stored[1]?.id],
      pushCredentialId: stored[0]?.id,
      galaxyCredentialIds: [],
    });
  });

  it('says what it cannot take over', () => {
    expect(uploadRows([definition!], NO_CHOICES)[0]?.notes).toContainEqual(expect.objectContaining({ message: expect.stringContaining('not a tag') as string }));
  });

  it('finds no credential for a host that is not known', () => {
    expect(credentialFor({ use: 'pull', host: null, variables: [] }, stored)).toBeNull();
    expect(credentialFor({ use: 'galaxy', host: 'https://quay.io/', variables: [] }, stored)?.kind).toBe('galaxy');
  });
});

describe('draftOptions', () => {
  it('starts drafts on the base image of a blank definition, with the options that it needs', () => {
    const blank = blankTemplate({ baseImage: 'localhost:5000/ee-minimal:latest', packageManagerPath: '/usr/bin/apt-get' });
    expect(draftOptions(blank.text)).toEqual({ baseImage: 'localhost:5000/ee-minimal:latest', options: { package_manager_path: '/usr/bin/apt-get', skip_pip_install: true } });
  });
});
