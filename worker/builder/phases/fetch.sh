. /job/in/lib/common.sh
use_storage
open_doors
pulled=0
while read -r image; do
  if [ "$(cat /job/in/pull-policy)" = missing ] && podman image exists "$image"; then
    echo "$image is in the store already."
    continue
  fi
  if [ "$pulled" = 0 ]; then
    await_secret auth.json
    export REGISTRY_AUTH_FILE="$secrets/auth.json"
    pulled=1
  fi
  echo "Pulling $image"
  podman pull --quiet --retry 2 --retry-delay 2s "$image" || { echo "$image" >/job/out/missing; exit 11; }
done </job/in/images
xargs podman image inspect </job/in/images >/job/out/images.json
podman unshare python3 -I /job/in/lib/bundles.py </job/in/bases >/job/out/bundles
