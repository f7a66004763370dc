"""The private cluster against the traps of real machines, on real servers."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from sar.database import LOOK_S
from sar.localdb import account as localdb_account
from sar.localdb import binaries
from sar.localdb import checkout as localdb_checkout
from sar.localdb import cluster as localdb
from sar.localdb.cluster import Cluster, LocalDatabaseError

AS_ROOT = os.geteuid() == 0
HERE = Path(__file__).parent.parent
START = """
import sys
from pathlib import Path
from sar.localdb import cluster as localdb
localdb.start(Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def somewhere() -> Iterator[Path]:
    """A directory that PostgreSQL's account can enter, which pytest's own is not for root."""
    directory = Path(tempfile.mkdtemp(prefix="sar tests-", dir="/var/tmp"))
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory)


@pytest.fixture(scope="module")
def root(somewhere: Path) -> Iterator[Path]:
    """A checkout with a cluster that the tests of this module share, in any state."""
    checkout = somewhere / "a 'quoted' \"check-out\" $HOME & ünï"
    checkout.mkdir()
    yield checkout
    localdb.destroy(checkout)


@pytest.fixture
def fresh(somewhere: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    checkout = somewhere / request.node.name[:40]
    checkout.mkdir()
    yield checkout
    localdb.destroy(checkout)


@pytest.fixture
def cluster(root: Path) -> Cluster:
    return localdb.start(root)


def tell(
    cluster: Cluster, statement: str, *, role: str = "sar_owner", database: str = "sar"
) -> sa.Row[Any] | None:
    """Run a statement the way the program connects; the first row, if it has rows."""
    options = {"options": f"-c role={role}"}
    engine = sa.create_engine(cluster.url(database), connect_args=options, poolclass=sa.NullPool)
    with engine.begin() as connection:
        result = connection.execute(sa.text(statement))
        return result.first() if result.returns_rows else None


def ask(cluster: Cluster, question: str, *, role: str = "sar_owner", database: str = "sar") -> str:
    """The first value of the answer."""
    row = tell(cluster, question, role=role, database=database)
    assert row is not None
    return str(row[0])


def server_pid(cluster: Cluster) -> int:
    return int((cluster.datadir / "postmaster.pid").read_text().split()[0])


def start_elsewhere(root: Path, **environment: str) -> subprocess.Popen[bytes]:
    """`start` in a process (and process group) of its own."""
    return subprocess.Popen(  # noqa: S603 this interpreter, no shell
        [sys.executable, "-c", START, root],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(HERE), **environment},
        start_new_session=True,
    )


def account() -> localdb_account.Account:
    return localdb_account.account_for(Path("/"), None)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


# --- what start gives ---


@pytest.mark.parametrize("role", ["sar_owner", "sar_app", "sar_system"])
def test_a_process_signs_in_as_sar_and_works_in_the_role_it_names(
    cluster: Cluster, role: str
) -> None:
    assert ask(cluster, "SELECT current_user", role=role) == role
    assert ask(cluster, "SELECT session_user", role=role) == "sar"


def test_only_the_system_role_bypasses_row_level_security(cluster: Cluster) -> None:
    question = "SELECT string_agg(rolname, ',') FROM pg_roles WHERE rolbypassrls AND NOT rolsuper"
    assert ask(cluster, question) == "sar_system"


def test_only_the_owner_may_create_tables(cluster: Cluster) -> None:
    tell(cluster, "CREATE TABLE owned ()")
    with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
        tell(cluster, "CREATE TABLE refused ()", role="sar_app")


