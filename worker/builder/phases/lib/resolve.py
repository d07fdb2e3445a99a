"""Resolves Python requirements for another Python with uv, and finds out who is to blame where that cannot work.

resolve.py REQUEST OUT   REQUEST: {python, platform, installed: ["name==version"], options: [uv option], lines: [{who, text}]}
OUT/resolved.json: {packages: [{name, version, via, needsBuilding, requiresPython}], newest: {name: version}, conflicts, error}
OUT/pylock.toml: the resolution with every file's hash (PEP 751).

A conflict: {members: [index of line], message, trials: [{kind, lines, ok, version}]}: a smallest set of lines that cannot be
met together, and for each what becomes of it, beside all other lines, without its version (loosen) or without the line.
"""
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib

from packaging.specifiers import InvalidSpecifier, SpecifierSet

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # -I leaves it out
from indexes import split_options  # noqa: E402
from metadata import requires_python  # noqa: E402
from remembered import Remembered  # noqa: E402

MAX_CONFLICTS = 6
ANALYSIS_SECONDS = 60
UV_SECONDS = 300
NEWEST_SECONDS = 600
REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*([^;@]*)(@[^;]*)?(;.*)?$")


def normalize(name):
    return re.sub(r"[-_.]+", "-", name).lower()


class Resolver:
    def __init__(self, request, work):
        self.request = request
        self.work = work
        self.count = 0
        os.makedirs(work, exist_ok=True)
        config, options = split_options(request["options"])
        self.config = os.path.join(work, "uv.toml")
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(config)
        self.common = ["--config-file", self.config, "--quiet", "--no-header", "--python", sys.executable, "--python-version", request["python"], "--index-strategy", "unsafe-best-match", *options]
        if request["platform"]:
            self.common += ["--python-platform", request["platform"]]

    def compile(self, groups, *, preferences, options=()):
        """groups: {file name: [line]}. @returns (text, error)."""
        self.count += 1
        folder = os.path.join(self.work, str(self.count))
        os.makedirs(folder)
        for name, lines in groups.items():
            write(os.path.join(folder, name), lines)
        target = os.path.join(folder, "out.txt")
        if preferences:
            write(target, preferences)
        argv = ["uv", "pip", "compile", *self.common, "--annotation-style", "split", "--output-file", "out.txt", *options]
        try:
            done = subprocess.run([*argv, *groups], cwd=folder, capture_output=True, text=True, timeout=UV_SECONDS)
        except subprocess.TimeoutExpired:
            return None, f"uv gave no answer within {UV_SECONDS} seconds"
        if done.returncode != 0:
            return None, done.stderr.strip()[-8000:]
        with open(target, encoding="utf-8") as file:
            return file.read(), None

    def works(self, lines):
        return self.compile({"all.in": lines}, preferences=self.request["installed"])


def write(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))


