. /job/in/lib/common.sh
use_storage
image=$(cat /job/in/image)
podman image inspect "$image" >/job/out/image.json
container=$(buildah from --pull-never "$image")
trap 'buildah rm "$container" >/dev/null 2>&1 || true' EXIT
python=
for candidate in $(cat /job/in/pythons); do
  if buildah run --isolation chroot --user 0 "$container" -- test -x "$candidate" 2>/dev/null; then python=$candidate; break; fi
done
if [ -n "$python" ]; then
  timeout 120 buildah run --isolation chroot --user 0 "$container" -- "$python" -I -c "$(cat /job/in/lib/probe.py)" 2>/dev/null </dev/null |
    head -c 20000000 >/job/out/probe.json
else
  echo '{}' >/job/out/probe.json
fi
