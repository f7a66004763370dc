"""Capabilities that a party adds: added, refined and withdrawn, had, asked for, and shown."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import codes, opened, plain
from tests.given.places import point
from tests.given.record import sentences
from tests.given.requests import request
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
SONAR: Json = {
    "code": "side_scan_sonar",
    "name": "Side-scan sonar",
    "meaning": "Finds a wreck at 50 m in 2 m of silt.",
    "source": "Trials of 2026",
}
CODE = "MLT-side_scan_sonar"
BOAT: Json = {
    "code": "SCAN",
    "based_on": "S3",
    "name": "Survey boat",
    "capabilities": ["radar", CODE],
    "source": {"note": "Its maker"},
}


async def added(client_of: ClientOf, party: str = "MLT", **fields: Any) -> Json:
    answer = await client_of(party, "registrar").post("/api/capabilities", json=SONAR | fields)
    assert answer.status_code == 201, answer.text
    return plain(answer)


async def listed(client_of: ClientOf, party: str) -> dict[str, Json]:
    """The capabilities that the party sees, by code."""
    answer = await client_of(party, "observer").get("/api/capabilities")
    return {one["code"]: one for one in answer.json()}


async def boat_type(client_of: ClientOf, **fields: Any) -> Any:
    return await client_of("MLT", "registrar").post("/api/asset-types", json=BOAT | fields)


async def with_boat(client_of: ClientOf) -> Json:
    """A boat of Malta's that has the sonar, and whose kind Italy is shown with its position."""
    await added(client_of)
    assert (await boat_type(client_of)).status_code == 201
    await concluded(client_of, agreement(term(kinds=["vessel"], visibility="position")))
    boat = helicopter(type="MLT-SCAN", name="Scanner", base=point(14.5, 35.9))
    return await registered(client_of, "MLT", boat)


async def test_a_party_adds_refines_and_withdraws_one(
    client_of: ClientOf, db: AsyncSession
) -> None:
    async with lawful(db):
        made = await added(client_of)
    assert (made["code"], made["party"], made["version"]) == (CODE, "MLT", 1)
    assert CODE in await listed(client_of, "MLT")
    assert CODE not in await listed(client_of, "ITA"), "which sees no asset that has it"
    assert (await listed(client_of, "ITA"))["flight_deck"]["name"] == "flight deck"
    registrar, where = client_of("MLT", "registrar"), f"/api/capabilities/{CODE}"
    again = await registrar.post("/api/capabilities", json=SONAR)
    assert (again.status_code, codes(again)) == (409, ["capability_known"])
    change = {"meaning": "Finds a wreck at 80 m."}
    async with lawful(db):
        refined = await registrar.patch(where, json=change, headers={"If-Match": '"1"'})
    assert (plain(refined)["meaning"], plain(refined)["version"]) == (change["meaning"], 2)
    same = await registrar.patch(where, json=change, headers={"If-Match": '"2"'})
    assert plain(same)["version"] == 2, "nothing is other"
    async with lawful(db):
        gone = await registrar.post(f"{where}/withdraw", headers={"If-Match": '"2"'})
    assert plain(gone)["withdrawn_at"] is not None
    twice = await registrar.post(f"{where}/withdraw", headers={"If-Match": '"3"'})
    assert codes(twice) == ["capability_withdrawn"]
    assert await sentences(db, "MLT") == [
        f"The capability {CODE}, Side-scan sonar, was {done}."
        for done in ("added", "refined", "withdrawn")
    ]
    assert await sentences(db, "ITA") == []
    assert codes(await boat_type(client_of)) == ["unknown_capability"], "it is withdrawn"


async def test_types_have_those_of_their_own_party_alone(client_of: ClientOf) -> None:
    await added(client_of)
    await added(client_of, "ITA")
    assert (await boat_type(client_of)).status_code == 201
    for wrong in ("ITA-side_scan_sonar", "MLT-none"):
        assert codes(await boat_type(client_of, code="B", capabilities=[wrong])) == [
            "unknown_capability"
        ]
    assert codes(await boat_type(client_of, code="C", capabilities=["sonar"])) == ["enum"]
    registrar = client_of("MLT", "registrar")
    await registrar.post(f"/api/capabilities/{CODE}/withdraw", headers={"If-Match": '"1"'})
    kept = await registrar.patch(
        "/api/asset-types/MLT-SCAN",
        json={"capabilities": [CODE, "night"]},
        headers={"If-Match": '"1"'},
    )
    assert plain(kept)["capabilities"] == [CODE, "night"], "those that have it keep it"


@pytest.mark.long
async def test_a_need_asks_for_it_where_it_is_seen_and_who_lacks_it_does_not_suit(
    client_of: ClientOf,
) -> None:
    await with_boat(client_of)
    other = helicopter(type="S3", name="Plain boat", base=point(14.5, 35.9))
    await registered(client_of, "MLT", other)
    seen = (await listed(client_of, "ITA"))[CODE]
    assert (seen["party"], seen["name"]) == ("MLT", "Side-scan sonar")
    assert CODE not in await listed(client_of, "TUN")
    incident = await opened(client_of, position={"point": point(14.4, 35.7), "error_nm": 1})
    need = {"kinds": ["vessel"], "capabilities": [CODE]}
    question = {"incident_id": incident["id"], "need": need, "limit": 9}
    found = plain(await client_of("ITA", "watch_officer").post("/api/matches", json=question))
    by_name = {one["name"]: one for one in found["items"]}
    assert found["need"]["capabilities"] == [CODE]

    def lacks(name: str) -> list[str]:
        reasons = by_name[name]["reasons"]
        return [one["sentence"] for one in reasons if one["code"] == "lacks_capability"]

    assert lacks("Scanner") == []
    assert lacks("Plain boat") == ["It has no side scan sonar (MLT), which the need asks for."]
    tunisian = client_of("TUN", "watch_officer")
    asked = await tunisian.post("/api/matches", json={"place": point(14.4, 35.7), "need": need})
    assert codes(asked) == ["unknown_capability"]


async def test_a_request_for_it_is_filed_and_told_in_words(
    client_of: ClientOf, world: World
) -> None:
    await with_boat(client_of)
    incident = await opened(client_of)
    body = request(world, "MLT", incident_id=incident["id"])
    body["needs"][0] |= {"capabilities": [CODE, "radar"]}
    filed = await client_of("ITA", "watch_officer").post("/api/requests", json=body)
    assert filed.status_code == 201, filed.text
    assert plain(filed)["needs"][0]["capabilities"] == [CODE, "radar"]
    text = await client_of("ITA", "watch_officer").get(
        f"/api/incidents/{incident['id']}/text",
        params={"kind": "request", "request_id": body["id"]},
    )
    assert "SIDE SCAN SONAR (MLT)" in text.text, text.text
    stranger = request(world, "MLT", situation="capacity_building")
    stranger["needs"][0] |= {"capabilities": [CODE]}
    refused = await client_of("TUN", "watch_officer").post("/api/requests", json=stranger)
    assert codes(refused) == ["unknown_capability"]
