"""Answers of package indexes that a later preflight need not ask for again."""
import json
import os


class Remembered:
    """Answers of the indexes, kept beside uv's cache: {key: answer}."""

    def __init__(self, name):
        self.path = os.path.join(os.environ["UV_CACHE_DIR"], f"{name}.json")
        self.known = {}
        try:
            with open(self.path, encoding="utf-8") as file:
                self.known = dict(json.load(file))
        except (OSError, ValueError, TypeError):
            pass

    def save(self):
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        with open(f"{self.path}.part", "w", encoding="utf-8") as file:
            json.dump(self.known, file)
        os.replace(f"{self.path}.part", self.path)
