"""Positions of many assets at once: each row has its own outcome, and holds no other back."""

import json
from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from sar.assets import csv_import, fix_rows
from sar.assets.fix_schemas import MAX_FIXES
from sar.stints import Stints
from tests.clients import ClientOf
from tests.given.assets import boat, helicopter, registered, seen
from tests.given.stations import naf
from tests.world import START

pytestmark = pytest.mark.anyio


Json = dict[str, Any]


def row(lat: float = 34.2, lon: float = 12.5, *, minutes: float = 1, **fields: Any) -> Json:
    at = (START - timedelta(minutes=minutes)).isoformat()
    return {"at": at, "lat": lat, "lon": lon, **fields}


async def sent(client_of: ClientOf, party: str, *rows: Any) -> Json:
    answer = await client_of(party, "feed").post("/api/fixes", json=list(rows))
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_each_row_says_what_became_of_it(client_of: ClientOf) -> None:
    one = await registered(client_of, "ITA", helicopter(mmsi="247000111"))
    other = await registered(client_of, "ITA", helicopter(name="Nemo 12", icao24="33ff01"))
    await sent(client_of, "ITA", row(34.195, minutes=5, id=one["id"]))
    answer = await sent(
        client_of,
        "ITA",
        row(mmsi="247000111", course_deg=271.5, speed_kn=140, source="AIS"),
        row(35.1, 12.9, icao24="33FF01"),
        row(34.19, minutes=9, id=one["id"]),
        row(mmsi="247000111"),
        row(0.0, 0.0, minutes=0.5, id=other["id"]),
        row(mmsi="247000999"),
        row(id=one["id"], icao24="33ff01"),
        row(minutes=-30, id=one["id"]),
        row(95.0, id=one["id"]),
        row(),
        "not a row",
    )
    told = [(one["outcome"], one["code"], one["field"]) for one in answer["rows"]]
    assert told == [
        ("accepted", None, None),
        ("accepted", None, None),
        ("older", None, None),
        ("repeated", None, None),
        ("implausible", None, None),
        ("refused", "unknown_asset", "mmsi"),
        ("refused", "another_asset", "icao24"),
        ("refused", "in_the_future", "at"),
        ("refused", "less_than_equal", "lat"),
        ("refused", "no_identifier", ""),
        ("refused", "model_type", ""),
    ]
    assert [one["row"] for one in answer["rows"]] == list(range(11))
    assert answer["counts"] == {
        "accepted": 2, "older": 1, "repeated": 1, "implausible": 1, "refused": 6
    }  # fmt: skip
    first, second = [await seen(client_of, "ITA", asset["id"]) for asset in (one, other)]
    assert first is not None
    assert second is not None
    assert first["position"]["point"]["coordinates"] == [12.5, 34.2]
    assert (first["position"]["source"], first["position"]["course_deg"]) == ("AIS", 271.5)
    assert second["position"]["point"]["coordinates"] == [12.9, 35.1]


