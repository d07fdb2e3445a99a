import { describe, expect, it } from 'vitest';
import { editDefinition } from '#lib/ee/edit/edit.ts';
import { explainImageError, imageChecks } from '#lib/ee/preflight/image-checks.ts';
import { Places } from '#lib/ee/preflight/places.ts';
import { findings } from '#test/support/findings.ts';

const IMAGE = 'registry.example/team/base:1';
const TEXT = `version: 3\nimages:\n  base_image:\n    name: ${IMAGE} # ours\n`;

describe('explainImageError', () => {
  // As skopeo 1.18 and podman 5.4 say it.
  it.each([
    ['reading manifest 1 in registry.example/team/base: unauthorized: authentication required', 'The base image needs a log-in: registry.example answered 401.'],
    ['unable to retrieve auth token: invalid username/password: unauthorized: access denied', 'The base image needs a log-in: registry.example answered 401.'],
    ['reading manifest 1 in registry.example/team/base: manifest unknown', 'registry.example has no team/base with the tag "1".'],
    ['reading manifest 1 in registry.example/team/base: name unknown: repository name not known to registry', 'registry.example has no repository team/base.'],
    ['pinging container registry registry.example: Get "https://registry.example/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority', 'registry.example shows a certificate that no known authority signed.'],
    ['pinging container registry registry.example: Get "https://registry.example/v2/": Bad Gateway', 'registry.example cannot be reached: there is no such host, or it does not answer.'],
    ['pinging container registry registry.example: Get "https://registry.example/v2/": dial tcp: lookup registry.example on 10.255.255.53:53: no such host', 'registry.example cannot be reached: there is no such host, or it does not answer.'],
    ['pinging container registry registry.example: Get "https://registry.example/v2/": Forbidden', 'Builds cannot reach registry.example: there is no such host, or it has a private address.'],
    ['pinging container registry registry.example: Get "https://registry.example/v2/": http: server gave HTTP response to HTTPS client', 'registry.example does not speak TLS.'],
    ['short-name', `"${IMAGE}" does not say which registry it is in.`],
  ])('%s', (error, detail) => {
    expect(explainImageError(IMAGE, error).detail).toBe(detail);
  });

  it('says which setting names the certificate authorities', () => {
    expect(explainImageError(IMAGE, 'x509: certificate signed by unknown authority').remedy).toContain('EEF_CA_BUNDLE');
  });

  it('keeps the last words of anything else', () => {
    expect(explainImageError(IMAGE, 'time="2026-11-25T13:32:00Z" level=fatal msg="Error parsing image name: odd"').detail).toContain('Error parsing image name: odd');
  });
});

describe('imageChecks', () => {
  it('offers a tag that the repository has', () => {
    const places = new Places(TEXT);
    const answer = { image: IMAGE, digest: null, error: 'manifest unknown', isStored: false, isNewer: false, tags: ['0.9', 'latest'] };
    const [check] = imageChecks(findings({ base: IMAGE, images: [answer] }), places);
    expect(check).toMatchObject({ status: 'problem', remedy: 'It has the tags 0.9, latest.', path: ['images', 'base_image', 'name'] });
    const [fix] = check?.fixes ?? [];
    const result = editDefinition(TEXT, fix!.edits[0]!);
    expect(result).toMatchObject({ ok: true, text: TEXT.replace('base:1', 'base:latest') });
  });

  it('warns of a newer image at the registry, and names every other image that fails', () => {
    const answers = [
      { image: IMAGE, digest: `sha256:${'b'.repeat(64)}`, error: null, isStored: true, isNewer: true, tags: [] },
      { image: 'quay.example/tools:2', digest: null, error: 'manifest unknown', isStored: false, isNewer: false, tags: [] },
    ];
    expect(imageChecks(findings({ base: IMAGE, images: answers }), new Places(TEXT))).toMatchObject([
      { id: 'base-image', status: 'warning' },
      { id: 'other-images', status: 'problem', detail: 'quay.example has no tools with the tag "2".' },
    ]);
  });
});
