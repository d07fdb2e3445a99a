#!/bin/sh
# Stands before apt-get in the starter base image, which carries no package lists: fetches them before an install that
# needs them and drops them on clean, so that a definition's system packages need no step of their own.
set -eu
real=/usr/bin/apt-get.distrib
lists=/var/lib/apt/lists

have_lists() {
  for file in "$lists"/*_Packages*; do [ -e "$file" ] && return 0; done
  return 1
}

command=
for word in "$@"; do
  case $word in
    install | reinstall | upgrade | dist-upgrade | full-upgrade | build-dep | satisfy | clean | update) command=$word; break ;;
  esac
done

case $command in
  '' | update) ;;
  clean) find "$lists" -mindepth 1 -maxdepth 1 ! -name lock ! -name partial -exec rm -rf {} + ;;
  *)
    export DEBIAN_FRONTEND="${DEBIAN_FRONTEND:-noninteractive}"
    have_lists || "$real" -q update
    ;;
esac
exec "$real" "$@"