async def test_lines_of_csv_say_the_same(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", helicopter(callsign="NEMO11"))
    at = (START - timedelta(minutes=1)).isoformat()
    lines = (
        f"callsign;at;lat;lon;speed_kn\r\nnemo11;{at};34.2;12.5;\r\nnemo11;{at};north;12.5;1\r\n"
    )
    answer = await client_of("ITA", "feed").post(
        "/api/fixes", content=lines.encode(), headers={"Content-Type": "text/csv; charset=utf-8"}
    )
    assert answer.status_code == 200, answer.text
    rows = answer.json()["rows"]
    assert [(one["outcome"], one["code"]) for one in rows] == [
        ("accepted", None),
        ("refused", "not_a_number"),
    ]
    assert rows[0]["asset_id"] == asset["id"]


async def test_a_list_of_assets_is_read_on_beside_positions() -> None:
    """The longest cell is the whole process's: neither may make it shorter for the other."""
    note = "n" * 1_900
    listed = csv_import.read(f"name,type,note\nOne,H1,\nTwo,H1,{note}\n".encode(), now=START)
    next(listed)
    list(fix_rows.read_csv(b"mmsi,at\n1,2\n"))
    read = await Stints().all(listed)
    assert (len(read.assets), read.faults) == (2, [])


async def test_what_two_assets_carry_names_neither(client_of: ClientOf) -> None:
    for name in ("Nemo 11", "Nemo 12"):
        await registered(client_of, "ITA", helicopter(name=name, callsign="NEMO"))
    answer = await sent(client_of, "ITA", row(callsign="NEMO"))
    assert [one["code"] for one in answer["rows"]] == ["several_assets"]


async def test_an_asset_of_others_is_unknown_and_stays_where_it_is(client_of: ClientOf) -> None:
    asset = await registered(client_of, "MLT", helicopter(mmsi="215000111"))
    answer = await sent(client_of, "ITA", row(mmsi="215000111"), row(id=asset["id"]))
    assert [one["code"] for one in answer["rows"]] == ["unknown_asset"] * 2
    assert [one["asset_id"] for one in answer["rows"]] == [None, None]
    view = await seen(client_of, "MLT", asset["id"])
    assert view is not None
    assert view["position"] is None


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"{", "application/json", "json_invalid"),
        (b'"rows"', "application/json", "list_type"),
        (b"[]", "application/json", "too_short"),
        (b"[" + b",".join([b"{}"] * (MAX_FIXES + 1)) + b"]", "application/json", "too_long"),
        (b"", "text/csv", "empty"),
        (b"\xff\xfe", "text/csv", "not_utf8"),
        (b"mmsi,when\n1,2\n", "text/csv", "unknown_column"),
        (b"mmsi,mmsi\n1,2\n", "text/csv", "repeated_column"),
        (b'mmsi,at\n"1,2\n', "text/csv", "not_csv"),
        (b"mmsi,at\n", "text/csv", "too_short"),
        (b"\r\n", "text/plain", "too_short"),
        (b"x//ER//" * (MAX_FIXES + 1), "text/plain", "too_long"),
        (b"x", "application/xml", "not_json_or_csv"),
    ],
)
async def test_what_is_no_list_of_positions_is_refused_whole(
    client_of: ClientOf, content: bytes, kind: str, code: str
) -> None:
    answer = await client_of("ITA", "feed").post(
        "/api/fixes", content=content, headers={"Content-Type": kind}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, code)


FEEDS = Path(__file__).parents[2] / "data" / "feeds"


def by_password(client: httpx.AsyncClient) -> dict[str, str]:
    """The key of a client as a receiver sends it that knows only names and passwords."""
    key = client.headers["Authorization"].removeprefix("Bearer ")
    return {"Authorization": "Basic " + b64encode(f"station:{key}".encode()).decode()}


async def test_aiscatcher_and_traccar_move_assets_unchanged(
    anonymous: httpx.AsyncClient, client_of: ClientOf
) -> None:
    ship = await registered(client_of, "ITA", helicopter(mmsi="244009864"))
    other = await registered(client_of, "ITA", helicopter(name="Nemo 12", mmsi="247000319"))
    key = by_password(client_of("ITA", "feed"))
    sent_json = {**key, "Content-Type": "application/json"}
    heard = await anonymous.post(
        "/api/fixes", content=(FEEDS / "aiscatcher.json").read_bytes(), headers=sent_json
    )
    assert heard.status_code == 200, heard.text
    assert heard.json()["counts"] == {"accepted": 1, "placeless": 2, "refused": 7}
    forwarded = await anonymous.post(
        "/api/fixes", content=(FEEDS / "traccar.json").read_bytes(), headers=sent_json
    )
    assert forwarded.json()["counts"] == {"accepted": 1}
    places = [await seen(client_of, "ITA", asset["id"]) for asset in (ship, other)]
    assert [place and place["position"]["point"]["coordinates"] for place in places] == [
        [6.701442, 51.338295],
        [12.6013, 35.5041],
    ]
    assert [place and place["position"]["source"] for place in places] == ["AIS", "Traccar osmand"]


