"""What Python a package asks for, read from its index over a few kept connections."""
import concurrent.futures
import http.client
import json
import os
import ssl
import threading
import urllib.parse

TIMEOUT_SECONDS = 20
CONNECTIONS = 6
MAX_BYTES = 30_000_000
GONE = (403, 404, 410)


class Unknown(Exception):
    """The index gave no answer: to be asked again another time."""


def default_index():
    """What pip asks when nothing is configured."""
    from pip._internal.models.index import PyPI

    return PyPI.simple_url


class Web(threading.local):
    """GET over connections that stay open, through the proxy of the environment."""

    def __init__(self):
        self.open = {}
        self.context = ssl.create_default_context()

    def get(self, url, headers):
        parts = urllib.parse.urlsplit(url)
        for is_fresh in (False, True):
            try:
                connection = self.connection(parts, is_fresh)
                connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=headers)
                answer = connection.getresponse()
                return answer.status, answer.read(MAX_BYTES)
            except (OSError, http.client.HTTPException):
                self.open.pop(parts.netloc, None)
        raise Unknown

    def connection(self, parts, is_fresh):
        if is_fresh:
            self.open.pop(parts.netloc, None)
        if parts.netloc not in self.open:
            self.open[parts.netloc] = self.connect(parts)
        return self.open[parts.netloc]

    def connect(self, parts):
        if parts.scheme != "https":
            raise Unknown
        proxy = urllib.parse.urlsplit(os.environ.get("https_proxy", ""))
        if not proxy.hostname or parts.hostname in ("localhost", "127.0.0.1"):
            return http.client.HTTPSConnection(parts.hostname, parts.port or 443, timeout=TIMEOUT_SECONDS, context=self.context)
        connection = http.client.HTTPSConnection(proxy.hostname, proxy.port, timeout=TIMEOUT_SECONDS, context=self.context)
        connection.set_tunnel(parts.hostname, parts.port or 443)
        return connection


def ask(web, entry):
    """Of the metadata beside a wheel (PEP 658), else as the index lists the file (PEP 691)."""
    urls = [wheel["url"] for wheel in entry.get("wheels", []) if "url" in wheel]
    if urls:
        status, body = web.get(f"{urls[0]}.metadata", {})
        if status in GONE:
            return None
        if status != 200:
            raise Unknown
        head = body.decode("utf-8", "replace").split("\n\n", 1)[0]
        return next((line.split(":", 1)[1].strip() for line in head.splitlines() if line.lower().startswith("requires-python:")), None)
    index = (entry.get("index") or default_index()).rstrip("/")
    status, body = web.get(f"{index}/{entry['name']}/", {"Accept": "application/vnd.pypi.simple.v1+json"})
    if status != 200:
        raise Unknown
    name = entry["sdist"]["url"].rpartition("/")[2]
    return next((file.get("requires-python") for file in json.loads(body)["files"] if file["filename"] == name), None)


def requires_python(entries):
    """@returns {name: specifier or None} of those that the index answered for. entries: {name: package of a pylock.toml}."""
    web = Web()

    def one(name):
        try:
            return name, ask(web, entries[name])
        except (Unknown, ValueError, KeyError, TypeError):
            return None

    with concurrent.futures.ThreadPoolExecutor(CONNECTIONS) as pool:
        return dict(answer for answer in pool.map(one, entries) if answer is not None)
