"""Prints the CA bundle files that every base image (stdin, one a line) has: a mount anywhere else would leave a file.

Links are followed inside the image and the file at their end is named: buildah's chroot isolation looks for a mount's
place from outside, where an absolute link of the image leads elsewhere.
"""
import os
import subprocess
import sys

PATHS = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem")


def resolve(root, path, links_left=16):
    """The path of a file without links, as seen inside the image; None where there is none."""
    here = "/"
    parts = [part for part in path.split("/") if part]
    for index, part in enumerate(parts):
        step = os.path.normpath(os.path.join(here, part))
        if os.path.islink(root + step):
            if links_left == 0:
                return None
            target = os.path.normpath(os.path.join(here, os.readlink(root + step)))
            return resolve(root, os.path.join(target, *parts[index + 1:]), links_left - 1)
        here = step
    return here if os.path.isfile(root + here) else None


if __name__ == "__main__":
    common = None
    for image in sys.stdin.read().split():
        root = subprocess.run(["podman", "image", "mount", image], check=True, capture_output=True, text=True).stdout.strip()
        found = {resolve(root, path) for path in PATHS} - {None}
        common = found if common is None else common & found
        subprocess.run(["podman", "image", "unmount", image], capture_output=True)
    for path in sorted(common or ()):
        print(path)
