"""Asks the registries for each image of /job/in/images and pulls the base (/job/in/base) unless it is in the store;
with /job/in/newest also where the registry has another one under its name.

Writes /job/out/images.json, one object per image: {image, digest, error, isStored}; /job/out/base names the base once it
is in the store. Nothing here fails: what is wrong is in the answer.
"""
import concurrent.futures
import hashlib
import json
import os
import subprocess
import time

TIMEOUT_SECONDS = 120
TRIES = 2


def run(argv, seconds=TIMEOUT_SECONDS):
    try:
        done = subprocess.run(argv, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None, f"no answer within {seconds} seconds"
    error = done.stderr.decode("utf-8", "replace").strip()
    return (done.stdout if done.returncode == 0 else None), error[-4000:]


def ask(image):
    for attempt in range(TRIES):
        manifest, error = run(["skopeo", "inspect", "--raw", f"docker://{image}"], 60)
        if manifest is not None:
            return {"image": image, "digest": f"sha256:{hashlib.sha256(manifest).hexdigest()}", "error": None}
        if not any(word in error for word in ("timeout", "reset by peer", "EOF", "500 Internal", "503 ", "504 ")):
            break
        time.sleep(1 + attempt)
    return {"image": image, "digest": None, "error": error or "skopeo failed without a word"}


def tags_of(image, error):
    if "manifest" not in error or "@" in image:
        return []
    output, _ = run(["skopeo", "list-tags", f"docker://{image.rpartition(':')[0]}"], 30)
    return [] if output is None else json.loads(output).get("Tags", [])[-100:]


def has_registry(image):
    head, slash, _ = image.partition("/")
    return bool(slash) and ("." in head or ":" in head or head == "localhost")


def stored_digests(image):
    output, _ = run(["podman", "image", "inspect", "--format", "{{json .RepoDigests}}", image], 60)
    return None if output is None else [name.rpartition("@")[2] for name in json.loads(output) or []]


def main():
    with open("/job/in/images", encoding="utf-8") as file:
        images = file.read().split()
    with open("/job/in/base", encoding="utf-8") as file:
        base = file.read().strip()
    wants_newest = os.path.exists("/job/in/newest")
    named = [image for image in images if has_registry(image)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, named))
    answers += [{"image": image, "digest": None, "error": "short-name"} for image in images if image not in named]
    for answer in answers:
        answer["tags"] = tags_of(answer["image"], answer["error"] or "")
        digests = stored_digests(answer["image"])
        answer["isStored"] = digests is not None
        answer["isNewer"] = bool(digests) and answer["digest"] is not None and answer["digest"] not in digests
        print(f"{answer['image']}: {answer['error'] or answer['digest']}{' (in the store)' if answer['isStored'] else ''}", flush=True)
        if answer["image"] == base and answer["error"] is None and (not answer["isStored"] or (answer["isNewer"] and wants_newest)):
            print(f"Pulling {base}", flush=True)
            output, error = run(["podman", "pull", "--quiet", "--retry", "2", "--retry-delay", "2s", base], 600)
            answer["isStored"] = output is not None
            answer["error"] = None if output is not None else error
        if answer["image"] == base and answer["isStored"]:
            with open("/job/out/base", "w", encoding="utf-8") as file:
                file.write(f"{base}\n")
    with open("/job/out/images.json", "w", encoding="utf-8") as file:
        json.dump(answers, file)


main()
