"""Positions by day in a real database: tables are made ahead, thinned, and dropped whole, and no
position is lost on the way."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import psycopg
import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from uuid_utils.compat import uuid7

from sar import clock, migrations
from sar.agreements.words import Phase, Situation
from sar.assets import fix_ingest
from sar.assets.day_bounds import TrackSpan, midnight
from sar.assets.holding import Held
from sar.assets.models import Asset
from sar.assets.plausible import NewFix
from sar.assets.track_days import (
    KeptWork,
    cut_ahead,
    drop_those_over,
    next_to_thin,
    spans,
    thin,
    whole_since,
)
from sar.assets.track_thinning import WholeWindow
from sar.assets.visible_positions import known_ago
from sar.database_roles import DatabaseRole, conninfo
from sar.db import make_engine, make_sessions
from sar.geo.position import LatLon
from sar.incidents.models import Incident
from sar.incidents.words import IncidentState
from sar.pruning import keep_track_days, prune
from sar.requests.models import Deployment
from sar.requests.words import DeploymentState
from tests.conftest import Copy, NewWorld
from tests.world import START

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)
TODAY = midnight(START.date())
KEPT = 14
HERE = LatLon(35.5, 12.5)


@dataclass
class Ground:
    """A database of its own, with two boats of Italy's."""

    url: str
    sessions: async_sessionmaker[AsyncSession]
    boats: Sequence[UUID]
    centre: UUID

    async def positions(self, *ats: datetime, boat: int = 0, now: datetime | None = None) -> int:
        """Deliver positions at one place; the number that was kept."""
        fixes = [NewFix(self.boats[boat], at, HERE, None, None, 0.1, "") for at in sorted(ats)]
        async with self.sessions() as db, db.begin():
            return (await fix_ingest.ingest(db, fixes, now=now or max(ats))).accepted

    async def kept(self, boat: int = 0) -> list[datetime]:
        async with self.sessions() as db:
            rows = await db.execute(
                text("SELECT at FROM track_point WHERE asset_id = :id ORDER BY at"),
                {"id": self.boats[boat]},
            )
            return list(rows.scalars())

    async def round(self, now: datetime, *, whole_hours: int = 24, days: int = KEPT) -> None:
        await keep_track_days(self.sessions, now=now, days=days, whole_hours=whole_hours)

    async def spans(self) -> list[TrackSpan]:
        async with self.sessions() as db:
            return await spans(db)

    async def tables(self) -> set[str]:
        query = "SELECT relname FROM pg_class WHERE relname ~ '^track_point' AND relkind IN ('r')"
        async with self.sessions() as db:
            return set((await db.execute(text(query))).scalars())


@pytest.fixture
async def ground(new_world: NewWorld) -> AsyncIterator[Ground]:
    url, world = new_world("track_days")
    engine = make_engine(url, DatabaseRole.SYSTEM)
    found = Ground(url, make_sessions(engine), [uuid7(), uuid7()], world.centres["ITA"])
    async with found.sessions() as db, db.begin():
        for number, boat in enumerate(found.boats):
            db.add(
                Asset(
                    id=boat,
                    party_code="ITA",
                    centre_id=world.centres["ITA"],
                    type_code="S5",
                    name=f"Boat {number}",
                    created_at=START,
                )
            )
    yield found
    await engine.dispose()


