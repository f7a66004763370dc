"""The private PostgreSQL + PostGIS cluster of a checkout, kept under its `.sar/`.

It listens on a Unix socket only, in a directory nobody else may enter. Administration is by the
operating system's word (peer); everything else signs in as `sar` with a random password.
"""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from sar.localdb import binaries as localdb_binaries
from sar.localdb import checkout
from sar.localdb.account import (
    Account,
    LocalDatabaseError,
    account_for,
    is_private,
    processes,
    socket_directory,
    wait_until,
)
from sar.localdb.checkout import Record, account_of, alone, folder_of

__all__ = [
    "EXTENSIONS_SQL",
    "ROLES_SQL",
    "Cluster",
    "LocalDatabaseError",
    "create_database",
    "destroy",
    "drop_database",
    "start",
    "status",
    "stop",
    "was_killed",
]

ROLES_SQL = """\
CREATE ROLE sar_owner NOLOGIN;
CREATE ROLE sar_app NOLOGIN;
CREATE ROLE sar_system NOLOGIN BYPASSRLS;
CREATE ROLE sar LOGIN NOINHERIT;
GRANT sar_owner, sar_app, sar_system TO sar;
"""
"""Of the private cluster: one login for all; docs/operations.md has those of a real server."""

EXTENSIONS_SQL = """\
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS btree_gist;
"""
"""Run by an administrator in the database, which `sar_owner` owns."""

DATABASE = "sar"
LOGIN = "sar"
OWNER = "sar_owner"
ADMINISTRATOR = "sar_admin"
PORT = 5432
"""Part of the socket's name only: no TCP port is opened."""

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "200",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
LARGEST_LOG_BYTES = 10_000_000


@dataclass(frozen=True)
class Cluster:
    """The place of the private cluster and the means to sign in to it."""

    bindir: Path
    datadir: Path
    socketdir: Path
    port: int
    logfile: Path
    password: str

    def url(self, database: str = DATABASE) -> str:
        """For SQLAlchemy with psycopg; choose a role with the option `-c role=sar_app`."""
        query = urlencode({"host": self.socketdir, "port": self.port}, safe="/")
        password, name = quote(self.password, safe=""), quote(database, safe="")
        return f"postgresql+psycopg://{LOGIN}:{password}@/{name}?{query}"


@dataclass(frozen=True)
class _Place:
    """The place of the cluster and the account that runs it, all resolved."""

    account: Account
    record: Record
    home: Path
    bindir: Path

    @property
    def datadir(self) -> Path:
        return self.home / "data"

    @property
    def logfile(self) -> Path:
        return self.home / "server.log"


def start(root: Path) -> Cluster:
    """The running cluster of this checkout: made, started and provisioned as far as needed."""
    folder = folder_of(root)
    with alone(folder):
        place = _settle(folder)
        if not place.datadir.exists():
            _initialise(place)
        if not _is_reachable(place):
            place = _launch(folder, place)
        cluster = _cluster(place)
        _provision(cluster)
        return cluster


def stop(root: Path) -> bool:
    """Stop it and wait until its last process is gone; whether there was anything to stop."""
    folder = folder_of(root)
    if checkout.read(folder) is None:
        return False
    with alone(folder):
        record = checkout.read(folder)
        if record is None:
            return False
        ended = _end(account_of(folder, record), record.mark)
        if record.home is not None:
            (Path(record.home) / "data" / "postmaster.pid").unlink(missing_ok=True)
        return ended


def status(root: Path) -> Cluster | None:
    """The cluster if it accepts connections now."""
    folder = folder_of(root)
    record = checkout.read(folder)
    if record is None or record.home is None or record.bindir is None:
        return None
    place = _Place(account_of(folder, record), record, Path(record.home), Path(record.bindir))
    return _cluster(place) if _is_reachable(place) else None


def was_killed(root: Path) -> bool:
    """Whether its server has ended without being stopped: a stopped one deletes its pid file."""
    folder = folder_of(root)
    record = checkout.read(folder)
    if record is None or record.home is None:
        return False
    try:
        pid = int((Path(record.home) / "data" / "postmaster.pid").read_text().split("\n")[0])
    except (FileNotFoundError, ValueError):
        return False
    return pid not in processes(account_of(folder, record), record.mark)


