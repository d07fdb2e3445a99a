. /job/in/lib/common.sh
use_storage
open_doors
find "$TMPDIR" -mindepth 1 -maxdepth 1 ! -name 'buildah-cache*' -exec rm -rf {} + 2>/dev/null || true
# Working containers of a build that was ended halfway.
left="$HOME/.local/share/containers/storage/overlay-containers/containers.json"
if grep -q '"id"' "$left" 2>/dev/null; then buildah rm --all >/dev/null 2>&1 || true; fi
mkdir /tmp/context
tar -xf /job/in/context.tar -C /tmp/context
if [ -f /job/in/collections.tar ]; then
  tar -xf /job/in/collections.tar -C /tmp/context/_build
fi
set -- --pull=never --layers --isolation=chroot --iidfile=/job/out/image-id --tag "$(cat /job/in/image)" --file /job/in/Containerfile
if [ "$(cat /job/in/cache)" = none ]; then set -- "$@" --no-cache; fi
if [ -f /job/in/ca.pem ]; then
  while read -r bundle; do set -- "$@" --volume "/job/in/ca.pem:$bundle:ro"; done </job/in/bundles
fi
if [ -f /job/in/secret-mount ]; then
  await_secret galaxy.cfg
  set -- "$@" --secret "id=$(cat /job/in/secret-mount),src=$secrets/galaxy.cfg"
fi
status=0
podman build "$@" /tmp/context || status=$?
jq -c 'map(.id)' "$HOME/.local/share/containers/storage/overlay-images/images.json" >/job/out/image-ids.json || true
exit "$status"
