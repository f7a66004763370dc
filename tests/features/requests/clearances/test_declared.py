"""The waters that parties have declared decide whom a unit at work asks, in matching and clearances
alike."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf
from tests.features.requests.clearances.test_clearances import (
    at_work,
    crossings,
    eta_of,
    must_ask,
    no_time,
    say,
)
from tests.given.assets import helicopter
from tests.given.limits import declared
from tests.given.requests import Plain, need, opened, plain, text_of
from tests.law import lawful
from tests.world import World, box

pytestmark = pytest.mark.anyio

FAR_OUT: dict[str, Any] = {"point": {"type": "Point", "coordinates": [11.8, 34.3]}, "error_nm": 1.0}
"""Beyond any territorial sea known here, off Tunisia's coast alone, in Malta's region."""
ABOUT = box(11.55, 34.1, 12.05, 34.5)
CLOSE_ABOUT = box(11.75, 34.26, 11.85, 34.34)
"""Its sides are so near to the scene that a place of entry would betray it."""


async def withdraw(client_of: ClientOf, party: str, made: Plain) -> None:
    where = f"/api/declared-limits/{made['id']}/withdraw"
    answer = await client_of(party, "admin").post(where, json={"reason": "Deposited anew."})
    assert answer.status_code == 200, answer.text


async def matched(client_of: ClientOf, incident: Plain, **needed: Any) -> Plain:
    """Italy's answer about Malta's helicopter, with the reason on entry."""
    asks = {"need": need(kinds=["aircraft"], **needed), "incident_id": incident["id"]}
    answer = plain(await client_of("ITA", "watch_officer").post("/api/matches", json=asks))
    (found,) = [one for one in answer["items"] if one["name"] == "Rescue 1"]
    return {**found, "notes": answer["notes"]}


def on_entry(found: Plain) -> Plain:
    codes = ("high_seas", "entry_by_request", "not_determined_asked", "own_territory")
    (reason,) = [one for one in found["reasons"] if one["code"] in codes]
    return dict(reason)


@pytest.mark.long
async def test_a_unit_asks_the_party_that_has_declared_the_scene(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, position=FAR_OUT)
    work = await at_work(client_of, world, incident)
    assert await crossings(client_of, "MLT", work) == []
    made = await declared(client_of, "TUN", area=ABOUT)
    (ahead,) = await crossings(client_of, "MLT", work)
    assert (ahead["territory"], ahead["code"], ahead["ask"]) == ("TUN", "entry_by_request", True)
    by_tunisia = "declared by Tunisia (M.Z.N. 1, 1998-03-05)"
    assert ahead["sentence"].endswith(f"These waters are {by_tunisia}.")
    asked = await must_ask(client_of, work)
    assert (asked["code"], asked["centre"]["code"]) == ("entry_by_request", "MRCC-TUNIS")
    assert asked["basis"]["waters"] == by_tunisia
    assert asked["warnings"] == [], "it is where that State says that it lies"
    text = await text_of(client_of, "MLT", asked)
    assert "INTO THE TERRITORY OR TERRITORIAL SEA OF TUNISIA" in text.upper()
    assert "WITHOUT PREJUDICE TO ANY CLAIM, BOUNDARY OR STATUS" in text
    await withdraw(client_of, "TUN", made)
    assert await crossings(client_of, "MLT", work) == []


async def test_what_is_declared_does_not_tell_where_a_withheld_place_lies(
    client_of: ClientOf, world: World
) -> None:
    """The innermost limit says as much as the place does."""
    incident = await opened(client_of, position=FAR_OUT)
    work = await at_work(client_of, world, incident)
    await declared(client_of, "TUN", area=ABOUT)
    await declared(client_of, "TUN", kind="internal_waters", area=CLOSE_ABOUT, deposit="M.Z.N. 2")
    await declared(client_of, "GRC", area=CLOSE_ABOUT, deposit="M.Z.N. 3")
    asked = await must_ask(client_of, work, territory="GRC")
    assert (asked["place"], asked["code"]) == (None, "not_determined_asked")
    assert asked["basis"]["waters"] == "declared by Greece"
    text = await text_of(client_of, "MLT", asked)
    assert "INTO WATERS WHOSE STATE IS NOT DETERMINED HERE, SOLELY" in text
    assert "TERRITORIAL SEA OF" not in text
    told = await must_ask(
        client_of, work, territory="TUN", place={"type": "Point", "coordinates": [11.84, 34.3]}
    )
    assert told["basis"]["waters"] == "declared by Greece and by Tunisia"


@pytest.mark.long
async def test_a_deposit_is_left_out_with_the_place_of_entry(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, position=FAR_OUT)
    work = await at_work(client_of, world, incident)
    await declared(client_of, "TUN", area=CLOSE_ABOUT)
    asked = await must_ask(client_of, work)
    assert (asked["place"], asked["code"]) == (None, "entry_by_request")
    assert asked["basis"]["waters"] == "declared by Tunisia"


@pytest.mark.long
async def test_where_two_have_declared_it_both_are_asked_and_the_regions_centre(
    client_of: ClientOf, world: World
) -> None:
    """The region is Malta's, whose own unit it is: it asks the two others."""
    incident = await opened(client_of, position=FAR_OUT)
    work = await at_work(client_of, world, incident)
    await declared(client_of, "TUN", area=ABOUT)
    await declared(client_of, "GRC", area=ABOUT)
    found = await crossings(client_of, "MLT", work)
    assert [(one["territory"], one["code"], one["ask"]) for one in found] == [
        ("GRC", "not_determined_asked", True), ("TUN", "not_determined_asked", True),
    ]  # fmt: skip
    assert found[0]["sentence"] == (
        "Whose waters these are is not determined here: declared by Greece and by Tunisia. Greece"
        " and Tunisia are asked."
    )
    asked = await must_ask(client_of, work, territory="GRC")
    assert (asked["mode"], asked["code"]) == ("request", "not_determined_asked")
    assert asked["basis"]["waters"] == "declared by Greece and by Tunisia"
    assert asked["warnings"] == []
    text = await text_of(client_of, "MLT", asked)
    assert (
        "INTO WATERS AT THE POSITION GIVEN, SOLELY FOR SEARCH AND RESCUE WHOSE WATERS THEY" in text
    )
    assert "WITHOUT PREJUDICE TO ANY CLAIM, BOUNDARY OR STATUS" in text


