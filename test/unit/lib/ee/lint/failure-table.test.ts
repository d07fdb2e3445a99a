import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '#lib/ee/diagnostic.ts';
import { isAccepted, parseDefinition } from '#lib/ee/parse.ts';

const BASE = 'version: 3\nimages:\n  base_image:\n    name: registry.example/base:1.0\n';

interface Case {
  readonly text: string;
  readonly files?: readonly string[];
  /** code @ line path */
  readonly found: string;
}

function show({ code, path, range }: Diagnostic): string {
  return `${code} @${String(range.start.line)} ${path.join('.')}`.trim();
}

/** Every case is found at its line and path, and prevents the build or not. */
function check(cases: readonly Case[], isRejected: boolean): void {
  for (const { text, files, found } of cases) {
    const parsed = parseDefinition(text, files === undefined ? {} : { files });
    expect(parsed.diagnostics.map(show), text).toContain(found);
    expect(isAccepted(parsed), text).toBe(!isRejected);
    for (const { message } of parsed.diagnostics) expect(message.length).toBeGreaterThan(20);
  }
}

/**
 * The rows of the failure table of ansible-builder.md that are "findable before" from the text alone, by their
 * name there. Rows that need a registry, Galaxy, an index or the base image are those of the preflight.
 */
describe('failures of ansible-builder, found before a build', () => {
  it('YAML syntax', () => {
    check(
      [
        { text: `${BASE}options: {user: root\n`, found: 'yaml-syntax @6' },
        { text: 'version: 3\n images: {}\n', found: 'yaml-syntax @1' },
        { text: 'version:\t3\n', found: 'yaml-tab @1' },
      ],
      true,
    );
  });

  it('two documents, unknown tag or alias, not UTF-8; version: "3"; no ansible_config; a directory as dependency; src: .', () => {
    check(
      [
        { text: `${BASE}---\nversion: 3\n`, found: 'yaml-documents @5' },
        { text: `${BASE}options:\n  user: !vault x\n`, found: 'yaml-tag @6' },
        { text: `${BASE}options:\n  user: *u\n`, found: 'yaml-alias @6' },
        { text: `${BASE}options:\n  user: "\u0007"\n`, found: 'yaml-character @6' },
        { text: BASE.replace('3', '"3"'), found: 'wrong-type @1 version' },
        { text: 'version: 2\nansible_config: ansible.cfg\n', files: [], found: 'missing-file @2 ansible_config' },
        { text: `${BASE}dependencies:\n  python: files\n`, files: ['files/a.txt'], found: 'missing-file @6 dependencies.python' },
        { text: `${BASE}additional_build_files:\n  - src: .\n    dest: configs\n`, found: 'build-file-glob @6 additional_build_files.0.src' },
      ],
      true,
    );
  });

  it('unknown key / wrong type / missing key', () => {
    check(
      [
        { text: `${BASE}options:\n  foo: 1\n`, found: 'unknown-key @6 options.foo' },
        { text: `${BASE}options:\n  skip_pip_check: true\n`, found: 'unknown-key @6 options.skip_pip_check' },
        { text: `${BASE}options:\n  user: 1000\n`, found: 'wrong-type @6 options.user' },
        { text: `${BASE}dependencies:\n`, found: 'wrong-type @5 dependencies' },
        { text: `${BASE}additional_build_files:\n  - src: a.cfg\n`, found: 'missing-key @6 additional_build_files.0' },
        { text: `${BASE}dependencies:\n  ansible_core: {}\n`, found: 'missing-key @6 dependencies.ansible_core' },
        { text: 'version: 3\nimages:\n  base_image:\n    signature_original_name: a:1\n', found: 'image-reference @4 images.base_image' },
        { text: 'version: 4\n', found: 'unsupported-version @1 version' },
      ],
      true,
    );
  });

  it('missing dependency file; no tag; bad dest; root not a map', () => {
    check(
      [
        { text: `${BASE}dependencies:\n  python: requirements.txt\n`, files: [], found: 'missing-file @6 dependencies.python' },
        { text: `${BASE}dependencies:\n  galaxy: requirements.yml\n`, files: [], found: 'missing-file @6 dependencies.galaxy' },
        { text: `${BASE}dependencies:\n  system: bindep.txt\n`, files: [], found: 'missing-file @6 dependencies.system' },
        { text: 'version: 3\nimages:\n  base_image:\n    name: registry.example/base\n', found: 'image-reference @4 images.base_image.name' },
        { text: `${BASE}additional_build_files:\n  - src: a.cfg\n    dest: ../x\n`, found: 'build-file-dest @7 additional_build_files.0.dest' },
        { text: `${BASE}additional_build_files:\n  - src: a.cfg\n    dest: /etc\n`, found: 'build-file-dest @7 additional_build_files.0.dest' },
        { text: '- version: 3\n', found: 'not-a-mapping @1' },
      ],
      true,
    );
  });

  it('only a warning: src without match; no base image or {}; list step starting USER', () => {
    check(
      [
        { text: `${BASE}additional_build_files:\n  - src: a.cfg\n    dest: configs\n`, files: [], found: 'build-file-missing @6 additional_build_files.0.src' },
        { text: 'version: 3\n', found: 'base-image-default @1 images.base_image.name' },
        { text: 'version: 3\nimages:\n  base_image: {}\n', found: 'image-keys @3 images.base_image' },
        { text: `${BASE}additional_build_steps:\n  append_base:\n    - USER 1000\n`, found: 'user-directive @7 additional_build_steps.append_base.0' },
        { text: `${BASE}additional_build_steps:\n  append_base:\n    - USER root\n`, found: 'user-directive @7 additional_build_steps.append_base.0' },
      ],
      false,
    );
  });

  it('silently accepted', () => {
    check(
      [
        { text: 'version: 3\nimages:\n  base_image:\n    name: registry:5000/x\n', found: 'image-tag @4 images.base_image.name' },
        { text: `${BASE}    pull_policy: always\n`, found: 'image-keys @5 images.base_image.pull_policy' },
        { text: 'version: 2\nimages:\n  builder_image: {}\n', found: 'image-keys @3 images.builder_image' },
        { text: `${BASE}options:\n  user: a\n  user: b\n`, found: 'duplicate-key @6 options.user' },
        { text: '', found: 'empty-definition @1' },
        { text: '# nothing\n', found: 'empty-definition @1' },
        { text: `${BASE}dependencies:\n  galaxy:\n    colections: [a.b]\n`, found: 'galaxy-mapping @7 dependencies.galaxy.colections' },
        { text: `${BASE}dependencies:\n  galaxy:\n    - a.b\n`, found: 'galaxy-mapping @7 dependencies.galaxy' },
        { text: `${BASE}dependencies:\n  python: [requirements.txt]\n`, found: 'file-in-list @6 dependencies.python.0' },
        { text: `${BASE}additional_build_steps:\n  append_base: |\n    RUN a\n    USER 1000\n`, found: 'user-directive @8 additional_build_steps.append_base' },
        { text: `${BASE}dependencies:\n  python: /etc/passwd\n`, found: 'outside-path @6 dependencies.python' },
        { text: `${BASE}additional_build_files:\n  - src: ../x\n    dest: configs\n`, found: 'outside-path @6 additional_build_files.0.src' },
      ],
      false,
    );
  });

  it('bad bindep line', () => {
    check(
      [
        { text: `${BASE}dependencies:\n  system:\n    - git (platform rpm)\n`, found: 'system-requirement @7 dependencies.system.0' },
        { text: `${BASE}dependencies:\n  system: |\n    git\n    gcc [platform:rpm\n`, found: 'system-requirement @8 dependencies.system' },
      ],
      false,
    );
  });

  it('pip conflict: double requirement given', () => {
    check(
      [
        { text: `${BASE}dependencies:\n  python:\n    - boto3\n    - boto3>=1.34\n`, found: 'duplicate-requirement @8 dependencies.python.1' },
        { text: `${BASE}dependencies:\n  python:\n    - boto3>=2\n    - boto3<1\n`, found: 'conflicting-requirement @8 dependencies.python.1' },
      ],
      false,
    );
  });

  it('no ansible / runner in the base; default dnf on an image without it; pip bootstrap: where the base is known by its name', () => {
    const base = (name: string, rest = ''): string => `version: 3\nimages:\n  base_image:\n    name: ${name}\n${rest}`;
    check(
      [
        { text: base('registry.redhat.io/x/ee-minimal-rhel9:1'), found: 'package-manager @4 images.base_image.name' },
        { text: base('quay.io/centos/centos:stream9'), found: 'ansible-missing @4 images.base_image.name' },
        { text: base('debian:12'), found: 'package-manager @4 images.base_image.name' },
        { text: base('debian:12', 'options:\n  package_manager_path: /usr/bin/apt-get\n'), found: 'debian-pip @6 options.package_manager_path' },
      ],
      false,
    );
  });
});
