import { z } from 'zod';
import { Inventory } from '#lib/contract/inventory.ts';

const Manifest = z.object({
  config: z.object({ size: z.number().int().min(0) }),
  layers: z.array(z.object({ digest: z.string(), size: z.number().int().min(0) })),
});

const History = z.object({ created_by: z.string().default(''), empty_layer: z.boolean().default(false) });
/** Podman writes null for what an image does not set. */
const text = z.string().nullish().transform((value) => value ?? '');
const words = z.array(z.string()).nullish().transform((value) => value ?? []);
const ImageConfig = z.object({
  Env: words,
  User: text,
  WorkingDir: text,
  Entrypoint: words,
  Cmd: words,
  Labels: z.record(z.string(), z.string()).nullish().transform((value) => value ?? {}),
});

/** `podman image inspect`: only what is used. */
const Image = z.object({ Architecture: text, Config: ImageConfig.prefault({}), History: z.array(History).nullish().transform((value) => value ?? []) });
const ImageInspect = z.tuple([Image]);

const EMPTY = { os: null, python: null, collections: [], roles: [], system: { manager: 'none', packages: [] } };

const Probe = z.object({ python: Inventory.shape.python, system: Inventory.shape.system, os: Inventory.shape.os, architecture: Inventory.shape.architecture, collections: Inventory.shape.collections, roles: Inventory.shape.roles }).partial();

/** Compressed bytes of an image by its manifest, 0 when it cannot be read. */
export function imageSize(manifestText: string): number {
  const manifest = Manifest.safeParse(readJson(manifestText));
  return manifest.success ? manifest.data.config.size + manifest.data.layers.reduce((sum, layer) => sum + layer.size, 0) : 0;
}

/** Puts together what the image says of itself and what the registry says of it (null: it was not asked). Everything is capped by the schema. */
export function composeInventory(source: { probe: string; image: string; manifest: string | null }): Inventory {
  const probe = Probe.safeParse(readJson(source.probe));
  const image = ImageInspect.safeParse(readJson(source.image));
  const manifest = Manifest.safeParse(readJson(source.manifest ?? ''));
  const contents = probe.success ? probe.data : {};
  const facts = image.success ? image.data[0] : Image.parse({});
  const packages = contents.python?.packages ?? [];
  const warnings = [
    ...(probe.success && contents.python !== undefined ? [] : ['The contents could not be read: the image has no Python that runs, or its answer was not understood.']),
    ...layerWarnings(source.manifest),
  ];
  return Inventory.parse({
    ...EMPTY,
    architecture: facts.Architecture,
    ...contents,
    ansibleCore: versionOf(packages, 'ansible-core'),
    ansibleRunner: versionOf(packages, 'ansible-runner'),
    config: readConfig(facts.Config),
    layers: manifest.success ? nameLayers(manifest.data.layers, facts.History) : [],
    sizeBytes: imageSize(source.manifest ?? ''),
    warnings,
  });
}

function layerWarnings(manifest: string | null): string[] {
  return manifest === null || Manifest.safeParse(readJson(manifest)).success ? [] : ['The layers could not be read.'];
}

function readConfig(config: z.infer<typeof ImageConfig>): Inventory['config'] {
  return { labels: config.Labels, env: config.Env, user: config.User, workdir: config.WorkingDir, entrypoint: config.Entrypoint, cmd: config.Cmd };
}

function nameLayers(layers: readonly { digest: string; size: number }[], history: readonly z.infer<typeof History>[]): Inventory['layers'] {
  const makers = history.filter((entry) => !entry.empty_layer);
  return layers.map((layer, index) => ({ digest: layer.digest, sizeBytes: layer.size, createdBy: (makers[index]?.created_by ?? '').slice(0, 4000) }));
}

function versionOf(packages: readonly { name: string; version: string }[], name: string): string | null {
  return packages.find((each) => each.name.toLowerCase().replaceAll('_', '-') === name)?.version ?? null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
