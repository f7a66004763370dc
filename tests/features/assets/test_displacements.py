"""Displacements are drawn anew once exact places have told them, and nothing told is told anew."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.displacements import draw_again, follow_terms
from sar.assets.models import Displacement
from sar.assets.plausible import FUTURE_TOLERANCE
from sar.geo.position import LatLon
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, replaced, term
from tests.given.assets import delivered, fix, helicopter, registered, uuid
from tests.given.places import point
from tests.world import START

pytestmark = pytest.mark.anyio


async def drawn(db: AsyncSession, asset: dict[str, Any]) -> dict[Any, int]:
    """The secrets of an asset by the instants from which they are used, in order."""
    rows = await db.execute(
        select(col(Displacement.from_at), col(Displacement.secret))
        .where(col(Displacement.asset_id) == uuid(asset))
        .order_by(col(Displacement.from_at))
    )
    return {row.from_at: row.secret for row in rows}


async def shown(client_of: ClientOf, reference: str, **fields: Any) -> str:
    clause = term(grantor="ITA", visibility="position", **fields)
    return await concluded(client_of, agreement(clause, reference=reference))


async def test_a_fix_is_told_at_one_place_before_and_after_another_secret_is_drawn(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await shown(client_of, "COARSE", position_precision_nm=20)
    asset = await registered(client_of, "ITA", helicopter())
    client, address = client_of("MLT", "observer"), f"/api/assets/{asset['id']}/track"
    since = {"since": (START - timedelta(hours=1)).isoformat()}

    async def track() -> dict[str, Any]:
        told = (await client.get(address, params=since)).json()["positions"]
        return {one["at"]: one["point"] for one in told}

    for _ in range(4):
        places = [fix(12.345, 34.123, time.now + timedelta(minutes=m)) for m in range(-5, 3)]
        await delivered(client_of, "ITA", asset["id"], *places)
        before = await track()
        await draw_again(db, [uuid(asset)], now=time.now)
        await db.commit()
        after = await track()
        assert {at: after[at] for at in before} == before
        time.advance(hours=2)
    assert len(await track()) >= 4
    assert len(set((await drawn(db, asset)).values())) == 5


@pytest.mark.long
async def test_it_is_drawn_for_the_next_day_once_no_term_shows_positions_exactly(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    mine = await registered(client_of, "ITA", helicopter())
    others = await registered(client_of, "MLT", helicopter())
    await shown(client_of, "COARSE", position_precision_nm=20)
    ids = [
        await shown(client_of, reference, position_delay_minutes=9) for reference in ("ONE", "TWO")
    ]
    await follow_terms(db, now=time.now)
    for id_ in ids:
        assert len(await drawn(db, mine)) == 1
        await replaced(client_of, id_)
        for _ in range(2):
            await follow_terms(db, now=time.now)
    assert list(await drawn(db, mine))[1:] == [START.replace(hour=0, minute=0) + timedelta(days=1)]
    assert len(await drawn(db, others)) == 1


@pytest.mark.long
async def test_a_clause_that_ends_by_time_is_noticed(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    until = START + timedelta(hours=2)
    await shown(client_of, "EXACT", valid_until=until.isoformat())
    for hours in (0, 1, 1, 1):
        time.advance(hours=hours)
        await follow_terms(db, now=time.now)
    assert len(await drawn(db, asset)) == 2


@pytest.mark.long
async def test_it_is_drawn_again_at_the_berth_after_each_course(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    """Two courses on different lines from one berth would tell the displacement of both."""
    asset = await registered(client_of, "ITA", helicopter())

    async def at(*places: tuple[float, float]) -> int:
        time.advance(hours=2)
        fixes = [fix(*place, time.now - timedelta(minutes=9 - n)) for n, place in enumerate(places)]
        await delivered(client_of, "ITA", asset["id"], *fixes)
        return len(await drawn(db, asset))

    lon, lat = asset["base"]["coordinates"]
    here, off, away = (lon, lat + 0.01), (lon, lat + 0.02), (lon, lat + 1.0)
    assert await at(here) == 1, "none has been told yet"
    assert await at(away) == 1
    assert await at(off) == 1
    assert await at(here) == 2
    assert list(await drawn(db, asset))[1] == time.now + FUTURE_TOLERANCE
    assert await at(here, (lon, lat)) == 2, "it lies there"
    assert await at(here, off, here) == 3, "away and back in one delivery"
    await delivered(client_of, "ITA", asset["id"], *(fix(*one, time.now) for one in (off,)))
    time.advance(minutes=5)
    await delivered(client_of, "ITA", asset["id"], fix(*here, time.now))
    assert len(await drawn(db, asset)) == 3, "at the edge of it seldom"


async def test_a_berth_that_was_left_long_ago_draws_nothing(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    """The ship may be away again: another secret would show in what is told of it."""
    asset = await registered(client_of, "ITA", helicopter())
    time.advance(hours=5)
    lon, lat = asset["base"]["coordinates"]
    late = [fix(lon, lat + n, time.now - timedelta(hours=2 + n)) for n in (1, 0)]
    await delivered(client_of, "ITA", asset["id"], *late)
    assert len(await drawn(db, asset)) == 1


@pytest.mark.long
async def test_a_base_that_changes_is_the_berth_of_the_fixes_to_come(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await shown(client_of, "COARSE", position_precision_nm=20)
    asset = await registered(client_of, "ITA", helicopter(base=point(12.6, 35.5)))
    await delivered(client_of, "ITA", asset["id"], fix(12.6, 35.5, time.now))
    client = client_of("MLT", "observer")
    address = f"/api/assets/{asset['id']}"

    async def told() -> tuple[Any, float]:
        position = (await client.get(address)).json()["position"]
        return position["point"], position["uncertainty_nm"]

    at_base = point(12.6, 35.5), 40.0
    assert await told() == at_base, "within twice the precision"
    steps: list[tuple[dict[str, Any], LatLon | None]] = [
        ({"base": point(15.0, 37.0)}, LatLon(37.0, 15.0)),
        ({"base_shared": False}, None),
        ({"name": "Nemo"}, None),
    ]
    for change, berth in steps:
        time.advance(minutes=30)
        version = (await client_of("ITA", "observer").get(address)).json()["version"]
        changed = await client_of("ITA", "registrar").patch(
            address, json=change, headers={"If-Match": f'"{version}"'}
        )
        assert changed.status_code == 200, changed.text
        last = select(Displacement).where(col(Displacement.asset_id) == uuid(asset))
        db.expire_all()
        rows = (await db.scalars(last.order_by(col(Displacement.from_at)))).all()
        assert rows[-1].berth == berth
        assert await told() == at_base, "the fix is told as it was"
    assert len(rows) == 3


async def test_what_is_drawn_ahead_has_the_berth_of_now_and_stops_no_drawing(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    """Else places would be told at a base that is shared no more, or has been another."""
    asset = await registered(client_of, "ITA", helicopter(base=point(12.6, 35.5)))
    id_ = await shown(client_of, "EXACT")
    await follow_terms(db, now=time.now)
    await replaced(client_of, id_)
    await follow_terms(db, now=time.now)
    (next_day,) = list(await drawn(db, asset))[1:]

    address = f"/api/assets/{asset['id']}"
    there = LatLon(37.0, 15.0)
    steps: list[tuple[dict[str, Any], LatLon | None]] = [
        ({"base": point(15.0, 37.0)}, there),
        ({"base_shared": False}, None),
        ({"base_shared": True}, there),
    ]
    for change, berth in steps:
        version = (await client_of("ITA", "observer").get(address)).json()["version"]
        changed = await client_of("ITA", "registrar").patch(
            address, json=change, headers={"If-Match": f'"{version}"'}
        )
        assert changed.status_code == 200, changed.text
        db.expire_all()
        rows = await db.scalars(
            select(Displacement).where(
                col(Displacement.asset_id) == uuid(asset), col(Displacement.from_at) > START
            )
        )
        berths = {row.from_at: row.berth for row in rows}
        assert berths == {time.now + FUTURE_TOLERANCE: berth, next_day: berth}, "at one instant"

    for lat in (38.0, 37.0):
        time.advance(hours=1)
        await delivered(client_of, "ITA", asset["id"], fix(15.0, lat, time.now))
    assert time.now + FUTURE_TOLERANCE in await drawn(db, asset)


async def test_it_is_drawn_again_from_now_on(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    """But for fixes of a clock that is fast, which are kept already."""
    asset = await registered(client_of, "ITA", helicopter())
    await draw_again(db, [uuid(asset)], now=time.now)
    await draw_again(db, [], now=time.now)
    assert list(await drawn(db, asset))[1:] == [time.now + FUTURE_TOLERANCE]
