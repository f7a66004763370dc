"""A checkout's note of its private cluster, and where the data may live."""

import json
import os
import secrets
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sar.localdb.account import Account, LocalDatabaseError, account_for, locked, prepare_directory

RECORD = "cluster.json"
NOTE = "checkout"
PROJECT = "sar-assist"
"""The project's name in `pyproject.toml`."""


@dataclass(frozen=True)
class Record:
    """The content of `.sar/cluster.json` (mode 0600: it holds the password)."""

    mark: str
    """The cluster's name, borne in the titles of its processes."""
    checkout: str
    password: str
    home: str | None = None
    """The account's directory with the data and the server's log."""
    socketdir: str | None = None
    bindir: str | None = None


def checkout_of_program() -> Path | None:
    """The checkout that this program runs from; None where it is installed elsewhere."""
    return checkout_about(Path(__file__).resolve().parents[1])


def checkout_about(package: Path) -> Path | None:
    """The checkout of this project that a package lies in."""
    try:
        described = tomllib.loads((package.parent / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    is_this = described.get("project", {}).get("name") == PROJECT
    return package.parent if is_this else None


def folder_of(root: Path) -> Path:
    """The checkout's `.sar/`, which need not exist."""
    return root.resolve() / ".sar"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One at a time per checkout; what this user may not write is told as such."""
    try:
        if not folder.exists():
            folder.mkdir(exist_ok=True)
            folder.chmod(0o755)  # whatever the umask: PostgreSQL's account passes through it
        with locked(folder / "cluster.lock"):
            yield
    except PermissionError as error:
        raise LocalDatabaseError(
            f"{error.filename or folder} is not this user's to write: work as its owner, "
            f"or let the owner delete {folder} and begin afresh."
        ) from error


def read(folder: Path) -> Record | None:
    """None before the first start. A copied checkout is refused, a moved one keeps its data."""
    try:
        record = Record(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise LocalDatabaseError(
            f"{folder / RECORD} belongs to another user: work as that user."
        ) from error
    except (ValueError, TypeError) as error:
        raise LocalDatabaseError(
            f"{folder / RECORD} is damaged: delete {folder} to begin afresh."
        ) from error
    if record.checkout == str(folder.parent):
        return record
    if (folder_of(Path(record.checkout)) / RECORD).exists():
        raise LocalDatabaseError(
            f"{folder} is a copy of the one in {record.checkout}, and a copied database cannot be "
            f"trusted: delete {folder} to begin afresh."
        )
    home = record.home and record.home.replace(f"{record.checkout}/.sar/", f"{folder}/", 1)
    return replace(record, checkout=str(folder.parent), home=home)


def write(folder: Path, record: Record) -> None:
    """All or nothing, and never readable by others, not even for a moment."""
    draft = folder / f"{RECORD}.new"
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(record), file, indent=2)
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(draft, owner.st_uid, owner.st_gid)
    draft.replace(folder / RECORD)
    if record.home and not Path(record.home).is_relative_to(folder):
        (Path(record.home) / NOTE).write_text(record.checkout, encoding="utf-8")


def begin(folder: Path) -> Record:
    """A new record, written before anything else is made."""
    if (folder / "db" / "data").exists():
        raise LocalDatabaseError(
            f"{folder} has data but its {RECORD} is gone: delete {folder} to begin afresh."
        )
    mark, password = f"sar-{secrets.token_hex(6)}", secrets.token_urlsafe(24)
    record = Record(mark, str(folder.parent), password)
    write(folder, record)
    return record


def account_of(folder: Path, record: Record) -> Account:
    """The account that owns the data, or will."""
    home = Path(record.home) if record.home else folder / "db"
    return account_for(folder.parent, home.stat().st_uid if home.exists() else None)


def settle_home(folder: Path, record: Record, account: Account) -> Record:
    """The record with a home that the account can enter: in the checkout, or told where."""
    if record.home and Path(record.home).exists():
        if reason := prepare_directory(Path(record.home), account):
            raise LocalDatabaseError(
                f"The data in {record.home} are out of reach: {reason}. Move the checkout back, "
                f"or delete {folder} to begin afresh."
            )
        return record
    inside, outside = folder / "db", elsewhere() / record.mark
    reason = prepare_directory(inside, account)
    if reason is None:
        return replace(record, home=str(inside))
    if problem := _prepare_outside(outside, account):
        raise LocalDatabaseError(
            f"The database can live neither in {inside} ({reason}) nor in {outside} "
            f"({problem}): move the checkout, or set SAR_DATABASE_URL to another server."
        )
    print(f"The database lives in {outside}, not in {inside}: {reason}.", file=sys.stderr)
    return replace(record, home=str(outside))


def orphans(folder: Path) -> list[Path]:
    """Homes elsewhere that belong to a deleted `.sar/` of this checkout."""
    notes = elsewhere().glob(f"*/{NOTE}")
    checkout = str(folder.parent)
    return [note.parent for note in notes if note.read_text(encoding="utf-8") == checkout]


def elsewhere() -> Path:
    """The place of data that cannot live in the checkout."""
    if os.geteuid() == 0:
        return Path("/var/lib/sar-assist")
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "sar-assist"


def _prepare_outside(outside: Path, account: Account) -> str | None:
    if not outside.parent.exists():
        outside.parent.mkdir(parents=True)
        outside.parent.chmod(0o755)  # whatever the umask
    return prepare_directory(outside, account)
