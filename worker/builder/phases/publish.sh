. /job/in/lib/common.sh
use_storage
open_doors
repository=$(cat /job/in/repository)
unique=$(cat /job/in/unique-tag)
await_secret auth.json
export REGISTRY_AUTH_FILE="$secrets/auth.json"

# The digest of what the registry gives out, computed here from the manifest's bytes.
digest_of() {
  manifest=$(mktemp)
  skopeo inspect --raw "docker://$1" >"$manifest" || return
  echo "sha256:$(sha256sum "$manifest" | cut -d' ' -f1)"
}

echo "Pushing $repository:$unique"
buildah push --quiet --retry 3 --retry-delay 2s --digestfile /tmp/digest "$(cat /job/in/image)" "docker://$repository:$unique" || exit 13
digest=$(cat /tmp/digest)
skopeo inspect --raw "docker://$repository:$unique" >/job/out/manifest.json || exit 13
if [ "sha256:$(sha256sum /job/out/manifest.json | cut -d' ' -f1)" != "$digest" ]; then
  echo "The registry gives out another manifest than the one that was pushed."
  exit 13
fi
echo "$repository:$unique is $digest"
printf %s "$digest" >/job/out/digest.part && mv /job/out/digest.part /job/out/digest

# The server says which tags may move, and until when: after that another attempt may have been given the build.
until [ -f "$secrets/grant" ]; do sleep 0.05; done
deadline=$(head -n 1 "$secrets/grant")
move() {
  [ "$(date +%s)" -lt "$deadline" ] || { echo "$repository:$1 is not moved: the worker was away for too long."; exit 13; }
  skopeo copy --quiet --all --preserve-digests "docker://$repository@$digest" "docker://$repository:$1" || exit 13
  [ "$(digest_of "$repository:$1")" = "$digest" ] || { echo "$repository:$1 is not $digest after it was moved."; exit 13; }
  echo "$repository:$1 is $digest"
  echo "$1" >>/job/out/moved
}
movers=
while read -r tag; do
  [ -n "$tag" ] || continue
  move "$tag" &
  movers="$movers $!"
done <<TAGS
$(tail -n +2 "$secrets/grant")
TAGS
for mover in $movers; do wait "$mover" || exit 13; done
