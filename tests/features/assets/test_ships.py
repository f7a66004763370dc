"""Ships of opportunity: reported by one, seen by all that have joined."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import limits
from sar.assets import ships
from sar.assets.ships import SILENT_AFTER
from sar.assets.visible_ships import silent_ships
from sar.requests.deployments.silent_ships import withdraw
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import PARTIES, fix, helicopter, registered, seen_ships
from tests.given.places import point
from tests.given.record import entries
from tests.given.requests import hailed, opened
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


async def test_a_ship_tells_her_flag(client_of: ClientOf) -> None:
    assert (await reported(client_of, "ITA", flag="pan")).json()["flag"] == "PAN"
    (seen,) = (await client_of("MLT", "observer").get("/api/ships")).json()["items"]
    assert seen["flag"] == "PAN"
    unread = await reported(client_of, "ITA", mmsi="636000002", flag="Panama")
    assert unread.json()["errors"][0]["field"] == "flag"


@pytest.mark.long
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
    for role in ("watch_officer", "feed"):
        answer = await client_of("ITA", role).post(address, json=fix(12.7, 34.2))
        assert answer.status_code == 200, answer.text
    assert answer.json() == {"accepted": 0, "older": 0, "implausible": 0, "repeated": 1}
    old = fix(12.7, 34.0, START - timedelta(hours=1))
    older = await client_of("ITA", "feed").post(address, json=[old])
    assert older.json() == {"accepted": 1, "older": 1, "implausible": 0, "repeated": 0}
    (listed,) = (await client_of("GRC", "observer").get("/api/ships")).json()["items"]
    assert listed["position"]["point"]["coordinates"] == [12.7, 34.2]
    assert listed["version"] == 1
    assert len(await entries(db, "GRC")) == 1


@pytest.mark.long
async def test_a_position_says_which_party_delivered_it_and_from_what(client_of: ClientOf) -> None:
    reported_at = START - timedelta(minutes=20)
    ship = (await reported(client_of, "ITA", at=reported_at.isoformat(), source="VHF 16")).json()
    assert (ship["position"]["delivered_by"], ship["position"]["source"]) == ("ITA", "VHF 16")
    address = f"/api/ships/{ship['id']}/fixes"
    moved = fix(12.7, 34.15, source="AIS", uncertainty_nm=0.3)
    assert (await client_of("ITA", "feed").post(address, json=moved)).status_code == 200
    for listed in [
        (await client_of("GRC", "observer").get("/api/ships")).json()["items"][0]["position"],
        *(await client_of("GRC", "observer").get("/api/snapshot")).json()["positions"],
    ]:
        told = (listed["delivered_by"], listed["source"], listed["uncertainty_nm"])
        assert told == ("ITA", "AIS", 0.3)


@pytest.mark.long
async def test_a_position_out_of_reach_is_marked_and_those_after_it_are_believed(
    client_of: ClientOf,
) -> None:
    reported_at = START - timedelta(minutes=20)
    ship = (await reported(client_of, "ITA", at=reported_at.isoformat())).json()
    address = f"/api/ships/{ship['id']}/fixes"

    async def sent(lat: float, minutes_ago: int) -> tuple[int, float, bool]:
        given = fix(12.7, lat, START - timedelta(minutes=minutes_ago))
        counted = (await client_of("ITA", "feed").post(address, json=given)).json()
        (seen,) = (await client_of("GRC", "observer").get("/api/ships")).json()["items"]
        position = seen["position"]
        place = position["point"]["coordinates"][1]
        return counted["implausible"], place, position["doubted_at"] is not None

    assert await sent(38.0, 10) == (1, 34.13, True)
    assert await sent(34.15, 5) == (0, 34.15, False)
    assert await sent(38.0, 4) == (1, 34.15, True)
    assert await sent(38.0, 2) == (0, 38.0, False), "where it goes on for two minutes it is"
    assert await sent(38.01, 3) == (0, 38.0, False), "an older one does not replace it"


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"point": point(0.0, 0.0)}, "point", "no_place_known"),
        ({"point": point(0.00004, -0.00004)}, "point", "no_place_known"),
        ({"speed_kn": 102.3}, "speed_kn", "no_speed_known"),
    ],
)
async def test_no_ship_is_reported_where_receivers_know_nothing(
    client_of: ClientOf, fields: dict[str, Any], field: str, code: str
) -> None:
    refused = await reported(client_of, "ITA", **fields)
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["field"], error["code"]) == (422, field, code)
    assert (await reported(client_of, "ITA", speed_kn=None)).status_code == 201


async def test_values_that_mean_nothing_move_no_ship(client_of: ClientOf) -> None:
    """Neither who reported it nor another, whose first word on it that is."""
    ship = (await reported(client_of, "ITA", at=(START - timedelta(minutes=20)).isoformat())).json()
    address = f"/api/ships/{ship['id']}"
    for party in ("ITA", "TUN"):
        for given in (fix(0, 0), fix(12.7, 34.13, START - timedelta(minutes=1), speed_kn=102.3)):
            answer = await client_of(party, "feed").post(f"{address}/fixes", json=given)
            assert answer.json()["implausible"] == 1
    seen = (await client_of("GRC", "observer").get(address)).json()
    position = seen["position"]
    assert (position["point"]["coordinates"], position["speed_kn"]) == ([12.7, 34.13], 12)
    assert seen["sightings"] == []


async def test_what_others_tell_stands_beside_the_reporters_word(client_of: ClientOf) -> None:
    reported_at = START - timedelta(minutes=20)
    ship = (await reported(client_of, "ITA", at=reported_at.isoformat())).json()
    address = f"/api/ships/{ship['id']}"
    for lat, at in ((-8.0, START + timedelta(seconds=100)), (34.14, START - timedelta(minutes=1))):
        answer = await client_of("TUN", "feed").post(f"{address}/fixes", json=fix(12.7, lat, at))
        assert answer.json()["accepted"] == 1
    own = fix(12.7, 34.15, START + timedelta(seconds=100), source="AIS")
    assert (await client_of("ITA", "feed").post(f"{address}/fixes", json=own)).json() == {
        "accepted": 1, "older": 0, "implausible": 0, "repeated": 0,
    }  # fmt: skip
    seen = (await client_of("GRC", "observer").get(address)).json()
    position = seen["position"]
    assert (position["delivered_by"], position["point"]["coordinates"][1]) == ("ITA", 34.15)
    assert position["at"] == START.isoformat().replace("+00:00", "Z"), "its clock is fast"
    (beside,) = seen["sightings"]
    told = (beside["delivered_by"], beside["point"]["coordinates"][1], beside["implausible"])
    assert told == ("TUN", -8.0, True)


@pytest.mark.long
async def test_a_ship_is_doubted_by_any_party_on_the_record(
    client_of: ClientOf, db: AsyncSession
) -> None:
    ship = (await reported(client_of, "ITA")).json()
    address = f"/api/ships/{ship['id']}/doubt"
    for party, reason in (("MLT", "No echo there."), ("GRC", "Sunk in 1987."), ("MLT", "None.")):
        async with lawful(db):
            answer = await client_of(party, "watch_officer").post(address, json={"reason": reason})
        assert answer.status_code == 200, answer.text
    doubts = [(one["party"], one["reason"]) for one in answer.json()["doubts"]]
    assert doubts == [("GRC", "Sunk in 1987."), ("MLT", "None.")]
    entry = (await entries(db, "TUN"))[-1]
    assert (entry["type"], entry["facts"]["reason"]) == ("ShipDoubted", "None.")
    observer = client_of("MLT", "observer")
    assert (await observer.post(address, json={"reason": "No."})).status_code == 403
    watch = client_of("MLT", "watch_officer")
    assert (await watch.post(address, json={"reason": " "})).status_code == 422


@pytest.mark.long
async def test_who_doubted_a_ship_takes_it_back(client_of: ClientOf, db: AsyncSession) -> None:
    ship = (await reported(client_of, "ITA")).json()
    address = f"/api/ships/{ship['id']}"
    for party in ("MLT", "GRC"):
        body = {"reason": "No echo there."}
        await client_of(party, "watch_officer").post(f"{address}/doubt", json=body)
    seen = {"reason": "It answers on channel 16."}
    watch = client_of("MLT", "watch_officer")
    async with lawful(db):
        answer = await watch.post(f"{address}/believe", json=seen)
    assert [one["party"] for one in answer.json()["doubts"]] == ["GRC"]
    entry = (await entries(db, "TUN"))[-1]
    assert (entry["type"], entry["facts"]["party"]) == ("ShipDoubtEnded", "MLT")
    again = await watch.post(f"{address}/believe", json=seen)
    assert (again.status_code, again.json()["code"]) == (409, "not_doubted")
    assert again.json()["detail"].endswith("is not doubted by Malta.")


async def test_one_party_says_and_takes_back_so_many_doubts_and_no_more_for_now(
    client_of: ClientOf, db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = [1_000.0]
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: now_s[0]))
    limits._counters._paced_out_at.clear()
    ship = (await reported(client_of, "ITA")).json()
    address = f"/api/ships/{ship['id']}"

    async def say(party: str, what: str) -> httpx.Response:
        body = {"reason": "No echo there."}
        return await client_of(party, "watch_officer").post(f"{address}/{what}", json=body)

    for what in ("doubt", "believe") * 10:
        assert (await say("MLT", what)).status_code == 200
    told = len(await entries(db, "TUN"))
    refused = await say("MLT", "doubt")
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_doubts")
    assert refused.headers["Retry-After"] == "60"
    assert "Try again in 60 s" in refused.json()["detail"]
    assert len(await entries(db, "TUN")) == told
    assert (await say("GRC", "doubt")).status_code == 200, "each party has its own"
    now_s[0] += 60
    assert [(await say("MLT", "doubt")).status_code for _ in "ab"] == [200, 429]


async def test_so_many_ships_of_one_reporter_stand_at_most(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ships, "STANDING_AT_MOST", 2)
    unnumbered: dict[str, Any] = {"mmsi": None}
    first, last = [(await reported(client_of, "ITA", **unnumbered)).json() for _ in range(2)]
    full = await reported(client_of, "ITA", **unnumbered)
    assert (full.status_code, full.json()["code"]) == (409, "too_many_ships")
    assert "that Italy has reported" in full.json()["detail"]
    params = {"field": "reported_by", "standing": 2, "limit": 2}
    assert full.json()["errors"][0]["params"] == params
    assert (await reported(client_of, "MLT", **unnumbered)).status_code == 201, "each by itself"
    address, reason = f"/api/ships/{first['id']}/withdraw", {"reason": "Gone."}
    assert (await client_of("ITA", "watch_officer").post(address, json=reason)).is_success
    assert (await reported(client_of, "ITA", **unnumbered)).status_code == 201
    assert (await client_of("ITA", "watch_officer").get(f"/api/ships/{last['id']}")).is_success


@pytest.mark.long
async def test_ships_reported_at_once_are_counted_exactly(
    of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ships, "STANDING_AT_MOST", 3)
    answers = await asyncio.gather(*(reported(of, "ITA", mmsi=None) for _ in range(6)))
    assert sorted(one.status_code for one in answers) == [201] * 3 + [409] * 3


async def test_a_ship_that_nobody_tells_of_leaves_every_picture(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    silent, told, told_beside = [
        (await reported(client_of, "ITA", name=name, mmsi=None)).json()["id"]
        for name in ("Silent", "Told", "Told beside")
    ]
    hail = await hailed(client_of, await opened(client_of))
    time.advance(days=8)
    for party, id_ in (("ITA", told), ("MLT", told_beside)):
        moved = fix(12.7, 34.2, time.now)
        assert (
            await client_of(party, "feed").post(f"/api/ships/{id_}/fixes", json=moved)
        ).is_success
    time.advance(days=7)
    assert await silent_ships(db, time.now - SILENT_AFTER, limit=9) == [
        UUID(silent),
        UUID(hail["ship_id"]),
    ]
    for id_ in (silent, told, told_beside, hail["ship_id"]):
        async with lawful(db):
            await withdraw(db, UUID(id_), now=time.now)
            await withdraw(db, UUID(id_), now=time.now)
    listed = (await client_of("GRC", "observer").get("/api/ships")).json()["items"]
    assert {one["id"] for one in listed} == {told, told_beside, hail["ship_id"]}
    entry = (await entries(db, "TUN"))[-1]
    assert (entry["type"], entry["facts"]["reason"]) == (
        "ShipWithdrawn",
        "Nobody has told where it is for 14 days.",
    )


async def test_an_asset_of_ones_own_is_no_ship_of_opportunity(client_of: ClientOf) -> None:
    await registered(client_of, "ITA", helicopter(type="M1", mmsi="247320160"))
    refused = await reported(client_of, "ITA", mmsi="247320160")
    assert (refused.status_code, refused.json()["code"]) == (409, "identifier_taken")
    assert (await reported(client_of, "MLT", mmsi="247320160")).status_code == 201


async def test_only_the_reporter_withdraws_a_ship_and_then_nobody_sees_it(
    client_of: ClientOf, db: AsyncSession
) -> None:
    ship = (await reported(client_of, "ITA")).json()
    address, reason = f"/api/ships/{ship['id']}", {"reason": "Reported twice."}
    refused = await client_of("MLT", "watch_officer").post(f"{address}/withdraw", json=reason)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_reporter")
    assert refused.json()["detail"].startswith("Italy reported")
    async with lawful(db):
        done = await client_of("ITA", "watch_officer").post(f"{address}/withdraw", json=reason)
    assert done.status_code == 204, done.text
    client = client_of("GRC", "observer")
    assert (await client.get(address)).status_code == 404
    assert (await client.get("/api/ships")).json()["items"] == []
    snapshot = (await client.get("/api/snapshot")).json()
    assert snapshot["positions"] == []
    assert ship["id"] not in str(snapshot)
    moved = await client_of("ITA", "feed").post(f"{address}/fixes", json=fix(12.7, 34.14))
    assert moved.status_code == 404
    assert (await reported(client_of, "MLT")).status_code == 201, "its number is free again"


async def test_a_ship_at_work_is_not_withdrawn(client_of: ClientOf) -> None:
    await hailed(client_of, await opened(client_of))
    (ship,) = (await client_of("ITA", "observer").get("/api/ships")).json()["items"]
    address = f"/api/ships/{ship['id']}/withdraw"
    answer = await client_of("ITA", "watch_officer").post(address, json={"reason": "No."})
    assert (answer.status_code, answer.json()["code"]) == (409, "ship_at_work")


@pytest.mark.parametrize("mmsi", ["000000000", "123456789", "970123456", "972123456", "974123456"])
async def test_numbers_that_no_ship_has_are_refused(client_of: ClientOf, mmsi: str) -> None:
    answer = await reported(client_of, "ITA", mmsi=mmsi)
    (fault,) = answer.json()["errors"]
    code = "beacons_number" if mmsi.startswith("97") else "nobodys_number"
    assert (answer.status_code, fault["field"], fault["code"]) == (422, "mmsi", code)


async def test_a_ship_that_is_known_is_not_reported_again(client_of: ClientOf) -> None:
    ship = (await reported(client_of, "ITA")).json()
    again = await reported(client_of, "MLT", name="Other")
    assert (again.status_code, again.json()["code"]) == (409, "ship_known")
    assert "reported by Italy:" in again.json()["detail"]
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
    assert (await client_of("ITA", "observer").post(address, json=fix(12, 34))).status_code == 403
    nowhere = f"/api/ships/{uuid7()}/fixes"
    assert (await client_of("ITA", "feed").post(nowhere, json=fix(12, 34))).status_code == 404


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
