import { describe, expect, it } from 'vitest';
import { parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';

const BASE = 'version: 3\nimages: {base_image: {name: "registry.example/base:1.0"}}\n';

function findings(text: string, code: string) {
  return parseDefinition(text).diagnostics.filter((diagnostic) => diagnostic.code === code);
}

function codes(text: string): string[] {
  return parseDefinition(text).diagnostics.map(({ code }) => code);
}

function fixed(text: string, code: string): string {
  const [finding] = findings(text, code);
  if (finding?.fix === undefined) throw new Error(`${code} has no quick fix in ${text}`);
  return applyTextEdits(text, finding.fix.edits);
}

function step(line: string, hook = 'append_final'): string {
  return `${BASE}additional_build_steps:\n  ${hook}:\n    - ${JSON.stringify(line)}\n`;
}

function python(...lines: string[]): string {
  return `${BASE}dependencies:\n  python:\n${lines.map((line) => `    - ${JSON.stringify(line)}\n`).join('')}`;
}

function collections(lines: string): string {
  return `${BASE}dependencies:\n  galaxy:\n    collections:\n${lines}`;
}

describe('secret-in-step', () => {
  it.each([
    'ENV HUB_TOKEN=abc', 'ENV API_KEY abc', 'ARG DB_PASSWORD=geheim', 'ARG GITHUB_TOKEN', 'RUN subscription-manager register --username me --password geheim',
    'RUN subscription-manager register --org 1 --activationkey my-key', 'RUN export HUB_TOKEN=abc123 && make', 'RUN curl -u me:geheim https://x.example/', 'RUN pip install --index-url https://me:geheim@pypi.example/simple x',
    'RUN git clone https://ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@github.com/x/y.git', 'RUN curl -H "Authorization: Bearer abcdef123456" https://x.example', 'RUN echo "machine x.example login me password geheim" > ~/.netrc',
    'RUN podman login -u me -p geheim registry.example', 'RUN ansible-galaxy collection install a.b --token abcdef', 'RUN aws configure set aws_secret_access_key AKIAABCDEFGHIJKLMNOP', 'RUN podman build --build-arg NPM_TOKEN=abc .',
  ])('finds the one in %s', (line) => {
    expect(findings(step(line), 'secret-in-step')).toHaveLength(1);
  });

  it.each([
    'ENV PATH=/opt/bin:$PATH', 'ARG HUB_URL', 'RUN useradd me', 'RUN curl -u "$ME:$PASSWORD" https://x.example', 'RUN --mount=type=secret,id=hub_token cat /run/secrets/hub_token', 'RUN git clone git@github.com:x/y.git',
    'RUN pip install git+ssh://git@host.example:2222/x.git', 'COPY _build/configs/token.py /opt/', 'RUN curl https://x.example:8443/a@v1', 'RUN subscription-manager register --password "$PASSWORD"', 'RUN passwd -l root', 'LABEL token=none',
  ])('finds none in %s', (line) => {
    expect(findings(step(line), 'secret-in-step')).toEqual([]);
  });

  it('does not say that a secret of the galaxy stage is in the image', () => {
    expect(findings(step('ARG HUB_TOKEN', 'prepend_galaxy'), 'secret-in-step')[0]?.message).toContain('cached layers');
    expect(findings(step('ARG HUB_TOKEN', 'prepend_final'), 'secret-in-step')[0]?.message).toContain('history');
  });
});

describe('secret-in-requirement', () => {
  it.each([
    python('--extra-index-url https://me:geheim@pypi.example/simple'), python('x @ git+https://me:geheim@git.example/x.git'),
    collections('      - name: a.b\n        source: https://me:geheim@galaxy.example/\n'),
    `${BASE}dependencies:\n  galaxy: |\n    collections:\n      - name: git+https://me:geheim@git.example/x.git\n        type: git\n`,
    `${BASE}build_arg_defaults: {ANSIBLE_GALAXY_CLI_ROLE_OPTS: "--token abc123"}\n`,
  ])('finds the one in %j', (text) => {
    expect(findings(text, 'secret-in-requirement')).toHaveLength(1);
  });

  it('shows the line of a block of text', () => {
    const text = `${BASE}dependencies:\n  galaxy: |\n    collections:\n      - name: a.b\n        source: https://me:geheim@galaxy.example/\n`;
    expect(findings(text, 'secret-in-requirement')[0]?.range.start).toMatchObject({ line: 7, column: 17 });
  });
});

describe('conflicting-requirement', () => {
  it.each([
    python('boto3>=2', 'boto3<1'), python('boto3==1.0', 'Boto3==1.1'), python('boto3~=1.4', 'boto3>=2.0'), python('boto3>=2,<1'), python('boto3==1.0', 'boto3!=1.0'),
    `${python('ansible-core>=2.18')}  ansible_core: {package_pip: ansible-core==2.17.1}\n`,
    collections('      - {name: a.b, version: ">=2.0.0"}\n      - {name: a.b, version: "1.5.0"}\n'),
    `${BASE}dependencies:\n  system:\n    - git >=2\n    - git <1\n`,
  ])('finds the one in %j', (text) => {
    expect(findings(text, 'conflicting-requirement')).toHaveLength(1);
    expect(codes(text)).not.toContain('duplicate-requirement');
  });

  it.each([
    python('boto3>=1', 'boto3<2'), python('boto3>=2; python_version < "3.9"', 'boto3<1; python_version >= "3.9"'), python('boto3==1.*', 'boto3>=1.4'),
    collections('      - {name: a.b, version: ">=1.0.0"}\n      - {name: a.b, version: "*"}\n'), collections('      - {name: "git+https://x.example/a.git", type: git, version: main}\n'),
  ])('finds none in %j', (text) => {
    expect(findings(text, 'conflicting-requirement')).toEqual([]);
  });
});

describe('duplicate-requirement', () => {
  it('removes the less exact of two', () => {
    expect(fixed(python('boto3>=1', 'requests', 'boto3'), 'duplicate-requirement')).toBe(python('boto3>=1', 'requests'));
  });

  it('looks into blocks of text and at collections, roles and system packages', () => {
    const block = `${BASE}dependencies:\n  system: |\n    git [platform:rpm]\n    # again\n    git [platform:rpm]\n    git [platform:dpkg]\n`;
    expect(findings(block, 'duplicate-requirement').map(({ range }) => range.start.line)).toEqual([7]);
    expect(findings(collections('      - a.b\n      - name: a.b\n'), 'duplicate-requirement')).toHaveLength(1);
    expect(findings(`${BASE}dependencies: {galaxy: {roles: [a.b, {name: a.b}]}}\n`, 'duplicate-requirement')).toHaveLength(1);
  });
});

describe('galaxy-requirement', () => {
  it.each([
    ['      - amazon.aws:>=1.0\n', "      - {name: amazon.aws, version: '>=1.0'}\n"],
    ['      - amazon.aws==1.0.0\n', "      - {name: amazon.aws, version: '==1.0.0'}\n"],
    ['      - name: amazon.aws\n        version: ">=1.0, <2"\n', "      - name: amazon.aws\n        version: '>=1.0,<2'\n"],
  ])('corrects %j', (bad, good) => {
    expect(fixed(collections(bad), 'galaxy-requirement')).toBe(collections(good));
    expect(codes(collections(good))).toEqual([]);
  });

  it.each([
    '      - amazon\n', '      - amazon.aws.ec2\n', '      - name: amazon.aws\n        version: ~=1.0\n', '      - name: amazon.aws\n        version: ^1.0\n', '      - version: "1.0"\n',
    '      - name: amazon.aws\n        type: galaxie\n', '      - name: amazon.aws\n        branch: main\n', '      - 1\n', '      - []\n', '      - name: amazon.aws\n        version: "1.x"\n',
  ])('finds %j', (lines) => {
    expect(findings(collections(lines), 'galaxy-requirement').length).toBeGreaterThan(0);
  });

  it.each([
    '      - amazon.aws\n', '      - name: amazon.aws\n        version: ">=1.0.0,!=1.5.0,<2.0.0-beta.1"\n        source: https://galaxy.example/\n', '      - name: https://git.example/x.git\n        type: git\n        version: main\n',
    '      - git+https://git.example/x.git,main\n', '      - https://x.example/a-b-1.0.0.tar.gz\n', '      - ./files/a-b-1.0.0.tar.gz\n', '      - name: ./collections/\n        type: subdirs\n', '      - source: https://git.example/x.git\n        type: git\n',
    '      - name: amazon.aws\n        version: "*"\n', '      - name: "{{ name }}"\n',
  ])('lets %j pass', (lines) => {
    expect(findings(collections(lines), 'galaxy-requirement')).toEqual([]);
  });

  it('knows roles, and points into blocks of text', () => {
    const text = `${BASE}dependencies:\n  galaxy: |\n    # mine\n    roles:\n      - src: https://git.example/r.git\n        scm: svn\n      - {}\n      - a.b,1.0,name\n`;
    expect(findings(text, 'galaxy-requirement').map(({ range }) => range.start)).toMatchObject([{ line: 8, column: 14 }, { line: 9, column: 9 }]);
  });
});

describe('galaxy-options', () => {
  const options = (value: string, rest = 'dependencies: {galaxy: {collections: [a.b]}}\n'): string =>
    `${BASE}${rest}build_arg_defaults:\n  ANSIBLE_GALAXY_CLI_COLLECTION_OPTS: ${JSON.stringify(value)}\n`;

  it.each(['--server https://x.example', '-s x', '--token abc', '--api-key=abc', '--help'])('refuses %s by its name', (value) => {
    const [finding] = findings(options(value), 'galaxy-options');
    expect(finding).toMatchObject({ severity: 'error', refusedBy: 'ee-foundry' });
    expect(finding?.message).toContain(value.split(/[ =]/)[0]);
    expect(codes(fixed(options(value), 'galaxy-options'))).toEqual([]);
  });

  it.each(['--pre', '-n', '--no-deps', '-c', '--ignore-certs', '-r x.yml', '-p /x', '--collections-path=/x', '--foo', '\u2013pre'])('says what becomes of %s', (value) => {
    expect(findings(options(value), 'galaxy-options')).toMatchObject([{ severity: 'warning' }]);
  });

  it.each(['', '-v', '-vvvv', '-f --force-with-deps', '--timeout 60', '-U', '-i', '--offline --no-cache', '--keyring k.gpg', '--disable-gpg'])('serves %j', (value) => {
    expect(findings(options(value), 'galaxy-options')).toEqual([]);
  });

  it('lets --pre pass where the build installs the collections by itself', () => {
    expect(findings(options('--pre', 'dependencies: {galaxy: {roles: [a.b], collections: [c.d]}}\n'), 'galaxy-options')).toEqual([]);
  });

  it('removes an option and keeps the others', () => {
    expect(fixed(options('-v --ignore-certs --timeout 60'), 'galaxy-options')).toBe(options('-v --timeout 60'));
  });
});

describe('exclude-pattern', () => {
  const exclude = (...names: string[]): string => `${BASE}dependencies:\n  exclude:\n    python: ${JSON.stringify(names)}\n`;

  it.each(['~foo(', '~', '~\\S+', '~foo\\q', '~(?P<a>x)', '~(?<a>x)', '~foo>=1', '~foo bar', 'boto3>=1', 'boto3; python_version<"3"', ' boto3', '', '~*', '~a**'])('finds %j', (name) => {
    expect(findings(exclude(name), 'exclude-pattern')).toHaveLength(1);
  });

  it.each(['boto3', '~foo.*', '~azure-(core|mgmt)[-\\w]*', '~(?i)foo', '~foo\\d+', '~foo(?#note)', '~a++', '~^foo$', '~[^<]+', '~foo(?=bar)bar'])('lets %j pass', (name) => {
    expect(findings(exclude(name), 'exclude-pattern')).toEqual([]);
  });

  it('wants names of collections in all_from_collections', () => {
    const text = (name: string): string => `${BASE}dependencies: {exclude: {all_from_collections: [${name}]}}\n`;
    expect(findings(text('amazon'), 'exclude-pattern')).toHaveLength(1);
    expect(findings(text('amazon.aws, "~community\\\\..+"'), 'exclude-pattern')).toEqual([]);
  });
});

describe('python-requirement', () => {
  it.each([['boto3=1.34', 'boto3==1.34'], ['boto3 1.34', 'boto3==1.34'], ['boto3[crt]=1.34', 'boto3[crt]==1.34']])('corrects %s', (bad, good) => {
    const text = (line: string): string => `${BASE}dependencies:\n  python: |\n    # mine\n    ${line}\n    requests\n`;
    expect(fixed(text(bad), 'python-requirement')).toBe(text(good));
  });

  it('knows that ansible_core is cut at spaces', () => {
    const text = (value: string): string => `${BASE}dependencies:\n  ansible_core:\n    package_pip: ${value}\n`;
    expect(fixed(text('ansible-core >= 2.15'), 'python-requirement')).toBe(text('ansible-core>=2.15'));
    expect(findings(text('"ansible-core==2.15; python_version < \\"3.12\\""'), 'python-requirement')).toHaveLength(1);
    expect(codes(text('ansible-core>=2.15.0rc2,<2.16'))).toEqual([]);
    expect(codes(text('https://x.example/ansible-core.tar.gz'))).toEqual([]);
  });
});

describe('system-requirement', () => {
  it.each([['git (platform:rpm)', 'git [platform:rpm]'], ['git platform:rpm', 'git [platform:rpm]'], ['git 2.4', 'git ==2.4']])('corrects %s', (bad, good) => {
    const text = (line: string): string => `${BASE}dependencies:\n  system:\n    - ${line}\n`;
    expect(fixed(text(bad), 'system-requirement')).toBe(text(good));
  });
});

describe('package-manager', () => {
  const image = (name: string, manager?: string): string => `version: 3\nimages: {base_image: {name: "${name}"}}\n${manager === undefined ? '' : `options: {package_manager_path: ${manager}}\n`}`;

  it.each([
    ['registry.redhat.io/x/ee-supported-rhel9:1', undefined], ['registry.access.redhat.com/ubi9/ubi-minimal:9.4', undefined], ['quay.io/centos/centos:stream9-minimal', undefined], ['almalinux:9-minimal', '/usr/bin/dnf'],
    ['debian:12-slim', undefined], ['docker.io/library/python:3.12-slim', '/usr/bin/dnf'], ['ubuntu:24.04', '/usr/bin/microdnf'], ['quay.io/centos/centos:stream9', '/usr/bin/microdnf'], ['fedora:41', '/usr/bin/apt-get'],
  ])('does not fit: %s with %s', (name, manager) => {
    const text = image(name, manager);
    expect(findings(text, 'package-manager')).toHaveLength(1);
    expect(codes(fixed(text, 'package-manager')).filter((code) => !['ansible-missing'].includes(code))).toEqual([]);
  });

  it.each([
    ['registry.redhat.io/x/ee-minimal-rhel9:1', '/usr/bin/microdnf'], ['debian:12', '/usr/bin/apt-get'], ['quay.io/centos/centos:stream9', undefined], ['fedora:41', '/usr/bin/dnf5'], ['python:3.12-alpine', undefined],
    ['registry.example/own:1', '/usr/bin/zypper'], ['debian:12', '/bin/true'], ['registry.access.redhat.com/ubi9/python-311:1', undefined],
  ])('fits or is not known: %s with %s', (name, manager) => {
    expect(findings(image(name, manager), 'package-manager')).toEqual([]);
  });
});

describe('user-directive', () => {
  it('moves the user of the image to options', () => {
    const text = `${BASE}additional_build_steps:\n  append_final:\n    - RUN id  # who\n    - USER 1001\n`;
    expect(fixed(text, 'user-directive')).toBe(`${BASE}additional_build_steps:\n  append_final:\n    - RUN id  # who\noptions:\n  user: '1001'\n`);
  });

  it('changes back to root elsewhere, and then has nothing to say', () => {
    const text = `${BASE}additional_build_steps:\n  prepend_base: |\n    USER me\n    RUN id\n`;
    expect(fixed(text, 'user-directive')).toBe(`${BASE}additional_build_steps:\n  prepend_base: |\n    USER me\n    RUN id\n    USER root\n`);
    expect(codes(fixed(text, 'user-directive'))).toEqual([]);
  });

  it('removes a USER root that changes nothing', () => {
    expect(fixed(`${BASE}additional_build_steps:\n  prepend_base:\n    - USER root\n    - RUN id\n`, 'user-directive')).toBe(`${BASE}additional_build_steps:\n  prepend_base:\n    - RUN id\n`);
  });
});

describe('unknown-key', () => {
  it.each([
    [`${BASE}dependencies: {pyhton: a.txt}\n`, 'python'], [`${BASE}optoins: {}\n`, 'options'], [`${BASE}additional_build_steps: {prepend: [RUN a]}\n`, 'prepend_final'], [`${BASE}additional_build_steps: {append: [RUN a]}\n`, 'append_final'],
  ])('offers the key that is meant: %j', (text, key) => {
    expect(findings(text, 'unknown-key')[0]?.fix?.title).toBe(`Change to ${key}`);
  });

  it.each([
    ['options: {}\n', 'set "version: 3"'], [`${BASE}ansible_config: a.cfg\n`, 'additional_build_files'], [`${BASE}build_arg_defaults: {EE_BASE_IMAGE: "a:1"}\n`, 'images.base_image.name'],
    ['version: 3\nimages: {options: {}}\n', 'belongs to the definition itself'], [`${BASE}ansible_core: {}\n`, 'below dependencies'],
  ])('says where the key belongs: %j', (text, hint) => {
    const [finding] = findings(text, 'unknown-key');
    expect(finding?.message).toContain(hint);
    expect(finding?.fix).toBeUndefined();
  });
});

describe('wrong-type', () => {
  it.each([
    ['options: {user: 1000}\n', "options: {user: '1000'}\n"], ['options: {skip_pip_install: "yes"}\n', 'options: {skip_pip_install: true}\n'], ['dependencies:\noptions: {}\n', 'options: {}\n'], ['options: {tags: [1.5]}\n', "options: {tags: ['1.5']}\n"],
  ])('corrects %j', (bad, good) => {
    expect(fixed(BASE + bad, 'wrong-type')).toBe(BASE + good);
  });
});

describe('duplicate-key', () => {
  it('removes the value that is lost, with its lines', () => {
    const text = `${BASE}options:  # first\n  user: a\n# kept\noptions:\n  user: b\n`;
    expect(fixed(text, 'duplicate-key')).toBe(`${BASE}# kept\noptions:\n  user: b\n`);
  });

  it('does not remove an anchor', () => {
    expect(findings(`${BASE}options: &o {user: a}\noptions: *o\n`, 'duplicate-key')[0]?.fix).toBeUndefined();
  });
});

describe('galaxy-mapping', () => {
  it.each([
    ['  galaxy:\n    - a.b  # mine\n    - c.d\n', '  galaxy:\n    collections:\n    - a.b  # mine\n    - c.d\n'], ['  galaxy:\n  - a.b\n  # mine\n  - c.d\n', '  galaxy:\n    collections:\n    - a.b\n    # mine\n    - c.d\n'],
    ['  galaxy: [a.b]\n', '  galaxy: {collections: [a.b]}\n'],
  ])('puts a bare list below collections: %j', (bad, good) => {
    const text = `${BASE}dependencies:\n${bad}`;
    expect(fixed(text, 'galaxy-mapping')).toBe(`${BASE}dependencies:\n${good}`);
  });

  it('reads blocks of text: broken YAML, unknown keys, nothing at all', () => {
    const block = (...lines: string[]): string => `${BASE}dependencies:\n  galaxy: |\n${lines.map((line) => `    ${line}\n`).join('')}`;
    expect(findings(block('colections:', '  - a.b'), 'galaxy-mapping')).toMatchObject([{ range: { start: { line: 5, column: 5 } } }]);
    expect(fixed(block('colections:', '  - a.b'), 'galaxy-mapping')).toBe(block('collections:', '  - a.b'));
    expect(findings(block('# a', 'collections: ['), 'galaxy-mapping')).toHaveLength(1);
    expect(findings(block('# a', '# b'), 'galaxy-mapping')).toHaveLength(1);
    expect(findings(block('- a.b', '- c.d'), 'galaxy-mapping')).toEqual([]);
  });
});

describe('image-tag', () => {
  it.each(['registry:5000/x', 'a/b:latest', 'a/b:devel', 'a/b:stable-2.12-latest'])('finds %s', (name) => {
    expect(findings(`version: 3\nimages: {base_image: {name: "${name}"}}\n`, 'image-tag')).toHaveLength(1);
  });

  it('finds version 1 without a tag, which ansible-builder accepts', () => {
    expect(findings('version: 1\nbuild_arg_defaults: {EE_BASE_IMAGE: registry.example/base}\n', 'image-tag')).toMatchObject([{ severity: 'warning' }]);
  });

  it.each(['a/b:stream9', 'a/b:1.0', 'a/b@sha256:1', 'registry:5000/x:1'])('lets %s pass', (name) => {
    expect(findings(`version: 3\nimages: {base_image: {name: "${name}"}}\n`, 'image-tag')).toEqual([]);
  });
});
