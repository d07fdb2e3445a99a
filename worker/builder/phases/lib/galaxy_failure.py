"""Why ansible-galaxy could not collect, for a preflight.

galaxy_failure.py REQUIREMENTS OUT: writes OUT/galaxy.txt (its words) and OUT/galaxy.json: {collection: newest version, or
null for an unknown one} for the collections that the words name as asked for directly.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

import yaml

MAX_ASKED = 5
ASKED = re.compile(r"^\* ([\w.]+):\S+ \(direct request\)", re.MULTILINE)


def download(requirements, *options):
    with tempfile.TemporaryDirectory() as folder:
        argv = ["ansible-galaxy", "collection", "download", "--clear-response-cache", "-r", requirements, "-p", folder, *options]
        done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
        return done.returncode, done.stdout, os.listdir(folder)


def newest(name):
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        yaml.safe_dump({"collections": [{"name": name}]}, file)
        file.flush()
        code, _, files = download(file.name, "--no-deps")
    prefix = f"{name.replace('.', '-')}-"
    versions = [each[len(prefix):-len(".tar.gz")] for each in files if each.startswith(prefix)]
    return versions[0] if code == 0 and versions else None


def main(requirements, out):
    code, text, _ = download(requirements)
    if code == 0:
        return
    with open(os.path.join(out, "galaxy.txt"), "w", encoding="utf-8") as file:
        file.write(text[-20_000:])
    names = list(dict.fromkeys(ASKED.findall(text)))[:MAX_ASKED]
    with open(os.path.join(out, "galaxy.json"), "w", encoding="utf-8") as file:
        json.dump({name: newest(name) for name in names}, file)


main(*sys.argv[1:])
