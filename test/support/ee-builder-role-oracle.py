"""What the template of the role infra.ee_utilities.ee_builder renders, for every item of every ee_list.

argv: the role's folder. One JSON object a line in: {"text": a playbook or vars file}; one a line out:
[{"name", "legacy", "computed", "definition"}] in the order of the file; "computed" are the keys that are expressions as a whole. Values that only a run of Ansible knows are "<dynamic>".
"""

import functools
import json
import re
import sys
from pathlib import Path

import jinja2
import yaml
from ansible.parsing.yaml.dumper import AnsibleDumper
from ansible.plugins.filter.core import FilterModule

ROLE = Path(sys.argv[1])
SECTIONS = {
    "images": "images",
    "dependencies": "dependencies",
    "options": "options",
    "build_steps": "additional_build_steps",
    "build_files": "additional_build_files",
}
LEGACY = ("ee_name", "bindep", "python", "collections", "prepend", "append")
DYNAMIC = "<dynamic>"


class Unsafe(str):
    """A text that Ansible does not evaluate (`!unsafe`)."""


Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Loader.add_constructor("!unsafe", lambda loader, node: Unsafe(loader.construct_scalar(node)))
AnsibleDumper.add_representer(Unsafe, AnsibleDumper.represent_str)

strict = jinja2.Environment(undefined=jinja2.StrictUndefined)
strict.filters.update(FilterModule().filters())
rendering = jinja2.Environment(trim_blocks=True, keep_trailing_newline=True)
rendering.filters.update(FilterModule().filters())
TEMPLATE = rendering.from_string((ROLE / "templates/execution_environment.yml.j2").read_text())


def parse(text: str):
    return yaml.load(text, Loader)


@functools.cache
def load(path: str) -> dict:
    return parse((ROLE / path).read_text())


def scopes(node, variables: dict):
    if isinstance(node, list):
        for child in node:
            yield from scopes(child, variables)
    elif isinstance(node, dict):
        if isinstance(node.get("ee_list"), list):
            yield {**variables, **node}
            return
        variables = {**variables, **(node.get("vars") or {})}
        if isinstance(variables.get("ee_list"), list):
            yield variables
            variables = {key: value for key, value in variables.items() if key != "ee_list"}
        for key, child in node.items():
            if key != "vars":
                yield from scopes(child, variables)


def evaluate(text: str, variables: dict):
    whole = re.fullmatch(r"\{\{((?:(?!\}\}).)*)\}\}", text.strip(), re.S)
    if whole:
        value = strict.compile_expression(whole.group(1), undefined_to_none=False)(**variables)
        if isinstance(value, jinja2.Undefined):
            raise jinja2.UndefinedError(text)
        return value
    return strict.from_string(text).render(**variables)


def resolve(value, variables: dict):
    """A value with everything evaluated that can be; what cannot be stays as it is."""
    if isinstance(value, dict):
        return {key: resolve(child, variables) for key, child in value.items()}
    if isinstance(value, list):
        return [resolve(child, variables) for child in value]
    if not isinstance(value, str) or isinstance(value, Unsafe) or not re.search(r"\{\{|\{%", value):
        return value
    try:
        return evaluate(value, variables)
    except Exception:
        return value


def marked(value):
    """Named variables that nobody gave in words that the template can write without quotes; the rest is dynamic."""
    if isinstance(value, dict):
        return {key: marked(child) for key, child in value.items()}
    if isinstance(value, list):
        return [marked(child) for child in value]
    if not isinstance(value, str) or isinstance(value, Unsafe):
        return value
    named = re.sub(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}", r"UNSET.\1.UNSET", value)
    return DYNAMIC if re.search(r"\{\{|\{%", named) else named


def is_computed(value) -> bool:
    return isinstance(value, str) and (DYNAMIC in value or "UNSET" in value)


def render(item: dict, variables: dict) -> dict:
    item = {key: value for key, value in item.items() if key not in SECTIONS or not is_computed(value)}
    # Without build_steps the template of 3.1.2 fails where collections come from a hub.
    item.setdefault("build_steps", {})
    text = TEMPLATE.render(**{**variables, "__execution_environment_definition": item})
    return parse(re.sub(r"^(.*)UNSET\.(\w+)\.UNSET(.*)$", quoted, text, flags=re.M))


def quoted(match: re.Match) -> str:
    line = re.sub(r"UNSET\.(\w+)\.UNSET", r"{{ \1 }}", match.group(0))
    return re.sub(r"^(\s*(?:- )?(?:\w+: )?)(.*)$", lambda parts: parts.group(1) + json.dumps(parts.group(2)), line)


def definitions(text: str) -> list:
    result = []
    for scope in scopes(parse(text), {}):
        variables = {**load("defaults/main.yml"), **load("vars/main.yml"), **scope}
        items = variables.pop("ee_list")
        before = None
        while variables != before:
            before = variables
            variables = {key: resolve(value, variables) for key, value in variables.items()}
        variables = {key: marked(value) if key.startswith("ee_") else value for key, value in variables.items()}
        for item in items:
            evaluated = marked(resolve(resolve(item, variables), variables))
            result.append(
                {
                    "name": item.get("name", item.get("ee_name")),
                    "legacy": any(key in item for key in LEGACY),
                    "computed": [name for key, name in SECTIONS.items() if is_computed(evaluated.get(key))],
                    "definition": render(evaluated, variables),
                }
            )
    return result


for line in sys.stdin:
    print(json.dumps(definitions(json.loads(line)["text"]), default=str), flush=True)
