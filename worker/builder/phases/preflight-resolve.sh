. /job/in/lib/common.sh
open_doors
export UV_CACHE_DIR=/tmp/uv UV_NO_PROGRESS=1 UV_NO_CONFIG=1 UV_PYTHON_DOWNLOADS=never
python3 -I /job/in/lib/resolve.py /job/in/requirements.json /job/out
