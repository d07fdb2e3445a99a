"""Prints the versions of the builder image's tools as JSON."""
import importlib.metadata
import json
import subprocess

found = {}
for name in ("ansible-builder", "ansible-core"):
    try:
        found[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
for name in ("podman", "buildah", "skopeo"):
    try:
        output = subprocess.run([name, "--version"], capture_output=True, text=True, timeout=20).stdout
        found[name] = output.split("version", 1)[1].split()[0]
    except (OSError, IndexError, subprocess.TimeoutExpired):
        pass
print(json.dumps(found))
