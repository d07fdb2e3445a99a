"""Galaxy requirements for a collection without the token in reach of the definition's own files.

split BUILD OWN REST      the collections from git, a folder or a file go to OWN, all others to REST
join OWN_TARBALLS REST    adds the packed ones to REST
finish ORIGINAL DOWNLOADED  writes DOWNLOADED/requirements.yml: the local tarballs, and the roles of ORIGINAL
"""
import os
import sys

import yaml

OWN_TYPES = ("git", "dir", "subdirs", "file")


def load(path):
    with open(path, encoding="utf-8") as file:
        data = yaml.safe_load(file)
    return {"roles": data} if isinstance(data, list) else (data or {})


def save(path, data):
    with open(path, "w", encoding="utf-8") as file:
        yaml.safe_dump(data, file, sort_keys=True)


def kind(build, entry):
    """The type that ansible-galaxy would see: it takes a name for a file or folder when there is one."""
    if not isinstance(entry, str) and entry.get("type"):
        return entry["type"]
    name = entry if isinstance(entry, str) else str(entry.get("name") or entry.get("source") or "")
    if name.startswith(("git+", "git@")):
        return "git"
    path = os.path.join(build, name)
    if os.path.isfile(path):
        return "file"
    if os.path.isfile(os.path.join(path, "galaxy.yml")):
        return "dir"
    if os.path.isdir(path) and any(os.path.isfile(os.path.join(path, child, "galaxy.yml")) for child in os.listdir(path)):
        return "subdirs"
    return "galaxy"


def local_place(entry):
    return str(entry if isinstance(entry, str) else entry.get("source") or entry.get("name"))


def check_local(build, entry):
    root = os.path.realpath(build)
    place = os.path.realpath(os.path.join(root, local_place(entry)))
    if place != root and not place.startswith(root + os.sep):
        sys.exit(f"The collection {local_place(entry)} lies outside of the definition's folder. Put its files beside the definition.")
    for folder, names, files in os.walk(place):
        for name in names + files:
            target = os.path.realpath(os.path.join(folder, name))
            if not target.startswith(root + os.sep):
                sys.exit(f"The link {os.path.join(folder, name)} leads out of the definition's folder. Replace it by a file.")
    return place


def split(build, own_file, rest_file):
    own, rest = [], []
    for entry in load(os.path.join(build, "requirements.yml")).get("collections") or []:
        form = kind(build, entry)
        if form == "file":
            rest.append({"name": check_local(build, entry), "type": "file"})
        elif form in OWN_TYPES:
            own.append(entry if form == "git" else {"name": check_local(build, entry), "type": form})
        else:
            rest.append(entry)
    if rest:
        save(rest_file, {"collections": rest})
    if own:
        save(own_file, {"collections": own})


def join(folder, rest_file):
    rest = load(rest_file) if os.path.exists(rest_file) else {"collections": []}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".tar.gz"):
            rest["collections"].append({"name": os.path.join(folder, name), "type": "file"})
    save(rest_file, rest)


def finish(original, folder):
    names = sorted(name for name in os.listdir(folder) if name.endswith(".tar.gz"))
    data = {"collections": [{"name": name, "type": "file"} for name in names]} if names else {}
    roles = load(original).get("roles")
    if roles:
        data["roles"] = roles
    save(os.path.join(folder, "requirements.yml"), data)


{"split": split, "join": join, "finish": finish}[sys.argv[1]](*sys.argv[2:])
