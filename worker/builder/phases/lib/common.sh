# What every phase needs. Sourced by /job/in/main inside a phase container.
set -eu
umask 022
net=/run/ee-foundry-net
secrets=/run/secrets-ee
export HOME=/home/podman NO_COLOR=1 LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
# podman and buildah read the variable, skopeo only the file in the home folder.
export CONTAINERS_REGISTRIES_CONF=/job/in/registries.conf
mkdir -p "$HOME/.config/containers"
cp /job/in/registries.conf "$HOME/.config/containers/registries.conf"
if [ -f /job/in/ca.pem ]; then
  export SSL_CERT_FILE=/job/in/ca.pem REQUESTS_CA_BUNDLE=/job/in/ca.pem CURL_CA_BUNDLE=/job/in/ca.pem GIT_SSL_CAINFO=/job/in/ca.pem
fi

# Storage phases: what is too large for memory lies on the volume.
# podman's pause.pid must not: a process of that number in the next container would be taken for podman's own.
use_storage() {
  export TMPDIR="$HOME/.local/share/containers/tmp" XDG_RUNTIME_DIR=/tmp/podman-runtime
  mkdir -p "$TMPDIR"
  mkdir -m 0700 -p "$XDG_RUNTIME_DIR"
}

# Leads 127.0.0.1 to the worker's egress: the proxy, and a door for each loopback server that this phase may use.
open_doors() {
  [ -e "$net/doors" ] || return 0
  open_door 3128 "$net/proxy.sock"
  while read -r port; do
    open_door "$port" "$net/door-$port.sock"
  done <"$net/doors"
}

# While the worker is started again, a connection waits for its socket.
open_door() {
  socat "TCP-LISTEN:$1,bind=127.0.0.1,reuseaddr,fork" "UNIX-CONNECT:$2,retry=120,interval=0.5" </dev/null >/dev/null 2>&1 &
  door=$!
  hex=$(printf '0100007F:%04X 00000000:0000 0A' "$1")
  until grep -q "$hex" /proc/net/tcp; do
    kill -0 "$door" 2>/dev/null || { echo "There is no way to port $1 of this host from in here: only ports above 1023 can be used."; return 0; }
    sleep 0.02
  done
}

# Tells the worker that secrets may come, then waits for one.
await_secret() {
  : >/job/out/ready
  until [ -f "$secrets/$1" ]; do sleep 0.05; done
}
