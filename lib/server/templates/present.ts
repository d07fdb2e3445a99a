import { z } from 'zod';
import { RevisionFile } from '#lib/contract/definitions.ts';
import type { Template } from '#lib/contract/templates.ts';
import { containsOf } from '#lib/ee/templates/contains.ts';
import { stringList } from '#lib/server/db/json.ts';
import type { Template as TemplateRow } from '#prisma/generated/client.ts';

const Files = z.array(RevisionFile);

export function presentTemplate(row: TemplateRow): Template {
  const { id, title, description, text, createdBy } = row;
  const files = Files.parse(JSON.parse(row.files)).map((file) => ({ ...file, content: null }));
  return { id, origin: 'team', title, description, tags: stringList(row.tags), contains: containsOf(text), createdBy, createdAt: row.createdAt.toISOString(), text, files };
}
