. /job/in/lib/common.sh
use_storage
open_doors
# On the slot's volume: warm for the next preflight of the same trust domain, never shared with another.
export UV_CACHE_DIR="$HOME/.local/share/containers/uv-cache" UV_NO_PROGRESS=1 UV_PYTHON_DOWNLOADS=never
python3 -I /job/in/lib/resolve.py /job/in/requirements.json /job/out
