import type { Finding, LintContext, Rule } from '#lib/ee/lint/rule.ts';
import { ansibleMissing } from '#lib/ee/lint/rules/ansible-missing.ts';
import { baseImageDefault } from '#lib/ee/lint/rules/base-image-default.ts';
import { buildFileDest } from '#lib/ee/lint/rules/build-file-dest.ts';
import { buildFileGlob } from '#lib/ee/lint/rules/build-file-glob.ts';
import { buildFileMissing } from '#lib/ee/lint/rules/build-file-missing.ts';
import { conflictingRequirement } from '#lib/ee/lint/rules/conflicting-requirement.ts';
import { containerInit } from '#lib/ee/lint/rules/container-init.ts';
import { debianPip } from '#lib/ee/lint/rules/debian-pip.ts';
import { deprecatedKey } from '#lib/ee/lint/rules/deprecated-key.ts';
import { deprecatedVersion } from '#lib/ee/lint/rules/deprecated-version.ts';
import { duplicateKey } from '#lib/ee/lint/rules/duplicate-key.ts';
import { duplicateRequirement } from '#lib/ee/lint/rules/duplicate-requirement.ts';
import { emptyDefinition } from '#lib/ee/lint/rules/empty-definition.ts';
import { excludePattern } from '#lib/ee/lint/rules/exclude-pattern.ts';
import { fileInList } from '#lib/ee/lint/rules/file-in-list.ts';
import { galaxyMapping } from '#lib/ee/lint/rules/galaxy-mapping.ts';
import { galaxyOptions } from '#lib/ee/lint/rules/galaxy-options.ts';
import { galaxyRequirement } from '#lib/ee/lint/rules/galaxy-requirement.ts';
import { imageKeys } from '#lib/ee/lint/rules/image-keys.ts';
import { imageReference } from '#lib/ee/lint/rules/image-reference.ts';
import { imageTag } from '#lib/ee/lint/rules/image-tag.ts';
import { missingFile } from '#lib/ee/lint/rules/missing-file.ts';
import { newlineInjection } from '#lib/ee/lint/rules/newline-injection.ts';
import { outsidePath } from '#lib/ee/lint/rules/outside-path.ts';
import { packageManager } from '#lib/ee/lint/rules/package-manager.ts';
import { pythonRequirement } from '#lib/ee/lint/rules/python-requirement.ts';
import { secretInRequirement } from '#lib/ee/lint/rules/secret-in-requirement.ts';
import { secretInStep } from '#lib/ee/lint/rules/secret-in-step.ts';
import { signatureOptions } from '#lib/ee/lint/rules/signature-options.ts';
import { stepInstruction } from '#lib/ee/lint/rules/step-instruction.ts';
import { systemRequirement } from '#lib/ee/lint/rules/system-requirement.ts';
import { userDirective } from '#lib/ee/lint/rules/user-directive.ts';
import { yaml11Boolean } from '#lib/ee/lint/rules/yaml11-boolean.ts';
import { yaml11Date } from '#lib/ee/lint/rules/yaml11-date.ts';
import { yaml11Number } from '#lib/ee/lint/rules/yaml11-number.ts';
import { yaml11Octal } from '#lib/ee/lint/rules/yaml11-octal.ts';
import { yaml11Sexagesimal } from '#lib/ee/lint/rules/yaml11-sexagesimal.ts';

const YAML11: readonly Rule[] = [yaml11Boolean, yaml11Number, yaml11Octal, yaml11Sexagesimal, yaml11Date];
const REQUIREMENTS: readonly Rule[] = [fileInList, pythonRequirement, systemRequirement, duplicateRequirement, conflictingRequirement];

/** On a definition. */
export const RULES: readonly Rule[] = [
  imageReference,
  imageTag,
  imageKeys,
  baseImageDefault,
  missingFile,
  outsidePath,
  newlineInjection,
  buildFileDest,
  buildFileGlob,
  buildFileMissing,
  duplicateKey,
  emptyDefinition,
  deprecatedVersion,
  deprecatedKey,
  ...YAML11,
  galaxyMapping,
  galaxyRequirement,
  galaxyOptions,
  ...REQUIREMENTS,
  excludePattern,
  signatureOptions,
  secretInRequirement,
  ansibleMissing,
  packageManager,
  debianPip,
  containerInit,
  stepInstruction,
  userDirective,
  secretInStep,
];

/** On a file beside a definition. */
const FILE_RULES: readonly Rule[] = [duplicateKey, ...YAML11, galaxyMapping, galaxyRequirement, ...REQUIREMENTS, signatureOptions, secretInRequirement];

export function runRules(context: LintContext): (Finding & { readonly code: string })[] {
  const rules = context.fileKind === undefined ? RULES : FILE_RULES;
  return rules.flatMap((rule) => rule.check(context).map((finding) => ({ ...finding, code: rule.code })));
}
