"""An ETA that nobody names is computed, from no more than the receiver may see."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    deployed,
    hailed,
    later,
    need,
    offered,
    plain,
    stepped,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


async def sent(client_of: ClientOf, world: World, incident: Plain, **due: Any) -> Plain:
    """Italy asks Malta for an aircraft."""
    return await asked(client_of, world, "MLT", incident=incident, needs=[need(by_at=later(**due))])


async def shared(client_of: ClientOf, visibility: str = "position") -> None:
    """Malta lets Italy see its assets."""
    sharing = term(visibility=visibility, grantor="MLT", grantees=["ITA"])
    await concluded(client_of, agreement(sharing, reference="IM", parties=("ITA", "MLT")))


async def matched(client_of: ClientOf, request: Plain, asset: Plain) -> Any:
    """When the asset would be there, as Italy is told who could come."""
    answer = await client_of("ITA", "observer").get(f"/api/requests/{request['id']}/matches")
    (one,) = [item for item in plain(answer)["items"] if item["asset_id"] == asset["id"]]
    return one["time"]["eta_at"]


async def weighed(client_of: ClientOf, request: Plain, asset: Plain) -> Plain:
    """The asset as Italy finds it in the match list."""
    answer = await client_of("ITA", "observer").get(f"/api/requests/{request['id']}/matches")
    (one,) = [item for item in plain(answer)["items"] if item["asset_id"] == asset["id"]]
    assert isinstance(one, dict)
    return one


def minutes(plain: Plain, name: str, since: str) -> float:
    """How long after an instant."""
    span = datetime.fromisoformat(plain[name]) - datetime.fromisoformat(since)
    return span.total_seconds() / 60.0


async def coverage(client_of: ClientOf, request: Plain) -> tuple[int, int]:
    answer = await client_of("ITA", "observer").get(f"/api/requests/{request['id']}")
    found = plain(answer)["needs"][0]["coverage"]
    return found["in_time"], found["late"]


async def test_the_eta_is_the_one_that_matching_gives_the_receiver(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await sent(client_of, world, incident, hours=12)
    expected = await matched(client_of, request, rescue)
    async with lawful(db):
        made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    (item,) = made["items"]
    assert (item["eta_at"], item["eta_by"]) == (expected, "reckoned")


@pytest.mark.parametrize(("due", "expected"), [({"hours": 12}, (1, 0)), ({"minutes": 5}, (0, 1))])
async def test_coverage_counts_it_in_time_or_late(
    client_of: ClientOf,
    db: AsyncSession,
    world: World,
    incident: Plain,
    rescue: Plain,
    due: dict[str, float],
    expected: tuple[int, int],
) -> None:
    await shared(client_of)
    request = await sent(client_of, world, incident, **due)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    async with lawful(db):
        await accepted(client_of, "ITA", made)
    assert await coverage(client_of, request) == expected


async def test_accepted_later_it_is_reckoned_from_then(
    client_of: ClientOf, time: ExerciseTime, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await sent(client_of, world, incident, hours=12)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    time.advance(minutes=30)
    expected = await matched(client_of, request, rescue)
    await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, "ITA", made)
    assert (work["eta_at"], work["eta_by"]) == (expected, "reckoned")
    assert work["eta_at"] > made["items"][0]["eta_at"]


async def test_of_what_the_receiver_does_not_see_nothing_is_reckoned(
    client_of: ClientOf, world: World, incident: Plain, rescue: Plain
) -> None:
    request = await sent(client_of, world, incident, hours=12)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    (item,) = made["items"]
    assert (item["eta_at"], item["eta_by"], item["reckoned"]) == (None, None, None)


async def test_what_is_given_stands(
    client_of: ClientOf, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await sent(client_of, world, incident, hours=12)
    items = [{"asset_id": rescue["id"], "eta_at": "2026-10-11T14:00:00Z"}]
    made = await offered(client_of, "MLT", f"requests/{request['id']}", items=items)
    await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, "ITA", made)
    assert (work["eta_at"], work["eta_by"]) == ("2026-10-11T14:00:00Z", "given")


async def test_who_sees_the_incident_coarsely_is_not_told_how_far_it_is(
    client_of: ClientOf, world: World, incident: Plain
) -> None:
    """Greece offers unasked: an ETA would tell the distance of the datum."""
    aware = term(incident_awareness="coarse", grantor="ITA", grantees=["GRC"])
    sharing = term(visibility="position", grantor="GRC", grantees=["ITA"])
    await concluded(client_of, agreement(aware, sharing, reference="IG", parties=("ITA", "GRC")))
    unit = await registered(client_of, "GRC", helicopter(name="Faros 1"))
    made = await offered(client_of, "GRC", f"incidents/{incident['id']}", unit["id"])
    assert (made["items"][0]["eta_at"], made["items"][0]["reckoned"]) == (None, None)
    await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, "ITA", made)
    assert work["eta_by"] == "reckoned", "involved now, it sees the incident in full"


async def test_before_its_window_nothing_leaves(
    client_of: ClientOf, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await sent(client_of, world, incident, hours=12)
    items = [{"asset_id": rescue["id"], "from_at": later(hours=4)}]
    made = await offered(client_of, "MLT", f"requests/{request['id']}", items=items)
    assert made["items"][0]["eta_at"] > "2026-10-11T16:26:00Z"


async def test_what_is_carried_comes_with_its_carrier(
    client_of: ClientOf, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await sent(client_of, world, incident, hours=12)
    other = await registered(client_of, "MLT", helicopter(name="Rescue 2"))
    items = [
        {"asset_id": other["id"], "carrier_asset_id": rescue["id"]},
        {"asset_id": rescue["id"], "eta_at": later(hours=3)},
    ]
    made = await offered(client_of, "MLT", f"requests/{request['id']}", items=items)
    etas = {item["name"]: (item["eta_at"], item["eta_by"]) for item in made["items"]}
    assert etas == {
        "Rescue 1": ("2026-10-11T15:26:00Z", "given"),
        "Rescue 2": ("2026-10-11T15:26:00Z", "reckoned"),
    }


async def test_a_hailed_ship_gets_one_and_anew_when_it_proceeds(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, incident: Plain
) -> None:
    async with lawful(db):
        ship = await hailed(client_of, incident)
    assert ship["eta_by"] == "reckoned"
    time.advance(minutes=20)
    going = await stepped(client_of, "ITA", ship, "proceed")
    assert going["eta_at"] > ship["eta_at"]
    said = await stepped(client_of, "ITA", ship, "arrive", eta_at=later(minutes=50))
    assert said["eta_by"] == "given"


async def test_an_item_and_its_work_say_the_way_as_matching_reckons_it(
    client_of: ClientOf, db: AsyncSession, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await sent(client_of, world, incident, hours=12)
    one = await weighed(client_of, request, rescue)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    async with lawful(db):
        await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, "ITA", made)
    for row in (made["items"][0], work):
        way = row["reckoned"]
        assert way["on_scene_minutes"] == one["on_scene_minutes"] > 0.0
        for name, expected in (
            ("leaves_at", one["time"]["notice_minutes"]),
            ("early_at", one["band_minutes"]["p10"]),
            ("late_at", one["band_minutes"]["p90"]),
        ):
            assert minutes(way, name, later()) == pytest.approx(expected, abs=0.1)
        assert (way["border_at"], way["clear_at"]) == (None, None), "nobody is asked"


async def test_beside_an_eta_that_is_given_stands_what_is_reckoned(
    client_of: ClientOf, world: World, incident: Plain, rescue: Plain
) -> None:
    await shared(client_of)
    request = await sent(client_of, world, incident, hours=12)
    one = await weighed(client_of, request, rescue)
    items = [{"asset_id": rescue["id"], "eta_at": later(hours=3)}]
    made = await offered(client_of, "MLT", f"requests/{request['id']}", items=items)
    way = made["items"][0]["reckoned"]
    assert minutes(way, "late_at", later()) == pytest.approx(one["band_minutes"]["p90"], abs=0.1)
    assert minutes(made["items"][0], "eta_at", later()) == 180.0


async def test_each_time_on_scene_ends_with_its_fuel_or_when_it_leaves(
    client_of: ClientOf,
    db: AsyncSession,
    time: ExerciseTime,
    world: World,
    incident: Plain,
    rescue: Plain,
) -> None:
    await shared(client_of)
    request = await sent(client_of, world, incident, hours=12)
    made = await offered(client_of, "MLT", f"requests/{request['id']}", rescue["id"])
    await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, "ITA", made)
    assert (work["left_at"], work["stints"]) == (None, [])
    began = time.now
    stays = work["reckoned"]["on_scene_minutes"]
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
