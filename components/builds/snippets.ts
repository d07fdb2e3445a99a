/** How the image is used, each with the digest: what was built is what runs. */
export type Snippet = { id: string; title: string; text: string };

const quote = (value: string): string => JSON.stringify(value);

export function usageSnippets({ repository, digest, name, isInsecure }: { repository: string; digest: string; name: string; isInsecure: boolean }): Snippet[] {
  const image = `${repository}@${digest}`;
  const tls = isInsecure ? ' --tls-verify=false' : '';
  return [
    { id: 'podman', title: 'podman', text: `podman pull${tls} ${image}\npodman run --rm -it ${image} ansible --version` },
    {
      id: 'navigator',
      title: 'ansible-navigator.yml',
      text: `ansible-navigator:\n  execution-environment:\n    enabled: true\n    container-engine: podman\n    image: ${image}\n    pull:\n      policy: missing${isInsecure ? '\n      arguments:\n        - "--tls-verify=false"' : ''}\n`,
    },
    {
      id: 'controller',
      title: 'AWX or automation controller',
      text: `- name: ${quote(`Register ${name}`)}\n  awx.awx.execution_environment:\n    name: ${quote(name)}\n    image: ${quote(image)}\n    pull: missing\n`,
    },
  ];
}
