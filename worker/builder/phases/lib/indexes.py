"""The package indexes of a resolution as uv's configuration.

An index that says nothing of how long an answer holds would be asked for every page again at every preflight. Answers
hold as long as the public index lets them; where one makes a resolution fail, it is asked anew.
"""
import json

from metadata import default_index

PAGES = "max-age=600"
# A file never changes under its name.
FILES = "max-age=86400"
DEFAULT = "--default-index="
MORE = "--index="


def split_options(options):
    """@returns (text of a uv.toml, the options that are left)"""
    defaults = [option[len(DEFAULT):] for option in options if option.startswith(DEFAULT)]
    more = [option[len(MORE):] for option in options if option.startswith(MORE)]
    rest = [option for option in options if not option.startswith((DEFAULT, MORE))]
    entries = [(url, False) for url in more] + [((defaults or [default_index()])[-1], True)]
    return "".join(map(entry, *zip(*entries))), rest


def entry(url, is_default):
    lines = ["[[index]]", f"url = {json.dumps(url)}", f'cache-control = {{ api = "{PAGES}", files = "{FILES}" }}']
    return "\n".join(lines + (["default = true"] if is_default else [])) + "\n\n"
