import { existsSync } from 'node:fs';

/** Where distributions keep the certificate authorities that a host trusts. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** null: none in a place known from a distribution. */
export function findHostCaBundle(): string | null {
  return BUNDLES.find((file) => existsSync(file)) ?? null;
}
