"""The PostgreSQL installations of this machine that can carry PostGIS.

Standard library only: the set-up script runs this file by itself, before anything is installed.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST_MAJOR = 15
EXTENSIONS = ("postgis", "btree_gist")
PROGRAMS = ("postgres", "initdb", "pg_ctl")

_PLACES = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/local/pgsql/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
    "Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """One installed PostgreSQL; `lacking` says in words why it cannot be used, if it cannot."""

    bindir: Path
    version: tuple[int, ...]
    lacking: str | None

    @property
    def major(self) -> int:
        return self.version[0]

    def __str__(self) -> str:
        number = ".".join(map(str, self.version))
        return f"{number} in {self.bindir}" + (f" ({self.lacking})" if self.lacking else "")


def installed() -> list[Binaries]:
    """Every PostgreSQL server found on PATH and in the usual places, newest first."""
    found = (_inspect(bindir) for bindir in _bindirs())
    return sorted((b for b in found if b), key=lambda b: b.version, reverse=True)


def usable() -> list[Binaries]:
    """Installations recent enough that have every extension the schema needs, newest first."""
    return [binaries for binaries in installed() if binaries.lacking is None]


def major_of(bindir: Path) -> int:
    """The major version of one that is known to be installed there."""
    return _version(bindir)[0]


def shortage() -> str:
    """The reason why nothing is usable, and the remedy, as one line for people."""
    seen = "; ".join(map(str, installed())) or "none"
    return (
        f"No PostgreSQL {OLDEST_MAJOR} or newer with PostGIS on this machine (found: {seen}). "
        "Run `make setup`, or install PostgreSQL with PostGIS and put its pg_config on PATH, "
        "or set SAR_DATABASE_URL to a server that has them."
    )


def _bindirs() -> Iterator[Path]:
    seen: set[Path] = set()
    for bindir in _candidate_bindirs():
        resolved = bindir.resolve()
        if resolved not in seen and all(os.access(resolved / p, os.X_OK) for p in PROGRAMS):
            seen.add(resolved)
            yield resolved


def _candidate_bindirs() -> Iterator[Path]:
    if pg_config := shutil.which("pg_config"):
        yield from (Path(said) for said in [_ask(pg_config, "--bindir")] if said)
    if postgres := shutil.which("postgres"):
        yield Path(postgres).resolve().parent
    for pattern in _PLACES:
        yield from Path("/").glob(pattern)


def _inspect(bindir: Path) -> Binaries | None:
    version = _version(bindir)
    if not version:
        return None
    if version[0] < OLDEST_MAJOR:
        return Binaries(bindir, version, f"older than {OLDEST_MAJOR}")
    missing = [name for name in EXTENSIONS if not _has_extension(bindir, name)]
    return Binaries(bindir, version, f"without {' and '.join(missing)}" if missing else None)


def _version(bindir: Path) -> tuple[int, ...]:
    """Empty when `postgres --version` does not answer like a PostgreSQL."""
    answer = re.search(r"\) (\d+)(?:\.(\d+))?", _ask(bindir / "postgres", "--version"))
    return tuple(int(part) for part in answer.groups() if part) if answer else ()


def _has_extension(bindir: Path, name: str) -> bool:
    """Control file, install script and library are all there.

    The control file alone proves nothing: it can be a link left by another version's package.
    """
    libraries = _directories(bindir, "--pkglibdir", ("lib", "lib/postgresql"))
    for share in _directories(bindir, "--sharedir", ("share", "share/postgresql")):
        control = share / "extension" / f"{name}.control"
        try:
            text = control.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        version = _value(text, "default_version")
        library = (_value(text, "module_pathname") or name).removeprefix("$libdir/")
        script = bool(list(control.parent.glob(f"{name}--*{version}.sql"))) if version else False
        if script and any(
            (folder / f"{library}{suffix}").exists()
            for folder in libraries
            for suffix in (".so", ".dylib")
        ):
            return True
    return False


def _directories(bindir: Path, option: str, beside: tuple[str, ...]) -> list[Path]:
    said = _ask(bindir / "pg_config", option)
    return [Path(said)] if said else [bindir.parent / name for name in beside]


def _value(control: str, key: str) -> str | None:
    match = re.search(rf"^\s*{key}\s*=\s*'([^']*)'", control, re.MULTILINE)
    return match[1] if match else None


def _ask(program: Path | str, option: str) -> str:
    """The program's one-line answer, or nothing when it cannot be run."""
    try:
        done = subprocess.run(  # noqa: S603 a program of an installed PostgreSQL, no shell
            [program, option], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    best = next(iter(usable()), None)
    print(best or shortage(), file=sys.stdout if best else sys.stderr)
    sys.exit(0 if best else 1)
