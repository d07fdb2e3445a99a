import { describe, expect, it } from 'vitest';

import { splitOptions, translateTargets } from '#scripts/images/apt-sources.ts';

describe('translateTargets', () => {
  it("keeps the host's archives and replaces the suite", () => {
    const targets = [
      'http://archive.test/debian/ bookworm main',
      'http://archive.test/debian/ bookworm-updates main',
      'http://security.test/ bookworm-security main',
    ].join('\n');
    expect(translateTargets(targets, 'bookworm')).toEqual([
      'deb http://archive.test/debian trixie main',
      'deb http://archive.test/debian trixie-updates main',
      'deb http://security.test trixie-security main',
    ]);
  });

  it('leaves out other archives and backports, and names a suite once', () => {
    const targets = [
      'http://archive.test/debian/ trixie main',
      'http://archive.test/debian/ trixie main',
      'http://archive.test/debian/ trixie-backports main',
      'http://vendor.test/tool/ stable main',
      'http://vendor.test/node/ nodistro main',
    ].join('\n');
    expect(translateTargets(targets, 'trixie')).toEqual(['deb http://archive.test/debian trixie main']);
  });

  it('names the settings to use where no Debian archive is configured', () => {
    expect(() => translateTargets('http://vendor.test/tool/ stable main', 'bookworm')).toThrow(/EEF_BASE_IMAGE and EEF_BUILDER_BASE_IMAGE/);
  });

  it('refuses an address with a password without repeating it', () => {
    expect(() => translateTargets('https://user:hunter2@archive.test/debian/ bookworm main', 'bookworm')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }),
    );
  });
});

describe('splitOptions', () => {
  const dump = [
    'Acquire "";',
    'Acquire::Check-Valid-Until "false";',
    'Acquire::http::Proxy "http://proxy.test:3128";',
    'Acquire::https::CaInfo "/etc/ca.pem";',
    'Acquire::Languages "none";',
  ].join('\n');

  it('keeps proxy and certificates out of the image', () => {
    expect(splitOptions(dump).settings).toEqual(['Acquire::Check-Valid-Until "false";']);
  });

  it('hands proxy and certificates to the tool that makes the tree', () => {
    expect(splitOptions(dump).hostOptions).toEqual([
      'Acquire::Check-Valid-Until "false"',
      'Acquire::http::Proxy "http://proxy.test:3128"',
      'Acquire::https::CaInfo "/etc/ca.pem"',
    ]);
  });
});
