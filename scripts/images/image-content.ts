import { ANSIBLE_BUILDER, ANSIBLE_CORE, ANSIBLE_RUNNER, UV } from './versions.ts';

/** What one image is made of. Files are relative to worker/builder. */
export interface ImageContent {
  packages: readonly string[];
  requirements: readonly string[];
  files: readonly string[];
  changes: readonly string[];
}

export const BUILDER_CONTENT: ImageContent = {
  packages: [
    'ca-certificates', 'podman', 'buildah', 'skopeo', 'crun', 'fuse-overlayfs', 'netavark', 'passt', 'uidmap', 'libcap2-bin',
    'socat', 'git', 'openssh-client', 'jq', 'python3', 'python3-pip', 'python3-venv',
  ],
  requirements: [ANSIBLE_CORE, ANSIBLE_RUNNER, ANSIBLE_BUILDER, UV],
  files: ['customize.sh', 'setup.sh', 'containers.conf', 'storage.conf'],
  changes: [
    'ENV _CONTAINERS_USERNS_CONFIGURED=""',
    'ENV BUILDAH_ISOLATION=chroot',
    'ENV PODMAN_IGNORE_CGROUPSV1_WARNING=1',
    'ENV LANG=C.UTF-8',
    'VOLUME /home/podman/.local/share/containers',
    'VOLUME /var/lib/containers',
    'WORKDIR /runner',
    'USER podman',
    'CMD ["/bin/bash"]',
    'LABEL ansible-execution-environment=true',
  ],
};

export const BASE_CONTENT: ImageContent = {
  packages: ['ca-certificates', 'git', 'python3', 'python3-pip', 'python3-venv'],
  requirements: [ANSIBLE_CORE, ANSIBLE_RUNNER],
  files: ['base/customize.sh', 'base/apt-get.sh'],
  changes: ['ENV LANG=C.UTF-8', 'CMD ["/bin/bash"]'],
};
