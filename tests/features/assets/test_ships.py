"""Ships of opportunity: reported by one, seen by all that have joined."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from tests.clients import ClientOf
from tests.given.assets import PARTIES, fix, seen_ships
from tests.given.places import point
from tests.given.record import entries
from tests.law import lawful
from tests.world import START

pytestmark = pytest.mark.anyio


def bulk_carrier(**fields: Any) -> dict[str, Any]:
    """A bulk carrier twelve miles south of the scenario's datum."""
    return {
        "id": str(uuid7()),
        "name": "MV Exercise Star",
        "type": "M4",
        "mmsi": "636000001",
        "at": START.isoformat(),
        "point": point(12.7, 34.13),
        "course_deg": 90,
        "speed_kn": 12,
        **fields,
    }


async def reported(client_of: ClientOf, party: str, **fields: Any) -> httpx.Response:
    return await client_of(party, "watch_officer").post("/api/ships", json=bulk_carrier(**fields))


async def test_reported_by_one_it_is_seen_by_all(client_of: ClientOf, db: AsyncSession) -> None:
    async with lawful(db):
        answer = await reported(client_of, "ITA")
    assert answer.status_code == 201, answer.text
    ship = answer.json()
    assert (ship["reported_by"], ship["kind"], ship["version"]) == ("ITA", "vessel", 1)
    assert ship["position"]["speed_kn"] == 12
    for party in PARTIES:
        listed = (await client_of(party, "observer").get("/api/ships")).json()["items"]
        assert listed == [ship]
        (entry,) = await entries(db, party)
        assert entry["type"] == "ShipReported"
        assert "position" not in entry["changes"][0]["value"]
    assert await entries(db, "LBY") == []
    (seen,) = await seen_ships(db)
    assert (seen.name, seen.type.code) == ("MV Exercise Star", "M4")


async def test_its_position_moves_without_an_entry(client_of: ClientOf, db: AsyncSession) -> None:
    ship = (await reported(client_of, "ITA", at=(START - timedelta(minutes=20)).isoformat())).json()
    address = f"/api/ships/{ship['id']}/fixes"
    for party, role in (("MLT", "watch_officer"), ("TUN", "feed")):
        answer = await client_of(party, role).post(address, json=fix(34.2, 12.7))
        assert answer.status_code == 200, answer.text
    assert answer.json() == {"accepted": 0, "older": 0, "implausible": 0, "repeated": 1}
    old = fix(34.0, 12.7, START - timedelta(hours=1))
    older = await client_of("ITA", "feed").post(address, json=[old])
    assert older.json() == {"accepted": 1, "older": 1, "implausible": 0, "repeated": 0}
    (listed,) = (await client_of("GRC", "observer").get("/api/ships")).json()["items"]
    assert listed["position"]["point"]["coordinates"] == [12.7, 34.2]
    assert listed["version"] == 1
    assert len(await entries(db, "GRC")) == 1


async def test_a_position_says_which_party_delivered_it_and_from_what(client_of: ClientOf) -> None:
    reported_at = START - timedelta(minutes=20)
    ship = (await reported(client_of, "ITA", at=reported_at.isoformat(), source="VHF 16")).json()
    assert (ship["position"]["delivered_by"], ship["position"]["source"]) == ("ITA", "VHF 16")
    address = f"/api/ships/{ship['id']}/fixes"
    moved = fix(34.15, 12.7, source="AIS", uncertainty_nm=0.3)
    assert (await client_of("TUN", "feed").post(address, json=moved)).status_code == 200
    for listed in [
        (await client_of("GRC", "observer").get("/api/ships")).json()["items"][0]["position"],
        *(await client_of("GRC", "observer").get("/api/snapshot")).json()["positions"],
    ]:
        told = (listed["delivered_by"], listed["source"], listed["uncertainty_nm"])
        assert told == ("TUN", "AIS", 0.3)


async def test_a_position_out_of_reach_is_marked_and_those_after_it_are_believed(
    client_of: ClientOf,
) -> None:
    reported_at = START - timedelta(minutes=20)
    ship = (await reported(client_of, "ITA", at=reported_at.isoformat())).json()
    address = f"/api/ships/{ship['id']}/fixes"
    tunis, rome = client_of("TUN", "feed"), client_of("ITA", "feed")

    async def sent(client: httpx.AsyncClient, lat: float, minutes_ago: int) -> tuple[int, bool]:
        given = fix(lat, 12.7, START - timedelta(minutes=minutes_ago))
        counted = (await client.post(address, json=given)).json()
        (seen,) = (await client_of("GRC", "observer").get("/api/ships")).json()["items"]
        return counted["implausible"], seen["position"]["implausible"]

    assert await sent(tunis, 38.0, 10) == (1, True)
    assert await sent(rome, 34.15, 5) == (0, False)
    assert await sent(tunis, 38.0, 4) == (1, True)
    assert await sent(tunis, 34.15, 6) == (0, True), "an older one does not replace it"


async def test_a_ship_that_is_known_is_not_reported_again(client_of: ClientOf) -> None:
    ship = (await reported(client_of, "ITA")).json()
    again = await reported(client_of, "MLT", name="Other")
    assert (again.status_code, again.json()["code"]) == (409, "ship_known")
    assert again.json()["params"]["id"] == ship["id"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"type": "H1"}, "type"),
        ({"at": (START + timedelta(hours=1)).isoformat()}, "at"),
        ({"point": None}, "point"),
        ({"flag": "XX"}, "flag"),
    ],
)
async def test_wrong_input_names_the_field(
    client_of: ClientOf, wrong: dict[str, Any], field: str
) -> None:
    answer = await reported(client_of, "ITA", **wrong)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


async def test_watch_officers_report_and_feeds_move(client_of: ClientOf) -> None:
    for role in ("observer", "registrar", "feed"):
        answer = await client_of("ITA", role).post("/api/ships", json=bulk_carrier())
        assert answer.status_code == 403
    ship = (await reported(client_of, "ITA")).json()
    address = f"/api/ships/{ship['id']}/fixes"
    assert (await client_of("ITA", "observer").post(address, json=fix(34, 12))).status_code == 403
    nowhere = f"/api/ships/{uuid7()}/fixes"
    assert (await client_of("ITA", "feed").post(nowhere, json=fix(34, 12))).status_code == 404


async def test_ships_are_paged(client_of: ClientOf) -> None:
    for number in range(3):
        await reported(client_of, "ITA", name=f"Ship {number}", mmsi=f"63600000{number}")
    client, names = client_of("MLT", "observer"), []
    address = "/api/ships?limit=2"
    while address:
        page = (await client.get(address)).json()
        names += [item["name"] for item in page["items"]]
        address = page["next"]
    assert names == ["Ship 0", "Ship 1", "Ship 2"]
