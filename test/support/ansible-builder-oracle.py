"""What ansible-builder itself makes of definitions: one JSON object a line in, one a line out.

in   {"text": the definition, "files": {path: text}}   the files lie beside the definition
out  {"accepted": bool, "message": str, "containerfile": str, "files": {path below _build: [mode, text]}}

Runs ansible-builder's own classes in this process: `create` a thousand times without a thousand start-ups.
"""

import contextlib
import io
import json
import logging
import os
import sys
import tempfile
from pathlib import Path

from ansible_builder.main import AnsibleBuilder

DEFINITION = "execution-environment.yml"
# Deep enough for the `../` of real definitions to stay inside the scratch folder.
DEPTH = "a/b/c/d/e"


def main() -> None:
    logging.disable(logging.CRITICAL)
    for line in sys.stdin:
        job = json.loads(line)
        print(json.dumps(create(job["text"], job["files"])), flush=True)


def create(text: str, files: dict[str, str]) -> dict:
    with tempfile.TemporaryDirectory(prefix="ab-oracle-") as scratch:
        folder = Path(scratch, "source", DEPTH)
        folder.mkdir(parents=True)
        for name, content in files.items():
            path = Path(os.path.normpath(folder / name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
        (folder / DEFINITION).write_bytes(text.encode("utf-8", "surrogatepass"))
        os.chdir(folder)
        context = Path(scratch, "context")
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                AnsibleBuilder(
                    action="create", filename=DEFINITION, build_context=str(context), output_filename="Containerfile"
                ).create()
        except (Exception, SystemExit) as error:
            return {"accepted": False, "message": f"{type(error).__name__}: {error}", "containerfile": "", "files": {}}
        finally:
            os.chdir("/")
        return {
            "accepted": True,
            "message": "",
            "containerfile": (context / "Containerfile").read_bytes().decode(errors="replace"),
            "files": dict(context_files(context / "_build")),
        }


def context_files(root: Path):
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith("scripts/"):
            yield name, [path.stat().st_mode & 0o777, path.read_bytes().decode(errors="replace")]


if __name__ == "__main__":
    main()
