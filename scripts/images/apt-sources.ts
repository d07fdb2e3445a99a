import { run } from '#scripts/run.ts';

/** The Debian release that the images are made of, whatever Debian release the host has. */
export const IMAGE_SUITE = 'trixie';

export interface AptSources {
  /** One-line sources for the images: the host's own archive addresses with the suite replaced. */
  lines: string[];
  /** Acquire options of the host that must hold for the images' apt, too, as lines of apt.conf. */
  settings: string[];
  /** Options that only making the image needs: proxy, certificates, retries. */
  hostOptions: string[];
}

export class AptSourcesError extends Error {
  override readonly name = 'AptSourcesError';
}

/** Reads from the host's apt configuration where it gets Debian's packages. */
export async function readAptSources(hostSuite: string): Promise<AptSources> {
  const targets = await run('apt-get', ['indextargets', '--format', '$(REPO_URI) $(RELEASE) $(COMPONENT)', 'Created-By: Packages']);
  const options = await run('apt-config', ['dump', 'Acquire']);
  return { lines: translateTargets(targets, hostSuite), ...splitOptions(options) };
}

/** Lines of "uri suite component" → sources of IMAGE_SUITE; other archives than Debian's own suites are left out. */
export function translateTargets(targets: string, hostSuite: string): string[] {
  const lines = targets.split('\n').flatMap((target) => {
    const [uri, release, component] = target.trim().split(' ');
    if (uri === undefined || release === undefined || component === undefined) return [];
    const variant = suiteVariant(release, hostSuite);
    if (variant === null) return [];
    rejectPassword(uri);
    return [`deb ${uri.replace(/\/$/, '')} ${IMAGE_SUITE}${variant} ${component}`];
  });
  if (lines.length === 0) {
    throw new AptSourcesError(
      `apt's configuration on this machine names no archive of Debian "${hostSuite}". ` +
        'Set EEF_BASE_IMAGE and EEF_BUILDER_BASE_IMAGE to images of a registry, then nothing is made from Debian packages.',
    );
  }
  return [...new Set(lines)];
}

function suiteVariant(release: string, hostSuite: string): string | null {
  if (!release.startsWith(hostSuite)) return null;
  const variant = release.slice(hostSuite.length);
  return ['', '-updates', '-security'].includes(variant) ? variant : null;
}

function rejectPassword(uri: string): void {
  if (URL.canParse(uri) && new URL(uri).password !== '') {
    throw new AptSourcesError("An apt source of this machine carries a password in its address; it would end up in the images. Move it to /etc/apt/auth.conf.d.");
  }
}

/** Splits `apt-config dump Acquire`: what stays in the image and what only this machine needs. */
export function splitOptions(dump: string): Pick<AptSources, 'settings' | 'hostOptions'> {
  const lines = dump.split('\n').filter((line) => !line.endsWith('"";'));
  return {
    settings: lines.filter((line) => /^Acquire::Check-(Valid-Until|Date) /.test(line)),
    hostOptions: lines
      .filter((line) => /^Acquire::(https?::|Check-|Retries|ForceIPv4)/i.test(line))
      .map((line) => line.replace(/;$/, '')),
  };
}
