import { textAt } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { treeAt } from '#lib/ee/yaml/tree.ts';

/** Checking signatures of collections needs a keyring and the credential in the build itself. */
export const signatureOptions: Rule = { code: 'signature-options', check };

const OPTIONS = ['build_arg_defaults', 'ANSIBLE_GALAXY_CLI_COLLECTION_OPTS'];
const COLLECTIONS = ['dependencies', 'galaxy', 'collections'];
const MESSAGE = 'Signatures are checked while collections are installed, so the build itself needs the Galaxy credential and a keyring.';

function check(context: LintContext): Finding[] {
  if (context.model === null) return [];
  const options = textAt(context, OPTIONS);
  const collections = treeAt(context.root, COLLECTIONS);
  const signed = collections?.kind === 'sequence' ? collections.items.flatMap((_, index) => signaturesAt(context, index)) : [];
  const hasOption = options !== null && /--(?:keyring|required-valid-signature-count|ignore-signature-status-codes?|signature)\b/.test(options.value);
  return hasOption ? [{ severity: 'info', path: OPTIONS, message: MESSAGE }, ...signed] : signed;
}

function signaturesAt({ root }: LintContext, index: number): Finding[] {
  const path = [...COLLECTIONS, index, 'signatures'];
  return treeAt(root, path) === null ? [] : [{ severity: 'info', path, message: MESSAGE }];
}
