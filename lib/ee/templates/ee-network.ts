import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeNetworkTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_network',
    title: 'Network',
    description: 'Configure switches and routers of Cisco, Arista and Juniper over SSH, NETCONF and HTTP.',
    tags: ['network', 'cisco', 'arista', 'juniper'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  galaxy:
    collections:
      # Connections (network_cli, netconf, httpapi) and the filters for addresses.
      - ansible.netcommon
      - ansible.utils
      # One collection for each kind of device: take out those that you do not have.
      - cisco.ios
      - cisco.nxos
      - arista.eos
      - junipernetworks.junos
  python:
    # The filter ipaddr needs it.
    - netaddr
  system:
    # The same tool has two names: bindep installs the line whose platform fits the base image.
    - openssh-client [platform:dpkg]
    - openssh-clients [platform:rpm]
${optionsBlock(parameters)}`,
    files: {},
  };
}
