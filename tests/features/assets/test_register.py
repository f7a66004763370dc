"""Registering assets, changing them, their readiness, retiring them; and who hears of it."""

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, pumps, registered, seen
from tests.given.places import point
from tests.given.record import entries, told
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_registered_it_is_its_partys_alone(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    async with lawful(db):
        asset = await registered(client_of, "ITA", helicopter(mmsi="247000001"))
    assert asset["own"]
    assert (asset["party"], asset["kind"], asset["level"]) == ("ITA", "aircraft", "position")
    assert asset["centre_id"] == str(world.centres["ITA"])
    assert (asset["version"], asset["mmsi"]) == (1, "247000001")
    assert asset["notice"] == {"day_minutes": 15, "night_minutes": 45, "at_sea_minutes": 5}
    assert await told(db, "ITA") == ["AssetRegistered"]
    for party in ("MLT", "TUN"):
        assert await seen(client_of, party, asset["id"]) is None
        assert await entries(db, party) == []


@pytest.mark.long
async def test_the_agreed_party_hears_of_a_new_asset_as_far_as_it_may_see_it(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(client_of, agreement(term(grantor="ITA", visibility="existence")))
    async with lawful(db):
        asset = await registered(client_of, "ITA", helicopter(note="secret"))
    entry = (await entries(db, "MLT"))[-1]
    assert entry["type"] == "PictureChanged"
    assert entry["by"]["party"] is None
    (change,) = entry["changes"]
    assert change["value"]["name"] == "Nemo 11"
    assert change["value"]["readiness"] is None
    assert change["value"]["note"] is None
    assert change["value"]["granted_by"]["agreement"] == "TEST-1"
    assert await entries(db, "TUN") == []
    assert asset["note"] == "secret"


async def test_the_same_request_twice_registers_once(client_of: ClientOf, db: AsyncSession) -> None:
    body = helicopter()
    first = await registered(client_of, "ITA", body)
    assert await registered(client_of, "ITA", body) == first
    assert len(await entries(db, "ITA")) == 1
    other = await client_of("ITA", "registrar").post("/api/assets", json=body | {"name": "Other"})
    assert (other.status_code, other.json()["code"]) == (409, "repeated_with_another_body")


@pytest.mark.parametrize("role", ["observer", "watch_officer", "coordinator", "feed", "admin"])
async def test_only_registrars_register(client_of: ClientOf, role: str) -> None:
    answer = await client_of("ITA", role).post("/api/assets", json=helicopter())
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"type": "ZZ"}, "type"),
        ({"name": ""}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"quantity": 2}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"quantity": 0}, "quantity"),
        ({"imo": "9074720"}, "imo"),
        ({"mmsi": "24700000"}, "mmsi"),
        ({"base": point(12, 91)}, "base.coordinates[1]"),
        ({"base": {"type": "Point", "coordinates": [1, 2, 3]}}, "base.coordinates"),
        ({"overrides": {"max_kn": 100}}, "overrides.max_kn"),
        ({"overrides": {"wings": 2}}, "overrides.wings"),
        ({"overrides": {"response_kn": -1}}, "overrides.response_kn"),
        ({"readiness_until": "2026-10-11T12:00:00Z"}, "readiness_until"),
        ({"readiness_until": "2026-10-12T12:00:00"}, "readiness_until"),
        ({"verified_at": "9999-12-31T23:59:59-23:59"}, "verified_at"),
        ({"colour": "red"}, "colour"),
        ({"notice_day_minutes": 1.5}, "notice_day_minutes"),
    ],
)
async def test_wrong_input_names_the_field_and_keeps_nothing(
    client_of: ClientOf, db: AsyncSession, wrong: dict[str, object], field: str
) -> None:
    answer = await client_of("ITA", "registrar").post("/api/assets", json=helicopter(**wrong))
    assert answer.status_code == 422, answer.text
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert await entries(db, "ITA") == []


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400"])
async def test_numbers_that_are_none_are_refused(client_of: ClientOf, number: str) -> None:
    body = f'{{"name": "x", "type": "H1", "overrides": {{"max_kn": {number}}}}}'
    answer = await client_of("ITA", "registrar").post(
        "/api/assets", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422


async def test_a_centre_of_another_party_is_none(client_of: ClientOf, world: World) -> None:
    body = helicopter(centre_id=str(world.centres["MLT"]))
    assert (await client_of("ITA", "registrar").post("/api/assets", json=body)).status_code == 404


async def test_an_mmsi_is_carried_once_within_a_party_and_says_nothing_of_others(
    client_of: ClientOf,
) -> None:
    await registered(client_of, "ITA", helicopter(mmsi="247000001"))
    again = await client_of("ITA", "registrar").post(
        "/api/assets", json=helicopter(mmsi="247000001")
    )
    assert (again.status_code, again.json()["code"]) == (409, "identifier_taken")
    assert "Nemo 11" in again.json()["detail"]
    await registered(client_of, "MLT", helicopter(mmsi="247000001"))


async def patched(
    client_of: ClientOf, asset_id: str, version: int, body: dict[str, object], party: str = "ITA"
) -> httpx.Response:
    return await client_of(party, "registrar").patch(
        f"/api/assets/{asset_id}", json=body, headers={"If-Match": f'"{version}"'}
    )


@pytest.mark.long
async def test_a_change_keeps_what_it_leaves_out(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    asset = await registered(client_of, "ITA", helicopter(mmsi="247000001", note="keep"))
    time.advance(minutes=5)
    async with lawful(db):
        answer = await patched(
            client_of, asset["id"], 1, {"name": "Nemo 12", "mmsi": None, "base": None}
        )
    changed = answer.json()
    assert (changed["name"], changed["mmsi"], changed["base"]) == ("Nemo 12", None, None)
    assert (changed["note"], changed["version"]) == ("keep", 2)
    assert changed["updated_at"] > asset["updated_at"]
    entry = (await entries(db, "ITA"))[-1]
    assert entry["type"] == "AssetChanged"
    assert entry["facts"]["fields"] == "base, mmsi, name"


async def test_a_change_wants_the_version_that_stands(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    client, address = client_of("ITA", "registrar"), f"/api/assets/{asset['id']}"
    assert (await client.patch(address, json={"name": "x"})).status_code == 428
    assert (await patched(client_of, asset["id"], 2, {"name": "x"})).status_code == 412
    assert (await patched(client_of, asset["id"], 1, {"name": "x"})).status_code == 200
    assert (await patched(client_of, asset["id"], 1, {"name": "y"})).status_code == 412


async def test_a_change_to_what_stands_is_none(client_of: ClientOf, db: AsyncSession) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    answer = await patched(client_of, asset["id"], 1, {"name": "Nemo 11"})
    assert answer.json()["version"] == 1
    assert len(await entries(db, "ITA")) == 1


@pytest.mark.long
@pytest.mark.parametrize("field", ["name", "type", "quantity", "base_shared", "overrides", "note"])
async def test_what_must_be_said_cannot_be_taken_away(client_of: ClientOf, field: str) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    answer = await patched(client_of, asset["id"], 1, {field: None})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


@pytest.mark.long
async def test_another_partys_asset_cannot_be_changed_even_where_it_shows(
    client_of: ClientOf,
) -> None:
    await concluded(client_of, agreement(term(grantor="ITA", visibility="position")))
    asset = await registered(client_of, "ITA", helicopter())
    for party in ("MLT", "TUN"):
        answer = await patched(client_of, asset["id"], 1, {"name": "x"}, party)
        assert answer.status_code == 404
        client = client_of(party, "registrar")
        for action in ("readiness", "retire", "fixes"):
            body = {"readiness": "available"} if action == "readiness" else {}
            if action == "fixes":
                body = {"at": "2026-10-11T12:00:00Z", "point": point(12, 35)}  # type: ignore[dict-item] # JSON
            answer = await client.post(
                f"/api/assets/{asset['id']}/{action}", json=body, headers={"If-Match": '"1"'}
            )
            assert answer.status_code == 404, (party, action)


@pytest.mark.long
async def test_readiness_is_told_to_whom_a_term_shows_it(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(client_of, agreement(term(grantor="ITA", visibility="readiness")))
    await concluded(
        client_of,
        agreement(
            term(grantor="ITA", visibility="existence"), reference="T-2", parties=("ITA", "TUN")
        ),
    )
    asset = await registered(client_of, "ITA", helicopter())
    heard = len(await entries(db, "TUN"))
    async with lawful(db):
        answer = await client_of("ITA", "registrar").post(
            f"/api/assets/{asset['id']}/readiness",
            json={
                "readiness": "maintenance",
                "reason": "gearbox",
                "until": "2026-10-12T06:00:00Z",
                "at_sea": False,
            },
        )
    assert answer.status_code == 200
    assert answer.json()["readiness_reason"] == "gearbox"
    entry = (await entries(db, "ITA"))[-1]
    assert (entry["type"], entry["facts"]["reason"]) == ("ReadinessChanged", "gearbox")
    told = (await entries(db, "MLT"))[-1]
    assert told["type"] == "PictureChanged"
    assert told["changes"][0]["value"]["readiness"] == "maintenance"
    assert "gearbox" not in str(told)
    assert len(await entries(db, "TUN")) == heard, "existence tells nothing of readiness"


async def test_readiness_until_a_time_that_has_passed_is_refused(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    answer = await client_of("ITA", "registrar").post(
        f"/api/assets/{asset['id']}/readiness",
        json={"readiness": "available", "until": "2026-10-11T12:00:00Z"},
    )
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "until")


@pytest.mark.long
async def test_retired_it_leaves_every_picture_but_its_party_may_look_at_it(
    client_of: ClientOf, db: AsyncSession
) -> None:
    await concluded(client_of, agreement(term(grantor="ITA", visibility="position")))
    asset = await registered(client_of, "ITA", helicopter(mmsi="247000001"))
    async with lawful(db):
        answer = await client_of("ITA", "registrar").post(
            f"/api/assets/{asset['id']}/retire", headers={"If-Match": '"1"'}
        )
    assert answer.status_code == 200
    assert answer.json()["retired_at"] is not None
    assert (await entries(db, "MLT"))[-1]["changes"][0]["value"] is None
    assert await seen(client_of, "MLT", asset["id"]) is None
    assert await seen(client_of, "ITA", asset["id"]) is not None
    assert (await client_of("ITA", "observer").get("/api/assets")).json()["items"] == []
    assert (await patched(client_of, asset["id"], 2, {"name": "x"})).status_code == 404
    await registered(client_of, "ITA", helicopter(mmsi="247000001"))


@pytest.mark.long
@pytest.mark.parametrize(
    ("headers", "status"), [({}, 428), ({"If-Match": '"1"'}, 412), ({"If-Match": '"x"'}, 422)]
)
async def test_nobody_retires_what_was_changed_since_it_was_read(
    client_of: ClientOf, headers: dict[str, str], status: int
) -> None:
    asset = await registered(client_of, "ITA", helicopter())
    assert (await patched(client_of, asset["id"], 1, {"note": "Kept."})).status_code == 200
    registrar, address = client_of("ITA", "registrar"), f"/api/assets/{asset['id']}/retire"
    assert (await registrar.post(address, headers=headers)).status_code == status
    kept = await seen(client_of, "ITA", asset["id"])
    assert kept is not None
    assert kept["retired_at"] is None


async def test_equipment_is_counted(client_of: ClientOf) -> None:
    asset = await registered(client_of, "ITA", pumps())
    assert (asset["kind"], asset["quantity"]) == ("equipment", 10)
    answer = await patched(client_of, asset["id"], 1, {"quantity": 12})
    assert answer.json()["quantity"] == 12


async def test_what_is_nowhere_is_not_found(client_of: ClientOf) -> None:
    assert await seen(client_of, "ITA", str(uuid7())) is None


async def test_the_catalogue_is_there_for_everyone_signed_in(
    client_of: ClientOf, anonymous: httpx.AsyncClient
) -> None:
    types = (await client_of("TUN", "observer").get("/api/asset-types")).json()
    by_code = {asset_type["code"]: asset_type for asset_type in types}
    assert by_code["H1"]["response_kn"] == 145
    assert by_code["H1"]["illustrative"]
    assert (by_code["U3"]["kind"], by_code["U3"]["form"]) == ("uncrewed", "rotary_wing")
    assert by_code["S3"]["source"]["sourced"] == ["capacity_normal", "endurance_h", "max_kn"]
    assert by_code["E3"]["divisible"]
    assert by_code["H1"]["turn_round_minutes"] == 45
    assert (await anonymous.get("/api/asset-types")).status_code == 401
