"""What the collected collections ask for, by the introspect.py of the installed ansible-builder. Prints JSON.

introspected.py BUILD_FOLDER TARBALLS COLLECTIONS
"""
import glob
import importlib.util
import io
import json
import os
import re
import sys
import tarfile

MAX_FILE_BYTES = 2_000_000
MAX_DEPTH = 4
TEXT = re.compile(r"\.(txt|ya?ml|in|cfg|pip)$|^MANIFEST\.json$")
LOOKS_LIKE_REQUIREMENTS = re.compile(r"(requirements.*\.txt|bindep\.txt)$")


def load_introspect():
    package = importlib.util.find_spec("ansible_builder")
    path = os.path.join(package.submodule_search_locations[0], "_target_scripts", "introspect.py")
    spec = importlib.util.spec_from_file_location("introspect", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def unpack(tarball, root):
    """Only small text files near the top: introspect reads no others."""
    with tarfile.open(tarball) as archive:
        files = {}
        for member in archive:
            name = os.path.normpath(member.name)
            if member.isreg() and member.size <= MAX_FILE_BYTES and name.count("/") < MAX_DEPTH and not name.startswith(("/", "..")) and TEXT.search(os.path.basename(name)):
                files[name] = archive.extractfile(member).read()
    info = json.loads(files["MANIFEST.json"])["collection_info"]
    if not all(re.fullmatch(r"[a-z0-9_]+", info[key]) for key in ("namespace", "name")):
        raise ValueError("its MANIFEST.json gives no valid name")
    folder = os.path.join(root, "ansible_collections", info["namespace"], info["name"])
    for name, content in files.items():
        target = os.path.join(folder, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content)
    return info, folder


def kept_and_excluded(introspect, name, lines, is_python, exclude, exclude_collections):
    kept = introspect.filter_requirements({name: lines}, exclude=exclude, exclude_collections=exclude_collections, is_python=is_python)
    kept = [re.sub(r"\s+# from collection \S+$", "", line) for line in kept]
    rest = list(kept)
    excluded = []
    for line in introspect.strip_comments({name: lines}).get(name, []):
        if line in rest:
            rest.remove(line)
        else:
            excluded.append(line)
    return kept, excluded


def ignored_files(folder, read, has_meta):
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "*")) + glob.glob(os.path.join(folder, "meta", "*")) + glob.glob(os.path.join(folder, "requirements", "*"))):
        name = os.path.relpath(path, folder)
        if not os.path.isfile(path) or name in read or not LOOKS_LIKE_REQUIREMENTS.search(os.path.basename(name)):
            continue
        with open(path, encoding="utf-8", errors="replace") as file:
            lines = [line for line in file if line.strip() and not line.lstrip().startswith("#")]
        if not lines:
            continue
        if name in ("requirements.txt", "bindep.txt"):
            found.append({"file": name, "reason": "meta/execution-environment.yml does not name it"})
        elif not re.search(r"(test|dev|doc|lint|sanity)", name):
            reason = "meta/execution-environment.yml does not name it" if has_meta else "without meta/execution-environment.yml only requirements.txt and bindep.txt are read"
            found.append({"file": name, "reason": reason})
    return found


def describe(introspect, info, folder, tarball, exclusions):
    name = f"{info['namespace']}.{info['name']}"
    row = {"name": name, "version": str(info.get("version")), "dependencies": info.get("dependencies") or {}, "sizeBytes": os.path.getsize(tarball), "error": None, "ignored": []}
    row["python"] = row["system"] = {"file": None, "lines": [], "excluded": []}
    try:
        definition = introspect.CollectionDefinition(folder)
        python, system = introspect.process_collection(folder)
        for key, lines in (("python", python), ("system", system)):
            kept, excluded = kept_and_excluded(introspect, name, lines, key == "python", exclusions[key], exclusions["collections"])
            row[key] = {"file": definition.get_dependency(key), "lines": kept, "excluded": excluded}
        read = {row[key]["file"] for key in ("python", "system")}
        has_meta = any(os.path.exists(os.path.join(folder, "meta", f"execution-environment.{end}")) for end in ("yml", "yaml"))
        row["ignored"] = ignored_files(folder, read, has_meta)
    except Exception as error:  # introspect.py raises what it meets: each would end the build
        row["error"] = f"{type(error).__name__}: {error}"
    return row


def lines_of(introspect, path):
    return introspect.bindep_file_data(path) if os.path.exists(path) else []


def user_lines(introspect, build, name, is_python):
    path = os.path.join(build, name)
    if not os.path.exists(path):
        return []
    lines = introspect.pip_file_data(path) if is_python else introspect.bindep_file_data(path)
    return introspect.strip_comments({"user": lines}).get("user", [])


def main(build, tarballs, root):
    introspect = load_introspect()
    exclusions = {
        "python": lines_of(introspect, os.path.join(build, "exclude-requirements.txt")),
        "system": lines_of(introspect, os.path.join(build, "exclude-bindep.txt")),
        "collections": lines_of(introspect, os.path.join(build, "exclude-collections.txt")),
    }
    rows, errors = [], []
    for tarball in sorted(glob.glob(os.path.join(tarballs, "*.tar.gz"))):
        try:
            info, folder = unpack(tarball, root)
            rows.append(describe(introspect, info, folder, tarball, exclusions))
        except (ValueError, KeyError, tarfile.TarError, OSError) as error:
            errors.append(f"{os.path.basename(tarball)}: {error}")
    user = {"python": [], "system": []}
    for key, name in (("python", "requirements.txt"), ("system", "bindep.txt")):
        try:
            user[key] = user_lines(introspect, build, name, key == "python")
        except OSError as error:
            errors.append(f"{name}: {error}")
    return {"collections": rows, "user": user, "errors": errors}


if __name__ == "__main__":
    printed = sys.stdout
    sys.stdout = io.TextIOWrapper(sys.stderr.buffer, write_through=True)  # introspect.py prints
    json.dump(main(*sys.argv[1:]), printed)
