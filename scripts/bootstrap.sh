#!/bin/sh
# Makes this checkout ready to run: PostgreSQL with PostGIS, a Python with a .venv as the lock
# file says, Node and the built screens. `bootstrap.sh browser` sees to a browser for the tests
# too. Asks nothing, leaves alone what is there already, and then takes no time.
# shellcheck disable=SC2015  # `a && b || c` is meant: c when either fails
set -eu
umask 022
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# What people must install when we cannot.
lacking() {
  say "$*"
  say "needed on PATH: Python 3.11 or newer with its venv module, and PostgreSQL 15 or newer with"
  say "PostGIS 3 (pg_config, postgres, initdb, pg_ctl), or SAR_DATABASE_URL set to a server; and"
  say "Node 20.19 or newer with npm."
  fail "on Debian and Ubuntu, run this as root or with password-less sudo and they are installed."
}

# --- Debian's packages ---

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 NEEDRESTART_MODE=l \
    apt-get -q -y -o DPkg::Lock::Timeout=300 \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" >>.sar/setup.log 2>&1
}

lists_are_fresh=no
refresh_lists() {
  [ "$lists_are_fresh" = no ] || return 1
  say "reading the package lists"
  apt_get -qq update || fail "apt-get update failed; see .sar/setup.log."
  lists_are_fresh=yes
}

# A list that is out of date names packages that are no longer there: then once more.
install_packages() {
  say "installing $*"
  apt_get -qq install --no-install-recommends "$@" && return
  refresh_lists || fail "could not install $*; see .sar/setup.log."
  apt_get -qq install --no-install-recommends "$@" || fail "could not install $*; see .sar/setup.log."
}

is_offered() {
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'
}

# --- Python ---

is_recent() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

makes_venvs() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null
}

# The first recent Python that can make a virtual environment, else the first recent one.
find_python() {
  python=
  without_venv=
  for name in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14; do
    candidate=$(command -v "$name") && is_recent "$candidate" || continue
    if makes_venvs "$candidate"; then
      python=$candidate
      return
    fi
    without_venv=${without_venv:-$candidate}
  done
  python=$without_venv
  return 1
}

packaged_python() {
  for version in 3.13 3.12 3.11 3.14; do
    if is_offered "python$version-venv"; then
      echo "python$version"
      return
    fi
  done
}

install_python() {
  may_install || lacking "no Python 3.11 or newer here that can make a virtual environment."
  package=
  if [ -n "$python" ]; then
    package=python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    is_offered "$package-venv" || refresh_lists || true
    is_offered "$package-venv" || package=
  fi
  package=${package:-$(packaged_python)}
  if [ -z "$package" ] && refresh_lists; then package=$(packaged_python); fi
  [ -n "$package" ] || lacking "this system's packages have no Python 3.11 or newer."
  install_packages "$package" "$package-venv"
  PYTHON=$package
  find_python || fail "$package cannot make a virtual environment."
}

# --- PostgreSQL with PostGIS ---

has_database() {
  [ -n "${SAR_DATABASE_URL:-}" ] || "$python" sar/localdb/binaries.py >/dev/null 2>&1
}

# For a PostgreSQL that is here already if there is PostGIS for it, else for the newest.
postgis_package() {
  offered=$(apt-cache search --names-only '^postgresql-[0-9]+-postgis-[0-9]+$' |
    cut -d' ' -f1 | sort -t- -k2,2rn)
  newest=
  for package in $offered; do
    major=${package#postgresql-}
    major=${major%%-*}
    [ "$major" -ge 15 ] && is_offered "$package" || continue
    newest=${newest:-$package}
    if [ -x "/usr/lib/postgresql/$major/bin/postgres" ]; then
      echo "$package"
      return
    fi
  done
  echo "$newest"
}

# Debian would make and start a cluster of the whole machine along with the server; ours is
# private. The file that says so is only there while we install.
without_system_cluster() {
  directory=/etc/postgresql-common/createcluster.d
  drop_in=$directory/sar-assist.conf
  as_root mkdir -p "$directory"
  echo 'create_main_cluster = false' | as_root tee "$drop_in" >/dev/null
  trap 'as_root rm -f "$drop_in"' EXIT
  "$@"
  as_root rm -f "$drop_in"
  trap - EXIT
}

install_database() {
  may_install || lacking "$("$python" sar/localdb/binaries.py 2>&1 || true)"
  package=$(postgis_package)
  if [ -z "$package" ] && refresh_lists; then package=$(postgis_package); fi
  [ -n "$package" ] || lacking "this system's packages have no PostGIS for PostgreSQL 15 or newer."
  without_system_cluster install_packages "$package"
  has_database || fail "$("$python" sar/localdb/binaries.py 2>&1 || true)"
}

# --- Node, which builds the screens, and a browser, which tests them ---

has_node() {
  command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)
  ' 2>/dev/null
}

install_node() {
  may_install || lacking "no Node 20.19 or 22.12 or newer with npm here, which builds the screens."
  install_packages nodejs npm
  has_node || lacking "this system's packages have no Node 20.19 or newer, which builds the screens."
}

has_browser() {
  [ -n "${SAR_CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
    command -v google-chrome >/dev/null
}

install_browser() {
  may_install || fail "no Chromium here, which the browser tests drive; SAR_CHROMIUM may name one."
  install_packages chromium
}

# --- the virtual environment ---

# Scripts in a .venv name its path, so a moved checkout needs a new one: its path counts too.
wanted_stamp() {
  { pwd && cat requirements.lock pyproject.toml; } |
    "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

stamp=.venv/.sar-setup

venv_works() {
  [ -f "$stamp" ] && .venv/bin/python -c 'import pip' 2>/dev/null
}

# The lock decides alone: not a constraint, target or switch in the caller's environment.
pip_install() {
  env -u PIP_TARGET -u PIP_PREFIX -u PIP_REQUIRE_HASHES -u PIP_NO_DEPS -u PIP_BUILD_CONSTRAINT \
    PIP_CONSTRAINT=/dev/null PIP_USER=0 \
    .venv/bin/python -I -m pip --disable-pip-version-check --no-input --quiet install "$@" >&2
}

make_venv() {
  if ! venv_works || [ "$(sed -n 2p "$stamp")" != "$(pwd)" ]; then
    say "making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
  fi
  rm -f "$stamp"
  say "installing $(grep -c '^[a-z0-9].*==' requirements.lock) Python packages"
  pip_install --require-hashes -r requirements.lock || fail "pip could not install them."
  pip_install --no-deps --no-build-isolation -e . || fail "pip could not install the package."
  say "compiling the loops over sea, borders and fleet"
  .venv/bin/python -c 'from sar.matching.warmup import compile_loops
compile_loops()' || fail "the sea could not be measured."
  printf '%s\n%s\n' "$1" "$(pwd)" >"$stamp"
}

# --- one at a time ---

if [ ! -d .sar ]; then mkdir -m 755 .sar; fi
if [ ! -w .sar ]; then
  fail "$PWD/.sar belongs to another user: work as that user, or delete it."
fi
if command -v flock >/dev/null; then
  exec 9>.sar/setup.lock
  flock 9
fi

find_python || install_python
has_database || install_database
has_node || install_node
if [ "${1:-}" = browser ]; then has_browser || install_browser; fi
scripts/web.sh & # needs nothing of what follows, and much of both is waiting
screens=$!
trap 'wait "$screens"' EXIT
wanted=$(wanted_stamp)
if ! venv_works || [ "$(sed -n 1p "$stamp")" != "$wanted" ]; then
  make_venv "$wanted"
  say "Python is ready"
fi
trap - EXIT
wait "$screens"