def destroy(root: Path) -> None:
    """Stop it and delete its data, its socket and its password."""
    folder = folder_of(root)
    record = checkout.read(folder)
    if record is None:
        return
    with alone(folder):
        account = account_of(folder, record)
        _end(account, record.mark)
        if record.socketdir and is_private(Path(record.socketdir), account):
            shutil.rmtree(record.socketdir)
        if record.home and Path(record.home).exists():
            shutil.rmtree(record.home)
        (folder / checkout.RECORD).unlink()


def create_database(cluster: Cluster, name: str, *, like: str = "template1") -> None:
    """A new database with the extensions, owned by `sar_owner`; a copy of one that nobody uses."""
    with _administration(cluster) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(like)
            )
        )


def drop_database(cluster: Cluster, name: str) -> None:
    """Delete the database if there is one, throwing out whoever is connected."""
    with _administration(cluster) as admin:
        admin.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


# --- where it lives, and with which binaries ---


def _settle(folder: Path) -> _Place:
    """Read or begin the record and resolve everything in it; what was chosen is recorded."""
    record = checkout.read(folder)
    if record is None:
        _quieten_orphans(folder)
        record = checkout.begin(folder)
    account = account_of(folder, record)
    record = checkout.settle_home(folder, record, account)
    home = Path(record.home or "")
    bindir = _bindir_for(home / "data", record.bindir)
    record = replace(record, bindir=str(bindir))
    checkout.write(folder, record)
    return _Place(account, record, home, bindir)


def _quieten_orphans(folder: Path) -> None:
    """A deleted `.sar/` means to begin afresh; its data elsewhere are left for people to delete."""
    for home in checkout.orphans(folder):
        _end(account_for(folder, home.stat().st_uid), home.name)
        print(f"{home} holds the data of a deleted {folder}; delete it too.", file=sys.stderr)


def _bindir_for(datadir: Path, recorded: str | None) -> Path:
    """The newest usable PostgreSQL, or for existing data one of the version that made them."""
    made_by = datadir / "PG_VERSION"
    if made_by.exists() and recorded and (Path(recorded) / "postgres").exists():
        return Path(recorded)
    usable = localdb_binaries.usable()
    if not usable:
        raise LocalDatabaseError(localdb_binaries.shortage())
    if not made_by.exists():
        return usable[0].bindir
    major = int(made_by.read_text())
    for binaries in usable:
        if binaries.major == major:
            return binaries.bindir
    raise LocalDatabaseError(
        f"The data in {datadir} were made by PostgreSQL {major}, which is no longer here with "
        "PostGIS: install it again, or begin afresh with `sar db reset --yes`."
    )


# --- its life ---


def _initialise(place: _Place) -> None:
    """Made beside and renamed when whole, so that an interrupted one is never taken for data."""
    draft = place.home / "data.new"
    if draft.exists():
        shutil.rmtree(draft)
    done = place.account.run(
        place.bindir / "initdb",
        f"--pgdata={draft.name}",
        f"--username={ADMINISTRATOR}",
        "--encoding=UTF8",
        *_locale_options(place.bindir),
        "--auth-local=peer",
        "--auth-host=reject",
        "--data-checksums",
        "--no-instructions",
        cwd=place.home,
    )
    if done.returncode != 0:
        raise LocalDatabaseError(f"initdb failed in {place.home}: {done.stderr.strip()}")
    (draft / "pg_hba.conf").write_text(
        f"local all {ADMINISTRATOR} peer map=administrators\nlocal all all scram-sha-256\n"
    )
    (draft / "pg_ident.conf").write_text(
        "".join(
            f'administrators "{name}" {ADMINISTRATOR}\n'
            for name in sorted({place.account.name, "root"})
        )
    )
    draft.rename(place.datadir)


def _locale_options(bindir: Path) -> list[str]:
    """UTF-8 whatever the shell says; PostgreSQL's own C.UTF-8 where it has one."""
    if localdb_binaries.major_of(bindir) >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C"]


