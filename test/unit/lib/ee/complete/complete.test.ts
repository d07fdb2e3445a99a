import { describe, expect, it } from 'vitest';
import { completeAt } from '#lib/ee/complete/complete.ts';
import { proposalsOfNames, proposalsOfVersions, type Completion } from '#lib/ee/complete/proposal.ts';
import type { CompletionSubject } from '#lib/ee/complete/schema-walk.ts';
import { parseDefinition } from '#lib/ee/parse.ts';
import { applyTextEdits } from '#lib/ee/text-lines.ts';
import { listCorpusDefinitions } from '#test/support/corpus.ts';

const CURSOR = '▮';
const V3: CompletionSubject = { kind: 'definition', version: 3 };

interface Asked {
  text: string;
  completion: Completion;
}

function ask(marked: string, subject: CompletionSubject = V3, images: readonly string[] = []): Asked {
  const offset = marked.indexOf(CURSOR);
  const text = marked.replace(CURSOR, '');
  return { text, completion: completeAt({ text, offset, subject, images }) };
}

function labels(marked: string, subject: CompletionSubject = V3, images: readonly string[] = []): string[] {
  return ask(marked, subject, images).completion.proposals.map(({ label }) => label);
}

/** The text after one proposal was put in. */
function accepted(marked: string, label: string, subject: CompletionSubject = V3): string {
  const { text, completion } = ask(marked, subject);
  const proposal = completion.proposals.find((candidate) => candidate.label === label);
  if (proposal === undefined) throw new Error(`${label} is not proposed, but ${completion.proposals.map((each) => each.label).join(', ')}`);
  return applyTextEdits(text, [{ ...proposal.span, newText: proposal.insert }]);
}

function wish(marked: string, subject: CompletionSubject = V3) {
  return ask(marked, subject).completion.wish;
}

describe('completeAt: keys', () => {
  it('proposes the keys of the version that are not there yet', () => {
    expect(labels('version: 3\n▮\noptions:\n  user: "1"\n')).toEqual(['images', 'dependencies', 'additional_build_files', 'additional_build_steps', 'build_arg_defaults']);
    expect(labels('▮', { kind: 'definition', version: 1 })).toContain('ansible_config');
    expect(labels('▮')).not.toContain('ansible_config');
    expect(labels('images:\n  ▮', { kind: 'definition', version: 2 })).toEqual(['base_image', 'builder_image']);
    expect(labels('images:\n  ▮')).toEqual(['base_image']);
  });

  it('takes the level from the cursor’s column', () => {
    const text = 'version: 3\ndependencies:\n  python:\n    - six\n';
    expect(labels(`${text}  ▮`)).toContain('system');
    expect(labels(`${text}▮`)).toContain('options');
    expect(labels(`${text}  sy▮`)).toContain('system');
    expect(labels('dependencies:\n  python_interpreter:\n    ▮\n  system: [gcc]\n')).toEqual(['package_system', 'python_path']);
  });

  it('knows the keys of list items, also behind their first one', () => {
    expect(labels('additional_build_files:\n  - ▮')).toEqual(['src', 'dest']);
    expect(labels('additional_build_files:\n  - src: a\n    ▮')).toEqual(['dest']);
    expect(labels('dependencies:\n  galaxy:\n    collections:\n      - name: amazon.aws\n        ▮')).toEqual(['version', 'source', 'type', 'signatures']);
    expect(labels('dependencies:\n  galaxy:\n    collections:\n    - name: amazon.aws\n      ▮\n      type: git\n')).toEqual(['version', 'source', 'signatures']);
  });

  it('begins the value as its type wants it', () => {
    expect(accepted('▮', 'options')).toBe('options:\n  ');
    expect(accepted('dependencies:\n  py▮', 'python')).toBe('dependencies:\n  python:\n    - ');
    expect(accepted('dependencies:\n  galaxy:\n    ▮', 'collections')).toBe('dependencies:\n  galaxy:\n    collections:\n      - ');
    expect(accepted('options:\n  us▮', 'user')).toBe('options:\n  user: ');
    expect(accepted('options:\n  us▮: "1000"\n', 'user')).toBe('options:\n  user: "1000"\n');
    expect(accepted('dependencies:\n  python:\n    ▮', '- ')).toBe('dependencies:\n  python:\n    - ');
  });

  it('completes inside flow style', () => {
    expect(labels('images: {base_image: {▮}}')).toEqual(['name', 'signature_original_name']);
    expect(labels('options: {user: "1", ▮}')).not.toContain('user');
    expect(accepted('options: {us▮}', 'user')).toBe('options: {user: }');
  });

  it('says nothing in comments, quoted texts and folded blocks', () => {
    expect(ask('version: 3 # ▮').completion).toEqual({ proposals: [], wish: null });
    expect(ask('# ▮').completion.proposals).toEqual([]);
    expect(ask('options:\n  user: "a\n  ▮"').completion.proposals).toEqual([]);
    expect(ask('options:\n  user: >\n    ▮').completion.proposals).toEqual([]);
    expect(ask('options:\n  user: one\n    ▮').completion.proposals).toEqual([]);
  });
});

