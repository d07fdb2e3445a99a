. /job/in/lib/common.sh
. /job/in/lib/base_memory.sh
use_storage
image=$(cat /job/in/base)
memory=$(base_memory)
container=$(buildah from --pull-never "$image")
trap 'buildah rm "$container" >/dev/null 2>&1 || true' EXIT
# Everything is a claim of the base image's own programs: capped, and read as text.
mark="ee-foundry-$(cat /proc/sys/kernel/random/uuid)"
timeout 120 buildah run --isolation chroot --user 0 "$container" -- /bin/sh -c "$(cat /job/in/lib/base_facts.sh)" sh \
  "$(cat /job/in/python)" "$(cat /job/in/manager)" "$mark" "$(cat /job/in/lib/probe.py)" </dev/null 2>/dev/null | head -c 20000000 >/tmp/said || true
cut_out() {
  sed -n "/^$mark $1\$/,/^$mark /{/^$mark /d;p}" /tmp/said | head -c "$2"
}
cut_out os-release 20000 | sed '/^$/d' >/job/out/os-release
cut_out facts 100000 >/job/out/facts
if grep -q '^python=yes' /job/out/facts; then cut_out probe.json 20000000 >/job/out/probe.json; fi
if grep -q "^$mark probe.json" /tmp/said; then remember_base "$memory"; fi
cat /job/out/facts
