#!/bin/sh
# Builds the screens into sar/web, only when what they are made of has changed.
#   web.sh          packages and build, as far as they are not there already
#   web.sh types    writes frontend/src/api/schema.ts from the server's OpenAPI, and before it the
#                   codes of each route into sar/http/codes_of_routes.json; machines.ts, traits.ts and
#                   docs/states.md from the server's state machines; clauses.ts from what it
#                   refuses of a clause; and list-columns.ts from what a list of assets may have
#   web.sh check    lint, types, tests, and whether the six files still are what the server says
set -eu
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }

digest() { cat "$@" | cksum; }

packages() {
  locked=$(digest frontend/package.json frontend/package-lock.json)
  installed=frontend/node_modules/.sar-setup
  [ "$(cat "$installed" 2>/dev/null)" = "$locked" ] && return
  say "installing the screens' packages"
  (cd frontend && npm ci --silent --no-progress >&2) || {
    say "npm could not install them."
    exit 1
  }
  echo "$locked" >"$installed"
}

sources() {
  find frontend -name node_modules -prune -o -type f -print | LC_ALL=C sort
}

# The file lists itself too: a file that was deleted changes what is built.
built() {
  wanted=$({ sources && sources | tr '\n' '\0' | xargs -0 cat; } | cksum)
  stamp=sar/web/.sar-setup
  [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
  packages
  say "building the screens"
  (cd frontend && npm run --silent build -- --logLevel warn >&2) || {
    say "the screens could not be built."
    exit 1
  }
  echo "$wanted" >"$stamp"
}

# What the server says of itself: as TypeScript, and its states for people, in the directories named.
api_types() {
  mkdir -p build
  .venv/bin/python -c 'import json; from sar.app import create_app
print(json.dumps(create_app("postgresql://").openapi()))' >build/openapi.json
  frontend/node_modules/.bin/openapi-typescript build/openapi.json \
    --alphabetize --default-non-nullable false --output "$1/schema.ts" >/dev/null
  .venv/bin/python scripts/machine_types.py "$1/machines.ts" "$1/traits.ts"
  .venv/bin/python scripts/clause_types.py "$1/clauses.ts"
  .venv/bin/python scripts/list_columns.py "$1/list-columns.ts"
  .venv/bin/python scripts/state_diagrams.py "$2/states.md"
}

case "${1:-build}" in
  build) built ;;
  types)
    packages
    .venv/bin/python -m tests.codes_of_routes
    api_types frontend/src/api docs
    ;;
  check)
    packages
    mkdir -p build/api
    api_types build/api build/api
    for file in frontend/src/api/schema.ts frontend/src/api/machines.ts frontend/src/api/traits.ts \
      frontend/src/api/clauses.ts frontend/src/api/list-columns.ts docs/states.md; do
      cmp -s "build/api/${file##*/}" "$file" || {
        say "$file is not what the server says: run 'make api-types'."
        exit 1
      }
    done
    cd frontend
    npm run --silent lint
    npm run --silent types
    npm run --silent test
    ;;
esac
