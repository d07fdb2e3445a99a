import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeContainersTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_containers',
    title: 'Containers',
    description: 'Manage containers and images with podman and Docker.',
    tags: ['containers', 'podman', 'docker'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  galaxy:
    collections:
      - containers.podman
      - community.docker
  system:
    # For the connection plugins of containers.podman; its modules run on the managed host.
    - podman
    # Looks at and copies images in registries without pulling them.
    - skopeo
${optionsBlock(parameters)}`,
    files: {},
  };
}
