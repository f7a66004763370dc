"""Going in and out of a zone is told as late and as coarsely as the term tells positions."""

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Float, Integer, column, literal, select, update, values
from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import zone_crossings
from sar.assets.models import Displacement
from sar.geo.columns import PointColumn, displaced_cell, snapped
from sar.geo.geodesy import displaced_cell as displaced_cell_by_rule
from sar.geo.geodesy import snap
from sar.geo.position import LatLon
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered, seen
from tests.law import InTransaction, kept, lawful
from tests.world import box

pytestmark = pytest.mark.anyio

STRAIT: dict[str, Any] = {"zone": box(12.0, 33.0, 14.0, 35.0), "zone_name": "Strait"}
INSIDE, OUTSIDE = (12.6, 34.9), (12.6, 35.1)


async def shared(client_of: ClientOf, **exactness: Any) -> None:
    """Malta sees the positions of Italy's assets in the strait."""
    shown = term(grantor="ITA", visibility="position", **STRAIT, **exactness)
    await concluded(client_of, agreement(shown, parties=("ITA", "MLT")))


@pytest.mark.long
async def test_a_zone_is_entered_and_left_when_the_delay_has_passed(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    await shared(client_of, position_delay_minutes=30)
    asset = await registered(client_of, "ITA", helicopter(base=None, base_name=""))

    async def visible() -> bool:
        return await seen(client_of, "MLT", asset["id"]) is not None

    async def at(place: tuple[float, float], **later: float) -> None:
        await delivered(client_of, "ITA", asset["id"], fix(*place, time.advance(**later)))

    await at(OUTSIDE, minutes=0)
    await at(INSIDE, minutes=10)
    assert not await visible()
    time.advance(minutes=29)
    assert not await visible()
    time.advance(minutes=1)
    assert await visible()
    await at(OUTSIDE, minutes=1)
    time.advance(minutes=29)
    assert await visible()
    time.advance(minutes=1)
    assert not await visible()


@pytest.mark.long
async def test_its_track_is_not_shown_where_it_was_outside(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    await shared(client_of, position_precision_nm=5)
    asset = await registered(client_of, "ITA", helicopter(base=None, base_name=""))
    outside, near, inside = (12.6, 36.0), (12.6, 35.0001), (12.6, 34.5)
    for place in (inside, outside, near, outside, inside):
        await delivered(client_of, "ITA", asset["id"], fix(*place, time.advance(minutes=10)))
    time.advance(minutes=10)
    address = f"/api/assets/{asset['id']}/track"
    own = (await client_of("ITA", "observer").get(address)).json()["positions"]
    told = (await client_of("MLT", "observer").get(address)).json()["positions"]
    assert len(own) == 5
    assert all(p["point"]["coordinates"][1] <= 35.0 for p in told)
    assert {p["at"] for p in told} >= {own[0]["at"], own[-1]["at"]}
    assert not {own[1]["at"], own[3]["at"]} & {p["at"] for p in told}


async def test_what_falls_due_is_told_on_the_record(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await shared(client_of, position_delay_minutes=30)
    asset = await registered(client_of, "ITA", helicopter(base=None, base_name=""))
    await delivered(client_of, "ITA", asset["id"], fix(*INSIDE, time.now))
    await delivered(client_of, "ITA", asset["id"], fix(*OUTSIDE, time.advance(minutes=10)))
    looked_at = time.now
    for minutes, told in ((19, set()), (1, {"MLT"}), (9, set()), (1, {"MLT"}), (1, set())):
        async with kept(InTransaction(db)) as found:
            await zone_crossings.record_crossings(
                db, since=looked_at, now=time.advance(minutes=minutes)
            )
        assert found.changed == found.resynced == told
        looked_at = time.now


async def test_who_begins_to_look_does_not_know_what_was_missed(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    async with kept(InTransaction(db)) as found:
        await zone_crossings.record_crossings(db, since=None, now=time.now)
    assert found.resynced == set()
    await shared(client_of, position_delay_minutes=30)
    for since in (None, time.now + timedelta(hours=1)):
        async with kept(InTransaction(db)) as found:
            await zone_crossings.record_crossings(db, since=since, now=time.now)
        assert found.resynced == {"MLT"}


@pytest.mark.long
async def test_the_database_snaps_as_the_rule_does(db: AsyncSession) -> None:
    rng = random.Random(7)
    edges = [LatLon(lat, lon) for lat in (-90.0, 0.0, 89.99, 90.0) for lon in (-180.0, 0.0, 180.0)]
    drawn = [LatLon(rng.uniform(-90, 90), rng.uniform(-180, 180)) for _ in range(2_000)]
    for precision_nm in (0.0, 0.1, 1.0, 5.0, 7.3, 600.0):
        given = values(column("n", Integer), column("place", PointColumn), name="given").data(
            list(enumerate([*edges, *drawn]))
        )
        told = snapped(given.c.place, literal(precision_nm, Float()))
        rows = await db.execute(select(given.c.n, told).order_by(given.c.n))
        assert [place for _, place in rows] == [snap(p, precision_nm) for p in [*edges, *drawn]]


@pytest.mark.long
async def test_the_database_displaces_as_the_rule_does(db: AsyncSession) -> None:
    rng = random.Random(7)
    edges = [LatLon(lat, lon) for lat in (-90.0, 0.0, 89.99, 90.0) for lon in (-180.0, 0.0, 180.0)]
    round_poles = [LatLon(rng.choice((-1, 1)) * rng.uniform(85, 90), 7.0) for _ in range(200)]
    drawn = [LatLon(rng.uniform(-90, 90), rng.uniform(-180, 180)) for _ in range(2_000)]
    places = [
        (p, rng.randrange(2**31), berth)
        for p in [*edges, *round_poles, *drawn]
        for berth in (rng.choice((None, p, LatLon(p.lat * 0.999, p.lon * 0.999))),)
    ]
    for precision_nm in (0.0, 0.1, 1.0, 5.0, 7.3, 20.0, 600.0):
        given = values(
            column("n", Integer), column("place", PointColumn), column("secret", Integer),
            column("berth", PointColumn), name="given",
        ).data([(n, *one) for n, one in enumerate(places)])  # fmt: skip
        told = displaced_cell(
            given.c.place, literal(precision_nm, Float()), given.c.secret, given.c.berth
        )
        rows = await db.execute(select(given.c.n, told).order_by(given.c.n))
        expected = [
            displaced_cell_by_rule(p, precision_nm, secret, berth) for p, secret, berth in places
        ]
        assert [place for _, place in rows] == expected


@pytest.mark.long
@pytest.mark.parametrize(
    "secret", [7, *(pytest.param(other, marks=pytest.mark.long) for other in (8, 9))]
)
async def test_a_move_within_one_cell_across_the_line_changes_nothing(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, secret: int
) -> None:
    await shared(client_of, position_precision_nm=5)
    asset = await registered(client_of, "ITA", helicopter(base=None, base_name=""))
    await db.execute(update(Displacement).values(secret=secret))
    await db.commit()
    # Two places on both sides of the line at 35 N, both told as the same cell.
    pairs = [(LatLon(35.0 - by, 12.6), LatLon(35.0 + by, 12.6)) for by in (0.001, 0.0005, 0.0001)]
    one, other = next(
        pair for pair in pairs if len({displaced_cell_by_rule(p, 5, secret) for p in pair}) == 1
    )
    shown = displaced_cell_by_rule(one, 5, secret).lat <= 35.0
    for place in (one, other, one):
        async with lawful(db):
            at = time.advance(minutes=1)
            await delivered(client_of, "ITA", asset["id"], fix(place.lon, place.lat, at))
        assert (await seen(client_of, "MLT", asset["id"]) is not None) is shown


@pytest.mark.long
async def test_a_base_counts_until_a_position_is_old_enough(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    await shared(client_of, position_delay_minutes=30)
    asset = await registered(client_of, "ITA", helicopter(base=fix(*INSIDE)["point"]))
    await delivered(client_of, "ITA", asset["id"], fix(*OUTSIDE))
    assert await seen(client_of, "MLT", asset["id"]) is not None
    time.advance(minutes=30)
    assert await seen(client_of, "MLT", asset["id"]) is None