describe('completeAt: values', () => {
  it('proposes choices, switches, known values and images', () => {
    expect(labels('version: ▮')).toEqual(['3', '2', '1']);
    expect(labels('options:\n  skip_pip_install: ▮')).toEqual(['true', 'false']);
    expect(labels('options:\n  package_manager_path: /usr▮')).toContain('/usr/bin/microdnf');
    expect(accepted('options:\n  user: ▮', '1000')).toBe("options:\n  user: '1000'");
    expect(accepted("options:\n  user: '▮'", '1000')).toBe("options:\n  user: '1000'");
    expect(labels('images:\n  base_image:\n    name: ▮', V3, ['localhost:5000/a:1'])).toEqual(['localhost:5000/a:1']);
    expect(labels('build_arg_defaults:\n  EE_BASE_IMAGE: ▮', { kind: 'definition', version: 1 }, ['b:1'])).toEqual(['b:1']);
    expect(labels('dependencies:\n  galaxy:\n    collections:\n      - name: a.b\n        type: ▮')).toEqual(['galaxy', 'url', 'file', 'git', 'dir', 'subdirs']);
  });

  it('replaces the value that is there', () => {
    expect(accepted('version: ▮2\n', '3')).toBe('version: 3\n');
    expect(accepted('options:\n  skip_pip_install: f▮alse # why\n', 'true')).toBe('options:\n  skip_pip_install: true # why\n');
  });

  it('proposes instructions in steps, in lists and in blocks', () => {
    expect(accepted('additional_build_steps:\n  append_final:\n    - R▮', 'RUN')).toBe('additional_build_steps:\n  append_final:\n    - RUN ');
    expect(labels('additional_build_steps:\n  append_final: |\n    RUN a\n    ▮')).toContain('COPY');
    expect(labels('additional_build_steps:\n  append_final: |\n    RUN a▮')).toEqual([]);
  });
});

describe('completeAt: Python requirements', () => {
  it.each([
    ['dependencies:\n  python:\n    - bo▮'],
    ['dependencies:\n  python: [six, bo▮]'],
    ['dependencies:\n  python: [\n    six,\n    bo▮\n  ]'],
    ['dependencies:\n  python:\n    - "bo▮"'],
    ['dependencies:\n  python: |\n    six\n    bo▮\n  system: [gcc]\n'],
    ['dependencies:\n  exclude:\n    python:\n      - bo▮'],
    ['dependencies:\n  ansible_core:\n    package_pip: bo▮'],
  ])('asks for names: %j', (marked) => {
    expect(wish(marked)).toMatchObject({ wants: 'names', of: 'python', prefix: 'bo' });
  });

  it('takes names in files as well, but not in the path of one', () => {
    expect(wish('six\nbo▮', { kind: 'python' })).toMatchObject({ wants: 'names', prefix: 'bo' });
    expect(wish('dependencies:\n  python: req▮')).toBeNull();
    expect(wish('-c con▮', { kind: 'python' })).toBeNull();
  });

  it('asks for versions behind an operator and replaces only what was typed of one', () => {
    const { text, completion } = ask('dependencies:\n  python:\n    - boto3[crt]>=1.0,<2▮\n');
    expect(completion.wish).toMatchObject({ wants: 'versions', of: 'python', name: 'boto3' });
    if (completion.wish?.wants !== 'versions') throw new Error('no versions');
    const [newest] = proposalsOfVersions(completion.wish, ['2.5', '2.4']);
    expect(newest?.detail).toBe('newest boto3');
    expect(applyTextEdits(text, [{ ...newest!.span, newText: newest!.insert }])).toBe('dependencies:\n  python:\n    - boto3[crt]>=1.0,<2.5\n');
  });

  it('proposes conditions behind a semicolon', () => {
    expect(labels('six; ▮', { kind: 'python' })).toContain('python_version < "3.12"');
  });

  it('shows what a name is for', () => {
    const asked = wish('bo▮', { kind: 'python' });
    if (asked === null) throw new Error('no wish');
    expect(proposalsOfNames(asked, [{ name: 'boto3', summary: 'AWS' }, { name: 'botocore', summary: null }])).toEqual([
      { label: 'boto3', kind: 'package', insert: 'boto3', span: { start: 0, end: 2 }, documentation: 'AWS' },
      { label: 'botocore', kind: 'package', insert: 'botocore', span: { start: 0, end: 2 } },
    ]);
  });
});

