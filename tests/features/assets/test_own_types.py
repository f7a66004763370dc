"""Types of assets that a party adds: added, refined and withdrawn, used, and shown to partners."""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import psycopg
import pytest
from sqlalchemy import literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.spans import CELLS
from sar.assets import own_types
from sar.assets.access import horizon_by
from sar.assets.catalogue import OWN, AssetType, type_of
from sar.assets.holding import held
from sar.assets.models import OwnAssetType
from sar.assets.own_type_acts import REFINED_IN_USE
from sar.assets.type_definitions import document_of
from sar.database_roles import DatabaseRole, conninfo
from sar.errors import Busy, ReadFirst
from sar.record import service as record
from tests.clients import ClientOf
from tests.conftest import ExerciseTime, NewWorld
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered, seen
from tests.given.incidents import faults, opened, plain
from tests.given.places import point
from tests.given.record import entries
from tests.law import lawful
from tests.world import START, World

pytestmark = pytest.mark.anyio

SOURCE = {"note": "Trials of 2026", "status": "sourced", "sourced": ["cruise_kn", "max_kn"]}
RIB: dict[str, Any] = {
    "code": "RHIB9",
    "based_on": "S3",
    "name": "RHIB of 9 m",
    "figures": {"cruise_kn": 34, "response_kn": 40, "max_kn": 48},
    "source": SOURCE,
}


async def added(client_of: ClientOf, party: str = "MLT", **fields: Any) -> dict[str, Any]:
    answer = await client_of(party, "registrar").post("/api/asset-types", json=RIB | fields)
    assert answer.status_code == 201, answer.text
    return plain(answer)


async def catalogue(client_of: ClientOf, party: str) -> dict[str, Any]:
    answer = await client_of(party, "observer").get("/api/asset-types")
    return {one["code"]: one for one in answer.json()}


async def test_a_party_adds_a_type_based_on_another(client_of: ClientOf, db: AsyncSession) -> None:
    async with lawful(db):
        made = await added(client_of)
    base = (await catalogue(client_of, "MLT"))["S3"]
    assert (made["code"], made["party"], made["based_on"]) == ("MLT-RHIB9", "MLT", "S3")
    assert (made["kind"], made["cruise_kn"], made["illustrative"]) == ("vessel", 34, False)
    assert made["capacity_normal"] == base["capacity_normal"], "as that on which it is based"
    assert made["recovery"] == base["recovery"]
    (entry,) = await entries(db, "MLT")
    assert entry["sentence"] == "The type MLT-RHIB9, RHIB of 9 m, was added."
    assert "MLT-RHIB9" in await catalogue(client_of, "MLT")
    assert "MLT-RHIB9" not in await catalogue(client_of, "ITA")
    again = await client_of("MLT", "registrar").post("/api/asset-types", json=RIB)
    assert (again.status_code, again.json()["code"]) == (409, "type_known")


async def test_a_type_is_told_whole(client_of: ClientOf) -> None:
    body: dict[str, Any] = {
        "code": "DRONE",
        "name": "Long drone",
        "kind": "uncrewed",
        "form": "fixed_wing",
        "figures": {"cruise_kn": 60, "max_kn": 80},
        "capabilities": ["flir", "night"],
        "notice": {"day_minutes": 30, "night_minutes": 60, "at_sea_minutes": 5},
        "source": {"note": "Its maker"},
    }
    registrar = client_of("MLT", "registrar")
    made = plain(await registrar.post("/api/asset-types", json=body))
    assert (made["capabilities"], made["illustrative"]) == (["flir", "night"], True)
    tried: list[tuple[dict[str, Any], str]] = [
        ({"kind": None, "code": "A"}, "missing"),
        ({"form": "goods", "code": "B"}, "form_not_of_kind"),
        ({"figures": {"cruise_kn": 90, "max_kn": 80}, "code": "C"}, "figures_contradict"),
        ({"figures": {"cruise_kn": 60}, "code": "F"}, "missing"),
        ({"based_on": "NONE", "code": "D"}, "unknown_type"),
        ({"based_on": "M1", "code": "E"}, "not_an_own_ship"),
    ]
    for change, fault in tried:
        assert faults(await registrar.post("/api/asset-types", json=body | change)) == [fault]


