"""The regions that a case touches, and since when their centres know."""

from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.geo.areas import disc
from sar.geo.position import LatLon
from sar.incidents.texts.telex import unwrapped
from sar.parties.models import Centre
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.incidents import IN_MALTAS_REGION, act, case_seen, codes, opened, plain
from tests.given.record import sentences
from tests.given.requests import asked, post
from tests.law import lawful
from tests.world import LISTED, World

pytestmark = pytest.mark.anyio

Told = list[tuple[str, str, datetime | None]]


async def told(client_of: ClientOf, incident_id: str, *, to: str = "ITA") -> Told:
    """Party, touch and instant of each region, as they are told to a party."""
    answer = await client_of(to, "observer").get(f"/api/incidents/{incident_id}/regions")
    assert answer.status_code == 200, answer.text
    return [
        (
            one["centre"]["party"],
            one["touch"],
            one["told_at"] and datetime.fromisoformat(one["told_at"]),
        )
        for one in answer.json()
    ]


@pytest.mark.long
async def test_the_region_that_holds_the_place_knows_since_the_case_was_opened(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    incident = await opened(client_of, drift={"course_deg": 180.0, "speed_kn": 4.0})
    since = time.now
    assert await told(client_of, incident["id"]) == [
        ("MLT", "holds", since),
        ("LBY", "drift", None),
    ]
    assert await told(client_of, incident["id"], to="MLT") == await told(client_of, incident["id"])


@pytest.mark.long
async def test_a_case_that_drifts_on_touches_what_it_has_come_to_and_the_new_datum_tells(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    incident = await opened(
        client_of, object_class="inflatable", conditions={"wind_kn": 0.0, "wind_from_deg": 0.0}
    )
    since = time.now
    assert await told(client_of, incident["id"]) == [("MLT", "holds", since)]
    time.advance(hours=100)
    grown = await told(client_of, incident["id"])
    assert grown[0] == ("MLT", "holds", since)
    assert ("LBY", "circle", None) in grown
    set_ = await act(client_of, "ITA", "watch_officer", f"{incident['id']}/datum/drift")
    assert "LBY" in [centre["party"] for centre in plain(set_)["to_be_called"]]


LATER: dict[str, Any] = {
    "object_class": "inflatable",
    "drift": {"course_deg": 180.0, "speed_kn": 4.0},
}


@pytest.mark.long
@pytest.mark.parametrize("by", ["mission", "answer", "telling"])
async def test_a_listed_centre_that_was_spoken_with_is_not_to_be_called_any_more(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime, by: str
) -> None:
    case = await opened(client_of, **LATER)
    assert [one["party"] for one in case["to_be_called"]] == [LISTED]
    said = {"centre_id": str(world.centres[LISTED]), "function": "Duty officer"}
    async with lawful(db):
        if by == "telling":
            heard = {**said, "said": "Has noted it."}
            await act(client_of, "ITA", "watch_officer", f"{case['id']}/told-by-voice", **heard)
        elif by == "mission":
            heard = {**said, "heard": "We take it over.", "channel": "telephone"}
            await act(client_of, "ITA", "watch_officer", f"{case['id']}/smc-by-voice", **heard)
        else:
            made = await asked(client_of, world, LISTED, incident=case)
            heard = {**said, "answer": "acknowledged", "said": "Has noted it."}
            await post(client_of, "ITA", f"requests/{made['id']}/voice-answer", **heard)
    for party in ("ITA", "MLT"):
        assert (await case_seen(client_of, case, party))["to_be_called"] == [], party
    told_at = {party: at for party, _, at in await told(client_of, case["id"])}
    assert told_at[LISTED] == time.now
    again = plain(await act(client_of, "ITA", "watch_officer", f"{case['id']}/datum/drift"))
    assert again["to_be_called"] == [], "nor where the case comes to it again"


async def test_who_was_told_by_voice_stands_on_the_record(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, **LATER)
    said = {"function": "Duty officer", "said": "Sends a boat.", "at": time.now.isoformat()}
    path = f"{case['id']}/told-by-voice"
    joined = await act(
        client_of, "ITA", "watch_officer", path, centre_id=str(world.centres["TUN"]), **said
    )
    assert (joined.status_code, codes(joined)) == (409, ["centre_joined"])
    listed = {"centre_id": str(world.centres[LISTED]), **said}
    early = {**listed, "at": "2026-10-11T13:00:00Z"}
    refused = await act(client_of, "ITA", "watch_officer", path, **early)
    assert refused.status_code == 422
    answer = await act(client_of, "ITA", "watch_officer", path, **listed)
    assert answer.status_code == 200, answer.text
    reference = case["reference"]
    assert (await sentences(db, "MLT"))[-1] == (
        f"JRCC Tripoli was told of {reference} by voice at 11 Oct 12:26Z (Duty officer):"
        " Sends a boat."
    )


async def test_a_party_that_is_not_to_be_told_is_told_by_nobody(
    client_of: ClientOf, world: World
) -> None:
    kept = [{"party": LISTED, "reason": "They fled."}]
    case = await opened(client_of, kept_from=kept, **LATER)
    told_ = {"centre_id": str(world.centres[LISTED]), "function": "Duty", "said": "Noted."}
    answer = await act(client_of, "ITA", "watch_officer", f"{case['id']}/told-by-voice", **told_)
    assert (answer.status_code, codes(answer)) == (409, ["kept_from"])


@pytest.mark.long
async def test_a_call_that_nobody_answered_tells_nobody(client_of: ClientOf, world: World) -> None:
    case = await opened(client_of, **LATER)
    made = await asked(client_of, world, LISTED, incident=case)
    tried = {"centre_id": str(world.centres[LISTED]), "outcome": "no_answer"}
    await post(client_of, "ITA", f"requests/{made['id']}/call", **tried)
    assert [one["party"] for one in (await case_seen(client_of, case))["to_be_called"]] == [LISTED]


async def test_several_holders_are_all_told_and_shown(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    lon, lat = IN_MALTAS_REGION
    await db.execute(
        update(Centre)
        .where(col(Centre.id) == world.centres["TUN"])
        .values(srr=disc(LatLon(lat=lat, lon=lon), 30.0))
    )
    await db.commit()
    incident = await opened(client_of)
    assert await told(client_of, incident["id"]) == [
        ("TUN", "holds", time.now),
        ("MLT", "holds", time.now),
    ]
    assert {one["party"] for one in incident["involved"]} == {"ITA", "MLT", "TUN"}


async def test_without_a_datum_and_a_route_no_region_is_touched(client_of: ClientOf) -> None:
    incident = await opened(client_of, position=None)
    assert await told(client_of, incident["id"]) == []


async def route(client_of: ClientOf, incident_id: str, **more: object) -> httpx.Response:
    """Italy tells that they left Zawiya, and meant to pass Malta."""
    body: dict[str, object] = {
        "last_port": "Zawiya",
        "port_at": {"type": "Point", "coordinates": [12.7, 33.0]},
        "bound_for": "Lampedusa",
        "way": [list(IN_MALTAS_REGION)],
        "source": "their families",
    }
    path = f"{incident_id}/voyage"
    return await act(client_of, "ITA", "watch_officer", path, **{**body, **more})


async def test_centres_along_the_route_and_of_the_port_are_told_while_nobody_knows_where_it_is(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of, position=None)
    async with lawful(db):
        answer = await route(client_of, incident["id"])
        assert answer.status_code == 200, answer.text
    seen = plain(answer)
    assert await told(client_of, incident["id"]) == [
        ("LBY", "port", None),
        ("MLT", "route", time.now),
    ]
    assert {one["party"] for one in seen["involved"]} == {"ITA", "MLT"}
    assert [centre["party"] for centre in seen["to_be_called"]] == ["LBY"]
    assert seen["suggested_lead"] is None, "nobody has reported a position"
    assert seen["voyage"]["last_port"] == "Zawiya"
    log = (await client_of("MLT", "observer").get(f"/api/incidents/{incident['id']}/log")).json()
    assert (
        "JRCC Tripoli (LBY) must be called: the craft left from there and its party is only listed"
        " here. Use the call script."
    ) in [line["text"] for line in log["items"]]
    text = await client_of("MLT", "observer").get(
        f"/api/incidents/{incident['id']}/text", params={"kind": "sitrep-short"}
    )
    assert (
        "B. POSITION: NOT KNOWN. INTENDED ROUTE: FROM ZAWIYA, 33-00.0N 012-42.0E, BOUND FOR"
        " LAMPEDUSA, BY"
    ) in " ".join(unwrapped(text.text))


async def test_the_last_reported_position_says_who_would_lead(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    incident = await opened(client_of, position=None)
    lon, lat = IN_MALTAS_REGION
    async with lawful(db):
        await act(
            client_of, "ITA", "watch_officer", f"{incident['id']}/positions",
            point={"type": "Point", "coordinates": [lon, lat]}, source="a fishing boat",
        )  # fmt: skip
    assert await told(client_of, incident["id"]) == [("MLT", "reported", time.now)]
    seen = await case_seen(client_of, incident)
    assert seen["datum"] is None
    assert seen["suggested_lead"]["party"] == "MLT"


async def test_no_party_that_the_case_is_kept_from_is_told_by_its_route(
    client_of: ClientOf,
) -> None:
    kept = [{"party": "LBY", "reason": "They fled."}, {"party": "MLT", "reason": "They fled."}]
    incident = await opened(client_of, position=None, kept_from=kept)
    seen = plain(await route(client_of, incident["id"]))
    assert {one["party"] for one in seen["involved"]} == {"ITA"}
    assert seen["to_be_called"] == []
    hidden = await client_of("MLT", "observer").get(f"/api/incidents/{incident['id']}")
    assert hidden.status_code == 404


async def test_a_route_says_where_and_is_not_longer_than_an_ocean(client_of: ClientOf) -> None:
    incident = await opened(client_of, position=None)
    nowhere = await route(client_of, incident["id"], port_at=None, way=[])
    assert (nowhere.status_code, codes(nowhere)) == (422, ["no_route"])
    endless = await route(client_of, incident["id"], way=[[-179.0, 0.0], [0.0, 0.0], [179.0, 0.0]])
    assert (endless.status_code, codes(endless)) == (422, ["route_too_long"])


async def test_after_a_week_the_area_grows_over_more_and_more_regions(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    incident = await opened(client_of)
    time.advance(minutes=7 * 24 * 60)
    week = {party for party, _, _ in await told(client_of, incident["id"])}
    time.advance(minutes=28 * 24 * 60)
    later = await told(client_of, incident["id"])
    assert week < {party for party, _, _ in later}
    assert {touch for _, touch, _ in later} == {"circle"}, "nobody is said to hold it"
    refused = await act(client_of, "ITA", "watch_officer", f"{incident['id']}/datum/drift")
    assert codes(refused) == ["drift_not_followed"]
    text = await client_of("ITA", "observer").get(
        f"/api/incidents/{incident['id']}/text", params={"kind": "sitrep-short"}
    )
    said = " ".join(unwrapped(text.text))
    assert "B. POSITION: NOT KNOWN SINCE " in said
    assert "AND GROWING. LAST KNOWN" in said
