"""Expected times are worked out for each reader, from no more than it may see."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.requests.time_rows import time_of
from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import case_seen
from tests.given.matches import weighed
from tests.given.places import point
from tests.given.record import told
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    coverage,
    deployed,
    expected,
    foreseen,
    hailed,
    id_of,
    instant,
    later,
    need,
    offered,
    opened,
    plain,
    post,
    ship_of_opportunity,
    stepped,
    work_seen,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


async def aircraft_asked(client_of: ClientOf, world: World, incident: Plain, **due: Any) -> Plain:
    """Italy asks Malta for an aircraft."""
    return await asked(client_of, world, "MLT", incident=incident, needs=[need(by_at=later(**due))])


async def shared(client_of: ClientOf, visibility: str = "position") -> None:
    """Malta lets Italy see its assets."""
    sharing = term(visibility=visibility, grantor="MLT", grantees=["ITA"])
    await concluded(client_of, agreement(sharing, reference="IM", parties=("ITA", "MLT")))


def minutes(plain: Plain, name: str, since: str) -> float:
    """The minutes of a named time after an instant."""
    span = datetime.fromisoformat(plain[name]) - datetime.fromisoformat(since)
    return span.total_seconds() / 60.0


async def accepted_work(client_of: ClientOf, made: Plain, party: str = "ITA") -> Plain:
    """The deployment that an offer of one item led to."""
    await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, party, made)
    return work


async def under_way(client_of: ClientOf, db: AsyncSession, made: Plain) -> tuple[Plain, Plain]:
    """The deployment that Malta's offer led to, which has left, and its time as Italy reads it."""
    work = await accepted_work(client_of, made)
    await stepped(client_of, "MLT", work, "depart")
    await foreseen(db)
    return work, await expected(client_of, "ITA", work)


async def of_arrivals(db: AsyncSession, party: str = "ITA") -> list[str]:
    """The record's facts on arrivals, oldest first."""
    return [fact for fact in await told(db, party) if fact in ARRIVALS]


ARRIVALS = frozenset(
    {"ArrivalExpected", "ArrivalMoved", "ArrivalUnknown", "InTimeAgain", "Overdue", "RunsLate"}
)


@beginning
async def offer(client_of: ClientOf, world: World, incident: Plain, rescue: Plain) -> Plain:
    """Malta, whose assets Italy sees, offers a helicopter that is needed within twelve hours."""
    await shared(client_of)
    request = await aircraft_asked(client_of, world, incident, hours=12)
    return await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])


