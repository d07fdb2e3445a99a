#!/bin/sh
# Turns a Debian or RPM tree that has podman, uidmap and libcap into a nested builder. Run as root inside it, in the
# folder that holds containers.conf and storage.conf.
set -eu
here=$(dirname "$0")

id podman >/dev/null 2>&1 || useradd --uid 1000 --create-home --shell /bin/bash podman
printf 'root:1:65535\npodman:1:999\npodman:1001:64535\n' >/etc/subuid
cp /etc/subuid /etc/subgid

# As setuid programs they fail with "write to uid_map failed" in a container with few capabilities.
for tool in uid gid; do
  chmod u-s "/usr/bin/new${tool}map"
  setcap "cap_set${tool}=ep" "/usr/bin/new${tool}map"
done

mkdir -p /etc/containers
install -m 0644 "$here/containers.conf" /etc/containers/containers.conf
install -m 0644 "$here/storage.conf" /etc/containers/storage.conf

mkdir -p /var/lib/shared/overlay-images /var/lib/shared/overlay-layers
touch /var/lib/shared/overlay-images/images.lock /var/lib/shared/overlay-layers/layers.lock
chmod -R a+rX /var/lib/shared

mkdir -p /runner/libpod/tmp /var/lib/containers /home/podman/.local/share/containers
chmod 1777 /runner/libpod/tmp

# An ordinary user's podman takes no image stores from /etc/containers/storage.conf.
mkdir -p /home/podman/.config/containers
printf '[storage]\ndriver = "overlay"\n\n[storage.options]\nadditionalimagestores = ["/var/lib/shared"]\n' >/home/podman/.config/containers/storage.conf
chown -R podman:podman /home/podman