def read_annotated(text):
    """The lines of uv's output: [{name, version, via}]."""
    found = []
    in_via = False
    for line in text.splitlines():
        pin = re.match(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?(?:==(\S+)|\s+@\s+(\S+))", line)
        if pin:
            found.append({"name": normalize(pin[1]), "version": pin[2] or pin[3], "via": [], "needsBuilding": False})
            in_via = False
        elif line.strip().startswith("# via") and found:
            in_via = True
            rest = line.strip()[len("# via"):].strip()
            if rest:
                found[-1]["via"].append(rest)
        elif in_via and line.startswith("    #   ") and found:
            found[-1]["via"].append(line[8:].strip())
    return found


def bare(line):
    """The requirement without its version; None when it is none or has none."""
    match = REQUIREMENT.match(line)
    if not match or not (match[3] or "").strip():
        return None
    return f"{match[1]}{match[2] or ''}{' ' + match[5] if match[5] else ''}"


def name_of(line):
    match = REQUIREMENT.match(line)
    return normalize(match[1]) if match else None


def smallest_conflict(resolver, lines, error, deadline):
    """Indexes of a smallest set of lines that cannot be met together: those that uv names are tried first."""
    words = set(re.findall(r"[A-Za-z0-9][A-Za-z0-9._-]*", error))
    named = {normalize(word.strip(".")) for word in words}
    suspects = [index for index, line in enumerate(lines) if name_of(line) in named]
    if not suspects or resolver.works([lines[index] for index in suspects])[1] is None:
        suspects = list(range(len(lines)))
    kept = list(suspects)
    for index in suspects:
        if time.monotonic() > deadline:
            break
        rest = [each for each in kept if each != index]
        if rest and resolver.works([lines[each] for each in rest])[1] is not None:
            kept = rest
    return kept


def try_changes(resolver, lines, members, rest):
    """What resolves, beside all that is not in conflict, once one of the members goes without its version, or away."""
    trials = []

    def trial(kind, gone, replaced=None):
        changed = [replaced if index in gone else lines[index]["text"] for index in members if index not in gone or replaced is not None]
        text, error = resolver.works([lines[index]["text"] for index in rest] + changed) if rest or changed else ("", None)
        name = name_of(lines[gone[0]]["text"])
        version = next((row["version"] for row in read_annotated(text or "") if row["name"] == name), None)
        trials.append({"kind": kind, "lines": gone, "ok": error is None, "version": version})

    excluded = set()
    for index in members:
        line = lines[index]
        loose = bare(line["text"])
        name = name_of(line["text"])
        if loose is not None:
            trial("loosen", [index], loose)
        if line["who"] == "user":
            trial("remove", [index])
        elif name is not None and name not in excluded:
            excluded.add(name)
            trial("exclude", [each for each in members if lines[each]["who"] != "user" and name_of(lines[each]["text"]) == name])
    return trials


def analyse(resolver, lines, first_error):
    """Every conflict in turn: once one is found, all its members go away and the rest is tried again."""
    deadline = time.monotonic() + ANALYSIS_SECONDS
    left = list(range(len(lines)))
    conflicts, error = [], first_error
    while error is not None and len(conflicts) < MAX_CONFLICTS and time.monotonic() < deadline:
        texts = [lines[index]["text"] for index in left]
        members = [left[each] for each in smallest_conflict(resolver, texts, error, deadline)]
        message = resolver.works([lines[index]["text"] for index in members])[1] or error
        conflicts.append({"members": members, "message": message, "trials": []})
        left = [index for index in left if index not in members]
        error = resolver.works([lines[index]["text"] for index in left])[1] if left else None
    if error is None:
        for conflict in conflicts:
            conflict["trials"] = try_changes(resolver, lines, conflict["members"], left)
    return conflicts


def add_files(resolver, packages, out):
    """The lock, and from it which packages have no wheel that fits, and what Python each asks for."""
    pins = [f"{row['name']} @ {row['version']}" if "://" in row["version"] else f"{row['name']}=={row['version']}" for row in packages]
    lock = os.path.join(out, "pylock.toml")
    folder = os.path.join(resolver.work, "lock")
    os.makedirs(folder)
    write(os.path.join(folder, "pins.txt"), pins)
    argv = ["uv", "pip", "compile", *resolver.common, "--no-deps", "--no-annotate", "--format", "pylock.toml", "--output-file", lock, "pins.txt"]
    # uv's cache has all of it from a moment ago; asking the indexes again takes as long as the resolution.
    for more in (["--offline"], []):
        done = subprocess.run([*argv, *more], cwd=folder, capture_output=True, text=True, timeout=UV_SECONDS)
        if done.returncode == 0:
            break
    if done.returncode != 0:
        print(f"No lock: {done.stderr.strip()[-1000:]}")
        return
    with open(lock, "rb") as file:
        entries = {normalize(entry["name"]): entry for entry in tomllib.load(file).get("packages", [])}
    remembered = Remembered("requires-python")
    keys = {name: f"{entry['name']} {entry.get('version')}" for name, entry in entries.items()}
    unknown = [name for name in entries if keys[name] not in remembered.known]
    found = requires_python({name: entries[name] for name in unknown})
    remembered.known.update({keys[name]: answer for name, answer in found.items()})
    remembered.save()
    asked = {name: remembered.known.get(key) for name, key in keys.items()}
    for row in packages:
        entry = entries.get(row["name"])
        row["needsBuilding"] = entry is not None and not entry.get("wheels") and "sdist" in entry
        row["requiresPython"] = asked.get(row["name"])


def newest_versions(resolver, packages):
    """The newest version that this Python can run, of every package; an answer holds for some minutes."""
    request = resolver.request
    remembered = Remembered("newest")
    now = time.time()
    prefix = json.dumps([request["python"], request["platform"], request["options"]])
    names = [row["name"] for row in packages if "://" not in row["version"]]
    found = {}
    for name in names:
        answer = remembered.known.get(f"{prefix} {name}")
        if isinstance(answer, list) and len(answer) == 2 and now - NEWEST_SECONDS < answer[1] <= now:
            found[name] = str(answer[0])
    missing = [name for name in names if name not in found]
    if missing:
        text, _ = resolver.compile({"names.in": missing}, preferences=[], options=["--no-deps"])
        fresh = {row["name"]: row["version"] for row in read_annotated(text or "")}
        remembered.known = {key: answer for key, answer in remembered.known.items() if isinstance(answer, list) and now - NEWEST_SECONDS < answer[1]}
        remembered.known.update({f"{prefix} {name}": [version, now] for name, version in fresh.items()})
        remembered.save()
        found.update(fresh)
    return found


def refused_by_pip(packages, request):
    """uv takes no notice of an upper bound of a package's Python, pip does. Conflicts of the lines that name such a package."""
    found = []
    for row in packages:
        try:
            if row.get("requiresPython") is None or SpecifierSet(row["requiresPython"]).contains(request["python"], prereleases=True):
                continue
        except InvalidSpecifier:
            continue
        members = [index for index, line in enumerate(request["lines"]) if name_of(line["text"]) == row["name"]]
        message = f"cause: Because the requested Python version ({request['python']}) does not satisfy Python{row['requiresPython'].replace(' ', '')} and {row['name']}=={row['version']} depends on it."
        found.append({"members": members or via_lines(row, packages, request["lines"]), "message": message, "trials": []})
    return found[:MAX_CONFLICTS]


def via_lines(row, packages, lines):
    """The lines that bring a package in through others."""
    parents, seen = {row["name"]}, set()
    while parents - seen:
        name = (parents - seen).pop()
        seen.add(name)
        parents |= {normalize(via.split("[")[0]) for each in packages if each["name"] == name for via in each["via"] if not via.startswith("-")}
    return [index for index, line in enumerate(lines) if name_of(line["text"]) in seen]


def main(request_file, out):
    with open(request_file, encoding="utf-8") as file:
        request = json.load(file)
    resolver = Resolver(request, "/tmp/resolve")
    groups = {}
    for line in request["lines"]:
        groups.setdefault(f"{line['who']}.in", []).append(line["text"])
    result = {"packages": [], "newest": {}, "conflicts": [], "error": None}
    if groups and shutil.which("uv") is None:
        result["error"] = "The builder image of this worker has no uv. Make it anew with `npm run up`, or install uv in it."
    elif groups:
        began = time.monotonic()
        text, error = resolver.compile(groups, preferences=request["installed"])
        if error is not None:  # what is remembered of an index may be out of date
            text, error = resolver.compile(groups, preferences=request["installed"], options=["--refresh"])
        print(f"resolved in {time.monotonic() - began:.1f} s", flush=True)
        if error is not None:
            print(error, flush=True)
            result["error"] = error
            result["conflicts"] = analyse(resolver, request["lines"], error)
        else:
            result["packages"] = read_annotated(text)
            with concurrent.futures.ThreadPoolExecutor(1) as pool:
                newest = pool.submit(newest_versions, resolver, result["packages"])
                add_files(resolver, result["packages"], out)
                print(f"with files after {time.monotonic() - began:.1f} s", flush=True)
                result["newest"] = newest.result()
            result["conflicts"] = refused_by_pip(result["packages"], request)
            for conflict in result["conflicts"]:
                rest = [index for index in range(len(request["lines"])) if index not in conflict["members"]]
                conflict["trials"] = try_changes(resolver, request["lines"], conflict["members"], rest)
            print(f"{len(result['packages'])} packages, with newer versions after {time.monotonic() - began:.1f} s")
    print(f"{resolver.count} runs of uv")
    with open(os.path.join(out, "resolved.json"), "w", encoding="utf-8") as file:
        json.dump(result, file)


main(*sys.argv[1:])