@pytest.mark.long
async def test_it_is_the_one_that_matching_gives_the_receiver(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await aircraft_asked(client_of, world, incident, hours=12)
    one = await weighed(client_of, request, rescue)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    await foreseen(db)
    async with lawful(db):
        await accepted(client_of, "ITA", made)
    async with lawful(db):
        await foreseen(db)
    (work,) = await deployed(client_of, "ITA", made)
    for row in (made["items"][0], work):
        if row is work:
            time = await expected(client_of, "ITA", row)
            assert time["on_scene_minutes"] == one["on_scene_minutes"] > 0.0
            for name, matched in (
                ("leaves_at", one["time"]["notice_minutes"]),
                ("early_at", one["band_minutes"]["p10"]),
                ("at", one["band_minutes"]["p50"]),
                ("late_at", one["band_minutes"]["p90"]),
            ):
                assert minutes(time, name, later()) == pytest.approx(matched, abs=0.1)
            assert (time["border_at"], time["clear_at"]) == (None, None), "nobody is asked"
    assert (work["promised_at"], work["late"]) == (None, None)
    time = await expected(client_of, "ITA", work)
    assert work["first_expected_at"] == time["at"]
    assert (work["eta_at"], work["eta_by"]) == (time["at"], "reckoned"), "for earlier clients"
    assert (await work_seen(client_of, work))["expected"] == time


async def test_what_the_datum_must_drift_to_leaves_late_and_is_expected_no_sooner_than_in_reach(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    """A base 160 miles north, a radius of 150, and a drift of 3 knots towards it."""
    await shared(client_of)
    incident = await opened(client_of, drift={"course_deg": 0.0, "speed_kn": 3.0})
    rescue = await registered(client_of, "MLT", helicopter(base=point(12.7, 37.0)))
    request = await aircraft_asked(client_of, world, incident, hours=12)
    one = await weighed(client_of, request, rescue)
    (waits,) = [r["params"] for r in one["reasons"] if r["code"] == "waits_for_reach"]
    assert one["time"]["total_minutes"] == pytest.approx(10 / 3 * 60, abs=10)
    assert one["time"]["wait_minutes"] == waits["wait_minutes"] > 60.0
    assert one["verdict"] != "not_suited"
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    work = await accepted_work(client_of, made)
    await foreseen(db)
    time = await expected(client_of, "ITA", work)
    leaves = one["time"]["notice_minutes"] + one["time"]["wait_minutes"]
    assert minutes(time, "leaves_at", later()) == pytest.approx(leaves, abs=0.2)
    await stepped(client_of, "MLT", work, "depart")
    await foreseen(db)
    under_way = await expected(client_of, "ITA", work)
    assert instant(under_way["at"]) < instant(time["at"]) - timedelta(minutes=60), "it has left"


@pytest.mark.long
@pytest.mark.parametrize(("due", "counted"), [({"hours": 12}, (1, 0)), ({"minutes": 5}, (0, 1))])
async def test_coverage_counts_it_in_time_or_late_once_it_is_known(
    client_of: ClientOf,
    db: AsyncSession,
    world: World,
    incident: Plain,
    rescue: Plain,
    due: dict[str, float],
    counted: tuple[int, int],
) -> None:
    await shared(client_of)
    request = await aircraft_asked(client_of, world, incident, **due)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    work = await accepted_work(client_of, made)
    before = await coverage(client_of, request)
    assert (before["in_time"], before["late"]) == (0, 0)
    async with lawful(db):
        await foreseen(db)
    after = await coverage(client_of, request)
    assert (after["in_time"], after["late"]) == counted
    late = (await work_seen(client_of, work))["deployment"]["late"]
    assert late == ("need" if counted == (0, 1) else None)


@pytest.mark.long
async def test_an_offer_that_waits_is_expected_as_if_it_were_accepted_now(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, offer: Plain
) -> None:
    await foreseen(db)
    first = await expected(client_of, "ITA", offer["items"][0])
    time.advance(minutes=30)
    await foreseen(db)
    then = await expected(client_of, "ITA", offer["items"][0])
    assert minutes(then, "at", first["at"]) == pytest.approx(30.0, abs=0.2)
    work = await accepted_work(client_of, offer)
    await foreseen(db)
    assert (await expected(client_of, "ITA", work))["at"] == then["at"]


@pytest.mark.long
async def test_what_has_not_left_comes_no_sooner_than_if_it_left_now(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, offer: Plain
) -> None:
    work = await accepted_work(client_of, offer)
    await foreseen(db)
    first = await expected(client_of, "ITA", work)
    notice = minutes(first, "leaves_at", later())
    way = minutes(first, "at", first["leaves_at"])
    time.advance(minutes=notice)
    await foreseen(db)
    assert minutes(await expected(client_of, "ITA", work), "at", first["at"]) < 1.0
    for waited in range(1, 4):
        time.advance(minutes=7)
        async with lawful(db):
            await foreseen(db)
        now = await expected(client_of, "ITA", work)
        assert now["leaves_at"] == f"{time.now:%Y-%m-%dT%H:%M:%SZ}"
        assert minutes(now, "at", later()) == pytest.approx(way, abs=1.0), waited
    kinds = await of_arrivals(db)
    assert kinds == ["ArrivalExpected", "RunsLate", "RunsLate", "RunsLate"]
    case = plain(await client_of("ITA", "observer").get(f"/api/incidents/{work['incident_id']}"))
    assert (case["help_gone"]["name"], case["help_gone"]["why"]) == (work["name"], "late")


async def test_what_should_be_there_is_told_to_be_overdue_once_and_then_as_it_comes(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, offer: Plain
) -> None:
    work, first = await under_way(client_of, db, offer)
    time.advance(minutes=minutes(first, "at", later()) + 0.5)
    await foreseen(db)
    just = await expected(client_of, "ITA", work)
    assert instant(just["at"]) > time.now, "it has not arrived, so it comes later than now"
    assert instant(first["at"]) < instant(just["at"]) < instant(first["late_at"])
    for _ in range(3):
        time.advance(minutes=20)
        async with lawful(db):
            await foreseen(db)
        over = await expected(client_of, "ITA", work)
        assert (over["at"], over["why"], over["was_at"]) == (None, "overdue", first["at"])
    assert await of_arrivals(db) == ["ArrivalExpected", "Overdue"]
    seen = (await work_seen(client_of, work))["deployment"]
    assert seen["late"] == "promise"
    await delivered(client_of, "MLT", work["asset_id"], fix(13.4, 34.6, time.now))
    async with lawful(db):
        await foreseen(db)
    assert instant((await expected(client_of, "ITA", work))["at"]) > time.now
    assert (await of_arrivals(db))[-1] == "RunsLate"
    async with lawful(db):
        await stepped(client_of, "MLT", work, "arrive")
        await foreseen(db)
    there = await expected(client_of, "ITA", work)
    assert (there["at"], there["why"]) == (None, "arrived")


@pytest.mark.long
async def test_a_fix_moves_it_and_a_fix_a_minute_is_enough(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, offer: Plain
) -> None:
    work, first = await under_way(client_of, db, offer)
    time.advance(minutes=5)
    await delivered(client_of, "MLT", work["asset_id"], fix(14.4, 35.5, time.now))
    async with lawful(db):
        await foreseen(db)
    moved = await expected(client_of, "ITA", work)
    assert moved["place_at"] == f"{time.now:%Y-%m-%dT%H:%M:%SZ}"
    assert moved["at"] != first["at"]
    time.advance(seconds=20)
    await delivered(client_of, "MLT", work["asset_id"], fix(14.3, 35.4, time.now))
    await foreseen(db)
    assert await expected(client_of, "ITA", work) == moved
    time.advance(seconds=40)
    await foreseen(db)
    assert await expected(client_of, "ITA", work) != moved


@pytest.mark.long
async def test_it_follows_the_datum_at_once(
    client_of: ClientOf, db: AsyncSession, offer: Plain, incident: Plain
) -> None:
    work = await accepted_work(client_of, offer)
    await foreseen(db)
    first = await expected(client_of, "ITA", work)
    answer = await post(
        client_of,
        "ITA",
        f"incidents/{incident['id']}/datum",
        point={"type": "Point", "coordinates": [13.2, 35.0]},
        uncertainty_nm=1.0,
        reason="A second call.",
    )
    assert answer.status_code < 300, answer.text
    async with lawful(db):
        await foreseen(db)
    nearer = await expected(client_of, "ITA", work)
    assert instant(nearer["at"]) < instant(first["at"]) - timedelta(minutes=10)
    assert await of_arrivals(db) == ["ArrivalExpected", "ArrivalMoved"]


async def test_of_what_the_receiver_does_not_see_nothing_is_expected(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain, rescue: Plain
) -> None:
    request = await aircraft_asked(client_of, world, incident, hours=12)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    await foreseen(db)
    hidden = await expected(client_of, "ITA", made["items"][0])
    assert (hidden["at"], hidden["why"], hidden["on_scene_minutes"]) == (None, "no_place", None)
    assert (await expected(client_of, "MLT", made["items"][0]))["at"] is not None


@pytest.mark.long
async def test_what_is_promised_stands_beside_what_is_expected(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await aircraft_asked(client_of, world, incident, hours=12)
    items = [{"asset_id": rescue["id"], "promised_at": "2026-10-11T14:00:00Z"}]
    made = await offered(client_of, "MLT", f"requests/{request['id']}", items=items)
    work = await accepted_work(client_of, made)
    await foreseen(db)
    work = (await work_seen(client_of, work))["deployment"]
    assert (work["promised_at"], work["late"]) == ("2026-10-11T14:00:00Z", None)
    assert (work["eta_at"], work["eta_by"]) == (work["promised_at"], "given")
    assert (await expected(client_of, "ITA", work))["at"] == work["first_expected_at"]
    assert work["first_expected_at"] < work["promised_at"]


async def test_a_promise_that_cannot_be_kept_is_late_at_once_and_a_new_one_is_not(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await aircraft_asked(client_of, world, incident, hours=12)
    items = [{"asset_id": rescue["id"], "eta_at": later(minutes=10)}]
    made = await offered(client_of, "MLT", f"requests/{request['id']}", items=items)
    assert made["items"][0]["promised_at"] == made["items"][0]["eta_at"], "its earlier name"
    work = await accepted_work(client_of, made)
    async with lawful(db):
        await foreseen(db)
    assert (await work_seen(client_of, work))["deployment"]["late"] == "promise"
    async with lawful(db):
        await stepped(client_of, "MLT", work, "depart", promised_at=later(hours=2))
        await foreseen(db)
    assert (await work_seen(client_of, work))["deployment"]["late"] is None
    assert await of_arrivals(db) == ["RunsLate", "InTimeAgain"]
    case = await case_seen(client_of, incident)
    assert case["help_gone"] is None


@pytest.mark.parametrize("name", ["promised_at", "eta_at"])
async def test_nothing_is_promised_for_the_past(
    client_of: ClientOf, world: World, incident: Plain, rescue: Plain, offer: Plain, name: str
) -> None:
    past = later(minutes=-2)
    body = {
        "id": id_of(),
        "items": [{"asset_id": rescue["id"], name: past}],
        "valid_until": later(hours=1),
    }
    answer = await client_of("MLT", "watch_officer").post(
        f"/api/requests/{offer['request_id']}/offers", json=body
    )
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (
        422,
        "items[0].promised_at",
    )
    work = await accepted_work(client_of, offer)
    answer = await post(client_of, "MLT", f"deployments/{work['id']}/depart", **{name: past})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "in_the_past")


async def test_who_sees_the_incident_coarsely_is_not_told_how_far_it_is(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain
) -> None:
    """Greece offers unasked: a time would tell the distance of the datum."""
    aware = term(incident_awareness="coarse", grantor="ITA", grantees=["GRC"])
    sharing = term(visibility="position", grantor="GRC", grantees=["ITA"])
    await concluded(client_of, agreement(aware, sharing, reference="IG", parties=("ITA", "GRC")))
    unit = await registered(client_of, "GRC", helicopter(name="Faros 1"))
    made = await offered(client_of, "GRC", f"incidents/{incident['id']}", unit["id"])
    await foreseen(db)
    answer = await client_of("GRC", "observer").get("/api/expected-times")
    assert plain(answer)["items"] == []
    assert (await expected(client_of, "ITA", made["items"][0]))["at"] is not None
    work = await accepted_work(client_of, made)
    await foreseen(db)
    seen = await expected(client_of, "GRC", work)
    assert seen["at"] is not None, "involved now, it sees the incident in full"


async def test_who_is_involved_is_told_the_time_alone_and_nobody_else_any(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain, offer: Plain
) -> None:
    await asked(client_of, world, "GRC", incident=incident, needs=[need()])
    work = await accepted_work(client_of, offer)
    await foreseen(db)
    ours, theirs = [await expected(client_of, party, work) for party in ("ITA", "GRC")]
    assert theirs["at"] == ours["at"], "its position is shared with all who are involved"
    sides = ("leaves_at", "border_at", "clear_at", "on_scene_minutes", "place_at")
    assert {name: theirs[name] for name in sides} == dict.fromkeys(sides)
    assert ours["leaves_at"] is not None
    answer = await client_of("TUN", "observer").get("/api/expected-times")
    assert plain(answer)["items"] == []


@pytest.mark.long
async def test_before_its_window_nothing_leaves(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await aircraft_asked(client_of, world, incident, hours=12)
    items = [{"asset_id": rescue["id"], "from_at": later(hours=4)}]
    made = await offered(client_of, "MLT", f"requests/{request['id']}", items=items)
    await foreseen(db)
    time = await expected(client_of, "ITA", made["items"][0])
    assert time["leaves_at"] == "2026-10-11T16:26:00Z" < time["at"]


async def test_what_is_carried_comes_with_its_carrier_and_is_there_with_it(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await aircraft_asked(client_of, world, incident, hours=12)
    other = await registered(client_of, "MLT", helicopter(name="Rescue 2"))
    items = [
        {"asset_id": other["id"], "carrier_asset_id": rescue["id"]},
        {"asset_id": rescue["id"], "promised_at": later(hours=3)},
    ]
    made = await offered(client_of, "MLT", f"requests/{request['id']}", items=items)
    await foreseen(db)
    times = {item["name"]: await expected(client_of, "ITA", item) for item in made["items"]}
    assert times["Rescue 1"]["at"] == times["Rescue 2"]["at"] is not None
    assert times["Rescue 2"]["on_scene_minutes"] is None, "its carrier's fuel is no limit to it"
    await accepted(client_of, "ITA", made)
    works = {row["name"]: row for row in await deployed(client_of, "ITA", made)}
    await foreseen(db)
    carrier, load = [await expected(client_of, "ITA", works[f"Rescue {n}"]) for n in (1, 2)]
    assert carrier["at"] == load["at"]
    await stepped(client_of, "MLT", works["Rescue 1"], "depart", "arrive")
    await foreseen(db)
    load = await expected(client_of, "ITA", works["Rescue 2"])
    assert (load["at"], load["why"]) == (None, "with_carrier")


@pytest.mark.long
async def test_a_hailed_ship_gets_one_and_anew_when_it_proceeds(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, incident: Plain
) -> None:
    ship = await hailed(client_of, incident)
    async with lawful(db):
        await foreseen(db)
    first = await expected(client_of, "ITA", ship)
    time.advance(minutes=20)
    await stepped(client_of, "ITA", ship, "proceed")
    async with lawful(db):
        await foreseen(db)
    assert (await expected(client_of, "ITA", ship))["at"] > first["at"]


async def test_a_ship_goes_on_along_its_way_without_another_field(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, incident: Plain
) -> None:
    """Round the west of Sicily: the way is kept, and a fix projected onto it."""
    palermo = {"type": "Point", "coordinates": [13.4, 38.25]}
    ship = await ship_of_opportunity(client_of, point=palermo)
    body = {"id": id_of(), "ship_id": ship["id"]}
    answer = await post(client_of, "ITA", f"incidents/{incident['id']}/ships", **body)
    work = plain(answer)["deployment"]
    await stepped(client_of, "ITA", work, "proceed")
    await foreseen(db)
    first = await expected(client_of, "ITA", work)
    kept = await way_of(db, work)
    turn = kept["corners"][1]
    await foreseen(db)
    time.advance(minutes=45)
    part = [13.4 + 0.5 * (turn[0] - 13.4), 38.25 + 0.5 * (turn[1] - 38.25)]
    fixes = [fix(part[0], part[1], time.now)]
    moved = await client_of("ITA", "feed").post(f"/api/ships/{ship['id']}/fixes", json=fixes)
    assert moved.status_code < 300, moved.text
    await foreseen(db)
    assert await way_of(db, work) == kept
    assert (await expected(client_of, "ITA", work))["at"] != first["at"]


@pytest.mark.long
async def test_a_hailed_ship_is_expected_from_where_each_reader_has_told_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, incident: Plain
) -> None:
    """Malta reported it far off; Italy, which leads, knows it near, and has said so since."""
    far = {"type": "Point", "coordinates": [12.7, 33.0]}
    ship = await ship_of_opportunity(client_of, "MLT", point=far)
    near = fix(12.7, 34.2, time.advance(minutes=3))
    told = await client_of("ITA", "feed").post(f"/api/ships/{ship['id']}/fixes", json=near)
    assert told.status_code == 200, told.text
    body = {"id": id_of(), "ship_id": ship["id"]}
    answer = await post(client_of, "ITA", f"incidents/{incident['id']}/ships", **body)
    work = plain(answer)["deployment"]
    await foreseen(db)
    seen = await expected(client_of, "ITA", work)
    assert datetime.fromisoformat(seen["place_at"]) == time.now
    assert datetime.fromisoformat(seen["at"]) < time.now + timedelta(hours=2)
    again = fix(12.7, 34.21, time.advance(minutes=3))
    told = await client_of("ITA", "feed").post(f"/api/ships/{ship['id']}/fixes", json=again)
    assert plain(told)["implausible"] == 1, "from where it shows to all it is not believed yet"
    await foreseen(db)
    seen = await expected(client_of, "ITA", work)
    assert datetime.fromisoformat(seen["place_at"]) == time.now, "its own word goes on"


async def way_of(db: AsyncSession, work: Plain) -> dict[str, Any]:
    """The way that is kept with the expected time."""
    row = await time_of(db, UUID(work["id"]), "ITA")
    assert row is not None
    await db.refresh(row)
    assert row.way is not None
    return row.way


@pytest.mark.long
async def test_without_any_place_no_time_is_made_up_and_the_record_is_told(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain, offer: Plain
) -> None:
    work = await accepted_work(client_of, offer)
    await foreseen(db)
    listed = await client_of("MLT", "registrar").get(f"/api/assets/{work['asset_id']}")
    changed = await client_of("MLT", "registrar").patch(
        f"/api/assets/{work['asset_id']}",
        json={"base_shared": False},
        headers={"If-Match": listed.headers.get("ETag", f'"{plain(listed)["version"]}"')},
    )
    assert changed.status_code == 200, changed.text
    async with lawful(db):
        await foreseen(db)
    hidden = await expected(client_of, "ITA", work)
    assert (hidden["at"], hidden["why"]) == (None, "no_place")
    assert await of_arrivals(db) == ["ArrivalExpected", "ArrivalUnknown"]


@pytest.mark.long
async def test_a_fix_after_the_arrival_makes_no_time_of_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, offer: Plain
) -> None:
    work = await accepted_work(client_of, offer)
    await foreseen(db)
    time.advance(minutes=50)
    await stepped(client_of, "MLT", work, "depart", "arrive")
    time.advance(minutes=2)
    await delivered(client_of, "MLT", work["asset_id"], fix(14.4, 35.5, time.now))
    async with lawful(db):
        await foreseen(db)
    there = await expected(client_of, "ITA", work)
    assert (there["at"], there["early_at"], there["why"]) == (None, None, "arrived")
    await stepped(client_of, "ITA", work, "release")
    await stepped(client_of, "MLT", work, "return", "returned")
    await foreseen(db)
    answer = await client_of("ITA", "observer").get("/api/expected-times")
    assert plain(answer)["items"] == [], "of work that is over nothing is kept"


@pytest.mark.long
async def test_a_clock_that_went_back_makes_every_time_anew(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, offer: Plain
) -> None:
    work = await accepted_work(client_of, offer)
    await foreseen(db)
    time.advance(minutes=-5)
    await foreseen(db)
    now = await expected(client_of, "ITA", work)
    assert now["as_of"] == f"{time.now:%Y-%m-%dT%H:%M:%SZ}"
    assert instant(now["at"]) > time.now


async def test_after_refuelling_the_fuel_counts_from_where_it_was_taken(
    client_of: ClientOf,
    db: AsyncSession,
    time: ExerciseTime,
    world: World,
    incident: Plain,
    rescue: Plain,
) -> None:
    await shared(client_of)
    request = await aircraft_asked(client_of, world, incident, hours=12)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, "ITA", made)
    await foreseen(db)
    await stepped(client_of, "MLT", work, "depart", "arrive")
    stays = []
    near, far = ({"type": "Point", "coordinates": [12.7, lat]} for lat in (34.433, 35.333))
    for fields in ({}, {"point": near, "place": "Frigate"}, {"point": far}):
        await stepped(client_of, "MLT", work, "refuel", **fields)
        async with lawful(db):
            back = await stepped(client_of, "MLT", work, "resume")
        last = back["stints"][-1]
        stays.append(minutes(last, "fuel_until_at", last["from_at"]))
    nearest, frigate, port = stays
    assert frigate - port == pytest.approx(2 * 54 / 145 * 60, abs=1), "there and back"
    assert frigate > nearest
    steps = (await work_seen(client_of, work))["steps"]
    assert [one["place"] for one in steps if one["action"] == "refuel"] == ["", "Frigate", ""]
    log = await client_of("ITA", "observer").get(f"/api/record?about={work['id']}")
    assert "went to refuel at Frigate" in log.text
    for place in ("the nearest place where it lands", "Frigate", "the place it was at to refuel"):
        assert f"Its fuel is counted from {place}." in log.text


@pytest.mark.long
async def test_each_time_on_scene_ends_with_its_fuel_or_when_it_leaves(
    client_of: ClientOf,
    db: AsyncSession,
    time: ExerciseTime,
    world: World,
    incident: Plain,
    rescue: Plain,
) -> None:
    await shared(client_of)
    request = await aircraft_asked(client_of, world, incident, hours=12)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, "ITA", made)
    assert (work["left_at"], work["stints"]) == (None, [])
    began = time.now
    await foreseen(db)
    stays = (await expected(client_of, "ITA", work))["on_scene_minutes"]
    steps: list[tuple[str, Plain]] = [
        ("depart", {}),
        ("arrive", {}),
        ("refuel", {}),
        ("resume", {}),
    ]
    steps += [("deliver", {"persons": 1}), ("resume", {})]
    for step, fields in steps:
        time.advance(minutes=10)
        if step == "deliver":
            await stepped(client_of, "MLT", work, "load", persons=1)
        async with lawful(db):
            work = await stepped(client_of, "MLT", work, step, **fields)

    def clock(**span: float) -> str:
        return f"{began + timedelta(**span):%Y-%m-%dT%H:%M:%SZ}"

    assert work["left_at"] == clock(minutes=10)
    first, again, back = work["stints"]
    assert (first["from_at"], first["until_at"]) == (clock(minutes=20), clock(minutes=30))
    assert minutes(first, "fuel_until_at", first["from_at"]) == pytest.approx(stays, abs=0.1)
    assert (again["from_at"], again["until_at"]) == (clock(minutes=40), clock(minutes=50))
    assert again["fuel_until_at"] is not None, "it came back with full tanks"
    assert (back["from_at"], back["until_at"]) == (clock(minutes=60), None)
    assert back["fuel_until_at"] is None, "nobody said whether it refuelled where it delivered"
