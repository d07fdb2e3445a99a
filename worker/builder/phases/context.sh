. /job/in/lib/common.sh
[ -f /job/in/quick ] || python3 -I /job/in/lib/versions.py >/job/out/versions.json &
versions=$!
cd /job/in/definition
ansible-builder create -f "$(cat /job/in/definition-file)" -c /tmp/context --output-filename Containerfile || exit 10
cd /tmp/context
cp Containerfile /job/out/Containerfile
if [ -f _build/requirements.yml ]; then cp _build/requirements.yml /job/out/requirements.yml; fi
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf /job/out/context.tar .
wait "$versions"
