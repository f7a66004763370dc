"""Regions that a case reaches by its drift, or as its area grows, without any news."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.geo.areas import parse_area
from sar.geo.position import LatLon
from sar.incidents.informing.region_watch import REGIONS
from sar.incidents.jobs import tell_regions_reached
from sar.incidents.models import CaseAlarm
from sar.incidents.words import AlarmCause
from sar.parties.models import Centre
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.informing.test_regions import told
from tests.given.incidents import Plain, act, case_changed, case_seen, opened, plain
from tests.given.jobs import run_job, run_newest
from tests.given.places import point
from tests.given.record import entries, sentences
from tests.given.requests import deferred, id_of
from tests.law import lawful
from tests.world import box

pytestmark = pytest.mark.anyio

OFF_TUNISIA = {"point": point(12.0, 34.6), "error_nm": 2.0}
WEST: Plain = {"course_deg": 270.0, "speed_kn": 1.0}


async def looks(db: AsyncSession) -> list[datetime]:
    """The instants of the looks that were planned, as they were."""
    jobs = await deferred(db, REGIONS)
    return [datetime.fromisoformat(job["look_at"]) for job in jobs if job["look_at"]]


async def lived(db: AsyncSession, time: ExerciseTime, until: datetime) -> int:
    """Let each look run when it is due, and say how many there were."""
    ran = 0
    done: set[str] = set()
    for job in await deferred(db, REGIONS):
        if not job["look_at"]:
            await run_job(db, tell_regions_reached, job, now=time.now)
            ran += 1
    while True:
        due = [job for job in await deferred(db, REGIONS) if job["look_at"] not in {"", *done}]
        if not due:
            return ran
        first = min(due, key=lambda job: str(job["look_at"]))
        at = datetime.fromisoformat(first["look_at"])
        if at > until:
            return ran
        done.add(first["look_at"])
        time.advance(minutes=(at - time.now) / timedelta(minutes=1))
        await run_job(db, tell_regions_reached, first, now=time.now)
        ran += 1


async def involved(client_of: ClientOf, case: Plain) -> set[str]:
    seen = await case_seen(client_of, case)
    return {one["party"] for one in seen["involved"]}


async def further_centre(
    db: AsyncSession, party: str, name: str, west: float, south: float, east: float, north: float
) -> Centre:
    """A second centre of the party, with its own region."""
    centre = Centre(
        party_code=party,
        code=f"MRSC-{name.upper()}",
        name=f"Mrsc {name}",
        position=LatLon(south, west),
        srr=parse_area(box(west, south, east, north)),
        languages=["en"],
        contacts=[{"channel": "telephone", "value": "+000", "language": "en"}],
    )
    db.add(centre)
    await db.commit()
    return centre


async def told_by_alarm(db: AsyncSession) -> list[str]:
    """The codes of the centres at which it was raised that their region is touched."""
    query = (
        select(col(Centre.code))
        .join(CaseAlarm, col(CaseAlarm.centre_id) == col(Centre.id))
        .where(col(CaseAlarm.cause) == AlarmCause.REGION)
    )
    return sorted(await db.scalars(query))


@pytest.mark.long
async def test_the_neighbour_is_told_once_at_the_minute_at_which_the_area_reaches_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, position=OFF_TUNISIA, drift=WEST)
    since = time.now
    assert await involved(client_of, case) == {"ITA", "MLT"}
    await lived(db, time, since + timedelta(hours=18))
    assert await involved(client_of, case) == {"ITA", "MLT"}, "it is not near enough"
    assert await entries(db, "ITA", of="RegionsReached") == []
    await lived(db, time, since + timedelta(hours=20))
    told_at = time.now
    # 24.7 nm to the border, 2 of uncertainty, which grows by a quarter of a knot.
    assert timedelta(hours=18) < told_at - since < timedelta(hours=18, minutes=30)
    assert await involved(client_of, case) == {"ITA", "MLT", "TUN"}
    assert ("TUN", "circle", told_at) in await told(client_of, case["id"], to="TUN")
    (fact,) = await entries(db, "ITA", of="RegionsReached")
    assert fact["sentence"] == (
        f"{case['reference']}: it may have come to the region of MRCC Tunis (TUN), or drifts there"
        " within six hours. Told: MRCC Tunis (TUN)."
    )
    for party in ("TUN", "MLT"):
        assert len(await entries(db, party, of="RegionsReached")) == 1, party
    assert await told_by_alarm(db) == ["MRCC-TUNIS", "RCC-MALTA"]
    ran = await lived(db, time, since + timedelta(days=3))
    assert ran <= 6, "one a day, and one for each region that is reached"
    named = await sentences(db, "ITA", of="RegionsReached")
    assert sum("MRCC Tunis" in sentence for sentence in named) == 1
    assert (await told_by_alarm(db)).count("MRCC-TUNIS") == 1


@pytest.mark.long
async def test_who_is_only_listed_must_be_called_and_who_is_not_to_be_told_is_not(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    kept = [{"party": "TUN", "reason": "They fled from there."}]
    case = await opened(client_of, position=OFF_TUNISIA, kept_from=kept)
    # Libya is 36 nm off, Tunisia 24.7; the circle grows by half a knot.
    ran = await lived(db, time, time.now + timedelta(days=3))
    assert ran <= 7
    seen = await case_seen(client_of, case)
    assert {one["party"] for one in seen["involved"]} == {"ITA", "MLT"}
    assert [one["party"] for one in seen["to_be_called"]] == ["LBY"]
    (fact,) = await entries(db, "ITA", of="RegionsReached")
    assert "To be called: JRCC Tripoli (LBY)." in fact["sentence"]
    assert "TUN" not in fact["sentence"]
    assert await entries(db, "TUN") == []
    hidden = await client_of("TUN", "observer").get(f"/api/incidents/{case['id']}")
    assert hidden.status_code == 404
    log = plain(await client_of("ITA", "observer").get(f"/api/incidents/{case['id']}/log"))
    lines = [line["text"] for line in log["items"]]
    assert sum("JRCC Tripoli (LBY) must be called" in line for line in lines) == 1


@pytest.mark.long
async def test_a_suspended_search_tells_nobody_until_it_is_searched_again(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, position=OFF_TUNISIA, drift=WEST, phase="alert", pob={"min": 0})
    wish = {"reason": "Nothing found.", "ground": "hope_passed", "told": "Nobody asked."}
    stopped = await act(client_of, "ITA", "coordinator", f"{case['id']}/suspend", **wish)
    assert stopped.is_success, stopped.text
    assert plain(stopped)["state"] == "suspended"
    await lived(db, time, time.now + timedelta(days=2))
    assert await looks(db) == [], "nobody looks meanwhile"
    time.advance(hours=48)
    assert await involved(client_of, case) == {"ITA", "MLT"}
    again = {"reason": "A report of a light."}
    searched = await act(client_of, "ITA", "watch_officer", f"{case['id']}/reopen", **again)
    assert searched.is_success, searched.text
    await run_newest(db, tell_regions_reached, REGIONS, now=time.now)
    assert await involved(client_of, case) == {"ITA", "MLT", "TUN"}


async def test_a_position_reported_of_a_suspended_search_tells_no_region_that_drift_has_reached(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, position=OFF_TUNISIA, drift=WEST, phase="alert", pob={"min": 0})
    wish = {"reason": "Nothing found.", "ground": "hope_passed", "told": "Nobody asked."}
    stopped = await act(client_of, "ITA", "coordinator", f"{case['id']}/suspend", **wish)
    assert plain(stopped)["state"] == "suspended"
    time.advance(hours=72)
    body = {"id": id_of(), "point": point(12.7, 34.6), "error_nm": 1.0, "at": time.now.isoformat()}
    seen = await act(client_of, "MLT", "watch_officer", f"{case['id']}/positions", **body)
    assert seen.is_success, seen.text
    assert await involved(client_of, case) == {"ITA", "MLT"}


async def test_a_case_that_is_forgotten_open_is_told_to_no_further_region(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, position=OFF_TUNISIA, object_class="inflatable")
    before = await involved(client_of, case)
    time.advance(days=15)
    look = (await deferred(db, REGIONS))[-1]
    await run_job(db, tell_regions_reached, look, now=time.now)
    assert await involved(client_of, case) == before, "nobody has written for a fortnight"
    line = {"id": id_of(), "text": "The family calls every day."}
    wrote = await act(client_of, "ITA", "watch_officer", f"{case['id']}/log", **line)
    assert wrote.is_success, wrote.text
    await run_job(db, tell_regions_reached, {**look, "look_at": ""}, now=time.now)
    assert await involved(client_of, case) > before


async def test_what_changes_nothing_plans_no_other_look_and_a_wind_does(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, position=OFF_TUNISIA, object_class="inflatable")
    await run_newest(db, tell_regions_reached, REGIONS, now=time.now)
    first = await looks(db)
    assert len(first) == 1

    async def changed(**fields: object) -> None:
        await case_changed(client_of, case, **fields)
        await run_newest(db, tell_regions_reached, REGIONS, now=time.now)

    time.advance(minutes=10)
    await changed(title="Another name")
    assert await looks(db) == first
    await changed(conditions={"wind_from_deg": 90.0, "wind_kn": 25.0})
    again = await looks(db)
    assert len(again) == 2
    assert again[1] < first[0], "it drifts sooner"
    time.advance(minutes=(first[0] - time.now) / timedelta(minutes=1))
    early = next(job for job in await deferred(db, REGIONS) if job["look_at"])
    before = len(await entries(db, "ITA"))
    await run_job(db, tell_regions_reached, early, now=time.now)
    assert len(await entries(db, "ITA")) == before, "the earlier plan is none any more"


@pytest.mark.long
async def test_a_newer_position_in_another_region_tells_its_centre_before_the_lead_believes_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, position=OFF_TUNISIA)
    first_at = time.now
    time.advance(minutes=30)
    where = f"{case['id']}/positions"
    for minutes, lon in ((-90, 20.5), (30, 11.0)):  # the first is older than the datum
        at = (first_at + timedelta(minutes=minutes)).isoformat()
        body = {"id": id_of(), "point": point(lon, 34.6), "error_nm": 1.0, "at": at}
        async with lawful(db):
            seen = await act(client_of, "MLT", "watch_officer", where, **body)
        assert seen.is_success, seen.text
    assert await involved(client_of, case) == {"ITA", "MLT", "TUN"}
    assert ("TUN", "reported", time.now) in await told(client_of, case["id"], to="TUN")
    assert await told_by_alarm(db) == ["MRCC-TUNIS", "RCC-MALTA"]


async def test_a_further_centre_of_a_party_in_the_case_is_told_and_its_own_people_take_it_up(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await further_centre(db, "ITA", "Lampedusa", 11.5, 35.0, 13.0, 35.2)
    case = await opened(client_of, position=OFF_TUNISIA, drift={"course_deg": 0.0, "speed_kn": 2.0})
    assert await told_by_alarm(db) == ["RCC-MALTA"]
    await lived(db, time, time.now + timedelta(hours=12))
    assert await told_by_alarm(db) == ["MRSC-LAMPEDUSA", "RCC-MALTA"], "nor the lead's own"
    named = await sentences(db, "ITA", of="RegionsReached")
    assert sum("Told: Mrsc Lampedusa (ITA)." in one for one in named) == 1
    where = f"/api/incidents/{case['id']}"
    seen = plain(await client_of("ITA", "observer").get(where))
    (alarm,) = [one for one in seen["alarms"] if one["cause"] == "region"]
    taken = await client_of("ITA", "watch_officer").post(f"{where}/alarms/take-up", json={})
    assert taken.is_success, taken.text
    seen = plain(await client_of("ITA", "observer").get(where))
    assert [one["taken_up_at"] for one in seen["alarms"] if one["id"] == alarm["id"]] == [None]
    regions = (await client_of("ITA", "observer").get(f"{where}/regions")).json()
    since = {one["centre"]["name"]: one["told_at"] for one in regions}
    assert datetime.fromisoformat(since["Mrsc Lampedusa"]) > datetime.fromisoformat(
        case["opened_at"]
    )


async def test_people_missing_again_have_it_looked_at_at_once_and_once(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    five = {"min": 5, "max": 5}
    case = await opened(client_of, position=OFF_TUNISIA, drift=WEST, pob=five)

    async def found(alive: int, **more: object) -> Plain:
        said = {"by": "the customs", "alive": alive, "dead": 0, "place": "the beach", **more}
        where = f"{case['id']}/found-by-others"
        answer = await act(client_of, "ITA", "watch_officer", where, source="A call", **said)
        assert answer.is_success, answer.text
        first: Plain = plain(answer)["people"]["found_by_others"][0]
        return first

    entry = await found(5)
    await lived(db, time, time.now + timedelta(days=3))
    assert await involved(client_of, case) == {"ITA", "MLT"}, "nobody is searched for"
    planned = len(await deferred(db, REGIONS))
    time.advance(hours=24)
    await found(4, corrects=entry["id"], reason="One was counted twice.")
    await found(3, corrects=entry["id"], reason="Another was too.")
    jobs = await deferred(db, REGIONS)
    assert len(jobs) == planned + 1, "more are missing, and one look is enough"
    await run_job(db, tell_regions_reached, jobs[-1], now=time.now)
    assert await involved(client_of, case) == {"ITA", "MLT", "TUN"}
    after = await looks(db)
    await found(2, corrects=entry["id"], reason="And one more.")
    assert await looks(db) == after, "it is followed again"
    assert len(await deferred(db, REGIONS)) == planned + 2
