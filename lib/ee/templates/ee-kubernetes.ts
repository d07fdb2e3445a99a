import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeKubernetesTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_kubernetes',
    title: 'Kubernetes',
    description: 'Manage Kubernetes objects, and Helm releases where helm is added.',
    tags: ['kubernetes', 'containers'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  galaxy:
    collections:
      - kubernetes.core
  python:
    # The client; keep it near the version of your clusters (it serves one minor version up and down).
    - kubernetes>=29
    - jsonpatch
    - PyYAML
# The modules helm_* run the program helm. Add it as a file (Files tab) and copy it:
# additional_build_files:
#   - src: helm
#     dest: bin
# additional_build_steps:
#   append_final:
#     - COPY --chmod=755 _build/bin/helm /usr/local/bin/helm
${optionsBlock(parameters)}`,
    files: {},
  };
}
