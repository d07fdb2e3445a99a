import { galaxyDocument, galaxyEntries } from '#lib/ee/lint/galaxy-document.ts';
import { textAt } from '#lib/ee/lint/places.ts';
import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { entryOf } from '#lib/ee/yaml/tree.ts';

/** Checking signatures of collections needs a keyring and the credential in the build itself. */
export const signatureOptions: Rule = { code: 'signature-options', check };

const OPTIONS = ['build_arg_defaults', 'ANSIBLE_GALAXY_CLI_COLLECTION_OPTS'];
const IMAGES = ['base_image', 'builder_image'].map((image) => ['images', image, 'signature_original_name']);
const MESSAGE = 'Signatures are checked while collections are installed, so the build itself needs the Galaxy credential and a keyring.';
const NO_KEYRING = 'With signatures ansible-galaxy ends with an error unless it has a keyring. Add --keyring to build_arg_defaults.ANSIBLE_GALAXY_CLI_COLLECTION_OPTS and the key file to the image.';
const IMAGE = 'This name is used only with --container-policy of ansible-builder, which a build here does not set: the signature of the image is not checked.';

function check(context: LintContext): Finding[] {
  if (context.model === null && context.fileKind === undefined) return [];
  const options = textAt(context, OPTIONS);
  const hasOption = options !== null && /--(?:keyring|required-valid-signature-count|ignore-signature-status-codes?|signature)\b/.test(options.value);
  const needsKeyring = context.fileKind === undefined && options?.value.includes('--keyring') !== true;
  const images = IMAGES.filter((path) => (textAt(context, path)?.value ?? '') !== '').map((path): Finding => ({ severity: 'info', path, message: IMAGE }));
  return [...(hasOption ? [{ severity: 'info' as const, path: OPTIONS, message: MESSAGE }] : []), ...images, ...signed(context, needsKeyring)];
}

function signed(context: LintContext, needsKeyring: boolean): Finding[] {
  const document = galaxyDocument(context);
  if (document === null) return [];
  return galaxyEntries(document).flatMap(({ tree, path }): Finding[] => {
    const signatures = entryOf(tree, 'signatures');
    if (signatures === null) return [];
    const place = document.isBlock ? document.path : [...path, 'signatures'];
    return [{ severity: needsKeyring ? 'warning' : 'info', path: place, span: document.showAt(signatures.key.span), message: needsKeyring ? NO_KEYRING : MESSAGE }];
  });
}
