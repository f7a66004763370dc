"""The operating system's side of the private cluster: its account, processes and directories."""

import os
import pwd
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path

LONGEST_PATH_BYTES = 900
"""PostgreSQL holds paths in 1,024 bytes and appends its own file names."""

_PREFERRED_ACCOUNT = "postgres"
_LAST_ACCOUNT = "nobody"


class LocalDatabaseError(Exception):
    """The private cluster cannot be had; the message says what to do about it."""


@dataclass(frozen=True)
class Account:
    """The account PostgreSQL runs as: never root, which it refuses."""

    name: str
    uid: int
    gid: int

    def run(
        self, *command: str | Path, cwd: Path | str = "/", timeout_s: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account in a bare environment, its words in plain English."""
        try:
            return subprocess.run(  # noqa: S603 programs of the found PostgreSQL, no shell
                [os.fspath(word) for word in command],
                cwd=cwd,
                env=_bare_environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=timeout_s,
                check=False,
                user=None if self.is_current else self.uid,
                group=None if self.is_current else self.gid,
                extra_groups=None if self.is_current else os.getgrouplist(self.name, self.gid),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise LocalDatabaseError(
                f"{command[0]} could not be run as {self.name} ({error}); see that this account "
                "may run it, or set SAR_DATABASE_URL to another server."
            ) from error

    @property
    def is_current(self) -> bool:
        return os.geteuid() == self.uid


def account_for(checkout: Path, data_owner_uid: int | None) -> Account:
    """The account that runs the cluster: the caller, or for root the data's owner or an
    unprivileged account."""
    if os.geteuid() != 0:
        account = _account(os.geteuid())
        if account is None:
            raise LocalDatabaseError(
                f"The user id {os.geteuid()} has no name in the passwd database and PostgreSQL "
                "refuses to run without one: add the user, or set SAR_DATABASE_URL."
            )
        return account
    wanted = [data_owner_uid, _PREFERRED_ACCOUNT, checkout.stat().st_uid, _LAST_ACCOUNT]
    for account in map(_account, wanted):
        if account is not None and account.uid != 0:
            return account
    raise LocalDatabaseError(
        "PostgreSQL refuses to run as root and there is no unprivileged account to run it: "
        "create one with `useradd --system postgres`, or set SAR_DATABASE_URL."
    )


def prepare_directory(directory: Path, account: Account) -> str | None:
    """Make it the account's alone (mode 0700); the answer says why that cannot be, if so."""
    if len(os.fsencode(directory)) > LONGEST_PATH_BYTES:
        return "its path is too long for PostgreSQL"
    made = not directory.exists()
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        if not account.is_current:
            os.chown(directory, account.uid, account.gid, follow_symlinks=False)
        directory.chmod(0o700)
    except OSError as error:
        reason: str | None = f"it cannot be made there ({error.strerror})"
    else:
        reason = _unfit(directory, account)
    if reason and made and directory.exists():
        directory.rmdir()
    return reason


def is_private(directory: Path, account: Account) -> bool:
    """A real directory of this account that nobody else may enter."""
    try:
        found = directory.lstat()
    except OSError:
        return False
    return (
        stat.S_ISDIR(found.st_mode)
        and found.st_uid == account.uid
        and stat.S_IMODE(found.st_mode) & 0o077 == 0
    )


def socket_directory(recorded: Path | None, account: Account) -> Path:
    """The recorded directory while it is still ours alone, else a new one of unguessable name.

    A socket's path has room for 107 bytes, so it cannot live in the checkout.
    """
    if recorded is not None and is_private(recorded, account):
        return recorded
    directory = Path(tempfile.mkdtemp(prefix="sar-", dir="/tmp"))
    if not account.is_current:
        os.chown(directory, account.uid, account.gid)
    return directory


def processes(account: Account, mark: str) -> dict[int, str]:
    """The account's PostgreSQL processes whose `cluster_name` is `mark`, with what they call
    themselves: the server is `…/postgres`, its children `postgres: mark: what they do`.

    A pid file is no proof: it outlives its process, whose number may be another program's by now.
    """
    listing = _proc_processes if Path("/proc/self/cmdline").exists() else _ps_processes
    return {
        pid: name
        for pid, uid, name, rest in listing()
        if uid == account.uid
        and (
            name.startswith(f"postgres: {mark}")
            or (name.endswith("/postgres") and f"cluster_name={mark}" in rest.split())
        )
    }


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file's lock; whoever comes second waits."""
    file = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        flock(file, LOCK_EX)
        yield
    finally:
        os.close(file)


def wait_until(happened: Callable[[], bool], *, timeout_s: float) -> bool:
    """Whether it came true in time."""
    give_up = time.monotonic() + timeout_s
    while not happened():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.02)
    return True


def _account(who: int | str | None) -> Account | None:
    if who is None:
        return None
    try:
        entry = pwd.getpwuid(who) if isinstance(who, int) else pwd.getpwnam(who)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _bare_environment() -> dict[str, str]:
    """No locale, PG* variable or secret of the caller's shell reaches the server."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC", **kept}


def _unfit(directory: Path, account: Account) -> str | None:
    if not is_private(directory, account):
        return "its file system keeps no owners and modes"
    entered = account.run("/bin/sh", "-c", 'cd -- "$1" && test -w .', "sh", directory)
    return None if entered.returncode == 0 else f"the account {account.name} cannot enter it"


def _proc_processes() -> Iterator[tuple[int, int, str, str]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                uid = entry.stat().st_uid
                words = (entry / "cmdline").read_bytes()
            except OSError:  # it ended while we looked
                continue
            name, _, rest = words.decode(errors="replace").partition("\0")
            yield int(entry.name), uid, name, rest.replace("\0", " ")


def _ps_processes() -> Iterator[tuple[int, int, str, str]]:
    """The processes by `ps`, without /proc; the server is called as `…/postgres -D data …`."""
    listing = subprocess.run(
        ["/bin/ps", "-axo", "pid=,uid=,args="], capture_output=True, text=True, check=True
    )
    for line in listing.stdout.splitlines():
        pid, uid, words = line.split(maxsplit=2)
        name, _, rest = words.partition(" -D ")
        yield int(pid), int(uid), name, rest
