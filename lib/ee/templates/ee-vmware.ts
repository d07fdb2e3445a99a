import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeVmwareTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_vmware',
    title: 'VMware',
    description: 'Manage vSphere: virtual machines, hosts, clusters and content libraries.',
    tags: ['virtualization', 'vmware'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  galaxy:
    collections:
      # The newer modules; community.vmware has those that were not carried over yet.
      - vmware.vmware
      - community.vmware
      # Modules made from the REST API of vCenter.
      - vmware.vmware_rest
  python:
    # vmware.vmware and community.vmware name their SDK themselves (pyVmomi, vcf-sdk).
    - requests>=2.32
${optionsBlock(parameters)}`,
    files: {},
  };
}
