. /job/in/lib/common.sh
use_storage
python3 -I /job/in/lib/bindep_rules.py /job/in/system.json /job/in/os-release >/job/out/system.json
jq -r '.packages[].name' /job/out/system.json >/tmp/names
if [ ! -s /tmp/names ] || [ ! -f /job/in/base ]; then exit 0; fi
open_doors
container=$(buildah from --pull-never "$(cat /job/in/base)")
trap 'buildah rm "$container" >/dev/null 2>&1 || true' EXIT
set --
if [ -f /job/in/ca.pem ]; then
  while read -r bundle; do set -- "$@" --volume "/job/in/ca.pem:$bundle:ro"; done </job/in/bundles
fi
for name in http_proxy https_proxy no_proxy; do
  eval "value=\${$name:-}"
  set -- "$@" --env "$name=$value"
done
timeout 300 buildah run --isolation chroot --user 0 "$@" "$container" -- \
  /bin/sh -c "$(cat /job/in/lib/candidates.sh)" sh "$(cat /job/in/manager)" $(cat /tmp/names) </dev/null >/tmp/candidates || true
head -c 1000000 /tmp/candidates >/job/out/candidates
cat /job/out/candidates
