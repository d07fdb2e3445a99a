/** Public images that execution environments are most often built on, as published definitions name them. */
export const KNOWN_BASE_IMAGES: readonly string[] = [
  'registry.redhat.io/ansible-automation-platform-25/ee-minimal-rhel9:latest',
  'registry.redhat.io/ansible-automation-platform-25/ee-supported-rhel9:latest',
  'registry.redhat.io/ansible-automation-platform-24/ee-minimal-rhel9:latest',
  'registry.access.redhat.com/ubi9/ubi:latest',
  'quay.io/centos/centos:stream9',
  'quay.io/rockylinux/rockylinux:9',
  'registry.fedoraproject.org/fedora:43',
  'quay.io/ansible/awx-ee:latest',
];