async def test_a_type_tells_what_it_needs_to_land_and_that_it_is_not_known(
    client_of: ClientOf,
) -> None:
    made = await added(client_of, based_on="H4", d_value_m=19.5, mass_max_t=11.0)
    assert (made["d_value_m"], made["mass_max_t"], made["runway_m"]) == (19.5, 11.0, None)
    assert type_of("MLT-RHIB9").d_value_m == 19.5
    where, change = f"/api/asset-types/{made['code']}", {"mass_max_t": None}
    client = client_of("MLT", "registrar")
    answer = await client.patch(where, json=change, headers={"If-Match": "1"})
    assert (answer.json()["d_value_m"], answer.json()["mass_max_t"]) == (19.5, None)


@pytest.mark.long
async def test_assets_of_it_are_registered_imported_and_matched(
    client_of: ClientOf, db: AsyncSession
) -> None:
    made = await added(client_of)
    await concluded(client_of, agreement(term(kinds=["vessel"], visibility="position")))
    boat = helicopter(type=made["code"], name="Rib 1", base=point(14.5, 35.9))
    async with lawful(db):
        asset = await registered(client_of, "MLT", boat)
    assert (asset["kind"], asset["type"]) == ("vessel", "MLT-RHIB9")
    moved = await client_of("MLT", "feed").post(
        f"/api/assets/{asset['id']}/fixes", json=fix(14.45, 35.85)
    )
    assert moved.status_code == 200, moved.text
    rows = "name,type\nRib 2,MLT-RHIB9\n"
    listed = await client_of("MLT", "registrar").post(
        "/api/assets/import", content=rows, headers={"Content-Type": "text/csv"}
    )
    assert listed.status_code == 201, listed.text

    partner = await seen(client_of, "ITA", asset["id"])
    assert partner is not None
    assert partner["type"] == "MLT-RHIB9"
    assert (await catalogue(client_of, "ITA"))["MLT-RHIB9"]["name"] == "RHIB of 9 m"
    assert "MLT-RHIB9" not in await catalogue(client_of, "TUN"), "which sees no asset of it"

    incident = await opened(client_of, position={"point": point(14.4, 35.7), "error_nm": 1})
    question = {"incident_id": incident["id"], "need": {"kinds": ["vessel"]}, "limit": 5}
    found = plain(await client_of("ITA", "watch_officer").post("/api/matches", json=question))
    mine = next(one for one in found["items"] if one["name"] == "Rib 1")
    assert (mine["type"], mine["time"] is not None) == ("MLT-RHIB9", True)


async def test_another_partys_type_and_a_withdrawn_one_are_taken_for_no_asset(
    client_of: ClientOf, db: AsyncSession
) -> None:
    made = await added(client_of)
    theirs = helicopter(type=made["code"])
    italian = client_of("ITA", "registrar")
    assert faults(await italian.post("/api/assets", json=theirs)) == ["unknown_type"]
    based_on = RIB | {"based_on": made["code"]}
    assert faults(await italian.post("/api/asset-types", json=based_on)) == ["unknown_type"]
    registrar = client_of("MLT", "registrar")
    kept = await registered(client_of, "MLT", helicopter(type=made["code"], name="Rib 1"))
    where = f"/api/asset-types/{made['code']}"
    async with lawful(db):
        gone = await registrar.post(f"{where}/withdraw", headers={"If-Match": '"1"'})
    assert gone.status_code == 200, gone.text
    assert gone.json()["withdrawn_at"] is not None
    assert faults(await registrar.post("/api/assets", json=theirs)) == ["type_withdrawn"]
    rows = "name,type\nRib 2,MLT-RHIB9\n"
    listed = await registrar.post(
        "/api/assets/import", content=rows, headers={"Content-Type": "text/csv"}
    )
    assert faults(listed) == ["type_withdrawn"]
    assert (await seen(client_of, "MLT", kept["id"])) is not None, "who has it keeps it"
    again = await registrar.post(f"{where}/withdraw", headers={"If-Match": '"2"'})
    assert again.json()["code"] == "type_withdrawn"


