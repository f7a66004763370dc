"""The installation of a demo: its folder, its database, and the scenario loaded there."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from sar import clock, database, installation
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.localdb import cluster as localdb
from sar.scenarios import load
from sar.scenarios.load import Credentials
from sar.scenarios.scenario_file import Scenario
from sar.settings import settings

Tell = Callable[[str], None]
Sessions = async_sessionmaker[AsyncSession]


class DemoRefusedError(Exception):
    """The demo cannot be played here; the message says why in a sentence."""


def folder() -> Path:
    """The folder of the demo's credentials, its place in the story, and logs."""
    made = database.root() / ".sar" / "demo"
    made.mkdir(parents=True, exist_ok=True, mode=0o700)
    return made


def credentials_file() -> Path:
    """Sign-ins and keys by party and role."""
    return folder() / "credentials.json"


def memory_file() -> Path:
    """The file of the acts of the story that are done."""
    return folder() / "state.json"


@contextmanager
def alone() -> Iterator[None]:
    """Two demos of one checkout would both tell the story."""
    with (folder() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoRefusedError("A demo of this checkout runs already.") from None
        yield


@asynccontextmanager
async def database_running(*, afresh: bool, tell: Tell) -> AsyncIterator[str]:
    """A migrated database; the private cluster is stopped at the end if a demo started it.

    A note says so while it runs, so that a demo that was killed is made up for by the next one.
    """
    is_private = settings().database_url is None
    note = folder() / "database"
    if is_private and localdb.status(database.root()) is None:
        tell("Starting the database.")
        note.touch()
    try:
        if afresh:
            await asyncio.to_thread(_empty)
        yield await asyncio.to_thread(database.migrated_url)
    finally:
        if is_private and note.exists():
            await asyncio.to_thread(database.stop)
            note.unlink()


def _empty() -> None:
    """An empty database again, and no memory of the story."""
    if settings().database_url is not None:
        raise DemoRefusedError(
            "SAR_DATABASE_URL names a server of your own: drop and create that database yourself."
        )
    cluster = localdb.start(database.root())
    localdb.drop_database(cluster, localdb.DATABASE)
    localdb.create_database(cluster, localdb.DATABASE)
    _forget()


def _forget() -> None:
    for file in (memory_file(), credentials_file()):
        file.unlink(missing_ok=True)


@asynccontextmanager
async def sessions_of(url: str) -> AsyncIterator[Sessions]:
    """Sessions of the system role, as the operator's commands use them."""
    engine = make_engine(url, DatabaseRole.SYSTEM, pool_size=1)
    try:
        yield make_sessions(engine)
    finally:
        await engine.dispose()


async def admit(sessions: Sessions, scenario: Scenario, *, tell: Tell) -> Credentials:
    """Load the scenario into an empty installation, or find it there, with keys that are good."""
    async with sessions() as db, db.begin():
        if await load.is_empty(db):
            tell(f"Loading scenario {scenario.code}, {scenario.name}.")
            _forget()
            credentials = await load.load(db, scenario)
        elif not await load.holds(db, scenario):
            raise DemoRefusedError(
                f"This installation holds something else than scenario {scenario.code}:"
                " `make demo-reset` begins afresh."
            )
        else:
            credentials = load.read_credentials(credentials_file())
            if await load.fit(db, credentials):
                return credentials
            tell("The credentials of this installation are lost: it gets new ones.")
            credentials = await load.renew(db, scenario)
        load.write_credentials(credentials_file(), credentials)
        return credentials


async def pause_clock(sessions: Sessions, *, tell: Tell) -> None:
    """Nothing ages until the demo runs again."""
    try:
        async with sessions() as db, db.begin():
            await installation.pause_exercise_clock(db)
        tell(f"The exercise clock stands at {clock.now():%H:%M}Z.")
    except SQLAlchemyError as error:
        tell(f"The exercise clock could not be stopped: {error}")
