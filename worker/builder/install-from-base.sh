#!/bin/sh
# Installs what a builder needs into a Debian- or RPM-based tree, then corrects it. The first argument is what pip installs.
set -eu
cd "$(dirname "$0")"
if [ -r /run/secrets/ca ]; then
  export PIP_CERT=/run/secrets/ca SSL_CERT_FILE=/run/secrets/ca
fi
if [ -r /run/secrets/pip ]; then
  # A certificate path of the machine that pip.conf was written for does not exist in here: PIP_CERT goes before it.
  export PIP_CONFIG_FILE=/run/secrets/pip
fi

if command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  apt-get install -q -y --no-install-recommends ca-certificates podman buildah skopeo crun fuse-overlayfs netavark passt uidmap \
    libcap2-bin socat git openssh-client jq python3 python3-pip python3-venv
  apt-get clean
  rm -rf /var/lib/apt/lists/*
else
  manager=$(command -v microdnf || command -v dnf)
  "$manager" install -y podman buildah skopeo crun fuse-overlayfs netavark shadow-utils libcap socat git-core openssh-clients jq \
    python3 python3-pip
  "$manager" clean all
fi

# Unquoted on purpose: one word per requirement.
# shellcheck disable=SC2086
PIP_BREAK_SYSTEM_PACKAGES=1 python3 -m pip install --no-cache-dir --root-user-action ignore $1
sh ./setup.sh
