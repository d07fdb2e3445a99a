import { describe, expect, it } from 'vitest';
import { countBySection, sectionOf } from '#lib/ee/form/sections.ts';
import { parseDefinition } from '#lib/ee/parse.ts';

describe('sectionOf', () => {
  it.each([
    ['base', []],
    ['base', ['images', 'base_image', 'name']],
    ['base', ['build_arg_defaults', 'EE_BASE_IMAGE']],
    ['base', ['options', 'package_manager_path']],
    ['python', ['dependencies', 'python', 3]],
    ['python', ['dependencies', 'ansible_core', 'package_pip']],
    ['python', ['dependencies', 'exclude', 'python']],
    ['system', ['dependencies', 'system']],
    ['system', ['dependencies', 'exclude', 'system', 0]],
    ['content', ['dependencies', 'galaxy', 'collections', 0, 'version']],
    ['content', ['dependencies', 'exclude', 'all_from_collections']],
    ['steps', ['additional_build_steps', 'append_final']],
    ['files', ['additional_build_files', 0]],
    ['output', ['options', 'container_init', 'cmd']],
    ['output', ['settings', 'tags']],
  ] as const)('is %s for %j', (section, path) => {
    expect(sectionOf(path)).toBe(section);
  });
});

describe('countBySection', () => {
  it('counts each problem once, by its severity', () => {
    const { diagnostics } = parseDefinition('version: 3\nfoo: 1\ndependencies: {python: [x==]}\noptions: {user: 1000}\n');
    const counts = countBySection(diagnostics);
    expect(counts.base.error).toBeGreaterThan(0);
    expect(counts.output.error).toBe(1);
    expect(Object.values(counts).reduce((sum, { error, warning, info }) => sum + error + warning + info, 0)).toBe(diagnostics.length);
  });
});
