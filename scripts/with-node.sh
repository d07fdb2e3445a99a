#!/bin/sh
# Runs a TypeScript file on the Node of node_modules, after installing the npm packages where package-lock.json asks for others.
set -eu
cd "$(dirname "$0")/.."

command -v node >/dev/null 2>&1 || { echo 'Node.js was not found. Install Node.js 18 or newer with npm, then run this again.' >&2; exit 1; }
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 18 ] || { echo "Node.js $major is too old to start with. Install Node.js 18 or newer, then run this again." >&2; exit 1; }

if ! node scripts/packages-installed.mjs; then
  command -v npm >/dev/null 2>&1 || { echo 'npm was not found. Install npm, then run this again.' >&2; exit 1; }
  echo 'Installing the npm packages …'
  started=$(date +%s)
  # Not `npm ci`: it refuses a lock file made where a registry lacks the packages of other operating systems.
  npm install --no-save --no-audit --no-fund --loglevel=error
  echo "Installed the npm packages in $(($(date +%s) - started)) s."
fi

PATH="$PWD/node_modules/.bin:$PATH"
export PATH
exec node_modules/.bin/node "$@"
