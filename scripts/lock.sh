#!/bin/sh
# Writes the two lock files from pyproject.toml: exact versions and hashes for every supported
# Python, and no registry's address, so that plain pip installs them from whichever it is set to.
# Versions already locked are kept; `UPGRADE=1` takes the newest.
set -eu
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
trap 'exit 1' HUP INT TERM
"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/python" -m pip --disable-pip-version-check --quiet install uv

# What builds the package itself is locked too, as the set-up builds without isolation.
lock() {
  output=$1
  shift
  printf 'hatchling\neditables\n' | "$tools/bin/uv" pip compile pyproject.toml - \
    --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
    --custom-compile-command 'make lock' ${UPGRADE:+--upgrade} --output-file "$output" "$@"
}

lock requirements.lock --extra dev
lock requirements-server.lock --constraint requirements.lock
