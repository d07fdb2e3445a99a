import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeWindowsTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_windows',
    title: 'Windows',
    description: 'Manage Windows hosts over WinRM and PSRP.',
    tags: ['windows'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  galaxy:
    collections:
      - ansible.windows
      - community.windows
  python:
    # The connection plugins winrm and psrp. NTLM and certificates work as they are.
    - pywinrm
    - pypsrp
    # For Kerberos write pywinrm[kerberos] and pypsrp[kerberos] and take the lines under system, too:
    # they are compiled from source.
  # system:
  #   - gcc [compile]
  #   - libkrb5-dev [compile platform:dpkg]
  #   - krb5-devel [compile platform:rpm]
  #   - krb5-user [platform:dpkg]
  #   - krb5-workstation [platform:rpm]
${optionsBlock(parameters)}`,
    files: {},
  };
}
