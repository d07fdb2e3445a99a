/** A container could not be started, watched or ended. `message` says what happened and what to do next. */
export class DriverError extends Error {
  override name = 'DriverError';
  readonly code: DriverErrorCode;

  constructor(code: DriverErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export type DriverErrorCode = 'image_missing' | 'gone' | 'timeout' | 'host';

const KNOWN: readonly { pattern: RegExp; code: DriverErrorCode; remedy: string }[] = [
  { pattern: /image not known|no such image|unable to find .* in local storage|manifest unknown/i, code: 'image_missing', remedy: 'Run `npm run up`, or set EEF_BUILDER_IMAGE to an image that exists.' },
  { pattern: /x509: certificate/i, code: 'host', remedy: 'Set EEF_CA_BUNDLE to a file with the certificate authority of that server.' },
  { pattern: /no such container|no container with name or id|does not exist in database/i, code: 'gone', remedy: 'The container was removed by something else than this worker.' },
  { pattern: /RLIMIT_NOFILE|rlimit type 7/i, code: 'host', remedy: 'This host does not let podman raise the limit of open files: raise it with `ulimit -Hn`, then start the worker again.' },
  { pattern: /cgroups? in hybrid mode not supported/i, code: 'host', remedy: 'crun does not work with hybrid cgroups: install runc (`apt-get install runc`).' },
  { pattern: /netavark: no such file|netavark.*not found/i, code: 'host', remedy: 'Install netavark and iptables.' },
  { pattern: /newuidmap|newgidmap|no subuid ranges|cannot find UID\/GID/i, code: 'host', remedy: 'Give this user a range of at least 65536 ids in /etc/subuid and /etc/subgid (`usermod --add-subuids 100000-165535 --add-subgids 100000-165535 <user>`), then run `podman system migrate`.' },
  { pattern: /insufficient UIDs|lchown .* invalid argument/i, code: 'host', remedy: 'The range in /etc/subuid and /etc/subgid is too small: it needs 65536 ids.' },
  { pattern: /no space left on device/i, code: 'host', remedy: 'The disk of the data directory is full: free some space.' },
  { pattern: /runroot must be set|XDG_RUNTIME_DIR/i, code: 'host', remedy: 'XDG_RUNTIME_DIR must be a directory of this user: log in through a session, or `loginctl enable-linger <user>`.' },
  { pattern: /operation not permitted.*mount|mount.*operation not permitted|permission denied.*overlay/i, code: 'host', remedy: 'The host refuses a mount that containers need: run `npm run doctor`.' },
];

/** Turns what podman said into an error with a remedy. */
export function podmanError(doing: string, stderr: string): DriverError {
  const said = stderr.trim().split('\n').slice(-3).join(' ').slice(0, 1000);
  const known = KNOWN.find(({ pattern }) => pattern.test(stderr));
  return new DriverError(known?.code ?? 'host', `Podman could not ${doing}: ${said === '' ? 'it gave no reason' : said}. ${known?.remedy ?? 'Run `npm run doctor` on the worker.'}`);
}

/** Whether the container (or volume) was already away: fine for stop and remove. */
export function isGone(stderr: string): boolean {
  return /no such (container|volume|object)|no container with|no volume with name|does not exist in database/i.test(stderr);
}
