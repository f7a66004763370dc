"""The morning off Cutro (2023): no unit was tasked, 80 reached the shore, 94 were found dead."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.clients import ClientOf, SignedIn
from tests.conftest import ExerciseTime
from tests.given.incidents import act, case_seen, codes, done, opened, plain
from tests.given.record import sentences
from tests.given.requests import asked, need, request_seen
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

Plain = dict[str, Any]
SHORE = {"by": "On shore", "place": "Steccato", "source": "Carabinieri, by telephone"}
BEACH = {"by": "Fire brigade", "place": "Beach", "source": "Prefecture"}


async def told(
    client_of: ClientOf, case: Plain, db: AsyncSession, party: str = "ITA", **said: Any
) -> Plain:
    async with lawful(db):
        return await done(client_of, party, case, "found-by-others", **said)


async def test_all_of_cutro_are_counted_though_nobody_was_tasked(
    client_of: ClientOf, signed_in: SignedIn, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, pob={"min": 180, "max": 200, "source": "A survivor"})
    seen = await told(client_of, case, db, **SHORE, alive=80)
    people = seen["people"]
    assert people["delivered"] == [{"place": "Steccato", "persons": 80}]
    assert (people["recovered"], people["dead"]) == (80, 0)
    assert (people["outstanding_min"], people["outstanding_max"]) == (100, 120)
    assert seen["version"] == case["version"], "no form is stale against a count"
    for dead in (30, 33):
        time.advance(hours=12)
        seen = await told(client_of, case, db, **BEACH, dead=dead)
    assert seen["people"]["dead_landed"] == [{"place": "Beach", "persons": 63}]
    forms = f"/api/incidents/{case['id']}/text"
    sitrep = await client_of("ITA", "observer").get(forms, params={"kind": "sitrep-short"})
    numbers = (
        "DELIVERED 80 (STECCATO 80), DEAD 63, 63 OF THEM LANDED (BEACH 63). OUTSTANDING 37 TO 57"
    )
    assert numbers in " ".join(sitrep.text.split())

    # One was counted twice: both numbers stay on the record.
    second = seen["people"]["found_by_others"][2]
    why: dict[str, Any] = {"corrects": second["id"], "reason": "One was counted twice."}
    seen = await told(client_of, case, db, **BEACH, dead=32, **why)
    assert (seen["people"]["dead"], len(seen["people"]["found_by_others"])) == (62, 3)
    assert seen["people"]["found_by_others"][2]["at"] == second["at"]
    (last,) = await sentences(db, "MLT", of="FoundByOthersCorrected")
    assert "32 dead" in last
    assert "told before: Fire brigade: number alive not told, 33 dead" in last
    assert why["reason"] in last

    # It does not end as if all were safe.
    officer = await signed_in("coordinator")
    close = f"/api/incidents/{case['id']}/close"
    refused = await officer.post(close, json={"reason": "The search is over."})
    assert refused.status_code == 409
    said = {"reason": "Over.", "despite": "No hope is left.", "second": "Head of operations"}
    async with lawful(db):
        closed = plain(await officer.post(close, json=said))
    assert closed["state"] == "closed"
    assert (closed["lost_list"]["missing_min"], closed["lost_list"]["missing_max"]) == (38, 58)
    assert closed["lost_list"]["dead"] == 62

    # The sea goes on giving up the dead, also once an authority has the list.
    taken = {"authority": "The prosecutor", "function": "Duty officer", "channel": "telephone"}
    listed = await act(client_of, "ITA", "watch_officer", f"{case['id']}/lost-list", **taken)
    assert plain(listed)["lost_list"]["due_at"] is None
    time.advance(hours=24)
    seen = await told(client_of, case, db, **BEACH, dead=32)
    assert (seen["state"], seen["people"]["dead"], seen["people"]["recovered"]) == (
        "closed",
        94,
        174,
    )
    assert seen["heard_after_close_at"], "it stands red beside the closed case"
    assert seen["lost_list"]["due_at"], "the list is owed anew"
    assert (seen["lost_list"]["missing_min"], seen["lost_list"]["missing_max"]) == (6, 26)


async def test_who_is_aboard_a_boat_of_others_is_not_in_a_place_of_safety(
    client_of: ClientOf, signed_in: SignedIn, db: AsyncSession
) -> None:
    case = await opened(client_of, pob={"min": 10, "max": 10, "source": "caller"})
    boat: Plain = {"by": "Customs, V 6006", "source": "Customs", "alive": 10}
    seen = await told(client_of, case, db, **boat, aboard=True)
    aboard = {"deployment_id": None, "name": boat["by"], "persons": 10}
    assert seen["people"]["aboard"] == [aboard]
    assert seen["people"]["outstanding_max"] == 0
    officer = await signed_in("coordinator")
    close = f"/api/incidents/{case['id']}/close"
    refused = await officer.post(close, json={"reason": "All are found."})
    assert refused.status_code == 409
    (entry,) = seen["people"]["found_by_others"]
    landed = {**boat, "place": "Crotone", "corrects": entry["id"], "reason": "They are landed."}
    seen = await told(client_of, case, db, **landed)
    assert seen["people"]["aboard"] == []
    async with lawful(db):
        closed = await officer.post(close, json={"reason": "All are in Crotone."})
    assert plain(closed)["state"] == "closed", closed.text


async def test_another_party_tells_of_a_suspended_search_and_it_rings(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, pob={"min": 10, "max": 10, "source": "caller"})
    said = {"reason": "Dark.", "ground": "darkness", "second": "Head of operations"}
    suspended = await act(client_of, "ITA", "coordinator", f"{case['id']}/suspend", **said)
    assert plain(suspended)["state"] == "suspended", suspended.text
    seen = await told(client_of, case, db, "MLT", by="Navy", source="Navy, by radio", dead=1)
    assert seen["people"] is None, "the balance is the lead's to read"
    (entry,) = seen["found_by_others"]
    assert (entry["by"], entry["alive"], entry["dead"]) == ("Navy", None, 1)
    lead = await case_seen(client_of, case)
    assert [one["cause"] for one in lead["alarms"]] == ["suspended_news"]
    assert lead["people"]["found_by_others"] == lead["found_by_others"] == [entry]
    assert entry["party"] == "MLT"
    both = [await sentences(db, party, of="FoundByOthers") for party in ("ITA", "MLT")]
    assert both[0] == both[1]
    assert "found by others (Navy): number alive not told, 1 dead" in both[0][0]
    why = {"corrects": entry["id"], "reason": "Two bodies."}
    seen = await told(client_of, case, db, "MLT", by="Navy", source="Navy", dead=2, **why)
    assert [one["dead"] for one in seen["found_by_others"]] == [2]


@pytest.mark.long
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"alive": -1}, "greater_than_equal"),
        ({"at": "soon"}, "in_the_future"),
        ({"reason": "Counted anew."}, "missing"),
        ({"corrects": "01900000-0000-7000-8000-000000000000", "reason": "Anew."}, "no_such_entry"),
        ({"corrects": "known"}, "missing"),
        ({"nationality": "any"}, "extra_forbidden"),
    ],
)
async def test_only_what_cannot_be_is_refused(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime, said: Plain, code: str
) -> None:
    case = await opened(client_of)
    first = await told(client_of, case, db, **SHORE, alive=2)
    known = first["people"]["found_by_others"][0]["id"]
    soon = (time.now + timedelta(hours=1)).isoformat()
    body = {name: {"known": known, "soon": soon}.get(value, value) for name, value in said.items()}
    where = f"{case['id']}/found-by-others"
    refused = await act(client_of, "ITA", "watch_officer", where, **SHORE, **body)
    assert refused.status_code == 422
    assert code in codes(refused)
    seen = await case_seen(client_of, case)
    assert len(seen["people"]["found_by_others"]) == 1


@pytest.mark.long
async def test_what_is_asked_for_the_people_is_filled_and_opened_again_as_others_find_them(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    case = await opened(client_of, pob={"min": 100, "max": 100, "source": "A survivor"})
    persons = need(unit="persons", kinds=[], what="People taken aboard", quantity=100)
    sent = await asked(client_of, world, "MLT", incident=case, needs=[persons])

    async def state() -> tuple[str, int]:
        seen = await request_seen(client_of, sent)
        return seen["state"], seen["needs"][0]["coverage"]["missing"]

    assert await state() == ("open", 100)
    seen = await told(client_of, case, db, **SHORE, alive=100)
    assert await state() == ("filled", 0)
    (entry,) = seen["people"]["found_by_others"]
    why = {"corrects": entry["id"], "reason": "Ten, not a hundred."}
    await told(client_of, case, db, "MLT", **SHORE, alive=10, **why)
    assert await state() == ("open", 90), "whoever corrects it"
