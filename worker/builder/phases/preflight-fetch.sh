. /job/in/lib/common.sh
use_storage
open_doors
await_secret auth.json
export REGISTRY_AUTH_FILE="$secrets/auth.json"
python3 -I /job/in/lib/images.py
if [ -f /job/out/base ]; then podman unshare python3 -I /job/in/lib/bundles.py </job/out/base >/job/out/bundles; fi
