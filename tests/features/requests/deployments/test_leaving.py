"""Nobody sends the last able unit away alone, and nothing is stopped that cannot wait."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.assessment.seconding import STAYS_ALONE
from sar.incidents.jobs import note_alone
from sar.requests.sending_away import NOT_ALL
from tests.clients import ClientOf, SignedIn
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import act, case_seen, codes, opened, plain
from tests.given.record import sentences
from tests.given.requests import (
    asked,
    deferred,
    deployed,
    hailed,
    offered,
    post,
    stepped,
    work_of,
    work_seen,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

Plain = dict[str, Any]
MANY: Plain = {"pob": {"min": 400, "max": 400}}
FUEL = {"reason": "fuel"}
NOBODY_LEFT = "After this 0 of 400 can be taken aboard on scene."


async def on_scene(client_of: ClientOf, case: Plain) -> Plain:
    ship = await hailed(client_of, case)
    return await stepped(client_of, "ITA", ship, "proceed", "arrive")


async def released(client_of: ClientOf, ship: Plain, **body: Any) -> Plain:
    answer = await post(client_of, "ITA", f"deployments/{ship['id']}/release", **body)
    assert answer.status_code == 200, answer.text
    return plain(answer)


async def test_without_a_reason_it_is_refused_and_the_dialog_knows_before(
    client_of: ClientOf,
) -> None:
    case = await opened(client_of, **MANY)
    ship = await on_scene(client_of, case)
    refused = await post(client_of, "ITA", f"deployments/{ship['id']}/release")
    assert (refused.status_code, codes(refused)) == (409, ["reason_needed"])
    look = f"/api/deployments/{ship['id']}/without?action=release"
    assert plain(await client_of("ITA", "observer").get(look)) == {
        "reason_needed": True,
        "waits": True,
        "sentence": NOBODY_LEFT,
    }
    hidden = await client_of("MLT", "observer").get(look)
    assert hidden.status_code == 404, "the room is for the owner and the lead"


@pytest.mark.long
async def test_the_last_able_unit_waits_for_a_second_of_the_same_party(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of, **MANY)
    ship = await on_scene(client_of, case)
    async with lawful(db):
        asked = await released(client_of, ship, **FUEL)
    assert asked["deployment"]["state"] == "on_scene"
    assert (asked["sent_away"]["waits"], asked["sent_away"]["sentence"]) == (True, NOBODY_LEFT)
    again = await released(client_of, ship, **FUEL)
    assert again["deployment"]["state"] == "on_scene", "the same person is no second"
    other = await act(client_of, "MLT", "watch_officer", f"{case['id']}/second", function="Chief")
    assert codes(other) == ["not_below"]
    body = {"word_id": again["sent_away"]["id"], "function": "Head of operations, by telephone"}
    async with lawful(db):
        after = plain(await act(client_of, "ITA", "watch_officer", f"{case['id']}/second", **body))
    assert after["sent_away"] == []
    works = await work_seen(client_of, ship)
    assert works["deployment"]["state"] == "released"
    told = await sentences(db)
    assert f"{case['reference']}: {NOBODY_LEFT}" in told
    assert "Head of operations, by telephone was the second to send" in told[-1]


@pytest.mark.long
async def test_the_last_merchant_ship_beside_a_patrol_boat_waits_for_a_second_too(
    client_of: ClientOf, db: AsyncSession
) -> None:
    """As off Pylos: 400 to 750 aboard, a bulk carrier and a boat for thirty at the scene."""
    case = await opened(client_of, pob={"min": 400, "max": 750})
    ship = await on_scene(client_of, case)
    boat = await registered(client_of, "ITA", helicopter(name="Patrol boat Two", type="S11"))
    made = await offered(client_of, "ITA", f"incidents/{case['id']}", boat["id"], accept=True)
    (work,) = await deployed(client_of, "ITA", made)
    await stepped(client_of, "ITA", work, "depart", "arrive")
    few = "After this 30 of 400–750 can be taken aboard on scene."
    look = f"/api/deployments/{ship['id']}/without?action=release"
    assert plain(await client_of("ITA", "observer").get(look)) == {
        "reason_needed": True,
        "waits": True,
        "sentence": few,
    }
    async with lawful(db):
        asked = await released(client_of, ship, **FUEL)
    assert asked["deployment"]["state"] == "on_scene"
    assert (asked["sent_away"]["waits"], asked["sent_away"]["sentence"]) == (True, few)
    # The boat itself goes by one word: hardly anybody is taken aboard less without it.
    gone = await released(client_of, work, **FUEL)
    assert (gone["deployment"]["state"], gone["sent_away"]["waits"]) == ("released", False)
    # What a master does is no decision that could wait.
    left = await released(client_of, ship, reason="master_leaves")
    assert left["deployment"]["state"] == "released"


async def test_another_officer_who_says_so_too_is_the_second(
    client_of: ClientOf, signed_in: SignedIn
) -> None:
    case = await opened(client_of, **MANY)
    ship = await on_scene(client_of, case)
    path = f"/api/deployments/{ship['id']}/release"
    first = await signed_in("coordinator")
    assert plain(await first.post(path, json=FUEL))["deployment"]["state"] == "on_scene"
    alone = await first.post(f"/api/incidents/{case['id']}/second", json={})
    assert codes(alone) == ["missing"], "nobody is the own second"
    officer = await signed_in("watch_officer")
    after = plain(await officer.post(f"/api/incidents/{case['id']}/second", json={}))
    assert after["sent_away"] == []
    works = plain(await first.get(f"/api/deployments/{ship['id']}"))
    assert works["deployment"]["state"] == "released"


async def test_another_coordinator_who_sends_it_away_too_is_the_second(
    client_of: ClientOf, signed_in: SignedIn
) -> None:
    case = await opened(client_of, **MANY)
    ship = await on_scene(client_of, case)
    path = f"/api/deployments/{ship['id']}/release"
    for state in ("on_scene", "released"):
        officer = await signed_in("coordinator")
        answer = await officer.post(path, json=FUEL)
        assert plain(answer)["deployment"]["state"] == state


@pytest.mark.long
async def test_a_second_heard_by_voice_ends_the_wait_at_once(client_of: ClientOf) -> None:
    case = await opened(client_of, **MANY)
    ship = await on_scene(client_of, case)
    gone = await released(client_of, ship, **FUEL, second={"function": "Head of operations"})
    assert (gone["deployment"]["state"], gone["sent_away"]) == ("released", None)


@pytest.mark.parametrize(
    "reason",
    [
        "master_leaves",
        pytest.param("second_distress", marks=pytest.mark.long),
        pytest.param("crew_in_danger", marks=pytest.mark.long),
    ],
)
async def test_an_urgent_ground_lets_it_go_at_once_and_the_second_comes_after(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession, reason: str
) -> None:
    case = await opened(client_of, **MANY)
    ship = await on_scene(client_of, case)
    gone = await released(client_of, ship, reason=reason)
    assert (gone["deployment"]["state"], gone["sent_away"]["waits"]) == ("released", False)
    (job,) = await deferred(db, STAYS_ALONE)
    await note_alone(db, now=time.advance(minutes=30), **job)
    await db.commit()
    for party in ("ITA", "MLT"):
        (word,) = (await case_seen(client_of, case, party))["sent_away"]
        assert word["alone"]
    late = await act(client_of, "ITA", "watch_officer", f"{case['id']}/second", function="Chief")
    assert plain(late)["sent_away"] == []


async def test_a_wait_that_nobody_ends_lapses_and_the_unit_stays(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of, **MANY)
    ship = await on_scene(client_of, case)
    await released(client_of, ship, **FUEL)
    (job,) = await deferred(db, STAYS_ALONE)
    await note_alone(db, now=time.advance(minutes=30), **job)
    await db.commit()
    assert (await case_seen(client_of, case))["sent_away"] == []
    assert "stays: nobody was the second" in (await sentences(db))[-1]


@pytest.mark.long
async def test_with_another_able_ship_it_is_one_persons_word(client_of: ClientOf) -> None:
    case = await opened(client_of, **MANY)
    ship = await on_scene(client_of, case)
    await on_scene(client_of, case)
    gone = await released(client_of, ship, reason="relieved", note="The other takes over.")
    assert (gone["deployment"]["state"], gone["sent_away"]["waits"]) == ("released", False)
    assert gone["deployment"]["reason"] in ("", "Another unit takes its place.")


@pytest.mark.long
@pytest.mark.parametrize("case", [{"pob": {"min": 0, "max": 0}}, {"phase": "alert", **MANY}])
async def test_nothing_is_asked_when_all_can_be_taken_or_it_is_no_distress(
    client_of: ClientOf, case: Plain
) -> None:
    made = await opened(client_of, **case)
    ship = await on_scene(client_of, made)
    gone = await released(client_of, ship)
    assert (gone["deployment"]["state"], gone["sent_away"]) == ("released", None)


@pytest.mark.long
async def test_a_phase_kept_below_the_suggestion_takes_no_safeguard_away(
    client_of: ClientOf,
) -> None:
    case = await opened(client_of, phase="alert", **MANY)
    ship = await on_scene(client_of, case)
    gone = await released(client_of, ship)
    assert gone["deployment"]["state"] == "released", "nothing is suggested yet"
    dead = [{"criterion": "dead_aboard", "answer": "yes"}]
    path = f"{case['id']}/assessment"
    await act(client_of, "ITA", "watch_officer", path, answers=dead, reason="We watch it.")
    ship = await on_scene(client_of, case)
    refused = await post(client_of, "ITA", f"deployments/{ship['id']}/release")
    assert (refused.status_code, codes(refused)) == (409, ["reason_needed"])
    asked = await released(client_of, ship, **FUEL)
    assert (asked["deployment"]["state"], asked["sent_away"]["waits"]) == ("on_scene", True)


@pytest.mark.long
async def test_a_master_that_cannot_come_is_a_fact(client_of: ClientOf) -> None:
    case = await opened(client_of, **MANY)
    ship = await hailed(client_of, case)
    assert (await stepped(client_of, "ITA", ship, "unable", note="Aground."))["state"] == "unable"


@pytest.mark.long
async def test_an_owner_recalls_its_own_unit_at_once_and_the_numbers_are_the_leads(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    case = await opened(client_of, **MANY)
    made = await asked(client_of, world, "MLT", incident=case)
    unit = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    work = await work_of(client_of, made, unit)
    await stepped(client_of, "MLT", work, "depart")
    path = f"deployments/{work['id']}/recall"
    look = f"/api/deployments/{work['id']}/without?action=recall"
    assert plain(await client_of("MLT", "observer").get(look)) == {
        "reason_needed": True,
        "waits": False,
        "sentence": NOT_ALL,
    }
    assert codes(await post(client_of, "MLT", path)) == ["reason_needed"]
    async with lawful(db):
        gone = await post(client_of, "MLT", path, reason="second_distress")
    assert plain(gone)["deployment"]["state"] == "recalled"
    assert plain(gone)["sent_away"]["sentence"] == NOT_ALL
    (word,) = (await case_seen(client_of, case))["sent_away"]
    assert (word["party"], word["sentence"]) == ("MLT", NOBODY_LEFT)
    told = {party: " ".join(await sentences(db, party)) for party in ("ITA", "MLT")}
    assert NOBODY_LEFT in told["ITA"]
    assert NOBODY_LEFT not in told["MLT"]
    assert NOT_ALL in told["MLT"]
    lead = await act(client_of, "ITA", "watch_officer", f"{case['id']}/second", function="Chief")
    assert codes(lead) == ["not_below"], "the second is of the owner's party"
    own = await act(client_of, "MLT", "watch_officer", f"{case['id']}/second", function="Chief")
    assert plain(own)["sent_away"] == []


@pytest.mark.long
async def test_full_awareness_alone_does_not_tell_which_unit_was_sent_away(
    client_of: ClientOf, db: AsyncSession
) -> None:
    shared = term("Art. 1", incident_awareness="full")
    await concluded(client_of, agreement(shared, reference="AWARE", parties=("ITA", "GRC")))
    case = await opened(client_of, **MANY)
    ship = await on_scene(client_of, case)
    await released(client_of, ship, reason="master_leaves")
    assert (await case_seen(client_of, case, "GRC"))["sent_away"] == []
    assert "sent away" not in " ".join(await sentences(db, "GRC"))


@pytest.mark.long
async def test_a_wish_falls_away_with_the_unit(client_of: ClientOf, signed_in: SignedIn) -> None:
    case = await opened(client_of, **MANY)
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed")
    first = await signed_in("coordinator")
    await first.post(f"/api/deployments/{ship['id']}/release", json=FUEL)
    assert (await case_seen(client_of, case))["sent_away"][0]["waits"]
    await stepped(client_of, "ITA", ship, "unable", note="Aground.")
    assert (await case_seen(client_of, case))["sent_away"] == []
