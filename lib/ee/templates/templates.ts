import { blankTemplate } from '#lib/ee/templates/blank.ts';
import { eeAwsTemplate } from '#lib/ee/templates/ee-aws.ts';
import { eeAzureTemplate } from '#lib/ee/templates/ee-azure.ts';
import { eeContainersTemplate } from '#lib/ee/templates/ee-containers.ts';
import { eeDatabaseTemplate } from '#lib/ee/templates/ee-database.ts';
import { eeDebianTemplate } from '#lib/ee/templates/ee-debian.ts';
import { eeGoogleTemplate } from '#lib/ee/templates/ee-google.ts';
import { eeHooksTemplate } from '#lib/ee/templates/ee-hooks.ts';
import { eeKubernetesTemplate } from '#lib/ee/templates/ee-kubernetes.ts';
import { eeLintTemplate } from '#lib/ee/templates/ee-lint.ts';
import { eeLinuxTemplate } from '#lib/ee/templates/ee-linux.ts';
import { eeMinimalTemplate } from '#lib/ee/templates/ee-minimal.ts';
import { eeNetworkTemplate } from '#lib/ee/templates/ee-network.ts';
import { eeUbiTemplate } from '#lib/ee/templates/ee-ubi.ts';
import { eeVmwareTemplate } from '#lib/ee/templates/ee-vmware.ts';
import { eeWindowsTemplate } from '#lib/ee/templates/ee-windows.ts';
import type { Template, TemplateParameters } from '#lib/ee/templates/template.ts';

const ALL: readonly ((parameters: TemplateParameters) => Template)[] = [
  eeAwsTemplate,
  eeMinimalTemplate,
  eeAzureTemplate,
  eeGoogleTemplate,
  eeVmwareTemplate,
  eeNetworkTemplate,
  eeWindowsTemplate,
  eeKubernetesTemplate,
  eeLinuxTemplate,
  eeContainersTemplate,
  eeDatabaseTemplate,
  eeLintTemplate,
  eeHooksTemplate,
  eeUbiTemplate,
  eeDebianTemplate,
  blankTemplate,
];

/**
 * The starting points that are knowledge of definitions alone. ee_builder is not here: it is
 * worker/builder/execution-environment.yml.
 */
export function templates(parameters: TemplateParameters): Template[] {
  return ALL.map((template) => template(parameters));
}