def test_every_database_has_the_extensions_and_the_owner(cluster: Cluster) -> None:
    name = 'odd "name" 100%'
    localdb.create_database(cluster, name)
    for database in ("sar", name):
        assert ask(cluster, "SELECT ST_AsText(ST_Point(14, 36))", database=database)
        assert ask(cluster, "SELECT 1 FROM pg_extension WHERE extname='btree_gist'") == "1"
    question = "SELECT count(*) FROM pg_database WHERE pg_get_userbyid(datdba) = 'sar_owner'"
    assert ask(cluster, question) == "2"
    with psycopg.connect(cluster.url(name).replace("+psycopg", "", 1)):
        localdb.drop_database(cluster, name)
    localdb.drop_database(cluster, name)
    assert ask(cluster, question) == "1"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("TimeZone", "UTC"),
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("server_encoding", "UTF8"),
        ("password_encryption", "scram-sha-256"),
        ("listen_addresses", ""),
        ("max_connections", "200"),
    ],
)
def test_the_server_is_set_as_the_program_needs(cluster: Cluster, setting: str, value: str) -> None:
    assert ask(cluster, f"SELECT current_setting('{setting}')") == value


def test_text_beyond_ascii_keeps_its_case_rules(cluster: Cluster) -> None:
    assert ask(cluster, "SELECT lower('ÀÉŽ')") == "àéž"


def test_nobody_else_can_reach_the_password_the_data_or_the_socket(
    root: Path, cluster: Cluster
) -> None:
    assert mode(root / ".sar" / "cluster.json") == 0o600
    assert mode(cluster.datadir) & 0o077 == mode(cluster.datadir.parent) & 0o077 == 0
    assert mode(cluster.socketdir) == 0o700
    wrong = cluster.url().replace(cluster.password, "guess").replace("+psycopg", "", 1)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_starting_again_changes_nothing(root: Path, cluster: Cluster) -> None:
    before = server_pid(cluster)
    assert localdb.start(root) == cluster == localdb.status(root)
    assert server_pid(cluster) == before


def test_stop_leaves_no_process_and_says_whether_there_was_one(
    root: Path, cluster: Cluster
) -> None:
    mark = json.loads((root / ".sar" / "cluster.json").read_text())["mark"]
    assert localdb.stop(root)
    assert not localdb_account.processes(account(), mark)
    assert not localdb.stop(root)
    assert localdb.status(root) is None


def test_a_checkout_without_a_cluster_has_nothing_to_stop_or_destroy(tmp_path: Path) -> None:
    assert not localdb.stop(tmp_path)
    assert localdb.status(tmp_path) is None
    localdb.destroy(tmp_path)
    assert not (tmp_path / ".sar").exists()


# --- after an unclean end ---


def test_a_killed_server_comes_back_with_what_it_had_acknowledged(
    root: Path, cluster: Cluster
) -> None:
    """A backend busy computing outlives the server and holds its memory for a while."""
    tell(cluster, "CREATE TABLE kept AS SELECT 42 AS number")
    with closing(psycopg.connect(cluster.url().replace("+psycopg", "", 1))) as busy:
        busy.pgconn.send_query(b"SELECT count(*) FROM (SELECT generate_series(1, 20000000)) AS s")
        time.sleep(0.2)
        os.kill(server_pid(cluster), signal.SIGKILL)
        mark = json.loads((root / ".sar" / "cluster.json").read_text())["mark"]
        lingering = [busy.info.backend_pid]
        assert localdb_account.wait_until(
            lambda: [*localdb_account.processes(account(), mark)] == lingering, timeout_s=2
        )
        assert ask(localdb.start(root), "SELECT number FROM kept") == "42"


