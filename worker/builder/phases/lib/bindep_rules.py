"""Which system requirements bindep takes on the base's platform. Prints JSON {packages, unused, errors}.

bindep_rules.py LINES OS_RELEASE   LINES: [{who, text}]
The installed bindep judges; it is shown the base's os-release in place of this container's.
"""
import functools
import json
import os
import sys

import bindep.depends
import distro

make_grammar = bindep.depends.makeGrammar


@functools.cache
def grammar_of(source):
    return make_grammar(source, {})


# Every Depends compiles the same grammar: a tenth of a second for each line.
bindep.depends.makeGrammar = lambda source, _bindings: grammar_of(source)


def profiles(os_release):
    facts = distro.LinuxDistribution(include_lsb=False, os_release_file=os_release, distro_release_file="/nonexistent", include_uname=False)
    bindep.depends.distro = facts
    return bindep.depends.Depends("").platform_profiles()


def main(lines_file, os_release):
    with open(lines_file, encoding="utf-8") as file:
        lines = json.load(file)
    result = {"packages": [], "unused": [], "errors": []}
    if not lines:
        return result
    try:
        if not os.path.getsize(os_release):
            raise OSError("the base has no os-release")
        platform = profiles(os_release)
    except Exception as error:
        return {**result, "errors": [{"line": None, "message": f"The platform of the base is not known to bindep: {error}"}]}
    result["profiles"] = sorted(platform)
    found = {}
    for index, line in enumerate(lines):
        try:
            depends = bindep.depends.Depends(f"{line['text']}\n")
        except Exception as error:
            result["errors"].append({"line": index, "message": str(error)})
            continue
        in_final = {rule[0] for rule in depends.active_rules(["default", *platform])}
        for name in in_final | {rule[0] for rule in depends.active_rules(["compile", *platform])}:
            entry = found.setdefault(name, {"name": name, "lines": [], "isForCompiling": True})
            entry["lines"].append(index)
            entry["isForCompiling"] = entry["isForCompiling"] and name not in in_final
        if not any(index in entry["lines"] for entry in found.values()):
            result["unused"].append(index)
    result["packages"] = sorted(found.values(), key=lambda entry: entry["name"])
    return result


json.dump(main(*sys.argv[1:]), sys.stdout)