@pytest.mark.long
async def test_one_claimants_yes_opens_no_other_claimants_no(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    incident = await opened(client_of, position=FAR_OUT)
    base = {"type": "Point", "coordinates": [12.2, 34.3]}
    work = await at_work(client_of, world, incident, helicopter(name="Rescue 1", base=base))
    await declared(client_of, "TUN", area=ABOUT)
    await declared(client_of, "GRC", area=ABOUT)
    greek = await must_ask(client_of, work, territory="GRC")
    tunisian = await must_ask(client_of, work, territory="TUN")
    async with lawful(db):
        await say(client_of, "TUN", tunisian, "refuse", reason="Not in our waters.")
        await say(client_of, "GRC", greek, "grant")
    assert await no_time(client_of, db, work) == "entry_refused"
    for one in await crossings(client_of, "MLT", work):
        assert "It is refused by Tunisia: it is not expected there." in one["sentence"]
    async with lawful(db):
        await say(client_of, "MLT", tunisian, "withdraw", reason="We recognise Greece.")
    await eta_of(client_of, db, work)


@pytest.mark.long
async def test_whom_the_lead_tells_first_makes_them_nobodys_waters(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, position=FAR_OUT, territory_of="TUN")
    work = await at_work(client_of, world, incident)
    await declared(client_of, "TUN", area=ABOUT)
    await declared(client_of, "GRC", area=ABOUT)
    asked = await must_ask(client_of, work)
    assert asked["code"] == "not_determined_asked"
    text = await text_of(client_of, "MLT", asked)
    assert (
        "INTO WATERS AT THE POSITION GIVEN, SOLELY FOR SEARCH AND RESCUE WHOSE WATERS THEY" in text
    )
    assert "WITHOUT PREJUDICE TO ANY CLAIM, BOUNDARY OR STATUS" in text


@pytest.mark.long
async def test_a_claimants_own_unit_asks_nobody(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of, position=FAR_OUT)
    work = await at_work(client_of, world, incident)
    await declared(client_of, "TUN", area=ABOUT)
    await declared(client_of, "MLT", area=ABOUT)
    found = await crossings(client_of, "MLT", work)
    assert [one["ask"] for one in found] == [False] * len(found)
    assert {one["territory"] for one in found} == {"MLT", "TUN"}


@pytest.mark.long
async def test_matching_waters_and_clearances_tell_the_same(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, position=FAR_OUT)
    work = await at_work(client_of, world, incident)
    lon, lat = FAR_OUT["point"]["coordinates"]
    steps: list[tuple[str, list[str], str]] = [
        ("high_seas", [], "beyond"),
        ("entry_by_request", ["TUN"], "declared"),
        ("not_determined_asked", ["GRC", "TUN"], "not_determined"),
    ]
    for (code, told, by), party in zip(steps, (None, "TUN", "GRC"), strict=True):
        if party:
            await declared(client_of, party, area=ABOUT)
        found = on_entry(await matched(client_of, incident))
        assert found["code"] == code
        ahead = await crossings(client_of, "MLT", work)
        assert sorted(one["territory"] for one in ahead) == told
        assert {one["sentence"] for one in ahead} in ({found["sentence"]}, set())
        waters = plain(
            await client_of("MLT", "observer").get("/api/waters", params={"lon": lon, "lat": lat})
        )
        assert waters["by"] == by
        assert set(told) <= set(waters["tell"])


async def test_whom_the_lead_tells_first_changes_no_rule(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of, position=FAR_OUT, territory_of="LBY")
    await at_work(client_of, world, incident)
    await declared(client_of, "TUN", area=ABOUT)
    found = await matched(client_of, incident)
    (there,) = [one["params"] for one in found["reasons"] if one["params"].get("at_scene")]
    assert there["territory"] == "TUN"
    assert there["territory_by"].startswith("declared by Tunisia")


async def test_zones_at_the_scene_are_named_and_nobody_is_asked(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of, position=FAR_OUT)
    await at_work(client_of, world, incident)
    await declared(client_of, "MLT", kind="fir", name="Malta FIR", area=ABOUT)
    found = await matched(client_of, incident)
    assert on_entry(found)["code"] == "high_seas"
    assert [one["sentence"] for one in found["notes"] if one["code"] == "scene_in_zone"] == [
        "The scene lies in the flight information region Malta FIR, declared by Malta (M.Z.N. 1,"
        " 1998-03-05)."
    ]