def every(each: timedelta, since: datetime, until: datetime) -> list[datetime]:
    return [since + n * each for n in range((until - since) // each)]


async def test_days_are_made_ahead_and_go_whole_and_no_hour_is_without_a_table(
    ground: Ground,
) -> None:
    for day in range(20):
        now = TODAY + day * DAY + timedelta(hours=12)
        assert await ground.positions(now) == 1
        await ground.round(now)
        found = await ground.spans()
        assert all(a.to_at == b.from_at for a, b in pairwise(found))
        assert found[0].from_at is None
        assert found[-1].to_at is None
        assert found[-1].from_at is not None
        assert found[-1].from_at > now + 2 * DAY
    today = TODAY + 19 * DAY
    assert await ground.kept() == [
        TODAY + day * DAY + timedelta(hours=12) for day in range(19 - KEPT - 1, 20)
    ], "those of 14 days, and the newest before"
    assert found[0].to_at == today - KEPT * DAY
    assert len(found) == KEPT + 5
    assert await ground.tables() == {one.name for one in found}


async def test_positions_of_1970_and_of_days_that_nobody_made_are_kept(ground: Ground) -> None:
    await ground.positions(TODAY)
    await ground.round(TODAY)
    old, late = datetime(1970, 1, 1, tzinfo=UTC), TODAY + 9 * DAY
    assert await ground.positions(old, now=TODAY) == 1
    assert await ground.positions(late, late + timedelta(hours=1)) == 2
    assert await ground.kept() == [old, TODAY, late, late + timedelta(hours=1)]
    await ground.round(late + timedelta(hours=2))
    found = await ground.spans()
    assert await ground.kept() == [old, TODAY, late, late + timedelta(hours=1)]
    assert all(a.to_at == b.from_at for a, b in pairwise(found))
    missed = next(one for one in found if one.to_at == late + DAY)
    assert missed.from_at is not None
    assert missed.from_at < late - DAY, "days that nobody made have one table"


async def test_a_position_later_than_the_days_asked_for_puts_the_end_off(ground: Ground) -> None:
    later = TODAY + 40 * DAY
    await ground.positions(later)
    async with ground.sessions() as db, db.begin():
        await cut_ahead(db, TODAY.date() + DAY)
    assert [one.to_at for one in await ground.spans()] == [later + DAY, None]
    assert await ground.kept() == [later]


async def test_of_a_day_that_is_over_what_tells_nothing_drops_out(ground: Ground) -> None:
    await ground.round(TODAY - DAY)
    whole = every(timedelta(seconds=30), TODAY, TODAY + timedelta(hours=3))
    gap = [TODAY + timedelta(hours=5)]
    await ground.positions(*whole, *gap)
    await ground.round(TODAY + DAY + timedelta(hours=23))
    assert await ground.kept() == [*whole, *gap], "it is not over for a day"
    await ground.round(TODAY + 2 * DAY)
    thinned = await ground.kept()
    assert thinned == [*whole[::20], whole[-1], *gap]
    await ground.round(TODAY + 2 * DAY)
    assert await ground.kept() == thinned
    assert [one.from_at for one in await ground.spans() if one.thinned] == [TODAY]
    engine = make_engine(ground.url, DatabaseRole.APP)
    async with make_sessions(engine)() as db:
        assert await whole_since(db, since=TODAY - DAY, until=TODAY) is None
        assert await whole_since(db, since=TODAY, until=TODAY + 2 * DAY) == TODAY + DAY
    await engine.dispose()


async def test_what_lasts_in_another_database_holds_nothing_back(ground: Ground) -> None:
    with psycopg.connect(conninfo(ground.url, DatabaseRole.SYSTEM), dbname="postgres") as other:
        other.execute("SELECT pg_current_xact_id()")
        await ground.round(TODAY - DAY)
        whole = every(timedelta(minutes=1), TODAY, TODAY + timedelta(hours=1))
        await ground.positions(*whole)
        await ground.round(TODAY + 2 * DAY)
    assert await ground.kept() == [*whole[::10], whole[-1]]


async def test_all_positions_of_a_unit_at_work_stay_for_as_long_as_its_case_needs_them(
    ground: Ground,
) -> None:
    await ground.round(TODAY - DAY)
    whole = every(timedelta(minutes=1), TODAY, TODAY + timedelta(hours=2))
    for boat in (0, 1):
        await ground.positions(*whole, boat=boat)
    async with ground.sessions() as db, db.begin():
        case = Incident(
            reference="ITA-2026-9001",
            opened_by="ITA",
            lead_party="ITA",
            lead_centre_id=ground.centre,
            exercise=True,
            situation=Situation.MARITIME,
            title="Boat",
            phase=Phase.DISTRESS,
            phase_at=START,
            opened_at=START,
            coarse_updated_at=START,
            updated_at=START,
        )
        db.add(case)
        await db.flush()
        db.add(_work(ground.boats[0], case.id, TODAY + timedelta(hours=1)))
    for days in (3, 40):
        await ground.round(TODAY + days * DAY)
        async with ground.sessions() as db, db.begin():
            now = TODAY + days * DAY
            await prune(db, real_now=clock.real_now(), now=now, track_days=KEPT, vessel_hours=6)
        assert await ground.kept(0) == whole
        assert len(await ground.kept(1)) == (13 if days == 3 else 1)
    async with ground.sessions() as db, db.begin():
        closed = {"state": IncidentState.CLOSED, "at": TODAY + 41 * DAY}
        await db.execute(text("UPDATE incident SET state = :state, closed_at = :at"), closed)
        await db.execute(
            text("UPDATE deployment SET state = 'returned', updated_at = :at"),
            {"at": TODAY + 41 * DAY},
        )
    for days, left in ((50, len(whole)), (41 + KEPT + 2, 1)):
        async with ground.sessions() as db, db.begin():
            now = TODAY + days * DAY
            await prune(db, real_now=clock.real_now(), now=now, track_days=KEPT, vessel_hours=6)
        assert len(await ground.kept(0)) == left


def _work(boat: UUID, incident_id: UUID, at: datetime) -> Deployment:
    return Deployment(
        incident_id=incident_id,
        asset_id=boat,
        party_code="ITA",
        lead_party="ITA",
        name="Boat 0",
        type_code="S5",
        state=DeploymentState.ON_SCENE,
        from_at=at,
        created_at=at,
        updated_at=at,
    )


async def test_the_newest_plausible_position_outlasts_later_ones_that_are_not(
    ground: Ground,
) -> None:
    await ground.round(TODAY - DAY)
    sound, doubted = TODAY, TODAY + timedelta(hours=1)
    await ground.positions(TODAY - timedelta(hours=1), sound, doubted)
    async with ground.sessions() as db, db.begin():
        await db.execute(
            text("UPDATE track_point SET implausible = true WHERE at = :at"), {"at": doubted}
        )
    await ground.round(TODAY + 30 * DAY)
    assert await ground.kept() == [sound, doubted]


async def test_what_comes_and_is_ruled_while_a_day_is_thinned_stays(ground: Ground) -> None:
    await ground.round(TODAY - DAY)
    whole = every(timedelta(minutes=1), TODAY, TODAY + timedelta(hours=1))
    await ground.positions(*whole)
    late = TODAY + timedelta(minutes=2, seconds=30)
    async with ground.sessions() as db, db.begin():
        began = (await db.execute(text("SELECT track_rewrite_begin()"))).scalar_one()
        await db.execute(
            text("INSERT INTO track_point_next SELECT * FROM track_point WHERE at IN (:a, :b)"),
            {"a": whole[0], "b": whole[10]},
        )
        await ground.positions(late, now=TODAY + DAY)
        async with ground.sessions() as other, other.begin():
            ruled = "UPDATE track_point SET doubt = 'frozen' WHERE at IN (:a, :b)"
            await other.execute(text(ruled), {"a": whole[5], "b": whole[10]})
        await db.execute(
            text("SELECT track_rewrite_end(:began, :since, :until)"),
            {"began": began, "since": TODAY, "until": TODAY + DAY},
        )
    assert await ground.kept() == [whole[0], late, whole[5], whole[10]]
    async with ground.sessions() as db:
        query = "SELECT at FROM track_point WHERE doubt = 'frozen' ORDER BY at"
        assert list((await db.execute(text(query))).scalars()) == [whole[5], whole[10]]


@pytest.mark.parametrize("step", ["thin", "drop"])
async def test_a_step_that_is_killed_in_the_middle_has_not_begun(ground: Ground, step: str) -> None:
    await ground.round(TODAY - DAY)
    whole = every(timedelta(minutes=1), TODAY, TODAY + timedelta(hours=1))
    await ground.positions(*whole)
    before, now = await ground.spans(), TODAY + (3 if step == "thin" else 30) * DAY
    async with ground.sessions() as db:
        await db.begin()
        backend = (await db.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        if step == "thin":
            span = await next_to_thin(db, now=now, whole_hours=24, kept_days=KEPT)
            assert span is not None
            assert await thin(db, span, []) == (60, 7)
        else:
            assert await drop_those_over(db, [], now=now, kept_days=KEPT) is not None
        with psycopg.connect(conninfo(ground.url, DatabaseRole.SYSTEM), autocommit=True) as killer:
            killer.execute("SET ROLE NONE")
            killer.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
        with pytest.raises(OperationalError):
            await db.execute(text("SELECT 1"))
    assert await ground.spans() == before
    assert await ground.tables() == {one.name for one in before}
    assert await ground.kept() == whole
    await ground.round(now)
    assert len(await ground.kept()) == (7 if step == "thin" else 1)


async def test_a_reader_in_the_way_holds_off_the_round_and_the_round_nobody_for_long(
    ground: Ground,
) -> None:
    await ground.round(TODAY - DAY)
    await ground.positions(*every(timedelta(minutes=1), TODAY, TODAY + timedelta(hours=1)))
    before = await ground.spans()
    async with ground.sessions() as reader:
        await reader.execute(text("SELECT count(*) FROM track_point"))
        with pytest.raises(OperationalError, match="lock timeout"):
            await ground.round(TODAY + 3 * DAY)
        assert await ground.spans() == before
        assert await ground.positions(TODAY + 3 * DAY) == 1
    await ground.round(TODAY + 3 * DAY)
    assert len(await ground.kept()) == 8


async def test_readers_and_writers_go_on_while_a_day_is_read_for_its_thinning(
    ground: Ground,
) -> None:
    await ground.round(TODAY - DAY)
    await ground.positions(*every(timedelta(minutes=1), TODAY, TODAY + timedelta(hours=1)))
    async with ground.sessions() as db, db.begin():
        await db.execute(text("SELECT track_rewrite_begin()"))
        await db.execute(text("INSERT INTO track_point_next SELECT * FROM track_point"))
        assert await ground.positions(TODAY + timedelta(seconds=5), now=TODAY + DAY) == 1
        assert len(await ground.kept()) == 61
        await db.rollback()


async def test_the_web_role_may_do_none_of_it_and_spans_that_do_not_adjoin_are_refused(
    ground: Ground,
) -> None:
    await ground.round(TODAY)
    engine = make_engine(ground.url, DatabaseRole.APP)
    for statement in (
        "track_split('2030-01-01')",
        "track_rewrite_begin()",
        "track_rewrite_end('1', NULL, now())",
    ):
        async with make_sessions(engine)() as db:
            with pytest.raises(ProgrammingError, match="permission denied"):
                await db.execute(text(f"SELECT {statement}"))
    await engine.dispose()
    async with ground.sessions() as db:
        began = (await db.execute(text("SELECT track_rewrite_begin()"))).scalar_one()
        with pytest.raises(Exception, match="no spans from"):
            await db.execute(
                text("SELECT track_rewrite_end(:began, :since, :until)"),
                {"began": began, "since": TODAY, "until": TODAY + timedelta(hours=5)},
            )


async def test_of_a_day_in_which_a_unit_worked_a_while_that_while_stays(ground: Ground) -> None:
    await ground.round(TODAY - DAY)
    whole = every(timedelta(minutes=1), TODAY, TODAY + timedelta(hours=1))
    await ground.positions(*whole)
    window = WholeWindow(TODAY + timedelta(minutes=20), TODAY + timedelta(minutes=30))
    async with ground.sessions() as db, db.begin():
        span = await next_to_thin(db, now=TODAY + 3 * DAY, whole_hours=24, kept_days=KEPT)
        assert span is not None
        await thin(db, span, [KeptWork(ground.boats[0], window)])
    assert [at for at in await ground.kept() if window.since <= at] == [
        *whole[20:31], whole[40], whole[50], whole[-1],
    ]  # fmt: skip


async def test_for_a_place_that_is_told_late_its_day_alone_is_asked(ground: Ground) -> None:
    """Else each of many places asks all days, a hundred times as long."""
    days = [TODAY + day * DAY for day in range(8)]
    for day in days:
        await ground.round(day)
        for boat in (0, 1):
            await ground.positions(*every(timedelta(minutes=5), day, day + DAY), boat=boat)
    pairs = {(boat, Held(delay_minutes=60)) for boat in ground.boats}
    async with ground.sessions() as db, db.begin():
        before = await _scans(db)
        found = await known_ago(db, pairs, now=days[5] + timedelta(hours=12))
        asked = set((await _scans(db) - before).keys())
    assert asked == {f"track_point_{days[5]:%Y%m%d}"}
    assert {one.at for one in found.values()} == {days[5] + timedelta(hours=11)}


async def _scans(db: AsyncSession) -> Counter[str]:
    """The number of times that this connection has asked each table of positions."""
    query = """
        SELECT relname, coalesce(idx_scan, 0) + seq_scan FROM pg_stat_xact_user_tables
        WHERE relname ~ '^track_point'
    """
    return Counter({row[0]: row[1] for row in (await db.execute(text(query))).all()})


def test_rows_of_an_earlier_release_are_carried_over_where_they_lie(copy_database: Copy) -> None:
    url = copy_database("template1", "undivided")
    command.upgrade(migrations.config(url), "0108")
    insert = """
        INSERT INTO track_point (asset_id, at, point, uncertainty_nm, source, implausible)
        SELECT md5(n::text)::uuid, '2026-07-01'::timestamptz + n * interval '1 hour',
            ST_MakePoint(12, 35)::geography, 0.1, '', false
        FROM generate_series(1, 240) AS n
    """
    with psycopg.connect(conninfo(url, DatabaseRole.OWNER), autocommit=True) as db:
        for change in (
            "DROP CONSTRAINT fk_track_point_asset_id_asset",
            "ADD CONSTRAINT fk_track_point_asset_id_asset FOREIGN KEY (asset_id)"
            " REFERENCES asset (id) NOT VALID",
        ):
            db.execute(f"ALTER TABLE track_point {change}".encode())
            if change.startswith("DROP"):
                db.execute(insert.encode())
        rows = "SELECT array_agg(track_point ORDER BY at), min(ctid)::text FROM track_point"
        before = db.execute(rows.encode()).fetchone()
        file = "SELECT pg_relation_filenode(%s::regclass)"
        lies = db.execute(file, ["track_point"]).fetchone()
        command.upgrade(migrations.config(url), "head")
        assert db.execute(rows.encode()).fetchone() == before
        assert db.execute(file, ["track_point_earlier"]).fetchone() == lies
        found = db.execute("SELECT name, to_at FROM track_spans()").fetchall()
    assert found == [
        ("track_point_earlier", datetime(2026, 7, 12, tzinfo=UTC)),
        ("track_point_ahead", None),
    ]
