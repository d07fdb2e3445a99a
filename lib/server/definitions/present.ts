import type { Actor } from '#lib/contract/common.ts';
import type { Definition, DefinitionSummary, LastBuild } from '#lib/contract/definitions.ts';
import { BuildStatus } from '#lib/contract/builds.ts';
import { parseRevisionSettings, presentRevision } from '#lib/server/revisions/present.ts';
import type { Build, Definition as DefinitionRow, Revision, RevisionFile } from '#prisma/generated/client.ts';
import { defaultRepository, wantedTags } from './destination.ts';

export type SummaryRow = DefinitionRow & { revisions: Pick<Revision, 'text' | 'settings' | 'contentHash'>[]; builds: (Build & { revision: { number: number } })[]; drafts: { id: string }[] };

/** What a summary for this actor is made of: the newest revision, the newest build, whether he has a draft. */
export function summaryInclude(actor: Actor) {
  return {
    revisions: { orderBy: { number: 'desc' }, take: 1 },
    builds: { orderBy: { number: 'desc' }, take: 1, include: { revision: { select: { number: true } } } },
    drafts: { where: { actorKind: actor.kind, actorId: actor.id }, take: 1, select: { id: true } },
  } as const;
}

export function presentDefinitionSummary(row: SummaryRow): DefinitionSummary {
  const head = row.revisions[0];
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    baseImage: row.baseImage,
    headRevision: row.headRevision,
    tags: head === undefined ? [] : tagsOf(head),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
    isArchived: row.archivedAt !== null,
    lastBuild: presentLastBuild(row.builds[0]),
    hasDraft: row.drafts.length > 0,
  };
}

const MAX_KNOWN_TAGS = 2_000;
const knownTags = new Map<string, string[]>();

/** Content never changes under its hash, so each text is parsed for its tags once. */
function tagsOf({ contentHash, text, settings }: SummaryRow['revisions'][number]): string[] {
  const known = knownTags.get(contentHash);
  if (known !== undefined) return known;
  if (knownTags.size >= MAX_KNOWN_TAGS) knownTags.clear();
  const tags = wantedTags({ text, settings: parseRevisionSettings(settings) });
  knownTags.set(contentHash, tags);
  return tags;
}

export function presentDefinition(row: SummaryRow, head: Revision & { files: RevisionFile[] }): Definition {
  const agreement = row.secretMountAgreedAt === null ? null : { by: row.secretMountAgreedBy ?? '', at: row.secretMountAgreedAt.toISOString() };
  return { ...presentDefinitionSummary(row), head: presentRevision(head), secretMountAgreement: agreement, defaultRepository: defaultRepository(row.name) };
}

function presentLastBuild(build: SummaryRow['builds'][number] | undefined): LastBuild | null {
  if (build === undefined) return null;
  const { id, number, createdAt, finishedAt } = build;
  return { id, number, status: BuildStatus.parse(build.status), revision: build.revision.number, createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}
