. /job/in/lib/common.sh
mkdir -p /tmp/context /tmp/tarballs
tar -xf /job/in/context.tar -C /tmp/context ./_build
if [ -f /job/in/collections.tar ]; then tar -xf /job/in/collections.tar -C /tmp/tarballs; fi
python3 -I /job/in/lib/introspected.py /tmp/context/_build /tmp/tarballs /tmp/collections >/job/out/introspect.json
