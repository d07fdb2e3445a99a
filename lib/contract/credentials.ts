import { z } from 'zod';
import { Id, Instant } from './common.ts';

export const CredentialKind = z.enum(['registry', 'galaxy']);
export type CredentialKind = z.infer<typeof CredentialKind>;

const name = z.string().trim().min(1).max(100);
const registryHost = z.string().regex(/^[A-Za-z0-9.-]+(:\d{1,5})?$/, 'Give host or host:port, without https:// and without a path.');
const secret = z.string().min(1).max(16_384);

/** As the browser sees it: the secret never. */
export const Credential = z.object({
  id: Id,
  kind: CredentialKind,
  name: z.string(),
  /** Registry host[:port], or the Galaxy server's URL. */
  host: z.string(),
  authUrl: z.string().nullable(),
  username: z.string().nullable(),
  hasSecret: z.boolean(),
  secretVersion: z.number().int(),
  isBuiltIn: z.boolean(),
  usedBy: z.array(z.object({ id: Id, name: z.string() })),
  createdAt: Instant,
  updatedAt: Instant,
  lastUsedAt: Instant.nullable(),
  lastTest: z.object({ at: Instant, ok: z.boolean(), message: z.string() }).nullable(),
});
export type Credential = z.infer<typeof Credential>;

export const CreateCredential = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('registry'), name, host: registryHost, username: z.string().min(1).max(300), secret }),
  /** A Galaxy or Automation Hub server. Without a secret it is asked anonymously. */
  z.object({ kind: z.literal('galaxy'), name, host: z.url({ protocol: /^https?$/ }), authUrl: z.url({ protocol: /^https?$/ }).nullable().default(null), username: z.string().max(300).nullable().default(null), secret: secret.nullable().default(null) }),
]);
export type CreateCredential = z.infer<typeof CreateCredential>;

/** Changing host or authUrl without a new secret is refused (secret_required): a secret is bound to its host. */
export const UpdateCredential = z.object({
  name: name.optional(),
  host: z.string().max(2000).optional(),
  authUrl: z.url({ protocol: /^https?$/ }).nullable().optional(),
  username: z.string().max(300).nullable().optional(),
  secret: secret.optional(),
});
export type UpdateCredential = z.infer<typeof UpdateCredential>;

export const CredentialTest = z.object({ ok: z.boolean(), message: z.string(), at: Instant });
export type CredentialTest = z.infer<typeof CredentialTest>;
