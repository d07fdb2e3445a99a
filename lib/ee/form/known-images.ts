/** Public images that execution environments are often built on, each with a tag that stays on one release. */
export const KNOWN_BASE_IMAGES: readonly string[] = [
  'quay.io/fedora/fedora:43',
  'quay.io/centos/centos:stream10',
  'quay.io/rockylinux/rockylinux:9',
  'docker.io/redhat/ubi9:9.6',
  'registry.access.redhat.com/ubi9/python-312:9.6',
  'registry.redhat.io/ansible-automation-platform-25/ee-minimal-rhel9:1.0',
  'docker.io/library/debian:13-slim',
];
