. /job/in/lib/common.sh
export GIT_ALLOW_PROTOCOL=https:ssh
open_doors
mkdir /tmp/context /tmp/collections
tar -xf /job/in/context.tar -C /tmp/context ./_build
cd /tmp/context/_build

# Collections from git or a folder are packed before any token is here: packing follows links.
python3 -I /job/in/lib/requirements.py split /tmp/context/_build /tmp/own.yml /tmp/rest.yml || exit 12
if [ -f /tmp/own.yml ]; then
  ansible-galaxy collection download --no-deps -r /tmp/own.yml -p /tmp/own || exit 12
  python3 -I /job/in/lib/requirements.py join /tmp/own /tmp/rest.yml || exit 12
fi

if [ -f /tmp/rest.yml ]; then
  await_secret galaxy.cfg
  export ANSIBLE_CONFIG="$secrets/galaxy.cfg"
  ansible-galaxy collection download -r /tmp/rest.yml -p /tmp/collections || {
    if [ -f /job/in/explain ]; then python3 -I /job/in/lib/galaxy_failure.py /tmp/rest.yml /job/out || true; fi
    exit 12
  }
  unset ANSIBLE_CONFIG
fi
python3 -I /job/in/lib/requirements.py finish requirements.yml /tmp/collections || exit 12
cd /tmp/collections
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf /job/out/collections.tar .
ls -1 >/job/out/collections.txt