describe('completeAt: Galaxy requirements', () => {
  function withVersion(marked: string, version: string, subject: CompletionSubject = V3): string {
    const { text, completion } = ask(marked, subject);
    if (completion.wish?.wants !== 'versions') throw new Error('no versions');
    const [proposal] = proposalsOfVersions(completion.wish, [version]);
    return applyTextEdits(text, [{ ...proposal!.span, newText: proposal!.insert }]);
  }

  it.each([
    ['dependencies:\n  galaxy:\n    collections:\n      - amazon.▮', V3],
    ['dependencies:\n  galaxy:\n    collections:\n      - name: amazon.▮', V3],
    ['dependencies:\n  galaxy: |\n    collections:\n      - amazon.▮\n', V3],
    ['dependencies:\n  galaxy: |\n    ---\n    collections:\n      - name: amazon.▮\n', { kind: 'definition', version: 1 }],
    ['collections:\n- name: amazon.▮', { kind: 'galaxy' }],
    ['dependencies:\n  exclude:\n    all_from_collections:\n      - amazon.▮', V3],
  ] satisfies [string, CompletionSubject][])('asks for names of collections: %j', (marked, subject) => {
    expect(wish(marked, subject)).toMatchObject({ wants: 'names', of: 'collection', prefix: 'amazon.' });
  });

  it('proposes the keys of a mapping beside the names', () => {
    expect(labels('dependencies:\n  galaxy:\n    collections:\n      - na▮')).toEqual(['name', 'version', 'source', 'type', 'signatures']);
    expect(labels('dependencies:\n  galaxy: |\n    ▮\n')).toEqual(['collections', 'roles']);
  });

  it('asks for versions of the name beside it, and quotes them', () => {
    const head = 'dependencies:\n  galaxy:\n    collections:\n      - ';
    expect(withVersion(`${head}version: ▮\n        name: amazon.aws\n`, '10.1.2')).toBe(`${head}version: '10.1.2'\n        name: amazon.aws\n`);
    expect(withVersion(`${head}name: amazon.aws\n        version: >=1▮\n`, '10.1.2')).toBe(`${head}name: amazon.aws\n        version: '>=10.1.2'\n`);
    expect(withVersion(`${head}name: amazon.aws\n        version: '>=1.0,<▮'\n`, '11.0.0')).toBe(`${head}name: amazon.aws\n        version: '>=1.0,<11.0.0'\n`);
    expect(withVersion(`${head}amazon.aws:>=▮\n`, '9.0.0')).toBe(`${head}amazon.aws:>=9.0.0\n`);
    expect(wish(`${head}name: https://host/x.git\n        version: ▮`)).toBeNull();
  });

  it('looks roles up as roles', () => {
    expect(wish('roles:\n  - src: geerlingguy.▮', { kind: 'galaxy' })).toMatchObject({ wants: 'names', of: 'role' });
    expect(wish('roles:\n  - src: geerlingguy.docker\n    version: ▮', { kind: 'galaxy' })).toMatchObject({ wants: 'versions', of: 'role', name: 'geerlingguy.docker' });
    expect(wish('roles:\n  - geerlingguy.docker,▮', { kind: 'galaxy' })).toMatchObject({ wants: 'versions', of: 'role', name: 'geerlingguy.docker' });
  });
});

describe('completeAt: bindep', () => {
  it('proposes profiles behind the name and inside brackets', () => {
    expect(accepted('dependencies:\n  system:\n    - gcc ▮', '[platform:rpm]')).toBe('dependencies:\n  system:\n    - gcc [platform:rpm]');
    expect(accepted('dependencies:\n  system: |\n    gcc [comp▮]\n', 'compile')).toBe('dependencies:\n  system: |\n    gcc [compile]\n');
    expect(accepted('gcc [compile !plat▮', '!platform:dpkg', { kind: 'system' })).toBe('gcc [compile !platform:dpkg');
    expect(labels('gc▮', { kind: 'system' })).toEqual([]);
  });

  it('does not propose brackets inside a flow list, where they would end it', () => {
    expect(labels('dependencies:\n  system: [gcc ▮]')).toEqual([]);
  });
});

describe.runIf(listCorpusDefinitions().length > 0)('completeAt over the corpus', () => {
  it('proposes only known keys, and each taken at the end of a real definition parses', () => {
    for (const { name, text } of listCorpusDefinitions()) {
      const { model } = parseDefinition(text);
      if (model?.version !== 3 || text.includes('\t')) continue;
      const whole = text.endsWith('\n') ? text : `${text}\n`;
      const { proposals } = completeAt({ text: whole, offset: whole.length, subject: V3, images: [] });
      expect(proposals.map(({ label }) => label).filter((label) => Object.hasOwn(model.definition, label)), name).toEqual([]);
    }
  });

  it('answers at every offset of every definition', () => {
    for (const [index, { name, text }] of listCorpusDefinitions().entries()) {
      for (let offset = index % 7; offset <= text.length; offset += 7) {
        if (text.charAt(offset - 1) === '\r') continue;
        const { proposals } = completeAt({ text, offset, subject: V3, images: ['a:1'] });
        const elsewhere = proposals.find(({ span }) => span.start > offset || span.end < offset);
        expect(elsewhere, `${name} at ${String(offset)}`).toBeUndefined();
      }
    }
  });
});
