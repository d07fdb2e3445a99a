. /job/in/lib/common.sh
. /job/in/lib/base_memory.sh
use_storage
open_doors
# Before any secret is here.
[ -f /job/in/newest ] || recall_base "$(base_memory)" || true
await_secret auth.json
export REGISTRY_AUTH_FILE="$secrets/auth.json"
python3 -I /job/in/lib/images.py
if [ -f /job/out/base ] && [ ! -f /job/in/newest ] && [ ! -f /job/out/bundles ]; then podman unshare python3 -I /job/in/lib/bundles.py </job/out/base >/job/out/bundles; fi
