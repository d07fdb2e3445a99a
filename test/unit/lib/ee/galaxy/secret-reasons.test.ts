import { describe, expect, it } from 'vitest';
import { needsSecretMount } from '#lib/ee/galaxy/secret-reasons.ts';
import { parseDefinition } from '#lib/ee/parse.ts';

function reasons(text: string, files: Record<string, string> = {}): string[] {
  const { model } = parseDefinition(`version: 3\nimages: {base_image: {name: "a:1"}}\n${text}`);
  if (model === null) throw new Error('The definition of this test is not valid.');
  return needsSecretMount(model, files).map(({ code }) => code);
}

const AWS = 'dependencies: {galaxy: {collections: [amazon.aws]}}\n';

describe('needsSecretMount', () => {
  it('has no reason for plain collections, or without Galaxy requirements', () => {
    expect(reasons(AWS)).toEqual([]);
    expect(reasons('dependencies: {python: [boto3]}\n')).toEqual([]);
  });

  it('names signatures, in options and in requirements', () => {
    expect(reasons(`${AWS}build_arg_defaults: {ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: "--keyring k.gpg"}\n`)).toEqual(['signatures']);
    expect(reasons('dependencies: {galaxy: {collections: [{name: a.b, signatures: [s]}]}}\n')).toEqual(['signatures']);
  });

  it('names roles from a Galaxy server, not those from a Git repository', () => {
    expect(reasons('dependencies: {galaxy: {roles: [geerlingguy.docker]}}\n')).toEqual(['private-role']);
    expect(reasons('dependencies: {galaxy: {roles: [{src: "https://git.example/r.git", scm: git}]}}\n')).toEqual([]);
  });

  it('looks into the file that the definition names', () => {
    const text = 'dependencies: {galaxy: ./requirements.yml}\n';
    expect(reasons(text, { 'requirements.yml': 'collections: [a.b]\n' })).toEqual([]);
    expect(reasons(text, { 'requirements.yml': 'roles: [a.b]\n' })).toEqual(['private-role']);
    expect(reasons(text)).toEqual(['unreadable-requirements']);
  });

  it('names an own ansible.cfg that can name servers', () => {
    const text = `${AWS}additional_build_files: [{src: ansible.cfg, dest: configs}]\nadditional_build_steps: {prepend_galaxy: ["ADD _build/configs/ansible.cfg /etc/ansible/ansible.cfg"]}\n`;
    expect(reasons(text, { 'ansible.cfg': '[galaxy]\nserver_list = hub\n' })).toEqual(['own-ansible-cfg']);
    expect(reasons(text, { 'ansible.cfg': '[defaults]\nforks = 5\n' })).toEqual([]);
  });
});
