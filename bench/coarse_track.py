"""The distance of a coarse mover from a line fitted to everything that a State reads of it."""

import asyncio
from statistics import median

from bench.ground import Figure, ground
from sar import clock
from sar.app import create_app
from sar.db import DatabaseRole, make_engine, make_sessions
from sar.geo.geodesy import distance_nm
from tests.clients import in_process
from tests.conftest import ExerciseTime
from tests.given import courses
from tests.given.courses import PRECISION_NM, SPEED_KN, STEP, STEPS
from tests.world import World


def measure() -> list[Figure]:
    """Ships on straight courses, whose positions another State sees coarsely, without delay."""
    with ground("coarse") as prepared:
        off_nm, ships = asyncio.run(_run(prepared.database_url, prepared.world))
        clock.use(None)
    context = (
        f"median of {ships} ships at {SPEED_KN:g} kn for {STEPS * STEP.total_seconds() / 3600:g} h "
        f"shown to {PRECISION_NM:g} nm, by the better of the fit to the times told and to those of "
        f"the live frames; it must not be less than {PRECISION_NM / 2:g}"
    )
    return [Figure("coarse_track_error_nm", round(off_nm, 1), "nm", context)]


async def _run(url: str, world: World) -> tuple[float, int]:
    app = create_app(url)
    requests, system = make_engine(url), make_engine(url, DatabaseRole.SYSTEM)
    app.state.sessions = make_sessions(requests)
    clients = in_process(app, world)
    time = ExerciseTime()
    time.advance()
    sailing = await courses.set_out(clients)
    async with make_sessions(system)() as db:
        await courses.sail(db, clients, time, world, sailing)
    await clients.close()
    await requests.dispose()
    await system.dispose()
    fits = (
        [distance_nm(courses.fitted(read, time.now), one.at(time.now)) for one, read in some]
        for some in (
            [(one, one.told) for one in sailing],
            [(one, one.frames) for one in sailing],
        )
    )
    return min(median(off_nm) for off_nm in fits), len(sailing)
