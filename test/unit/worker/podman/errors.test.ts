import { describe, expect, test } from 'vitest';

import { isGone, podmanError } from '#worker/podman/errors.ts';

describe('podmanError', () => {
  test.each([
    ['Error: crun: setrlimit `RLIMIT_NOFILE`: Operation not permitted', 'host', 'ulimit -Hn'],
    ['Error: runc create failed: error setting rlimit type 7: operation not permitted', 'host', 'ulimit -Hn'],
    ['Error: cgroups in hybrid mode not supported, drop all controllers from cgroupv2', 'host', 'install runc'],
    ['Error: localhost/x:1: image not known', 'image_missing', 'EEF_BUILDER_IMAGE'],
    ['Error: reading manifest 1 in localhost:5000/x: manifest unknown', 'image_missing', 'npm run up'],
    ['cannot find UID/GID for user eef: no subuid ranges found', 'host', 'usermod --add-subuids'],
    ['write /x: no space left on device', 'host', 'full'],
    ['x509: certificate signed by unknown authority', 'host', 'EEF_CA_BUNDLE'],
    ['something else', 'host', 'npm run doctor'],
    ['', 'host', 'gave no reason'],
  ])('says what to do about: %s', (stderr, code, remedy) => {
    const error = podmanError('start the build container', stderr);
    expect(error).toMatchObject({ code, message: expect.stringContaining(remedy) as string });
    expect(error.message).toContain('start the build container');
  });
});

describe('isGone', () => {
  test('knows the ways in which podman says that something is away', () => {
    expect(isGone('Error: no container with name or ID "x" found: no such container')).toBe(true);
    expect(isGone('Error: no such volume eef-x')).toBe(true);
    expect(isGone('Error: volume eef-x is being used by the following container(s): y')).toBe(false);
  });
});