async def test_records_of_vms_are_rows(client_of: ClientOf) -> None:
    vessel = await registered(client_of, "ITA", boat(callsign="IFAB2"))
    other = await registered(client_of, "ITA", boat(name="Santa Rita", tracker_id="ITA000012345"))
    at, place = START - timedelta(minutes=40), {"LT": "+35.504", "LG": "+012.601"}
    records = [
        naf(at, RC="IFAB2", IR="ITA000099999", SP="105", CO="271", **place),
        naf(at, IR="ITA000012345", **place),
        naf(at, TM="RET"),
        naf(at, RC="9HXX", **place),
        b"garbage" + naf(at, RC="IFAB2", **place),
        naf(at, RC="IFAB2", LT="+95.0", LG="+012.601"),
        naf(START + timedelta(days=1), RC="IFAB2", **place),
        naf(at, RC="IFAB2", **place)[:-8],
    ]
    answer = await client_of("ITA", "feed").post(
        "/api/fixes", content=b"\r\n".join(records), headers={"Content-Type": "text/plain"}
    )
    assert answer.status_code == 200, answer.text
    told = [(one["outcome"], one["code"], one["field"]) for one in answer.json()["rows"]]
    assert told == [
        ("accepted", None, None),
        ("accepted", None, None),
        ("placeless", None, None),
        ("refused", "unknown_asset", "callsign"),
        ("refused", "not_a_record", ""),
        ("refused", "not_a_record", ""),
        ("refused", "in_the_future", "at"),
        ("refused", "not_a_record", ""),
    ]
    for asset in (vessel, other):
        own = await seen(client_of, "ITA", asset["id"])
        assert own is not None
        assert own["position"]["at"] == at.isoformat().replace("+00:00", "Z")
        assert own["position"]["source"] == "VMS"


async def test_a_tracker_moves_an_asset_that_carries_nothing_else(client_of: ClientOf) -> None:
    imei = "357454071234567"
    forwarded = json.loads((FEEDS / "traccar.json").read_text())
    forwarded["device"]["uniqueId"] = imei
    feed = client_of("ITA", "feed")
    unknown = (await feed.post("/api/fixes", json=forwarded)).json()["rows"][0]
    assert (unknown["code"], unknown["field"]) == ("unknown_asset", "tracker_id")
    asset = await registered(client_of, "ITA", boat(tracker_id=imei))
    await registered(client_of, "MLT", boat(tracker_id=imei))
    assert (await feed.post("/api/fixes", json=forwarded)).json()["counts"] == {"accepted": 1}
    own = await seen(client_of, "ITA", asset["id"])
    assert own is not None
    assert own["tracker_id"] == imei
    assert own["position"]["point"]["coordinates"] == [12.6013, 35.5041]
    by_row = await sent(client_of, "ITA", row(35.505, 12.602, minutes=0, tracker_id=imei))
    assert by_row["counts"] == {"accepted": 1}


async def test_a_party_has_a_tracker_once_and_others_do_not_read_it(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", helicopter(tracker_id="TRK-0007"))
    registrar = client_of("ITA", "registrar")
    again = await registrar.post("/api/assets", json=boat(tracker_id="TRK-0007"))
    assert (again.status_code, again.json()["code"]) == (409, "identifier_taken")
    other = await registered(client_of, "ITA", boat())
    taken = await registrar.patch(
        f"/api/assets/{other['id']}",
        json={"tracker_id": "TRK-0007"},
        headers={"If-Match": '"1"'},
    )
    assert (taken.status_code, taken.json()["code"]) == (409, "identifier_taken"), taken.text
    foreign = await seen(client_of, "MLT", asset["id"])
    assert foreign is None or foreign["tracker_id"] is None


@pytest.mark.parametrize("name", ["Origin", "Referer", "Sec-Fetch-Site"])
async def test_no_page_brings_a_key_as_a_password(
    anonymous: httpx.AsyncClient, client_of: ClientOf, name: str
) -> None:
    key = by_password(client_of("ITA", "feed"))
    answer = await anonymous.get("/api/me", headers={**key, name: "http://test"})
    assert answer.status_code == 401
    assert (await anonymous.get("/api/me", headers=key)).status_code == 200


@pytest.mark.parametrize("told", ["", "!", "bm9uZQ==", "c3RhdGlvbjp3cm9uZw==", "/////w=="])
async def test_what_is_no_password_is_nobody(anonymous: httpx.AsyncClient, told: str) -> None:
    answer = await anonymous.get("/api/me", headers={"Authorization": f"Basic {told}"})
    assert answer.status_code == 401


async def test_who_only_reads_delivers_none(client_of: ClientOf) -> None:
    answer = await client_of("ITA", "observer").post("/api/fixes", json=[row(mmsi="247000111")])
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