async def test_it_is_refined_for_all_assets_of_it(client_of: ClientOf, db: AsyncSession) -> None:
    made = await added(client_of)
    asset = await registered(client_of, "MLT", helicopter(type=made["code"], name="Rib 1"))
    where, registrar = f"/api/asset-types/{made['code']}", client_of("MLT", "registrar")
    change = {
        "figures": {"cruise_kn": 30},
        "capabilities": ["night", "medical"],
        "notice": {"day_minutes": 7, "night_minutes": 9, "at_sea_minutes": 1},
    }
    async with lawful(db):
        answer = await registrar.patch(where, json=change, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text
    refined = answer.json()
    assert (refined["cruise_kn"], refined["max_kn"], refined["version"]) == (30, 48, 2)
    assert refined["capabilities"] == ["medical", "night"]
    assert refined["source"] == SOURCE
    now = await seen(client_of, "MLT", asset["id"])
    assert now is not None
    assert now["notice"]["day_minutes"] == 7
    told = {"source": {"note": "Trials of 2027"}}
    corrected = await registrar.patch(where, json=told, headers={"If-Match": '"2"'})
    assert corrected.json()["source"] == SOURCE | told["source"]
    for body, code in [
        ({"figures": {"max_kn": 60}}, "max_kn_stays"),
        ({}, "nothing_to_change"),
        ({"kind": "aircraft"}, "extra_forbidden"),
    ]:
        assert faults(await registrar.patch(where, json=body, headers={"If-Match": '"2"'})) == [
            code
        ]
    stale = await registrar.patch(where, json={"limits": "x"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    other = await client_of("ITA", "registrar").patch(
        where, json={"limits": "x"}, headers={"If-Match": '"3"'}
    )
    assert other.status_code == 404


async def test_who_sees_an_asset_of_it_alone_reads_anew_once_something_is_other(
    client_of: ClientOf, db: AsyncSession
) -> None:
    made = await added(client_of)
    await concluded(client_of, agreement(term(kinds=["vessel"], visibility="existence")))
    where, registrar = f"/api/asset-types/{made['code']}", client_of("MLT", "registrar")

    async def refined(version: int, **fields: Any) -> tuple[Any, dict[str, bool]]:
        marks = {party: await record.head(db, party) for party in ("ITA", "MLT", "TUN")}
        answer = await registrar.patch(where, json=fields, headers={"If-Match": f'"{version}"'})
        found = {party: await record.since(db, party, mark) for party, mark in marks.items()}
        return answer, {party: any(one.resync for one in new) for party, new in found.items()}

    answer, anew = await refined(1, limits="Not in ice")
    assert (answer.json()["version"], any(anew.values())) == (2, False), "no asset is of it"
    await registered(client_of, "MLT", helicopter(type=made["code"], name="Rib 1"))
    answer, anew = await refined(2, limits="Not in fog")
    assert (answer.json()["version"], anew) == (3, {"ITA": True, "MLT": True, "TUN": False})
    answer, anew = await refined(3, limits="Not in fog", figures={"cruise_kn": 34})
    assert (answer.json()["version"], any(anew.values())) == (3, False), "as it was"


@pytest.mark.long
async def test_one_with_assets_is_refined_a_few_times_a_minute(client_of: ClientOf) -> None:
    made = await added(client_of, "TUN")
    await registered(client_of, "TUN", helicopter(type=made["code"], name="Rib 1"))
    where, registrar = f"/api/asset-types/{made['code']}", client_of("TUN", "registrar")

    async def refined(version: int, name: str) -> Any:
        change = {"limits": name}
        return await registrar.patch(where, json=change, headers={"If-Match": f'"{version}"'})

    for version in range(1, REFINED_IN_USE + 1):
        assert (await refined(version, f"Not in ice {version}")).status_code == 200
    same = await refined(REFINED_IN_USE + 1, f"Not in ice {REFINED_IN_USE}")
    assert same.status_code == 200, "nothing changes"
    answer = await refined(REFINED_IN_USE + 1, "Not in fog")
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")


@pytest.mark.long
@pytest.mark.parametrize(("base", "least_kn"), [("S9", 15), ("H1", 120)])
async def test_one_that_tells_no_speed_from_before_has_those_of_its_kind(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, base: str, least_kn: int
) -> None:
    made = await added(client_of, code=f"OLD{base}", based_on=base)
    row = await db.get_one(OwnAssetType, made["code"])
    figures = row.definition["figures"] | {"max_kn": None}
    source = row.definition["source"] | {"sourced": []}
    row.definition = row.definition | {"figures": figures, "source": source}
    row.max_kn = None
    await db.flush()
    await own_types.keep_all(db)

    age = held(10.0, 0, made["code"])
    assert age.span_s == 3600 * CELLS * 10 / least_kn
    late, precision, code = literal(time.now), literal(10.0), literal(made["code"])
    horizons = await db.execute(select(horizon_by(late, precision, code)))
    assert horizons.scalar() == age.horizon(time.now), "in SQL too"
    asset = await registered(client_of, "MLT", helicopter(type=made["code"], name="Rib 1"))
    for minute, implausible in enumerate((0, 1)):
        time.advance(minutes=1)
        place = fix(14.0 + minute, 35.9, time.now)
        taken = await delivered(client_of, "MLT", asset["id"], place)
        assert taken["implausible"] == implausible
    where, change = f"/api/asset-types/{made['code']}", {"figures": {"cruise_kn": 3}}
    registrar = client_of("MLT", "registrar")
    refined = await registrar.patch(where, json=change, headers={"If-Match": '"1"'})
    assert refined.status_code == 200, "it may be refined as it is"


async def test_another_process_reads_them_all(
    client_of: ClientOf, db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    await added(client_of)
    monkeypatch.setattr(OWN, "look_up", None)
    OWN.known = MappingProxyType({})
    with pytest.raises(KeyError):
        type_of("MLT-RHIB9")
    await own_types.keep_all(db)
    assert type_of("MLT-RHIB9").figures.max_kn == 48


async def test_a_process_that_is_behind_asks_the_database_of_what_is_sent(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await added(client_of)

    def look_up(_code: str) -> None:
        raise AssertionError("nothing that is sent is looked up on the loop")

    monkeypatch.setattr(OWN, "look_up", look_up)
    registrar, officer = client_of("MLT", "registrar"), client_of("MLT", "watch_officer")
    question = {"place": point(14.4, 35.7), "need": {"types": [made["code"]]}}
    rib3 = RIB | {"code": "RHIB3", "based_on": made["code"]}
    rows, text = f"name,type\nRib 2,{made['code']}\n", {"Content-Type": "text/csv"}
    acts: list[Callable[[], Awaitable[Any]]] = [
        lambda: registrar.post("/api/assets", json=helicopter(type=made["code"], name="Rib 1")),
        lambda: registrar.post("/api/assets/import", content=rows, headers=text),
        lambda: registrar.post("/api/asset-types", json=rib3),
        lambda: officer.post("/api/matches", json=question),
    ]
    for act in acts:
        OWN.known = MappingProxyType({})
        answer = await act()
        assert answer.status_code in (200, 201), answer.text
    for body in (helicopter(type="MLT-NONE"), helicopter(type="XXX-NONE")):
        assert faults(await registrar.post("/api/assets", json=body)) == ["unknown_type"]
    rows = "name,type\nRib 2,MLT-NONE\n"
    listed = await registrar.post("/api/assets/import", content=rows, headers=text)
    assert faults(listed) == ["unknown_type"]


async def test_another_partys_type_is_named_by_none_who_does_not_see_it(
    client_of: ClientOf,
) -> None:
    made = await added(client_of)
    incident = await opened(client_of, position={"point": point(14.4, 35.7), "error_nm": 1})
    officer = client_of("ITA", "watch_officer")

    async def told_apart(code: str) -> list[Any]:
        need = {"types": ["S9", code]}
        asked = {"incident_id": incident["id"], "needs": [need]}
        ways = f"/api/incidents/{incident['id']}/sea-ways"
        return [
            await officer.post("/api/matches", json={"place": point(14.4, 35.7), "need": need}),
            await officer.post("/api/requests", json=asked),
            await officer.get(ways, params={"places": f"14.3,35.5,{code}"}),
        ]

    for hidden, none in zip(
        await told_apart(made["code"]), await told_apart("MLT-NONE"), strict=True
    ):
        assert hidden.status_code == none.status_code == 422
        assert hidden.json()["errors"] == none.json()["errors"]
        assert hidden.json()["errors"][0]["code"] in ("unknown_type", "not_places")
    await concluded(client_of, agreement(term(kinds=["vessel"], visibility="existence")))
    await registered(client_of, "MLT", helicopter(type=made["code"], name="Rib 1"))
    assert [one.status_code for one in await told_apart(made["code"])] == [200, 201, 200]


def missed() -> ReadFirst:
    """The refusal of a code that nobody has read yet."""
    with pytest.raises(ReadFirst) as refused:
        type_of("MLT-NEW")
    return refused.value


@pytest.fixture
def looking_up() -> Iterator[None]:
    """The look-up of this process, given back."""
    yield
    OWN.look_up = None


def added_elsewhere(url: str) -> AssetType:
    """A type that another process has added."""
    made = replace(type_of("S3"), code="MLT-NEW", name="Added elsewhere")
    with psycopg.connect(conninfo(url, DatabaseRole.APP)) as db:
        db.execute(
            "INSERT INTO own_asset_type (code, party_code, definition, created_at, updated_at,"
            " version) VALUES ('MLT-NEW', 'MLT', %s, now(), now(), 1) ON CONFLICT DO NOTHING",
            [json.dumps(document_of(made))],
        )
    return made


@pytest.mark.usefixtures("looking_up")
def test_a_database_that_does_not_answer_is_no_fault_of_the_platform() -> None:
    own_types.look_up_in("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(psycopg.Error):
        missed().reading.result()
    assert missed().code == "busy"
    own_types.look_up_at_once_in("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(Busy):
        type_of("MLT-NEW")


@pytest.mark.usefixtures("looking_up")
def test_a_stored_code_that_is_not_known_yet_is_looked_up(new_world: NewWorld) -> None:
    url, _ = new_world("own-types")
    made = added_elsewhere(url)
    for look_up_in in (own_types.look_up_in, own_types.look_up_at_once_in):
        OWN.known = MappingProxyType({})
        look_up_in(url)
        if look_up_in is own_types.look_up_in:
            missed().reading.result()
        assert type_of("MLT-NEW") == made
    own_types.look_up_in(url)
    with pytest.raises(ReadFirst) as refused:
        type_of("MLT-NONE")
    refused.value.reading.result()
    with pytest.raises(KeyError):
        type_of("MLT-NONE")


@pytest.mark.long
@pytest.mark.usefixtures("looking_up")
async def test_a_request_that_needs_it_is_served_once_a_thread_has_read_it(
    of: ClientOf, seeded_here: tuple[str, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await added(of)
    unit = await registered(of, "MLT", helicopter(type=made["code"], name="Rib 1"))
    own_types.look_up_in(seeded_here[0])
    reads: list[threading.Thread] = []
    connect = psycopg.connect

    def connecting(*args: Any, **given: Any) -> Any:
        reads.append(threading.current_thread())
        return connect(*args, **given)

    monkeypatch.setattr(psycopg, "connect", connecting)
    OWN.known = MappingProxyType({})
    fixes = (fix(14.4, 35.7, START + timedelta(seconds=n)) for n in range(3))
    told = await asyncio.gather(*(delivered(of, "MLT", unit["id"], one) for one in fixes))
    assert sum(one["accepted"] for one in told) == 3
    assert reads
    assert threading.current_thread() not in reads, "the loop serves others meanwhile"


@pytest.mark.usefixtures("looking_up")
async def test_while_it_cannot_be_read_a_request_that_needs_it_is_told_busy(of: ClientOf) -> None:
    made = await added(of, code="RHIB8")
    unit = await registered(of, "MLT", helicopter(type=made["code"], name="Rib 2"))
    own_types.look_up_in("postgresql://nobody@127.0.0.1:1/none")
    OWN.known = MappingProxyType({})
    fixes = [fix(14.4, 35.7, START)]
    answer = await of("MLT", "feed").post(f"/api/assets/{unit['id']}/fixes", json=fixes)
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert int(answer.headers["retry-after"]) > 0
