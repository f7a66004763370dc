"""Texts: those that are allowed, who may hear them, and those that are still to be sent."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.texts.telex import unwrapped
from sar.requests.texts.composing import BROADCAST
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import act, case_changed, case_seen, codes, opened
from tests.given.places import point
from tests.given.requests import (
    Plain,
    asked,
    hailed,
    id_of,
    later,
    need,
    plain,
    post,
    ship_of_opportunity,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

KEPT = {"party": "LBY", "reason": "They fled from Zuwara."}
KINDS = [
    "sitrep-short",
    "sitrep-full",
    "call-script",
    "mayday-relay",
    "relay-cancelled",
    "request",
    "offer",
    "osc",
    "aco",
    "medevac",
    "tmas",
    "all-well",
]


async def read(client_of: ClientOf, party: str, case: Plain, kind: str, **params: Any) -> Any:
    """The answer to a text that the party asks for."""
    path = f"/api/incidents/{case['id']}/text"
    return await client_of(party, "observer").get(path, params={"kind": kind, **params})


async def text_of(client_of: ClientOf, case: Plain, kind: str, **params: Any) -> str:
    """The text as Italy reads it, its lines whole."""
    answer = await read(client_of, "ITA", case, kind, **params)
    assert answer.status_code == 200, answer.text
    return "\n".join(unwrapped(answer.text)) + "\n"


async def told(client_of: ClientOf, case: Plain, party: str = "ITA") -> Plain:
    """The texts that are still to be sent, as the party reads of them."""
    answer = await client_of(party, "observer").get(f"/api/incidents/{case['id']}/texts")
    assert answer.status_code == 200, answer.text
    return plain(answer)


async def issue(client_of: ClientOf, case: Plain, **body: Any) -> Plain:
    """A report that Italy issues."""
    path = f"incidents/{case['id']}/sitreps"
    return plain(await post(client_of, "ITA", path, id=id_of(), **body))


async def test_a_text_to_a_party_that_the_case_is_kept_from_is_refused(
    client_of: ClientOf, world: World
) -> None:
    case = await opened(client_of, kept_from=[KEPT])
    libya = str(world.centres["LBY"])
    for kind in KINDS:
        refused = await read(client_of, "ITA", case, kind, centre_id=libya)
        assert (refused.status_code, codes(refused)) == (409, ["kept_from"]), kind
    path = f"incidents/{case['id']}/sitreps"
    refused = await post(client_of, "ITA", path, id=id_of(), to_centre_id=libya)
    assert (refused.status_code, codes(refused)) == (409, ["kept_from"])


async def test_nobody_that_the_case_is_kept_from_reads_a_text_of_it(client_of: ClientOf) -> None:
    case = await opened(client_of, kept_from=[{"party": "GRC", "reason": "Not theirs."}])
    for kind in KINDS:
        assert (await read(client_of, "GRC", case, kind)).status_code == 404, kind
    path = f"/api/incidents/{case['id']}/texts"
    assert (await client_of("GRC", "observer").get(path)).status_code == 404


async def test_who_is_not_involved_learns_neither_from_whom_it_is_kept_nor_why(
    client_of: ClientOf, world: World
) -> None:
    """Malta is aware of it, far from its own region."""
    await concluded(client_of, agreement(term(incident_awareness="full")))
    far = {"point": point(15.0, 39.0), "error_nm": 2.0}
    case = await opened(client_of, position=far, kept_from=[KEPT])
    for kind in KINDS:
        for party in ("LBY", "TUN", None):
            to = {"centre_id": str(world.centres[party])} if party else {}
            answer = await read(client_of, "MLT", case, kind, **to, to_all=True)
            if party or kind in BROADCAST:
                assert (answer.status_code, codes(answer)) == (403, ["not_involved"]), (kind, party)
            for kept in ("LBY", "Libya", "Zuwara", "kept"):
                assert kept not in answer.text, (kind, party)
    to_rome = {"centre_id": str(world.centres["ITA"])}
    script = await read(client_of, "MLT", case, "call-script", **to_rome)
    assert "You are mission coordinator" in " ".join(unwrapped(script.text))
    open_to_all = await opened(client_of, position=far)
    to_libya = {"centre_id": str(world.centres["LBY"])}
    answer = await read(client_of, "MLT", open_to_all, "sitrep-short", **to_libya)
    assert answer.status_code == 200, answer.text


async def test_no_text_tells_from_whom_the_case_is_kept_or_why(
    client_of: ClientOf, world: World
) -> None:
    """Texts travel on: whoever reads one learns nothing of the list."""
    holder = {"name": "P61", "channel": "VHF 72"}
    case = await opened(client_of, kept_from=[KEPT])
    await case_changed(client_of, case, osc=holder, aco=holder)
    await asked(client_of, world, "MLT", incident=case, needs=[need()])
    malta = str(world.centres["MLT"])
    for kind in KINDS:
        answer = await read(client_of, "ITA", case, kind, centre_id=malta, to_all=True)
        if answer.status_code == 200:
            said = answer.text.upper()
            for kept in ("LBY", "LIBYA", "ZUWARA", "TRIPOLI"):
                assert kept not in said, (kind, kept)
        else:
            assert kind in ("relay-cancelled", "offer", "all-well"), (kind, answer.text)


async def test_what_everybody_hears_waits_for_a_word_where_the_case_is_kept_from_somebody(
    client_of: ClientOf,
) -> None:
    case = await opened(client_of, kept_from=[KEPT])
    refused = await read(client_of, "ITA", case, "mayday-relay")
    assert (refused.status_code, codes(refused)) == (409, ["heard_by_all"])
    assert "Libya" in refused.json()["detail"]
    assert "MAYDAY RELAY" in await text_of(client_of, case, "mayday-relay", to_all=True)
    open_to_all = await opened(client_of)
    assert "MAYDAY RELAY" in await text_of(client_of, open_to_all, "mayday-relay")


@pytest.mark.long
async def test_how_to_call_the_people_goes_to_whom_acts_and_comes_from_whom_is_involved(
    client_of: ClientOf, world: World
) -> None:
    case = await opened(client_of)
    malta = str(world.centres["MLT"])
    contact = "CASUALTY CONTACT, FOR THE ADDRESSEE ALONE: +8816 000"
    assert contact not in await text_of(client_of, case, "sitrep-short")
    assert contact not in await text_of(client_of, case, "sitrep-short", centre_id=malta)
    await asked(client_of, world, "MLT", incident=case)
    assert contact in await text_of(client_of, case, "sitrep-short", centre_id=malta)
    assert "The people themselves: +8816 000, NEXT CALL 1256Z." in await text_of(
        client_of, case, "call-script", centre_id=str(world.centres["LBY"])
    )
    for kind in ("mayday-relay", "sitrep-full"):
        assert "+8816" not in await text_of(client_of, case, kind), kind


async def test_a_request_as_a_message_names_what_is_asked_of_its_addressee(
    client_of: ClientOf, world: World
) -> None:
    case = await opened(client_of)
    malta, libya = str(world.centres["MLT"]), str(world.centres["LBY"])
    nothing = await read(client_of, "ITA", case, "request", centre_id=malta)
    assert (nothing.status_code, codes(nothing)) == (409, ["nothing_asked"])
    sent = await asked(
        client_of, world, "MLT", incident=case, needs=[need(quantity=2, by_at=later(hours=2))]
    )
    text = await text_of(client_of, case, "request", centre_id=malta)
    assert f"REQUEST {sent['reference']}:\n1. 2 X AIRCRAFT" in text
    assert "ACKNOWLEDGE BY " in text
    script = await text_of(client_of, case, "call-script", centre_id=malta)
    assert "We ask you for:\n1. 2 × AIRCRAFT" in script
    other = await read(client_of, "ITA", case, "request", centre_id=libya)
    assert codes(other) == ["nothing_asked"]
    assert f"REQUEST {sent['reference']}:" in await text_of(client_of, case, "request")


async def test_an_appointment_names_who_holds_the_office(client_of: ClientOf) -> None:
    case = await opened(client_of)
    nobody = await read(client_of, "ITA", case, "osc")
    assert (nobody.status_code, codes(nobody)) == (409, ["nobody_named"])
    boat = await registered(client_of, "ITA", helicopter(name="P61", callsign="IP61"))
    ship = await ship_of_opportunity(client_of, callsign="9HEX")
    await hailed(client_of, case)
    for holder, called in (
        ({"name": "The boat", "asset_id": boat["id"]}, "P61, CALL SIGN IP61, VHF 72"),
        ({"name": "The bulker", "ship_id": ship["id"]}, "EXERCISE STAR, CALL SIGN 9HEX"),
        ({"name": "exercise star"}, "EXERCISE STAR, VHF 72"),
        ({"name": "Nadia of the boat"}, "........"),
    ):
        case = await case_seen(client_of, case)
        await case_changed(client_of, case, osc={"channel": "VHF 72", **holder})
        text = await text_of(client_of, case, "osc")
        assert "APPOINTED ON-SCENE COORDINATOR (OSC) OF CASE" in text
        assert f"FROM NOW: {called}" in text
        assert f"ON-SCENE COORDINATOR: {called}" in await text_of(client_of, case, "mayday-relay")
        assert "NADIA" not in text
    assert codes(await read(client_of, "MLT", case, "osc")) == ["not_lead"]


async def test_the_coordinator_alone_proposes_that_the_callee_takes_over(
    client_of: ClientOf, world: World
) -> None:
    case = await opened(client_of)
    tunis = {"centre_id": str(world.centres["TUN"]), "propose": True}
    assert "We propose that you take over" in await text_of(client_of, case, "call-script", **tunis)
    theirs = await read(client_of, "MLT", case, "call-script", **tunis)
    assert "take over" not in theirs.text
    assert "MRCC Roma is mission coordinator" in " ".join(unwrapped(theirs.text))


@pytest.mark.long
async def test_the_first_report_is_short_and_the_next_is_full(client_of: ClientOf) -> None:
    case = await opened(client_of)
    first = await issue(client_of, case)
    second = await issue(client_of, case, plans="A second aircraft at first light.")
    assert "\nG. " not in first["text"]
    assert "\nG. DESCRIPTION OF CASUALTY: " in second["text"]
    assert "M. FUTURE PLANS: A SECOND AIRCRAFT AT FIRST LIGHT." in second["text"]
    short = await issue(client_of, case, form="short")
    assert "\nG. " not in short["text"]


async def test_the_next_report_is_due_hourly_and_at_each_change(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    first = (await told(client_of, case))["sitrep"]
    assert (first["number"], first["causes"]) == (1, ["first"])
    async with lawful(db):
        await issue(client_of, case)
    second = (await told(client_of, case))["sitrep"]
    assert (second["number"], second["causes"]) == (2, [])
    assert second["due_at"] == later(hours=1).replace("+00:00", "Z")
    time.advance(minutes=5)
    await case_changed(client_of, case, osc={"name": "P61"})
    assert (await told(client_of, case))["sitrep"]["causes"] == ["on_scene"]
    await act(client_of, "ITA", "watch_officer", f"{case['id']}/phase", phase="alert", reason="Ok.")
    assert set((await told(client_of, case))["sitrep"]["causes"]) == {"phase", "on_scene"}
    await issue(client_of, case)
    time.advance(hours=1)
    assert (await told(client_of, case))["sitrep"]["causes"] == ["hour"]
    theirs = await told(client_of, case, "MLT")
    assert (theirs["sitrep"], theirs["untold"], theirs["ships"]) == (None, [], [])


async def test_who_was_asked_and_has_not_been_told_that_it_is_over_is_shown(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    case = await opened(client_of, pob={"min": 0, "max": 0})
    for party in ("MLT", "LBY"):
        await asked(client_of, world, party, incident=case)
    assert (await told(client_of, case))["untold"] == []
    early = await read(client_of, "ITA", case, "all-well")
    assert (early.status_code, codes(early)) == (409, ["still_open"])
    time.advance(minutes=5)
    closed = await post(client_of, "ITA", f"incidents/{case['id']}/close", reason="All are safe.")
    assert closed.status_code == 200, closed.text

    async def left() -> list[str]:
        return sorted(one["party"] for one in (await told(client_of, case))["untold"])

    assert await left() == ["LBY", "MLT"]
    final = await issue(client_of, case)
    assert "ROUTINE" in final["text"]
    assert "AND FINAL" in final["text"]
    assert await left() == ["LBY"], "to all concerned: who has joined reads it here"
    await issue(client_of, case, to_centre_id=str(world.centres["LBY"]))
    assert await left() == []
    assert "SEARCH AND RESCUE ENDED" in await text_of(client_of, case, "all-well")
    assert "IS CANCELLED: THE CASE IS CLOSED" in await text_of(client_of, case, "relay-cancelled")


@pytest.mark.long
async def test_a_listed_centre_that_was_told_by_voice_is_told_that_it_is_over(
    client_of: ClientOf, world: World
) -> None:
    """Annex 4.8.3: whoever was activated or notified; here nobody was asked for anything."""
    near_tripoli = {"point": point(12.7, 33.9), "error_nm": 2.0}
    case = await opened(client_of, pob={"min": 0, "max": 0}, position=near_tripoli)
    assert [one["party"] for one in case["to_be_called"]] == ["LBY"]
    await post(client_of, "ITA", f"incidents/{case['id']}/close", reason="A hoax.")
    assert [one["party"] for one in (await told(client_of, case))["untold"]] == ["LBY"]
    await issue(client_of, case, to_centre_id=str(world.centres["LBY"]))
    assert (await told(client_of, case))["untold"] == []
