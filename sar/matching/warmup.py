"""Computes routes by water ahead of questions: to open cases, and out of ports.

The first question about a place otherwise waits for its field, and for the way out of every port
with a vessel. An optimisation only: anything missing is computed on demand.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from functools import cache, partial
from typing import Final
from uuid import UUID
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sar import allocator, clock
from sar.agreements.clauses import Setting
from sar.agreements.grants_array import Promises
from sar.agreements.words import Kind, Situation
from sar.assets.catalogue import asset_types, type_of
from sar.assets.fleet.access import access_of
from sar.assets.fleet.columns import EPOCH, Fleet, FleetRow
from sar.assets.fleet.following import FleetFollower
from sar.assets.fleet.past import PastFixes
from sar.assets.words import AssetForm, Readiness
from sar.database_roles import DatabaseRole
from sar.db import LONG_STATEMENT_S, make_engine, make_sessions
from sar.errors import Unavailable
from sar.geo.arrays import Floats
from sar.geo.bounds import least_nm
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.geo.sea.draught import Draught
from sar.geo.sea.field import RADIUS_NM, out_of_port, sea_field
from sar.geo.sea.field_cache import CachedField, SceneFields
from sar.geo.sea.islands import no_rays, sides_of
from sar.geo.sea.neighbourhood import flood
from sar.geo.sea.stop_ways import ON_DEMAND
from sar.geo.sea.turning_points import compile_for_many
from sar.geo.territory import owners_near
from sar.geo.waters_on_way import waters_along
from sar.incidents import datum
from sar.incidents import visible as incidents
from sar.listening import NotificationListener
from sar.log import logger
from sar.matching.findings import UNLISTED
from sar.matching.fleet.search import FleetSearch
from sar.matching.landing_places import Landings
from sar.matching.question import Question, Scene, Want
from sar.record.channel import RECORD_CHANNEL

log = logger(__name__)

AGAIN_S: Final = 60.0
"""Scenes drift on: their field places are checked this often."""
STAYS_S: Final = 20.0
"""A scene that drifts on sooner, as at a thousand times real time, is not worth the work."""
SETTLE_S: Final = 1.0
"""Questions on a case just written come before the work ahead."""

CASES: Final = 6
"""Fewer than the fields kept (`field_cache.NEAR`)."""
VESSELS: Final = 300
PORTS: Final = 40
"""Fewer than are kept (`geo.sea.field`)."""

Piece = Callable[[], object]
VesselsByDraught = Mapping[Draught, tuple[Floats, Floats]]


class Warming:
    """One in each process; works in a thread, in pieces of some seconds at most, so that it ends
    soon with the process; compiling loops takes ten."""

    def __init__(self, database_url: str, fleet: FleetFollower) -> None:
        self._engine = make_engine(
            database_url, DatabaseRole.SYSTEM, pool_size=1, statement_s=LONG_STATEMENT_S
        )
        self._sessions = make_sessions(self._engine)
        self._notifications = NotificationListener(database_url, [RECORD_CHANNEL])
        self._fleet = fleet
        self._written = asyncio.Event()
        self._ports_are_done = False
        self._made: WeakValueDictionary[LatLon, CachedField] = WeakValueDictionary()

    def is_ready(self, place: LatLon) -> bool:
        """Whether all routes about a place are computed and still cached."""
        made = self._made.get(place)
        return (
            made is not None
            and made is field_cache.NEAR.ready(place)
            and field_cache.WIDE.ready(place) is not None
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Warming"]:
        """Follow the cases until the process ends."""
        tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._follow())]
        try:
            yield self
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task
            await self._engine.dispose()

    async def _listen(self) -> None:
        async for _ in self._notifications.listen():
            self._written.set()

    async def _follow(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(AGAIN_S):
                    await self._written.wait()
            await asyncio.sleep(SETTLE_S)
            self._written.clear()
            try:
                await asyncio.to_thread(compile_loops)
                await self._work()
            except Unavailable:
                self._written.set()  # the fleet is still being read
            except (DBAPIError, PoolTimeout, OSError) as error:
                log.warning("ways by water are not worked out ahead", error=str(error))
            except Exception:
                log.exception("a fault in working out ways by water ahead")

    async def _work(self) -> None:
        places = [place for place in await self._scenes() if not self.is_ready(place)]
        if not places and self._ports_are_done:
            return
        async with self._fleet.at(0, 0) as fleet:
            ports, vessels = await self._fleet.run(lambda: (_ports(fleet), afloat(fleet)))
        for place in places:
            for piece in about(place, vessels):
                await asyncio.to_thread(piece)
        for place in places:
            await asyncio.to_thread(field_cache.WIDE.field, place)
            self._made[place] = field_cache.NEAR.field(place)
            if self._written.is_set():
                return
        for port in [] if self._ports_are_done else ports:
            await asyncio.to_thread(out_of_port, port)
            if self._written.is_set():
                return
        self._ports_are_done = True

    async def _scenes(self) -> list[LatLon]:
        """The field places of open cases that last, those of the newest cases first."""
        now, later = clock.now(), clock.now_in(STAYS_S)
        async with self._sessions() as db:
            cases = await incidents.open_with_datum(db, limit=CASES)
        places = {datum.field_place(case, now=now): None for case in cases}
        last = {datum.field_place(case, now=later) for case in cases}
        return [place for place in places if place is not None and place in last]


def about(place: LatLon, vessels: VesselsByDraught) -> Iterator[Piece]:
    """The fields about a place, and in them the routes of the nearest vessels.

    The field of boats serves isochrones, too; that of deep ships is for such ships only.
    """
    yield partial(field_cache.NEAR.field, place)
    yield partial(waters_along, (place, direct(place, 0.0 if place.lat < 0.0 else 180.0, 60.0)))
    for draught, (lons, lats) in vessels.items():
        away_nm = least_nm(lons, lats, place)
        near = np.argsort(away_nm, kind="stable")[: np.count_nonzero(away_nm <= RADIUS_NM)]
        if len(near):
            yield partial(field_cache.NEAR.field, place, draught)
        for at in near[:VESSELS].tolist():
            vessel = LatLon(lat=float(lats[at]), lon=float(lons[at]))
            yield partial(_way, place, vessel, draught)


def _way(place: LatLon, vessel: LatLon, draught: Draught) -> None:
    field_cache.NEAR.field(place, draught).way(vessel)


def _vessels(fleet: Fleet) -> NDArray[np.bool_]:
    sails = np.array([kind == Kind.VESSEL for kind, _ in fleet.index.types])
    return np.asarray(fleet["in_register"] & sails[fleet["type"]])


def afloat(fleet: Fleet) -> VesselsByDraught:
    """The places of vessels and ships of opportunity by draught, and the shared bases of vessels,
    from which parties without their position measure."""
    there, ships = _vessels(fleet) & ~np.isnan(fleet["lon"]), fleet.ships
    based = there & fleet["base_shared"] & fleet["fixed"] & ~np.isnan(fleet["base_lon"])
    deep = np.array([type_of(code).draught is Draught.DEEP for _, code in fleet.index.types])
    deep_ships = np.array([known.draught is Draught.DEEP for known in ships.types])
    found = {}
    for draught in Draught:
        theirs = deep[fleet["type"]] == (draught is Draught.DEEP)
        of_ships = deep_ships[ships.type] == (draught is Draught.DEEP)
        lons, lats = (
            np.concatenate((fleet[at][there & theirs], fleet[base][based & theirs], of[of_ships]))
            for at, base, of in (("lon", "base_lon", ships.lon), ("lat", "base_lat", ships.lat))
        )
        found[draught] = lons, lats
    return found


def _ports(fleet: Fleet) -> list[LatLon]:
    """The bases of vessels, those with the most of them first."""
    based = _vessels(fleet) & ~np.isnan(fleet["base_lon"])
    places = np.column_stack((fleet["base_lat"][based], fleet["base_lon"][based]))
    ports, count = np.unique(places, axis=0, return_counts=True)
    most = np.argsort(-count, kind="stable")[:PORTS]
    return [LatLon(lat=lat, lon=lon) for lat, lon in ports[most].tolist()]


@cache
def compile_loops() -> None:
    """Compiles the loops over sea, borders and fleet, by a question of a fleet of three, and stores
    them where there is a place for that; the first question would wait for them otherwise."""
    place, port = LatLon(38.0, 15.6), LatLon(38.19, 15.56)  # on either side of a strait
    fleet = Fleet()
    fleet.put((_stand_in(n, code, port), None) for n, code in enumerate(_one_of_each_way(), 1))
    promises = Promises((), fleet.index, viewer=_OWNER, occasions=(), now=EPOCH)
    found = access_of(fleet, promises.grants_for(fleet.facts), viewer=_OWNER)
    question = Question(
        asker=_OWNER,
        want=Want(),
        scene=Scene(place=place, wind_from_deg=0.0, wind_kn=10.0),
        setting=Setting(Situation.MARITIME, None, place),
        directory=UNLISTED,
        now=EPOCH,
    )
    near = field_cache.FieldCache(
        lambda to, draught: sea_field(to, radius_nm=90.0, draught=draught), room=2
    )
    for draught in Draught:
        near.field(place, draught).way(port)
    FleetSearch(
        question,
        fleet,
        found,
        PastFixes(),
        sea=SceneFields(place, {}, near=near),
        stop_ways=ON_DEMAND,
    ).first(3)
    owners_near(place, within_nm=1.0)
    Landings.at((port,)).over_minutes(place, place, limit_nm=90.0, first_nm=90.0, kn=20.0)
    out_of_port(LatLon(45.0, 60.0))
    compile_for_many()
    flood(np.ones((1, 3, 3), dtype=np.uint8), 0.1, 4)
    sides_of(no_rays(1, 3), 0.1, 3, np.zeros((1, 3)), np.zeros(1, np.int32))
    allocator.return_freed()


_OWNER: Final = "OWN"


def _one_of_each_way() -> list[str]:
    """Types that fly, that are carried, and that go by water."""
    forms = (AssetForm.ROTARY_WING, AssetForm.GOODS, AssetForm.RESCUE_VESSEL)
    return [next(t.code for t in asset_types().values() if t.form is form) for form in forms]


def _stand_in(number: int, code: str, base: LatLon) -> FleetRow:
    return FleetRow(
        id=UUID(int=number),
        party_code=_OWNER,
        centre_id=UUID(int=0),
        type_code=code,
        base=base,
        base_shared=True,
        at_sea=False,
        readiness=Readiness.AVAILABLE,
        readiness_until=None,
        notice_day_minutes=None,
        notice_night_minutes=None,
        notice_at_sea_minutes=None,
        overrides={},
        quantity=1,
    )
