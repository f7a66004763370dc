"""The distance of a coarse mover from a line fitted to everything that a State reads of it."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bench.ground import Figure, ground
from sar import clock
from sar.app import create_app
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from tests.clients import in_process
from tests.conftest import ExerciseTime
from tests.given import courses
from tests.given.courses import LONG_STEPS, PRECISION_NM, SPEED_KN, STEP, STEPS, Course
from tests.world import START, World


class Off(NamedTuple):
    """Miles from a fit, after the hours of a short course and of a day."""

    short_nm: float
    day_nm: float
    ships: int


def measure() -> list[Figure]:
    """Ships on straight courses, whose positions another State sees coarsely, without delay."""
    with ground("coarse") as prepared:
        off = asyncio.run(_run(prepared.database_url, prepared.world))
        clock.use(None)
    return [
        Figure("coarse_track_error_nm", round(off.short_nm, 1), "nm", _context(off, STEPS)),
        Figure("coarse_day_error_nm", round(off.day_nm, 1), "nm", _context(off, LONG_STEPS)),
    ]


def _context(off: Off, steps: int) -> str:
    return (
        f"the closest of {off.ships} ships at {SPEED_KN:g} kn for "
        f"{steps * STEP.total_seconds() / 3600:g} h shown to {PRECISION_NM:g} nm, at its middle or "
        "its end, whichever is closer, by the better of the fit to the times told and to those of "
        f"the live frames; it must not be less than {PRECISION_NM / 2:g}"
    )


async def _run(url: str, world: World) -> Off:
    app = create_app(url)
    requests, system = make_engine(url), make_engine(url, DatabaseRole.SYSTEM)
    app.state.sessions = make_sessions(requests)
    clients = in_process(app, world)
    time = ExerciseTime()
    time.advance()
    sailing = await courses.set_out(clients)
    async with make_sessions(system)() as db:
        by = await courses.onlooker(db, world)
        await courses.sail(db, clients, time, world, sailing, by=by)
        short_nm = _least(sailing, [START + (time.now - START) / 2, time.now])
        await courses.sail(db, clients, time, world, sailing, LONG_STEPS - STEPS, by=by)
        day_nm = _least(sailing, [START + (time.now - START) / 2, time.now])
    await clients.close()
    await requests.dispose()
    await system.dispose()
    return Off(short_nm, day_nm, len(sailing))


def _least(sailing: list[Course], instants: Iterable[datetime]) -> float:
    return min(
        off_nm
        for readings in ("told", "frames")
        for then in instants
        for off_nm in courses.off_nm(sailing, readings, then)
    )
