"""Rows past their time are deleted in batches; those that may still be asked for stay."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock, pruning
from sar.assets.models import Displacement, TrackPoint
from sar.parties.models import Person, SignIn
from sar.parties.once import Repeatable
from sar.pruning import prune
from tests.clients import ClientOf
from tests.given.answer_links import link_for
from tests.given.assets import delivered, fix, helicopter, registered, seen
from tests.given.requests import asked, opened, ship_of_opportunity
from tests.world import LISTED, START, World

pytestmark = pytest.mark.anyio


async def test_old_positions_go_but_the_newest_of_them(
    db: AsyncSession, client_of: ClientOf
) -> None:
    asset = await registered(client_of, "MLT", helicopter())
    days = (120, 100, 95, 91, 3)
    at = [START - timedelta(days=ago) for ago in days]
    await delivered(client_of, "MLT", asset["id"], *(fix(14.5, 35.9, when) for when in at))
    gone = await prune(db, real_now=clock.real_now(), now=START, track_days=90, vessel_hours=6)
    left = await db.execute(select(col(TrackPoint.at)).order_by(col(TrackPoint.at)))
    assert gone["track_point"] == 3
    assert list(left.scalars()) == at[3:]
    assert (await seen(client_of, "MLT", asset["id"]) or {})["position"] is not None


async def test_displacements_by_which_nothing_is_told_any_more_go(
    db: AsyncSession, client_of: ClientOf
) -> None:
    """A stored position keeps its own, an old one that comes late the first."""
    asset = await registered(client_of, "MLT", helicopter())
    at = [START - timedelta(days=ago) for ago in (100, 95, 91)]
    await delivered(client_of, "MLT", asset["id"], *(fix(14.5, 35.9, when) for when in at))
    drawn = [START - timedelta(days=ago) for ago in (99, 98, 94, 92, 3, 2)]
    db.add_all(
        Displacement(asset_id=UUID(asset["id"]), from_at=when, secret=number)
        for number, when in enumerate(drawn)
    )
    await db.flush()
    gone = await prune(db, real_now=clock.real_now(), now=START, track_days=90, vessel_hours=6)
    assert (gone["track_point"], gone["displacement"]) == (2, 3)
    left = await db.execute(
        select(col(Displacement.from_at))
        .where(col(Displacement.asset_id) == UUID(asset["id"]))
        .order_by(col(Displacement.from_at))
    )
    first, *others = left.scalars()
    assert first.year == 1900
    assert others == drawn[-3:], "the one of 92 days ago tells the position of 91"


async def test_old_positions_of_ships_go_and_the_ship_is_still_where_it_was(
    db: AsyncSession, client_of: ClientOf
) -> None:
    days = (100, 91, 3)
    at = [(START - timedelta(days=ago)).isoformat() for ago in days]
    for days_ago in at:
        await ship_of_opportunity(client_of, at=days_ago)
    gone = await prune(db, real_now=clock.real_now(), now=START, track_days=90, vessel_hours=6)
    assert gone["ship_track_point"] == 2
    listed = (await client_of("MLT", "observer").get("/api/ships")).json()["items"]
    assert [ship["position"]["at"][:10] for ship in listed] == [one[:10] for one in at]


async def test_no_setting_deletes_what_a_term_may_show_late(
    db: AsyncSession, client_of: ClientOf
) -> None:
    asset = await registered(client_of, "MLT", helicopter())
    at = [START - timedelta(days=ago) for ago in (9, 8)]
    await delivered(client_of, "MLT", asset["id"], *(fix(14.5, 35.9, when) for when in at))
    gone = await prune(db, real_now=clock.real_now(), now=START, track_days=0, vessel_hours=6)
    assert gone["track_point"] == 0


async def test_old_keys_go_in_batches_and_young_ones_stay(
    db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "BATCH", 2)
    now = clock.real_now()
    for days in (1, 31, 40, 50):
        at = now - timedelta(days=days)
        db.add(Repeatable(identity=uuid4(), key=f"after {days}", asked=b"", at=at))
    await db.flush()
    first = await prune(db, real_now=now, now=START, track_days=90, vessel_hours=6)
    second = await prune(db, real_now=now, now=START, track_days=90, vessel_hours=6)
    assert (first["repeatable"], second["repeatable"]) == (2, 1)
    kept = await db.execute(
        select(col(Repeatable.key)).where(col(Repeatable.key).startswith("after"))
    )
    assert list(kept.scalars()) == ["after 1"]


@pytest.mark.long
async def test_an_answer_link_goes_a_month_after_its_end(
    db: AsyncSession, client_of: ClientOf, world: World
) -> None:
    sent = await asked(client_of, world, LISTED, incident=await opened(client_of))
    for _ in range(2):
        await link_for(client_of, world, sent)  # the second ends the first
    for days, gone in ((29, 0), (31, 1), (35, 1)):
        at = clock.real_now() + timedelta(days=days)
        assert (await prune(db, real_now=at, now=START, track_days=90, vessel_hours=6))[
            "answer_link"
        ] == gone


async def test_a_session_goes_a_month_after_its_end(db: AsyncSession, world: World) -> None:
    now = clock.real_now()
    person = Person(
        party_code="MLT", login="chief", name="Chief", password_hash="none", created_at=now
    )
    db.add(person)
    await db.flush()
    for name, ends in (("lasts", 1), ("ended", -5), ("long ago", -31)):
        db.add(
            SignIn(
                token_hash=name.encode(),
                person_id=person.id,
                centre_id=world.centres["MLT"],
                created_at=now - timedelta(days=60),
                used_at=now - timedelta(days=60),
                expires_at=now + timedelta(days=ends),
            )
        )
    await db.flush()
    gone = await prune(db, real_now=now, now=START, track_days=90, vessel_hours=6)
    left = await db.execute(select(col(SignIn.token_hash)))
    assert gone["sign_in"] == 1
    assert {b"lasts", b"ended"} <= set(left.scalars())