def _launch(folder: Path, place: _Place) -> _Place:
    """Start the server after the last process and pid file of an earlier one are gone."""
    _end(place.account, place.record.mark)
    recorded = place.record.socketdir
    socketdir = socket_directory(Path(recorded) if recorded else None, place.account)
    place = replace(place, record=replace(place.record, socketdir=str(socketdir)))
    checkout.write(folder, place.record)
    for leftover in (place.datadir / "postmaster.pid", *socketdir.glob(".s.PGSQL.*")):
        leftover.unlink(missing_ok=True)
    if place.logfile.exists() and place.logfile.stat().st_size > LARGEST_LOG_BYTES:
        place.logfile.replace(place.logfile.with_suffix(".log.1"))
    settings = {
        **SETTINGS,
        "unix_socket_directories": str(socketdir),
        "cluster_name": place.record.mark,
    }
    done = place.account.run(
        *(place.bindir / "pg_ctl", "start", "--wait", "--timeout=60", "--silent"),
        *("--pgdata", place.datadir.name, "--log", place.logfile.name),
        *("--options", " ".join(f"-c {name}={value}" for name, value in settings.items())),
        cwd=place.home,
    )
    if done.returncode != 0:
        tail = "\n".join(place.logfile.read_text(errors="replace").splitlines()[-5:])
        raise LocalDatabaseError(
            f"PostgreSQL did not start; see {place.logfile}, which ends:\n{tail}"
        )
    return place


def _is_reachable(place: _Place) -> bool:
    """Ready by its own word, and its socket is where the record says, still ours alone."""
    try:
        words = (place.datadir / "postmaster.pid").read_text().split("\n")
    except FileNotFoundError:
        return False
    if place.record.socketdir is None or len(words) < 8 or words[7].strip() != "ready":
        return False
    socketdir = Path(place.record.socketdir)
    return (
        int(words[0]) in processes(place.account, place.record.mark)
        and is_private(socketdir, place.account)
        and (socketdir / f".s.PGSQL.{PORT}").is_socket()
    )


def _end(account: Account, mark: str) -> bool:
    """Ask the server to stop, and be rid also of children that outlive a killed one."""
    running = processes(account, mark)
    if not running:
        return False
    _signal([pid for pid, name in running.items() if name.endswith("/postgres")], signal.SIGINT)
    if not wait_until(lambda: not processes(account, mark), timeout_s=20):
        _signal(list(processes(account, mark)), signal.SIGQUIT)
        if not wait_until(lambda: not processes(account, mark), timeout_s=10):
            raise LocalDatabaseError(
                f"Processes of the earlier server do not end: {sorted(processes(account, mark))}. "
                "End them by hand and try again."
            )
    return True


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


# --- what is in it ---


def _cluster(place: _Place) -> Cluster:
    return Cluster(
        bindir=place.bindir,
        datadir=place.datadir,
        socketdir=Path(place.record.socketdir or ""),
        port=PORT,
        logfile=place.logfile,
        password=place.record.password,
    )


@contextmanager
def _administration(
    cluster: Cluster, database: str = "postgres"
) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    try:
        admin = psycopg.connect(
            host=str(cluster.socketdir),
            port=cluster.port,
            user=ADMINISTRATOR,
            dbname=database,
            connect_timeout=20,
            autocommit=True,
        )
    except psycopg.OperationalError as error:
        raise LocalDatabaseError(
            f"The private cluster did not let its administrator in ({error}); see "
            f"{cluster.logfile}, or begin afresh with `sar db reset --yes`."
        ) from error
    with admin:
        yield admin


def _provision(cluster: Cluster) -> None:
    """Roles, extensions, and last the database, whose presence says that all is done."""
    with _administration(cluster) as admin:
        if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LOGIN]).rowcount:
            password = sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                sql.Identifier(LOGIN), sql.Literal(cluster.password)
            )
            with admin.transaction():
                admin.execute(ROLES_SQL)
                admin.execute(password)
        whole = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).rowcount
    if not whole:
        with _administration(cluster, "template1") as template:
            template.execute(EXTENSIONS_SQL)
        create_database(cluster, DATABASE)
