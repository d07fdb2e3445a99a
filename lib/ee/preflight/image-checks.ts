import type { Findings, ImageAnswer } from '#lib/ee/preflight/findings.ts';
import { ok, problem, skipped, warning, type Check } from '#lib/ee/preflight/result.ts';
import type { Path } from '#lib/ee/diagnostic.ts';
import type { Places } from '#lib/ee/preflight/places.ts';

export interface ImageExplanation {
  detail: string;
  remedy: string;
}

/** Where the words are read: beside a definition's check, or where an image was asked for by name. */
export type ImageUse = 'preflight' | 'inspection';

interface Reading {
  pattern: RegExp;
  explain: (image: string, use: ImageUse) => ImageExplanation;
}

/** What a registry's refusal means: the first that fits. */
const READINGS: readonly Reading[] = [
  {
    pattern: /^short-name$/,
    explain: (image) => ({ detail: `"${image}" does not say which registry it is in.`, remedy: `Write the whole name, for instance quay.io/${image} or docker.io/library/${image}.` }),
  },
  {
    pattern: /certificate signed by unknown authority|x509: |tls: failed to verify/,
    explain: (image) => ({
      detail: `${hostOf(image)} shows a certificate that no known authority signed.`,
      remedy: 'Give the file with your certificate authorities to the worker by the setting EEF_CA_BUNDLE and restart it.',
    }),
  },
  {
    pattern: /server gave HTTP response to HTTPS client/,
    explain: (image) => ({ detail: `${hostOf(image)} does not speak TLS.`, remedy: `Ask the administrator to add ${hostOf(image)} to EEF_INSECURE_REGISTRIES, or use a registry with TLS.` }),
  },
  {
    pattern: /unauthorized|authentication required|401|denied|Forbidden by registry|invalid username\/password/i,
    explain: (image, use) => ({ detail: `The ${use === 'preflight' ? 'base ' : ''}image needs a log-in: ${hostOf(image)} answered 401.`, remedy: `Choose a pull credential${use === 'preflight' ? ' in Output' : ''}.` }),
  },
  {
    pattern: /manifest unknown|tag .* not found|manifest for .* not found|reading manifest .*: (?:not found|404)/i,
    explain: (image) => ({ detail: `${hostOf(image)} has no ${nameOf(image)} with ${tagOf(image)}.`, remedy: 'Check the tag: look at the tags that the registry has.' }),
  },
  {
    pattern: /name unknown|repository .*not found|name invalid|404/i,
    explain: (image) => ({ detail: `${hostOf(image)} has no repository ${nameOf(image)}.`, remedy: 'Check the name of the image.' }),
  },
  {
    pattern: /Forbidden/,
    explain: (image) => ({ detail: `Builds cannot reach ${hostOf(image)}: there is no such host, or it has a private address.`, remedy: 'Check the host in the name of the image. If it is one of your own network, ask the administrator to add it to EEF_PRIVATE_HOSTS.' }),
  },
  {
    pattern: /Bad Gateway|no such host|connection refused|connection reset|i\/o timeout|no answer within|EOF|network is unreachable/i,
    explain: (image) => ({ detail: `${hostOf(image)} cannot be reached: there is no such host, or it does not answer.`, remedy: 'Check the host in the name of the image, and that the worker can reach it.' }),
  },
];

export function explainImageError(image: string, error: string, use: ImageUse = 'preflight'): ImageExplanation {
  const reading = READINGS.find(({ pattern }) => pattern.test(error));
  if (reading !== undefined) return reading.explain(image, use);
  return { detail: `${image} could not be read: ${lastWords(error)}`, remedy: 'Check its name and tag, and the pull credential of its registry.' };
}

export function imageChecks({ base, images }: Findings, places: Places): Check[] {
  const { path } = places.form.baseImage;
  const [own] = images.filter((answer) => answer.image === base);
  const others = images.filter((answer) => answer.image !== base);
  return [baseCheck(own ?? null, path, places), ...(others.length === 0 ? [] : [othersCheck(others)])];
}

function baseCheck(answer: ImageAnswer | null, path: Path, places: Places): Check {
  if (answer === null) return skipped({ id: 'base-image', title: 'Base image', detail: 'The definition names no base image that could be looked up.' });
  const { image, error, digest, isNewer } = answer;
  if (error !== null) return problem({ id: 'base-image', title: 'Base image', ...explainImageError(image, error), ...otherTag(answer, path, places), path });
  const detail = `${image} can be pulled${digest === null ? '' : ` (${digest.slice(0, 19)}…)`}.`;
  if (!isNewer) return ok({ id: 'base-image', title: 'Base image', detail, path });
  return warning({
    id: 'base-image',
    title: 'Base image',
    detail: `${detail} The worker has an older one under this name, and a build takes that.`,
    remedy: 'Build with "newer base images" to take the new one.',
    path,
  });
}

function otherTag({ image, tags }: ImageAnswer, path: Path, places: Places): Partial<Check> {
  const [tag] = tags.includes('latest') ? ['latest'] : tags.slice(-1);
  if (tag === undefined) return {};
  const name = `${hostOf(image)}/${nameOf(image)}:${tag}`;
  const edits = places.replaceLine(path, name);
  return { remedy: `It has the tags ${tags.slice(-10).join(', ')}.`, fixes: edits === null ? [] : [{ title: `Use ${name}`, edits }] };
}

function othersCheck(answers: readonly ImageAnswer[]): Check {
  const bad = answers.filter((answer) => answer.error !== null);
  const head = { id: 'other-images', title: 'Other images' } as const;
  if (bad.length === 0) return ok({ ...head, detail: `${answers.map(({ image }) => image).join(', ')} can be pulled.` });
  const told = bad.map(({ image, error }) => explainImageError(image, error ?? ''));
  return problem({ ...head, detail: told.map(({ detail }) => detail).join(' '), remedy: told[0]?.remedy ?? '' });
}

function hostOf(image: string): string {
  return image.split('/')[0] ?? image;
}

function nameOf(image: string): string {
  return image.slice(image.indexOf('/') + 1).replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}

function tagOf(image: string): string {
  const digest = /@(.+)$/.exec(image)?.[1];
  if (digest !== undefined) return `the digest ${digest}`;
  return `the tag "${/:([^:/]+)$/.exec(image)?.[1] ?? 'latest'}"`;
}

function lastWords(error: string): string {
  const line = error.split('\n').at(-1) ?? '';
  return (/msg="?(.*?)"?$/.exec(line)?.[1] ?? line).slice(0, 600);
}
