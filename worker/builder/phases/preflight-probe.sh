. /job/in/lib/common.sh
use_storage
image=$(cat /job/in/base)
python=$(cat /job/in/python)
manager=$(cat /job/in/manager)
container=$(buildah from --pull-never "$image")
trap 'buildah rm "$container" >/dev/null 2>&1 || true' EXIT
podman image inspect "$image" >/job/out/image.json
inside() {
  timeout 120 buildah run --isolation chroot --user 0 "$container" -- "$@" </dev/null
}

# Everything is a claim of the base image's own programs: capped, and read as text.
inside /bin/sh -c '
  cat /etc/os-release 2>/dev/null || cat /usr/lib/os-release
' 2>/dev/null | head -c 20000 >/job/out/os-release || true
inside /bin/sh -c '
  if [ -x "$2" ]; then echo manager=yes; fi
  for each in /usr/bin/dnf /usr/bin/microdnf /usr/bin/apt-get /usr/bin/yum /usr/bin/zypper /sbin/apk; do
    if [ -x "$each" ]; then echo "other=$each"; fi
  done
  if command -v "$1" >/dev/null; then
    echo python=yes
    "$1" -m pip --version 2>/dev/null | head -1 | sed "s/^/pip=/"
    "$1" -m pip config list 2>/dev/null | head -50 | sed "s/^/config=/"
    "$1" -c "import platform; print(\"libc=\" + \" \".join(platform.libc_ver()))" 2>/dev/null
    # Debian keeps the module and refuses to run it.
    "$1" -c "import ensurepip, inspect, sys; sys.exit(\"disabled in Debian\" in inspect.getsource(ensurepip))" 2>/dev/null && echo ensurepip=yes
  fi
  if command -v ansible-galaxy >/dev/null; then echo galaxy=yes; fi
  true
' sh "$python" "$manager" 2>/dev/null | head -c 100000 >/job/out/facts || true
if grep -q '^python=yes' /job/out/facts; then
  inside "$python" -I -c "$(cat /job/in/lib/probe.py)" 2>/dev/null | head -c 20000000 >/job/out/probe.json || true
fi
cat /job/out/facts
