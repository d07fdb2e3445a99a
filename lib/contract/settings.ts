import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65535);
const flag = z.enum(['0', '1', 'true', 'false', 'yes', 'no']).transform((value) => ['1', 'true', 'yes'].includes(value));
const list = z.string().transform((value) => value.split(/[\s,]+/).filter((item) => item !== ''));
const indexes = list.refine((urls) => urls.every((url) => url === 'none' || (/^https?:/.test(url) && URL.canParse(url))), 'Give URLs such as https://pypi.example/simple/, or none.');

/** Every setting: one schema for the server, the worker and the scripts; the README's table is made from it. */
export const Settings = z.object({
  EEF_DATA_DIR: z.string().min(1).default('./data').describe('Where everything is kept: database, logs, registry, collections, container storage.'),
  EEF_HOST: z.string().default('127.0.0.1').describe('Address that the dashboard listens on. Anything but a loopback address asks for the first-start token.'),
  EEF_PORT: port.default(8080).describe('Port of the dashboard.'),
  EEF_PUBLIC_URL: z.url().optional().describe('URL under which people reach the dashboard, when a proxy stands before it.'),
  EEF_GALAXY_PORT: port.default(8081).describe("Port of the dashboard's own Galaxy endpoint (collections that were uploaded)."),
  EEF_GALAXY_URL: z.url().optional().describe('URL under which workers reach that endpoint. Default: localhost and its port.'),
  EEF_REGISTRY_PORT: port.default(5000).describe('Port of the local registry that `npm run up` starts.'),
  EEF_REGISTRY: z.string().optional().describe('Another registry (host[:port][/namespace]) as the default destination; then no local one is started.'),
  EEF_BASE_IMAGE: z.string().optional().describe('Base image for new definitions. Default: the starter base ee-minimal, made by `npm run up`.'),
  EEF_BUILDER_BASE_IMAGE: z.string().optional().describe('Image that the first builder image is made from. Default: a Debian tree made with mmdebstrap.'),
  EEF_BUILDER_IMAGE: z.string().optional().describe('Builder image of the worker. Default: the one that `npm run up` made.'),
  EEF_CA_BUNDLE: z.string().optional().describe("File with the certificate authorities that builds trust. Default: the host's bundle."),
  EEF_STARTER_COLLECTIONS: z.string().default('all').describe("Collections taken from PyPI's ansible package at the first start: all, none, or a list."),
  EEF_PROXY: z.string().optional().describe("The site's own HTTP proxy for builds. Default: https_proxy or http_proxy of the environment."),
  EEF_NO_PROXY: list.prefault('').describe('Hosts that are reached without that proxy. Default: no_proxy of the environment.'),
  EEF_PRIVATE_HOSTS: list.prefault('').describe('Hosts (host or host:port) in private address ranges that the server and builds may reach, such as an internal registry.'),
  EEF_INSECURE_REGISTRIES: list.prefault('').describe('Registries (host:port) spoken to without TLS, besides the local one.'),
  EEF_PYTHON_INDEX: indexes.prefault('').describe("Python indexes (simple API) that package look-up asks; none switches it off. Default: those of this machine's pip (PIP_INDEX_URL, pip.conf), else PyPI."),
  EEF_PYTHON_NAME_LIST: z.enum(['auto', 'yes', 'no']).default('auto').describe("Suggest from the index's whole list of names, taken once a day. auto: not from PyPI, whose list has 40 MB."),
  EEF_KEEP_LOGS_DAYS: z.coerce.number().int().min(1).default(90).describe('Logs of builds that ended longer ago are removed.'),
  EEF_KEEP_LOGS_COUNT: z.coerce.number().int().min(1).default(200).describe('Builds per definition whose logs are kept.'),
  EEF_KEEP_LOGS_GB: z.coerce.number().min(0.01).default(20).describe('Disk that all logs together may take; the oldest go first.'),
  EEF_KEEP_LOGS_SUCCESSES: z.coerce.number().int().min(0).default(3).describe('Last successful builds per definition whose logs are never removed.'),
  EEF_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Level of the service logs.'),
  EEF_SERVER_URL: z.url().optional().describe('Worker: URL of the dashboard. Default: localhost and EEF_PORT.'),
  EEF_WORKER_TOKEN_FILE: z.string().optional().describe('Worker: file with the worker token. Default: tokens/worker in the data directory.'),
  EEF_WORKER_NAME: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/).optional().describe("Worker: its name. Default: the host's name."),
  EEF_WORKER_SLOTS: z.coerce.number().int().min(1).max(64).default(1).describe('Worker: builds at the same time.'),
  EEF_WORKER_DRAIN_SECONDS: z.coerce.number().int().min(0).max(86_400).default(10).describe('Worker: how long it waits for running builds when it is told to stop; then they go on without it and the next start takes them over.'),
  EEF_WORKER_LABELS: list.prefault('').describe('Worker: labels that definitions can ask for.'),
  EEF_TEAM_JOBS: z.coerce.number().int().min(0).default(0).describe('Builds and preflights of one team at the same time; 0: as many as there are slots.'),
  EEF_BUILD_TIMEOUT_MINUTES: z.coerce.number().int().min(1).max(1440).default(60).describe('Time limit of one build.'),
  EEF_BUILD_MEMORY_MB: z.coerce.number().int().min(256).default(6144).describe('Memory limit of one build container.'),
  EEF_BUILD_CPUS: z.coerce.number().min(0.1).default(2).describe('CPU limit of one build container.'),
  EEF_BUILD_PIDS: z.coerce.number().int().min(64).default(4096).describe('Process limit of one build container.'),
  EEF_BUILD_DISK_GB: z.coerce.number().int().min(1).default(40).describe('Disk limit of one build volume.'),
  EEF_OFFLINE: flag.default(false).describe('Skip every step of `npm run up` that downloads; fail if something is missing.'),
});
export type Settings = z.infer<typeof Settings>;

/**
 * Validates an environment.
 * @throws Error that names every bad setting, what was given is not repeated (it may be a secret).
 */
export function parseSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([key, value]) => key.startsWith('EEF_') && value !== undefined && value !== ''));
  const result = Settings.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`These settings cannot be used:\n${lines.join('\n')}\nThe README lists every setting with its meaning.`);
}
