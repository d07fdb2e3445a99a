import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '#scripts/run.ts';

export interface PrivateCa {
  /** PEM of the authority. */
  authority: string;
  /** Key and certificate of a server for localhost, 127.0.0.1 and 127.0.0.3. */
  key: string;
  cert: string;
  keyFile: string;
  certFile: string;
  /** The host's bundle and the authority in one file. */
  bundleFile: string;
}

/** A certificate authority that no bundle knows, and a server certificate of it. */
export async function makePrivateCa(dir: string, hostBundle: string): Promise<PrivateCa> {
  const file = (name: string): string => path.join(dir, name);
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=EE Foundry test authority', '-addext', 'keyUsage=critical,keyCertSign,cRLSign', '-keyout', file('ca.key'), '-out', file('ca.crt')]);
  await run('openssl', ['req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-keyout', file('server.key'), '-out', file('server.csr')]);
  await writeFile(file('san.cnf'), 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:127.0.0.3\nbasicConstraints=CA:FALSE\nkeyUsage=digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n');
  await run('openssl', ['x509', '-req', '-days', '30', '-in', file('server.csr'), '-CA', file('ca.crt'), '-CAkey', file('ca.key'), '-CAcreateserial', '-extfile', file('san.cnf'), '-out', file('server.crt')]);
  const authority = await readFile(file('ca.crt'), 'utf8');
  await writeFile(file('bundle.crt'), `${await readFile(hostBundle, 'utf8')}\n${authority}`);
  return {
    authority,
    key: await readFile(file('server.key'), 'utf8'),
    cert: await readFile(file('server.crt'), 'utf8'),
    keyFile: file('server.key'),
    certFile: file('server.crt'),
    bundleFile: file('bundle.crt'),
  };
}
