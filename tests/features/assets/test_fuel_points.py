"""Parties keep fuel points, and others see those that clauses open to them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from sar.assets import fuel_point_acts
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.fuel_points import fuel_point
from tests.given.places import point
from tests.given.requests import id_of
from tests.statements import counted
from tests.world import START, box

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
STRAIT = box(12.0, 35.0, 13.0, 36.0)
OPENS = term("Art. 11", grantor="ITA", fuel_points=True, zone=STRAIT, zone_name="Strait")


async def added(client_of: ClientOf, party: str = "ITA", **fields: Any) -> Json:
    body = fuel_point(**fields)
    answer = await client_of(party, "registrar").post("/api/fuel-points", json=body)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


async def listed(client_of: ClientOf, party: str) -> list[Json]:
    answer = await client_of(party, "observer").get("/api/fuel-points")
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["items"]
    shown = (await client_of(party, "observer").get("/api/snapshot")).json()["fuel_point"]
    assert shown == found, "the picture is of the same points"
    return found


async def last_sentence(client_of: ClientOf, party: str) -> str:
    entries = (await client_of(party, "observer").get("/api/record")).json()["entries"]
    return str(entries[-1]["sentence"]) if entries else ""


@pytest.mark.long
async def test_a_fuel_point_is_its_partys_own_until_a_clause_opens_it(
    client_of: ClientOf,
) -> None:
    made = await added(client_of, hours_utc="06:00-18:00", source="AIP Italy")
    assert made["opened_by"] is None
    assert made["version"] == 1
    assert await listed(client_of, "ITA") == [made]
    assert await last_sentence(client_of, "ITA") == "Italy gives fuel at Lampedusa."
    where = f"/api/fuel-points/{made['id']}"
    for stranger in ("MLT", "GRC"):
        assert await listed(client_of, stranger) == []
        assert (await client_of(stranger, "observer").get(where)).status_code == 404
        assert "Lampedusa" not in await last_sentence(client_of, stranger)
    await concluded(client_of, agreement(OPENS, reference="FUEL", parties=("ITA", "MLT")))
    (shown,) = await listed(client_of, "MLT")
    assert shown["opened_by"]["agreement"] == "FUEL"
    assert shown["opened_by"]["article"] == "Art. 11"
    assert {**shown, "opened_by": None} == made
    assert (await client_of("MLT", "observer").get(where)).json() == shown
    assert await listed(client_of, "GRC") == []


@pytest.mark.long
async def test_one_that_is_not_seen_costs_as_much_as_none(
    client_of: ClientOf, connection: AsyncConnection
) -> None:
    made = await added(client_of)
    await concluded(client_of, agreement(OPENS, reference="FUEL", parties=("ITA", "MLT")))
    stranger, sent = client_of("GRC", "observer"), []
    for id_ in (made["id"], made["id"], id_of()):
        with counted(connection.engine) as statements:
            assert (await stranger.get(f"/api/fuel-points/{id_}")).status_code == 404
        sent.append(statements)
    assert sent[1] == sent[2]


@pytest.mark.long
async def test_what_lies_outside_the_zone_of_the_clause_stays_unseen(client_of: ClientOf) -> None:
    await concluded(client_of, agreement(OPENS, reference="FUEL", parties=("ITA", "MLT")))
    made = await added(client_of, lon=15.1, lat=37.5, name="Catania")
    assert await listed(client_of, "MLT") == []
    moved = await client_of("ITA", "registrar").patch(
        f"/api/fuel-points/{made['id']}",
        json={"place": point(12.6, 35.5), "name": "Lampedusa"},
        headers={"If-Match": "1"},
    )
    assert moved.status_code == 200, moved.text
    assert (moved.json()["name"], moved.json()["version"]) == ("Lampedusa", 2)
    (shown,) = await listed(client_of, "MLT")
    assert shown["name"] == "Lampedusa"
    assert await last_sentence(client_of, "MLT") == (
        "Italy changed what it says of its fuel point Lampedusa (name, place)."
    )


async def test_a_change_keeps_what_it_leaves_out_and_needs_the_version(
    client_of: ClientOf,
) -> None:
    made = await added(client_of, note="By day alone.")
    client, where = client_of("ITA", "registrar"), f"/api/fuel-points/{made['id']}"
    body = {"hours_utc": "06:00-18:00"}
    assert (await client.patch(where, json=body)).status_code == 428
    changed = await client.patch(where, json=body, headers={"If-Match": "1"})
    assert changed.json()["note"] == "By day alone."
    assert changed.json()["hours_utc"] == "06:00-18:00"
    stale = await client.patch(where, json={"note": ""}, headers={"If-Match": "1"})
    assert stale.status_code == 412
    same = await client.patch(where, json=body, headers={"If-Match": "2"})
    assert same.json()["version"] == 2, "what changes nothing is no change"
    none = await client.patch(where, json={"place": None}, headers={"If-Match": "2"})
    assert (none.status_code, none.json()["errors"][0]["field"]) == (422, "place")


@pytest.mark.long
async def test_a_withdrawn_point_counts_for_nobody_and_stays_with_its_party(
    client_of: ClientOf,
) -> None:
    await concluded(client_of, agreement(OPENS, reference="FUEL", parties=("ITA", "MLT")))
    made = await added(client_of)
    assert len(await listed(client_of, "MLT")) == 1
    client, where = client_of("ITA", "registrar"), f"/api/fuel-points/{made['id']}"
    gone = await client.post(f"{where}/withdraw", json={"reason": "The pump is broken."})
    assert gone.json()["withdrawn_reason"] == "The pump is broken."
    assert await listed(client_of, "ITA") == await listed(client_of, "MLT") == []
    said = "Italy gives no fuel at Lampedusa any more: The pump is broken."
    assert await last_sentence(client_of, "ITA") == await last_sentence(client_of, "MLT") == said
    assert (await client_of("ITA", "observer").get(where)).json() == gone.json()
    assert (await client_of("MLT", "observer").get(where)).status_code == 404
    again = await client.post(f"{where}/withdraw", json={"reason": "Once more."})
    assert (again.status_code, again.json()["code"]) == (409, "withdrawn_already")
    late = await client.patch(where, json={"name": "Anew"}, headers={"If-Match": "2"})
    assert (late.status_code, late.json()["code"]) == (409, "withdrawn_already")


async def test_the_registrar_writes_own_points_and_nobody_elses(client_of: ClientOf) -> None:
    for role in ("observer", "watch_officer", "coordinator", "negotiator", "admin"):
        answer = await client_of("ITA", role).post("/api/fuel-points", json=fuel_point())
        assert answer.status_code == 403, role
    made = await added(client_of)
    body, where = {"reason": "Not theirs."}, f"/api/fuel-points/{made['id']}"
    foreign = client_of("MLT", "registrar")
    assert (await foreign.post(f"{where}/withdraw", json=body)).status_code == 404
    changed = await foreign.patch(where, json={"name": "X"}, headers={"If-Match": "1"})
    assert changed.status_code == 404


async def test_added_twice_with_one_id_it_is_one(client_of: ClientOf) -> None:
    client, body = client_of("ITA", "registrar"), fuel_point()
    first = await client.post("/api/fuel-points", json=body)
    second = await client.post("/api/fuel-points", json=body)
    assert first.json() == second.json()
    assert len(await listed(client_of, "ITA")) == 1
    other = await client.post("/api/fuel-points", json=body | {"name": "Other"})
    assert other.status_code == 409


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"fuels": []}, "fuels"),
        ({"fuels": ["kerosene"]}, "fuels[0]"),
        ({"crafts": []}, "crafts"),
        ({"hours_utc": "six to six"}, "hours_utc"),
        ({"hours_utc": "24:00-25:00"}, "hours_utc"),
        ({"draught_max_m": -1.0}, "draught_max_m"),
        ({"name": ""}, "name"),
        ({"place": point(200.0, 35.0)}, "place.coordinates"),
    ],
)
async def test_what_is_no_fuel_point_is_refused(
    client_of: ClientOf, fields: Json, field: str
) -> None:
    body = fuel_point() | fields
    answer = await client_of("ITA", "registrar").post("/api/fuel-points", json=body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"].startswith(field)


async def test_words_are_kept_once_and_in_order(client_of: ClientOf) -> None:
    made = await added(
        client_of, fuels=["petrol", "jet_a1", "petrol"], crafts=["vessel", "helicopter"]
    )
    assert made["fuels"] == ["jet_a1", "petrol"]
    assert made["crafts"] == ["helicopter", "vessel"]


async def test_they_are_read_by_page(client_of: ClientOf) -> None:
    made = [await added(client_of, name=f"Point {n}") for n in range(3)]
    client, read = client_of("ITA", "observer"), []
    path: str | None = "/api/fuel-points?limit=2"
    while path:
        page = (await client.get(path)).json()
        read += page["items"]
        path = page["next"]
    assert read == sorted(made, key=lambda one: str(one["id"]))


async def test_a_party_keeps_so_many_and_no_more(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuel_point_acts, "MOST_POINTS", 1)
    made = await added(client_of)
    client = client_of("ITA", "registrar")
    more = await client.post("/api/fuel-points", json=fuel_point())
    assert (more.status_code, more.json()["code"]) == (409, "too_many_fuel_points")
    monkeypatch.setattr(fuel_point_acts, "MOST_A_DAY", 1)
    where = f"/api/fuel-points/{made['id']}/withdraw"
    assert (await client.post(where, json={"reason": "Moved."})).is_success
    more = await client.post("/api/fuel-points", json=fuel_point())
    assert (more.status_code, more.json()["code"]) == (409, "too_many_fuel_points")


@pytest.mark.long
async def test_a_clause_that_ends_shuts_them_again(client_of: ClientOf, time: ExerciseTime) -> None:
    until = (START + timedelta(hours=2)).isoformat()
    opens = OPENS | {"valid_until": until}
    await concluded(client_of, agreement(opens, reference="FUEL", parties=("ITA", "MLT")))
    await added(client_of)
    assert len(await listed(client_of, "MLT")) == 1
    time.advance(hours=3)
    assert await listed(client_of, "MLT") == []
    assert len(await listed(client_of, "ITA")) == 1


async def test_a_point_of_nobody_known_is_not_found(client_of: ClientOf) -> None:
    answer = await client_of("ITA", "observer").get(f"/api/fuel-points/{id_of()}")
    assert answer.status_code == 404