def of_checkout(root: Path) -> dict[str, str]:
    """The environment of a program whose private cluster is this checkout's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAR_")}
    return kept | {"SAR_ROOT": str(root)}


def words_of(code: str, *, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A program of the package run in a folder, without settings but those told."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAR_")}
    return subprocess.run(  # noqa: S603 this interpreter, no shell
        [sys.executable, "-c", code],
        cwd=folder,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


ROOT_TOLD = "from sar import database; print(database.root())"


def test_the_installation_is_the_checkouts_wherever_it_is_called(tmp_path: Path) -> None:
    assert words_of(ROOT_TOLD, folder=tmp_path).stdout == f"{HERE}\n"
    assert words_of(ROOT_TOLD, folder=tmp_path, SAR_ROOT="").stdout == f"{HERE}\n"
    assert words_of(ROOT_TOLD, folder=HERE, SAR_ROOT=str(tmp_path)).stdout == f"{tmp_path}\n"
    assert words_of(ROOT_TOLD, folder=tmp_path, SAR_ROOT="here").stdout == f"{tmp_path / 'here'}\n"


@pytest.mark.parametrize(
    ("described", "is_one"),
    [
        ('[project]\nname = "sar-assist"\n', True),
        ('[project]\nname = "another"\n', False),
        ("[tool.ruff]\n", False),
        ("no TOML", False),
    ],
)
def test_only_the_folder_of_this_project_is_its_checkout(
    tmp_path: Path, described: str, is_one: bool
) -> None:
    assert localdb_checkout.checkout_about(tmp_path / "sar") is None
    (tmp_path / "pyproject.toml").write_text(described)
    found = localdb_checkout.checkout_about(tmp_path / "sar")
    assert found == (tmp_path if is_one else None)


def test_a_program_without_a_checkout_says_what_to_set_and_begins_no_database(
    tmp_path: Path,
) -> None:
    """The package alone, as a wheel installs it."""
    called = tmp_path / "called"
    called.mkdir()
    only_code = shutil.ignore_patterns("web", "__pycache__", "*.npz", "*.pmtiles")
    shutil.copytree(HERE / "sar", tmp_path / "packages" / "sar", ignore=only_code)
    call = "import sys; sys.argv[1:] = ['db', 'stop']; from sar.cli.main import main; main()"
    installed = {"PYTHONPATH": str(tmp_path / "packages")}
    ended = words_of(call, folder=called, **installed)
    assert ended.returncode == 1
    assert "set SAR_ROOT" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert not list(called.iterdir())
    told = words_of(call, folder=called, SAR_ROOT=str(called), **installed)
    assert (told.returncode, told.stdout) == (0, "It was not running.\n")


@pytest.mark.long
def test_the_first_write_follows_when_a_killed_server_is_started_by_command(
    root: Path, cluster: Cluster
) -> None:
    start = [sys.executable, "-m", "sar.cli", "db", "start"]
    os.kill(server_pid(cluster), signal.SIGKILL)
    with pytest.raises(sa.exc.OperationalError):
        tell(cluster, "CREATE TABLE refused ()")
    done = subprocess.run(  # noqa: S603 this interpreter, no shell
        start, cwd=HERE, env=of_checkout(root), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    tell(cluster, "CREATE TABLE written_first ()")


def serves_again(root: Path, killed: int) -> bool:
    """Whether another server answers: a killed one is listed as running until it is torn down."""
    again = localdb.status(root)
    return again is not None and server_pid(again) != killed


@pytest.mark.long
def test_whoever_serves_starts_a_killed_server_again_and_leaves_a_stopped_one(
    root: Path, cluster: Cluster
) -> None:
    serving = "from sar import database; print(database.supervised_url(), flush=True); input()"
    with subprocess.Popen(  # noqa: S603 this interpreter, no shell
        [sys.executable, "-c", serving],
        cwd=HERE,
        env=of_checkout(root),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().decode().strip() == cluster.url()
            killed = server_pid(cluster)
            os.kill(killed, signal.SIGKILL)
            assert localdb_account.wait_until(lambda: serves_again(root, killed), timeout_s=60)
            tell(cluster, "CREATE TABLE written_again ()")
            assert localdb.stop(root)
            assert not localdb.was_killed(root)
            time.sleep(3 * LOOK_S)
            assert localdb.status(root) is None
        finally:
            process.kill()


def test_a_stranger_who_got_the_old_pid_is_left_alone(root: Path, cluster: Cluster) -> None:
    pidfile, lockfile = (
        cluster.datadir / "postmaster.pid",
        cluster.socketdir / f".s.PGSQL.{cluster.port}.lock",
    )
    left_behind = [(file, file.read_text()) for file in (pidfile, lockfile)]
    old_pid = str(server_pid(cluster))
    localdb.stop(root)
    user = account().uid if AS_ROOT else None
    with subprocess.Popen(["/bin/sleep", "60"], user=user) as stranger:
        for file, text in left_behind:
            file.write_text(text.replace(old_pid, str(stranger.pid)))
        assert localdb.status(root) is None
        assert not localdb.stop(root)
        assert ask(localdb.start(root), "SELECT 1") == "1"
        assert stranger.poll() is None
        stranger.kill()


@pytest.mark.long
def test_an_interrupted_first_start_is_taken_up_again(fresh: Path) -> None:
    with start_elsewhere(fresh) as first:
        draft = fresh / ".sar" / "db" / "data.new" / "base"
        assert localdb_account.wait_until(draft.exists, timeout_s=10)
        os.killpg(first.pid, signal.SIGKILL)
    assert not (fresh / ".sar" / "db" / "data").exists()
    assert ask(localdb.start(fresh), "SELECT postgis_lib_version()")


# --- awkward places ---


@pytest.mark.parametrize("harm", ["deleted", "opened to others", "replaced by a link"])
def test_a_socket_directory_that_is_not_ours_alone_is_given_up(
    root: Path, cluster: Cluster, harm: str
) -> None:
    if harm == "opened to others":
        cluster.socketdir.chmod(0o777)
    else:
        shutil.rmtree(cluster.socketdir)
    if harm == "replaced by a link":
        cluster.socketdir.symlink_to(root)
    assert localdb.status(root) is None
    again = localdb.start(root)
    assert again.socketdir != cluster.socketdir
    assert ask(again, "SELECT 1") == "1"
    if cluster.socketdir.is_symlink():
        cluster.socketdir.unlink()
    else:
        shutil.rmtree(cluster.socketdir, ignore_errors=True)


@pytest.mark.long
def test_two_starts_at_once_under_a_posix_locale_make_one_cluster(fresh: Path) -> None:
    starts = [start_elsewhere(fresh, LC_ALL="POSIX") for _ in range(3)]
    assert [start.wait() for start in starts] == [0, 0, 0]
    cluster = localdb.status(fresh)
    assert cluster is not None
    assert ask(cluster, "SELECT current_setting('server_encoding')") == "UTF8"


@pytest.mark.long
def test_a_very_long_path_does_not_matter(somewhere: Path) -> None:
    checkout = somewhere / "/".join(["long" * 20] * 8)
    checkout.mkdir(parents=True)
    cluster = localdb.start(checkout)
    assert len(str(cluster.socketdir / f".s.PGSQL.{cluster.port}")) < 107
    assert cluster.datadir.is_relative_to(checkout)
    assert ask(cluster, "SELECT 1") == "1"
    localdb.destroy(checkout)


@pytest.mark.long
@pytest.mark.skipif(not AS_ROOT, reason="only root's server runs as another account")
def test_a_checkout_its_account_cannot_enter_keeps_its_data_elsewhere_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tmp_path.chmod(0o700)
    cluster = localdb.start(tmp_path)
    home = cluster.datadir.parent
    assert home.is_relative_to(localdb_checkout.elsewhere())
    assert f"The database lives in {home}" in capsys.readouterr().err
    assert ask(cluster, "SELECT 1") == "1"
    localdb.destroy(tmp_path)
    assert not home.exists()


@pytest.mark.long
def test_a_moved_checkout_keeps_its_data_and_a_copied_one_is_refused(
    fresh: Path, somewhere: Path
) -> None:
    tell(localdb.start(fresh), "CREATE TABLE moved ()")
    copy = somewhere / "copy"
    shutil.copytree(fresh, copy)
    with pytest.raises(LocalDatabaseError, match="is a copy of"):
        localdb.start(copy)
    shutil.rmtree(copy)
    fresh.rename(copy)
    try:
        assert ask(localdb.start(copy), "SELECT count(*) FROM moved") == "0"
    finally:
        localdb.destroy(copy)


def test_a_busy_tcp_port_does_not_matter(root: Path, cluster: Cluster) -> None:
    localdb.stop(root)
    with socket.socket() as busy:
        with suppress(OSError):  # busy already, with another's server
            busy.bind(("127.0.0.1", cluster.port))
        assert ask(localdb.start(root), "SELECT 1") == "1"


# --- which PostgreSQL ---


def fake_postgresql(directory: Path, *, version: str, library: bool) -> Path:
    """Programs that answer like a PostgreSQL's, with PostGIS's control file but perhaps no more."""
    share, lib, bindir = (directory / name for name in ("share", "lib", "bin"))
    (share / "extension").mkdir(parents=True)
    lib.mkdir()
    bindir.mkdir()
    for name in binaries.EXTENSIONS:
        control = f"default_version = '3.5'\nmodule_pathname = '$libdir/{name}-3'\n"
        (share / "extension" / f"{name}.control").write_text(control)
        (share / "extension" / f"{name}--3.5.sql").touch()
        if library:
            (lib / f"{name}-3.so").touch()
    for program in (*binaries.PROGRAMS, "pg_config"):
        (bindir / program).write_text(
            f'#!/bin/sh\ncase "$1" in --version) echo "{program} (PostgreSQL) {version}";;\n'
            f'--bindir) echo "{bindir}";; --pkglibdir) echo "{lib}";; *) echo "{share}";; esac\n'
        )
        (bindir / program).chmod(0o755)
    return bindir


@pytest.mark.parametrize(
    ("version", "library", "lacking"),
    [
        ("99.1", True, None),
        ("99.1", False, "without postgis and btree_gist"),
        ("14.20", True, "older than 15"),
    ],
)
def test_a_control_file_alone_is_not_postgis(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    version: str,
    library: bool,
    lacking: str | None,
) -> None:
    bindir = fake_postgresql(tmp_path / "pg", version=version, library=library)
    monkeypatch.setenv("PATH", str(bindir), prepend=":")
    found = next(b for b in binaries.installed() if b.bindir == bindir)
    assert found.lacking == lacking
    assert (found in binaries.usable()) is (lacking is None)
    assert f"{version} in {bindir}" in binaries.shortage()


def test_data_are_opened_only_by_the_version_that_made_them(
    root: Path, cluster: Cluster, tmp_path: Path
) -> None:
    localdb.stop(root)
    record_file, made_by = root / ".sar" / "cluster.json", cluster.datadir / "PG_VERSION"
    record, major = record_file.read_text(), made_by.read_text()
    gone = json.loads(record) | {"bindir": str(tmp_path)}
    record_file.write_text(json.dumps(gone))
    made_by.write_text("98\n")
    with pytest.raises(LocalDatabaseError, match="made by PostgreSQL 98"):
        localdb.start(root)
    made_by.write_text(major)
    assert localdb.start(root).bindir == cluster.bindir


# --- what cannot be repaired is said ---


def test_a_damaged_record_says_what_to_delete(tmp_path: Path) -> None:
    (tmp_path / ".sar").mkdir()
    (tmp_path / ".sar" / "cluster.json").write_text("{")
    with pytest.raises(LocalDatabaseError, match="to begin afresh"):
        localdb.start(tmp_path)


def test_a_server_that_does_not_start_shows_its_last_words(root: Path, cluster: Cluster) -> None:
    localdb.stop(root)
    settings = cluster.datadir / "postgresql.conf"
    good = settings.read_text()
    settings.write_text(good + "\nno_such_setting = on\n")
    try:
        with pytest.raises(LocalDatabaseError, match="no_such_setting"):
            localdb.start(root)
    finally:
        settings.write_text(good)


def test_root_never_runs_the_server_itself() -> None:
    assert account().uid != 0
    assert pwd.getpwuid(account().uid).pw_name == account().name


# --- the SQL for a server of one's own ---


def test_the_container_makes_the_same_roles_and_a_login_that_cannot_be_the_owner() -> None:
    script = (HERE / "scripts" / "container-roles.sh").read_text()
    roles = [line for line in localdb.ROLES_SQL.splitlines() if " NOLOGIN" in line]
    assert len(roles) == 3
    assert "\n".join(roles) in script
    assert "GRANT sar_app, sar_system TO sar;" in script
    assert "GRANT sar_owner, sar_app TO sar_administrator;" in script
    assert localdb.EXTENSIONS_SQL in script
