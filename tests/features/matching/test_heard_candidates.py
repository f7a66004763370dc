"""Vessels off the air near a case are candidates, and become ships of opportunity by being
hailed."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import visible_vessels
from sar.assets.words import NavigationStatus
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import act, agreement, concluded, term
from tests.given.assets import boat, registered
from tests.given.matches import matches, named
from tests.given.places import point
from tests.given.record import told
from tests.given.requests import Plain, codes, id_of, opened, ship_of_opportunity
from tests.given.vessels import heard
from tests.world import START

pytestmark = pytest.mark.anyio

MMSI = "247320160"
SCENE = (12.7, 34.133)
ASHORE = (14.3, 37.5)
"""In the middle of Sicily."""


async def near(client_of: ClientOf, party: str = "ITA", **body: Any) -> dict[str, Any]:
    """The candidates at the scene, by name."""
    asked = {"situation": "maritime", "place": point(*SCENE), "need": {"kinds": ["vessel"]}}
    return named(await matches(client_of, party, **(asked | body)))


async def hail(client_of: ClientOf, incident: Plain, ship_id: str, party: str = "ITA") -> Any:
    """The answer to hailing a ship for the case."""
    where = f"/api/incidents/{incident['id']}/ships"
    body = {"id": id_of(), "ship_id": ship_id}
    return await client_of(party, "watch_officer").post(where, json=body)


async def test_a_vessel_heard_near_is_a_candidate_with_its_limits_said(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.5, 34.2, START - timedelta(minutes=6))
    one = (await near(client_of))["SANTA RITA"]
    assert (one["verdict"], one["type"], one["party"]) == ("hail", "M1", None)
    assert one["time"]["total_minutes"] > 30
    assert (one["capacity"], one["covers"]) == (0, 1)
    reasons = {reason["code"]: reason["sentence"] for reason in one["reasons"]}
    assert reasons["heard_by_ais"] == (
        "Nobody has reported it: AIS of Italy heard it at 12:20Z. By its own word of 12:20Z:"
        " fishing vessel, length 28 m, beam 7 m and draught 3.4 m. It is reckoned with the figures"
        " of type M1; how many people it can take is not known."
    )
    assert "reported_by" not in reasons
    assert one["heard"] == {
        "party": "ITA",
        "at": "2026-10-11T12:20:00Z",
        "mmsi": MMSI,
        "callsign": "IQRS",
        "type_words": "fishing vessel",
        "length_m": 28,
        "beam_m": 7,
        "draught_m": 3.4,
        "speed_kn": 8.0,
        "told_at": "2026-10-11T12:20:00Z",
        "status": None,
        "trust": "plausible",
        "doubt": None,
        "doubted_at": None,
        "doubted_for": None,
    }


async def test_what_it_says_of_its_navigation_is_told_and_helpless_ones_are_not_offered(
    client_of: ClientOf, db: AsyncSession
) -> None:
    for n, status in enumerate(NavigationStatus):
        await heard(db, f"24700000{n}", 12.5, 34.2, name=status.upper(), status=status)
    found = await near(client_of)
    assert set(NavigationStatus) - {name.lower() for name in found} == {
        "not_under_command",
        "aground",
    }
    said = {
        name: [one["sentence"] for one in match["reasons"] if one["code"] == "status_by_ais"]
        for name, match in found.items()
    }
    assert said["UNDER_WAY"] == []
    assert said["MOORED"] == [
        "By its own word at 12:26Z it is moored: it needs time to get under way, and its crew may"
        " not be aboard. That is not in its time here."
    ]
    assert all(len(said[name]) == 1 for name in found if name != "UNDER_WAY")
    assert found["AT_ANCHOR"]["heard"]["status"] == "at_anchor"
    assert {one["verdict"] for one in found.values()} == {"hail"}


async def test_one_whose_position_is_in_doubt_is_offered_with_the_reasons(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.5, 34.2, START - timedelta(minutes=5))
    await heard(db, MMSI, 25.5, 34.2)
    await heard(db, "247000001", *ASHORE, name="ASHORE")
    found = await near(client_of, place=point(12.7, 36.8))
    jumped = found["SANTA RITA"]
    said = {one["code"]: one for one in jumped["reasons"]}
    assert said["position_doubted"]["sentence"] == (
        "Its position of 12:26Z is not believed (too far for its type in the time): the time is"
        " worked out from that of 12:21Z."
    )
    assert said["position_doubted"]["params"]["doubted_for"] == "teleport"
    heard_as = jumped["heard"]
    assert (heard_as["trust"], heard_as["doubt"]) == ("plausible", None)
    assert (heard_as["doubted_at"], heard_as["doubted_for"]) == (
        "2026-10-11T12:26:00Z",
        "teleport",
    )
    ashore = found["ASHORE"]
    said = {one["code"]: one for one in ashore["reasons"]}
    assert said["position_suspect"]["sentence"] == (
        "Its position of 12:26Z is suspect: on land, of a vessel. The time is worked out from it"
        " all the same."
    )
    assert said["position_suspect"]["params"]["doubt"] == "on_land"
    assert (ashore["heard"]["trust"], ashore["heard"]["doubt"]) == ("suspect", "on_land")
    assert "position_doubted" not in said


async def test_what_is_old_or_far_or_no_ship_to_hail_is_not_offered(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, "247000001", 12.5, 34.2, name="GOOD")
    await heard(db, "247000002", 12.5, 34.2, START - timedelta(minutes=61), name="OLD")
    await heard(db, "247000004", 25.5, 34.2, name="FAR")
    await heard(db, "247000005", 12.5, 34.2, name="YACHT", ship_type=37)
    await heard(db, "247000006", 12.5, 34.2, name="NAVY", ship_type=35)
    await heard(db, "247000007", 12.5, 34.2, name="UNTOLD", ship_type=None)
    await heard(db, "247000008", 12.5, 34.2, name="KNOWN")
    await ship_of_opportunity(client_of, mmsi="247000008")
    await heard(db, "247000009", 12.5, 34.2, name="OWN")
    await registered(client_of, "ITA", boat(mmsi="247000009"))
    found = await near(client_of)
    assert {name for name, one in found.items() if one["heard"]} == {"GOOD"}


async def test_no_more_than_the_nearest_so_many_are_candidates(
    client_of: ClientOf, db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visible_vessels, "OFFERED_AT_MOST", 3)
    for n in range(6):
        await heard(db, f"24700000{n}", 12.0 - n / 10, 34.2, name=f"V{n}")
    assert sorted(await near(client_of)) == ["V0", "V1", "V2"]


async def test_they_are_candidates_of_others_as_far_as_a_clause_shares_the_feed(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    await heard(db, MMSI, 12.5, 34.2)
    assert await near(client_of, "MLT") == {}
    shares = term("Art. 19", grantor="ITA", feeds=["all"])
    id_ = await concluded(client_of, agreement(shares, reference="AIR", parties=("ITA", "MLT")))
    assert list(await near(client_of, "MLT")) == ["SANTA RITA"]
    await act(client_of, "ITA", id_, "suspend-sharing", reason="Talks about the receivers.")
    time.advance(hours=24)
    await heard(db, MMSI, 12.5, 34.2, time.now)
    assert await near(client_of, "MLT") == {}
    assert list(await near(client_of)) == ["SANTA RITA"]


async def test_one_that_is_hailed_is_an_ordinary_ship_from_then_on(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.5, 34.2, imo="9074729")
    incident = await opened(client_of)
    one = (await near(client_of))["SANTA RITA"]
    answer = await hail(client_of, incident, one["ship_id"])
    assert answer.status_code == 201, answer.text
    assert (await told(db, "ITA"))[-2:] == ["ShipReported", "ShipHailed"]
    ship = (await client_of("MLT", "observer").get(f"/api/ships/{one['ship_id']}")).json()
    assert (ship["name"], ship["mmsi"], ship["imo"]) == ("SANTA RITA", MMSI, "9074729")
    assert (ship["type"], ship["callsign"], ship["reported_by"]) == ("M1", "IQRS", "ITA")
    assert ship["position"]["source"] == "AIS"
    assert ship["position"]["at"] == START.isoformat().replace("+00:00", "Z")
    found = (await near(client_of))["SANTA RITA"]
    assert (found["ship_id"], found["heard"]) == (one["ship_id"], None)
    again = await hail(client_of, incident, one["ship_id"])
    assert codes(again) == ["already_hailed"]


async def test_one_that_somebody_reported_meanwhile_is_hailed_as_that_ship(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await heard(db, MMSI, 12.5, 34.2)
    incident = await opened(client_of)
    one = (await near(client_of))["SANTA RITA"]
    ship = await ship_of_opportunity(client_of, mmsi=MMSI)
    answer = await hail(client_of, incident, one["ship_id"])
    assert answer.status_code == 201, answer.text
    assert answer.json()["deployment"]["ship_id"] == ship["id"]


async def test_nobody_hails_what_it_does_not_see(client_of: ClientOf, db: AsyncSession) -> None:
    await heard(db, MMSI, 12.5, 34.2)
    seen = (await near(client_of))["SANTA RITA"]["ship_id"]
    incident = await opened(client_of, "MLT")
    for ship_id in (seen, id_of()):
        assert (await hail(client_of, incident, ship_id, "MLT")).status_code == 404
    assert (await client_of("ITA", "observer").get("/api/ships")).json()["items"] == []
