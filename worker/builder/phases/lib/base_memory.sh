# What a base image says of itself, kept on the slot's volume by everything that it depends on.
# Another job of the same trust domain may have written it: a claim like the image's own, never read while a secret is here.

# Prints the folder for the image in the store that /job/in/base names; nothing where it is not in the store.
base_memory() {
  id=$(podman image inspect --format '{{.Id}}' "$(cat /job/in/base)" 2>/dev/null) || return 0
  key=$({ echo "$id"; cat /job/in/python /job/in/manager /job/in/lib/base_facts.sh /job/in/lib/probe.py; } | sha256sum | cut -c1-40)
  echo "$HOME/.local/share/containers/base-memory/$key"
}

# Leaves what is remembered in /job/out. $1: the folder.
recall_base() {
  [ -n "$1" ] && [ -f "$1/facts" ] || return 1
  for name in facts os-release bundles probe.json; do
    if [ -f "$1/$name" ] && [ ! -L "$1/$name" ]; then head -c 20000000 "$1/$name" >"/job/out/$name"; fi
  done
}

# Keeps what is in /job/out, and the newest of what was kept before. $1: the folder.
remember_base() {
  [ -n "$1" ] || return 0
  new=$(mktemp -d "$TMPDIR/base.XXXXXX")
  cp /job/in/bundles /job/out/os-release /job/out/facts "$new/"
  if [ -f /job/out/probe.json ]; then cp /job/out/probe.json "$new/"; fi
  mkdir -p "${1%/*}"
  rm -rf "$1"
  mv "$new" "$1"
  ls -1td "${1%/*}"/* | tail -n +31 | xargs -r rm -rf
}
