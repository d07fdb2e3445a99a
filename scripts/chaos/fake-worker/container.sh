# One "container": phase, state directory, in, out, raw log, a copy of what was printed, registry directory.
phase=$1 state=$2 in=$3 out=$4 log=$5 truth=$6 registry=$7
trap 'echo 143 >"$state/exit"; exit 143' TERM
: >"$truth"
# Removed before it began: nobody would end it.
{ echo $$ >"$state/pid.part" && mv "$state/pid.part" "$state/pid"; } 2>/dev/null || exit 1

# conmon's k8s-file format.
say() {
  line="$(date -u +%Y-%m-%dT%H:%M:%S.%NZ) stdout F $1"
  echo "$line" >>"$log"
  echo "$line" >>"$truth"
}
await_secret() {
  : >"$out/ready"
  until [ -f "$state/secrets/$1" ]; do sleep 0.05; done
}
leave() {
  printf %s "$2" >"$out/$1.part" && mv "$out/$1.part" "$out/$1"
}
end() {
  echo "$1" >"$state/exit.part" && mv "$state/exit.part" "$state/exit"
  exit "$1"
}

id=$(printf %064d 0)
case $phase in
context)
  leave Containerfile 'FROM registry.example/base:1 AS base
RUN one
RUN two
'
  leave context.tar tar
  ;;
fetch)
  await_secret auth.json
  say "got $(cat "$state/secrets/auth.json")"
  leave bundles ''
  ;;
build)
  say 'STEP 1/3: FROM registry.example/base:1 AS base'
  say 'STEP 2/3: RUN one'
  i=0
  while [ $i -lt 40 ]; do
    i=$((i + 1))
    say "line $i ää $(cat "$in/image")"
    sleep 0.03
  done
  say "--> 000000000000"
  say 'STEP 3/3: RUN two'
  say "--> 000000000000"
  leave image-ids.json "[\"$id\"]"
  ;;
inspect)
  leave probe.json '{"python":{"version":"3.13.5","packages":[]}}'
  leave image.json '[{"Architecture":"amd64","Config":{"User":"1000"}}]'
  ;;
publish)
  await_secret auth.json
  image=$(cat "$in/image")
  digest=sha256:$(printf %s "$image" | sha256sum | cut -d' ' -f1)
  say "pushed $(cat "$state/secrets/auth.json") $image"
  leave manifest.json '{"config":{"size":100},"layers":[]}'
  leave digest "$digest"
  until [ -f "$state/secrets/grant" ]; do sleep 0.05; done
  [ "$(date +%s)" -lt "$(head -n 1 "$state/secrets/grant")" ] || end 13
  for tag in $(tail -n +2 "$state/secrets/grant"); do
    echo "$(cat "$in/repository" | tr / _):$tag $image $digest" >>"$registry/moves"
    say "moved $tag"
    echo "$tag" >>"$out/moved"
  done
  ;;
esac
end 0
