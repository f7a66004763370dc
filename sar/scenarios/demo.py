"""The command `sar demo`: database, server, worker and story, and everything ended again."""

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Final

from sar.client import Refused
from sar.localdb.cluster import LocalDatabaseError
from sar.scenarios import ground, scenario_file
from sar.scenarios.children import ANY_PORT, ChildEndedError, Children, listening, said_of
from sar.scenarios.desks import Desk, open_desks
from sar.scenarios.ground import DemoRefusedError, Sessions
from sar.scenarios.load import Credentials
from sar.scenarios.opening import open_world
from sar.scenarios.pace import Pace, Players
from sar.scenarios.player import Memory, Player
from sar.scenarios.sayings import ending
from sar.scenarios.scenario_file import Scenario, ScenarioRefusedError
from sar.settings import settings

FASTEST: Final = 1000.0
OPENED: Final = "opened"
SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SHOWN_ROLES: Final = ("watch_officer", "coordinator")


@dataclass(frozen=True, slots=True)
class Wish:
    """The options of the command line."""

    scenario: Scenario
    speed: float
    port: int | None
    exit_after_story: bool
    afresh: bool


def main(
    *,
    scenario: str,
    speed: float,
    port: int | None,
    reset: bool,
    exit_after_story: bool = False,
) -> int:
    """Play a scenario until Ctrl-C or SIGTERM; returns the exit code.

    0 after a clean stop, or with `exit_after_story` once all stages are told without a fault.
    """
    logging.getLogger("httpx").setLevel("WARNING")
    try:
        if not 0 < speed <= FASTEST:
            raise DemoRefusedError(f"--speed is above 0 and at most {FASTEST:g}.")
        wish = Wish(scenario_file.load(scenario), speed, port, exit_after_story, reset)
        with ground.alone():
            return asyncio.run(_run(wish))
    except KeyboardInterrupt:
        return 130
    except (
        DemoRefusedError,
        ScenarioRefusedError,
        LocalDatabaseError,
        ChildEndedError,
        Refused,
    ) as error:
        print(error, file=sys.stderr, flush=True)
        return 1


def _tell(line: str) -> None:
    """To standard output; when nobody reads it any more, the demo ends."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        signal.raise_signal(signal.SIGTERM)


async def _run(wish: Wish) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, stop.set)
    if await Children(ground.folder()).end_leftovers():
        _tell("Ended what a killed demo had left running.")
    with _listening(wish.port) as place:
        return await _run_at(place, wish, stop)


async def _run_at(place: socket.socket, wish: Wish, stop: asyncio.Event) -> int:
    """With the server listening on that socket."""
    async with (
        ground.database_running(afresh=wish.afresh, tell=_tell) as url,
        ground.sessions_of(url) as sessions,
    ):
        credentials = await ground.admit(sessions, wish.scenario, tell=_tell)
        async with Children(ground.folder()) as children:
            number, port = place.fileno(), place.getsockname()[1]
            await children.start("server", ["serve", "--fd", str(number)], inherits=[number])
            place.close()  # when the server ends nobody listens there any more
            await children.start("worker", ["worker"])
            base_url = f"http://{_reachable(settings().host)}:{port}"
            await _unless(stop, children.ready(base_url))
            if stop.is_set():
                return _stopped(wish)
            _greet(wish, base_url, credentials)
            async with open_desks(credentials, base_url=base_url) as desks:
                return await _play(wish, sessions, desks, children, stop)


def _listening(asked: int | None) -> socket.socket:
    """Listens on the port wished for; on another one only when nobody insists on it."""
    wanted, host = asked or settings().port, settings().host
    if place := listening(host, wanted):
        return place
    insisted = asked is not None or "SAR_PORT" in os.environ
    other = None if insisted else listening(host, ANY_PORT)
    if other is None:
        raise DemoRefusedError(f"Port {wanted} is busy.")
    port = other.getsockname()[1]
    _tell(f"Port {wanted} is busy: serving on {port} instead (SAR_PORT chooses one).")
    return other


def _reachable(host: str) -> str:
    """An address for people when the server listens on all."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 compared, not bound
    return everywhere.get(host, f"[{host}]" if ":" in host else host)


def _greet(wish: Wish, base_url: str, credentials: Credentials) -> None:
    scenario = wish.scenario
    _tell(f"\nSAR Assist: {scenario.name}, at {wish.speed:g} times real time.")
    _tell(scenario.notice)
    _tell(f"\n  {base_url}/   the watch screen; /api/docs describes the API\n")
    for party, roles in credentials.items():
        for role in SHOWN_ROLES:
            if role in roles:
                access = roles[role]
                _tell(f"  {party}  {role:13}  {access.login:16}  {access.password}")
    _tell(f"\n  All sign-ins and keys: {ground.credentials_file()}\n")


async def _play(
    wish: Wish,
    sessions: Sessions,
    desks: dict[str, Desk],
    children: Children,
    stop: asyncio.Event,
) -> int:
    memory = Memory(ground.memory_file(), wish.scenario.code)
    if OPENED not in memory.done:
        opened = await open_world(wish.scenario, desks)
        memory.add(OPENED)
        _tell(
            f"{opened.agreements} agreements signed; {opened.assets} assets registered,"
            f" {opened.ships} ships of opportunity nearby."
        )
    else:
        _tell("The story goes on where it was.")
    first = next(iter(desks.values())).reader
    pace = Pace(sessions, first, await first.clock(), speed=wish.speed)
    player = Player(wish.scenario, desks, pace)
    await player.fleet.muster()
    try:
        await pace.run(Players.STORY)
        return await _until_the_end(wish, player, memory, children, stop)
    finally:
        await ground.pause_clock(sessions, tell=_tell)


async def _until_the_end(
    wish: Wish, player: Player, memory: Memory, children: Children, stop: asyncio.Event
) -> int:
    """Until somebody stops it, a process fails, or the story is over if that is the end."""
    stopping = asyncio.create_task(stop.wait())
    died = asyncio.create_task(children.died())
    living = asyncio.create_task(player.live())
    telling = asyncio.create_task(player.tell_story(memory, _tell))
    going = {stopping, died, living, telling}
    try:
        while True:
            done, _ = await asyncio.wait(going, return_when=asyncio.FIRST_COMPLETED)
            if died in done:
                raise ChildEndedError(said_of(died.result()))
            if stopping in done:
                return _stopped(wish)
            if living in done:
                living.result()
            told = telling.result()
            _tell(ending(told.stages, told.faults))
            if wish.exit_after_story:
                return 1 if told.faults else 0
            _tell("The picture lives on. Ctrl-C stops everything.")
            going.remove(telling)
    finally:
        for task in (stopping, died, living, telling):
            task.cancel()
        await asyncio.gather(stopping, died, living, telling, return_exceptions=True)


def _stopped(wish: Wish) -> int:
    _tell("Stopping: the exercise clock stands still, and what was started ends.")
    return 1 if wish.exit_after_story else 0


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Await work, but no longer than until somebody stops the demo."""
    working = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        working.result()
    else:
        working.cancel()
