"""Entry into another State: asked for by the unit's own party, answered by that State."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon, format_ddm
from sar.incidents.phases import PHASE_CHANGED
from sar.incidents.texts.telex import unwrapped
from sar.requests.asking import quota
from sar.requests.clearances import jobs
from sar.requests.clearances.applying import UNREAD, UNSAID
from sar.requests.clearances.granting import LAPSE
from sar.requests.clearances.phase_following import ENTRY_FOLLOWS
from tests.beginnings import beginning
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.incidents import act, case_changed
from tests.given.jobs import run_job
from tests.given.places import OFF_DJERBA
from tests.given.record import entries, told
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    clearance_seen,
    codes,
    deferred,
    deployed,
    expected,
    foreseen,
    id_of,
    later,
    need,
    offered,
    opened,
    plain,
    post,
    request_seen,
    stepped,
    work_of,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


async def at_work(
    client_of: ClientOf, world: World, incident: Plain, body: Plain | None = None
) -> Plain:
    """A unit of Malta's, accepted by Italy for its incident."""
    made = body or helicopter(name="Rescue 1", base={"type": "Point", "coordinates": [14.5, 35.85]})
    asset = await registered(client_of, "MLT", made)
    request = await asked(client_of, world, "MLT", incident=incident, needs=[need(kinds=[])])
    return await work_of(client_of, request, asset)


@beginning
async def work(client_of: ClientOf, world: World, case_off_tunisia: Plain) -> Plain:
    """Malta's helicopter at work for Italy's case off Tunisia."""
    return await at_work(client_of, world, case_off_tunisia)


async def ask(
    client_of: ClientOf, work: Plain, territory: str = "TUN", party: str = "MLT", **body: Any
) -> httpx.Response:
    body = {"id": id_of(), "territory": territory, **body}
    where = f"deployments/{work['id']}/clearances"
    return await post(client_of, party, where, role="watch_officer", **body)


async def must_ask(client_of: ClientOf, work: Plain, **body: Any) -> Plain:
    answer = await ask(client_of, work, **body)
    assert answer.status_code == 201, answer.text
    return plain(answer)


@beginning
async def clearance(client_of: ClientOf, work: Plain) -> Plain:
    """Malta's question whether its unit may enter Tunisia."""
    return await must_ask(client_of, work)


async def say(
    client_of: ClientOf, party: str, clearance: Plain, action: str, **body: Any
) -> httpx.Response:
    where = f"clearances/{clearance['id']}/{action}"
    return await post(client_of, party, where, role="watch_officer", **body)


async def crossings(client_of: ClientOf, party: str, work: Plain) -> list[Plain]:
    answer = await client_of(party, "observer").get(f"/api/deployments/{work['id']}/crossings")
    assert answer.status_code == 200, answer.text
    found: list[Plain] = answer.json()
    return found


async def pictured(client_of: ClientOf, party: str) -> list[Plain]:
    """The clearances in the party's picture."""
    found: list[Plain] = plain(await client_of(party, "observer").get("/api/snapshot"))["clearance"]
    return found


@pytest.mark.long
async def test_a_unit_is_told_whom_its_party_asks(client_of: ClientOf, work: Plain) -> None:
    (tunis,) = [one for one in await crossings(client_of, "MLT", work) if one["territory"] == "TUN"]
    assert tunis["ask"] is True
    assert tunis["code"] == "entry_by_request"
    assert "3.1.3" in tunis["basis"]["instrument"]
    assert tunis["centre"]["code"] == "MRCC-TUNIS"
    assert tunis["place"] is not None
    assert await crossings(client_of, "ITA", work) != []


async def test_who_sees_the_work_in_brief_is_told_no_border(
    client_of: ClientOf, world: World, case_off_tunisia: Plain, work: Plain
) -> None:
    await asked(client_of, world, "GRC", incident=case_off_tunisia)
    assert await crossings(client_of, "GRC", work) == []


def house(minutes: int, serves: str) -> Plain:
    source = f"House figure, serving SAR Convention, Annex {serves}"
    paragraph = f"SAR Convention, Annex {serves}"
    return {"minutes": minutes, "house": True, "source": source, "serves": paragraph}


@pytest.mark.long
async def test_below_distress_the_clocks_of_an_entry_are_longer(
    client_of: ClientOf, case_off_tunisia: Plain, work: Plain
) -> None:
    where = f"incidents/{case_off_tunisia['id']}"
    lower = {"phase": "alert", "reason": "Engine repaired."}
    assert (await post(client_of, "ITA", f"{where}/phase", **lower)).is_success
    assert (await post(client_of, "ITA", f"{where}/second", function="Head of watch")).is_success
    clearance = await must_ask(client_of, work)
    assert clearance["phase"] == "alert"
    assert {name: one["minutes"] for name, one in clearance["limits"].items()} == {
        "acknowledge": 5,
        "conditions": 30,
        "clearance": 30,
    }
    assert clearance["acknowledge_due_at"] == "2026-10-11T12:31:00Z"
    assert clearance["answer_due_at"] == "2026-10-11T12:56:00Z"


@pytest.mark.long
async def test_asking_starts_the_clocks_and_tells_owner_state_and_lead(
    client_of: ClientOf, db: AsyncSession, case_off_tunisia: Plain, work: Plain
) -> None:
    async with lawful(db):
        clearance = await must_ask(
            client_of, work, details="Two crew, no arms; fuel stop at Djerba."
        )
    assert clearance["state"] == "asked"
    assert (clearance["mode"], clearance["code"]) == ("request", "entry_by_request")
    assert clearance["reference"] == case_off_tunisia["reference"]
    assert clearance["limits"] == {
        "acknowledge": house(2, "3.1.4.1"),
        "conditions": house(15, "3.1.4.2"),
        "clearance": house(15, "3.1.2-3.1.4"),
    }
    assert clearance["acknowledge_due_at"] == "2026-10-11T12:28:00Z"
    assert clearance["answer_due_at"] == "2026-10-11T12:41:00Z"
    assert clearance["place"] is not None
    for party in ("MLT", "TUN", "ITA"):
        assert await pictured(client_of, party) == [clearance]
        assert (await told(db, party))[-1] == "EntryAsked"
    assert await pictured(client_of, "GRC") == []
    assert "EntryAsked" not in await told(db, "GRC")


@pytest.mark.long
async def test_the_state_is_not_involved_in_the_case_by_it(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    work = await at_work(client_of, world, incident)
    before = await client_of("TUN", "observer").get(f"/api/incidents/{incident['id']}")
    await must_ask(client_of, work)
    after = await client_of("TUN", "observer").get(f"/api/incidents/{incident['id']}")
    assert before.status_code == after.status_code == 404
    seen = await client_of("TUN", "observer").get(f"/api/deployments/{work['id']}")
    assert seen.status_code == 404


@pytest.mark.long
async def test_a_state_acknowledges_grants_on_conditions_and_takes_it_back(
    client_of: ClientOf, db: AsyncSession, clearance: Plain, time: ExerciseTime
) -> None:
    time.advance(minutes=3)
    async with lawful(db):
        seen = plain(await say(client_of, "TUN", clearance, "acknowledge"))
    assert (seen["state"], seen["acknowledged_at"]) == ("acknowledged", "2026-10-11T12:29:00Z")
    assert seen["clear_from"] is None
    time.advance(minutes=4)
    terms = {"conditions": "Below 1500 feet.", "valid_until": later(hours=6)}
    async with lawful(db):
        seen = plain(await say(client_of, "TUN", clearance, "grant", **terms))
    assert (seen["state"], seen["conditions"]) == ("granted", "Below 1500 feet.")
    assert seen["clear_from"] == "2026-10-11T12:33:00Z"
    async with lawful(db):
        seen = plain(await say(client_of, "TUN", clearance, "refuse", reason="Live firing there."))
    assert (seen["state"], seen["conditions"], seen["clear_from"]) == ("refused", "", None)
    assert (await told(db, "ITA"))[-3:] == ["EntryAcknowledged", "EntryGranted", "EntryRefused"]
    again = plain(await say(client_of, "TUN", clearance, "grant"))
    assert (again["state"], again["reason"]) == ("granted", "")


@pytest.mark.long
@pytest.mark.parametrize(("party", "status"), [("MLT", 403), ("ITA", 403), ("GRC", 404)])
@pytest.mark.parametrize("action", ["acknowledge", "grant", "refuse"])
async def test_only_the_state_answers(
    client_of: ClientOf, clearance: Plain, party: str, status: int, action: str
) -> None:
    body = {"reason": "Not ours to say."} if action == "refuse" else {}
    assert (await say(client_of, party, clearance, action, **body)).status_code == status


@pytest.mark.parametrize(("party", "status"), [("ITA", 403), ("TUN", 403), ("GRC", 404)])
async def test_only_the_units_own_party_asks(
    client_of: ClientOf, work: Plain, party: str, status: int
) -> None:
    answer = await ask(client_of, work, "LBY", party=party)
    assert answer.status_code == status


@pytest.mark.long
async def test_it_is_not_asked_twice_unless_refused_or_withdrawn(
    client_of: ClientOf, db: AsyncSession, work: Plain, clearance: Plain
) -> None:
    again = await ask(client_of, work)
    assert (again.status_code, codes(again)) == (409, ["asked_already"])
    async with lawful(db):
        answer = await say(client_of, "MLT", clearance, "withdraw", reason="Another goes.")
    assert plain(answer)["state"] == "withdrawn"
    assert await pictured(client_of, "TUN") == []
    await must_ask(client_of, work)


async def test_below_distress_a_state_is_asked_so_often_within_the_hour(
    client_of: ClientOf, world: World, time: ExerciseTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Withdrawing makes no room: each rings at its desk."""
    monkeypatch.setattr(quota, "WITHIN_AT_MOST", 2)
    case = await opened(client_of, phase="alert")
    work = await at_work(client_of, world, case)
    for _ in range(2):
        await say(
            client_of, "MLT", await must_ask(client_of, work), "withdraw", reason="Another goes."
        )
    full = await ask(client_of, work)
    assert (full.status_code, codes(full)) == (429, ["too_many_requests_to_party"])
    assert "Tunisia is asked for no more of your clearances below distress" in full.text
    assert full.headers["Retry-After"] == "3600"
    raised = await act(
        client_of, "ITA", "watch_officer", f"{case['id']}/phase", phase="distress", reason="Sinks."
    )
    assert raised.is_success, raised.text
    sent = await must_ask(client_of, work)
    await say(client_of, "MLT", sent, "withdraw", reason="Another goes.")
    time.advance(hours=1)
    await must_ask(client_of, work)


@pytest.mark.long
async def test_a_rescue_vessels_party_asks(
    client_of: ClientOf, world: World, case_off_tunisia: Plain
) -> None:
    patrol = {"id": id_of(), "name": "P61", "type": "S5", "base": OFF_DJERBA["point"]}
    work = await at_work(client_of, world, case_off_tunisia, patrol)
    asked = await must_ask(client_of, work)
    assert (asked["state"], asked["code"]) == ("asked", "entry_known_position")


@pytest.mark.long
async def test_a_party_may_always_ask_also_where_it_need_not(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    await agreed(client_of, "pre_cleared")
    asked = await must_ask(client_of, work, mode="request")
    assert (asked["state"], asked["mode"]) == ("asked", "request")
    async with lawful(db):
        granted = await say(client_of, "TUN", asked, "grant", conditions="Below 2000 ft.")
    assert plain(granted)["state"] == "granted"


OFF_RAS_AJDIR = {"point": {"type": "Point", "coordinates": [11.42, 33.32]}, "error_nm": 1.0}
"""Within 12 nm of two States' coasts."""


@pytest.mark.long
async def test_where_waters_are_not_determined_the_regions_centre_is_asked_by_name(
    client_of: ClientOf, db: AsyncSession, world: World
) -> None:
    incident = await opened(client_of, position=OFF_RAS_AJDIR)
    work = await at_work(client_of, world, incident)
    (ahead,) = [one for one in await crossings(client_of, "MLT", work) if one["ask"]]
    assert ahead["code"] == "not_determined_asked"
    centre = ahead["centre"]
    assert (ahead["territory"], centre["party"]) == ("TUN", "TUN")
    assert ahead["sentence"] == (
        f"Whose waters these are is not determined here: {centre['name']} is asked."
    )
    asked = await must_ask(client_of, work, territory="TUN", centre_id=centre["id"])
    assert (asked["mode"], asked["code"]) == ("request", "not_determined_asked")
    # And another State too, if its party wishes.
    await must_ask(client_of, work, territory="LBY")
    async with lawful(db):
        await say(client_of, "TUN", asked, "grant")
    (ahead,) = [one for one in await crossings(client_of, "MLT", work) if one["territory"] == "TUN"]
    assert ahead["code"] == "not_determined_asked"


@pytest.mark.long
async def test_who_is_inside_already_has_leave_to_ask_for_all_the_same(
    client_of: ClientOf, world: World, work: Plain
) -> None:
    """On scene off Djerba nobody has asked; then the lead moves the datum off Tripoli."""
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await delivered(client_of, "MLT", work["asset_id"], fix(11.2, 33.86))
    (tunis,) = await crossings(client_of, "MLT", work)
    assert (tunis["territory"], tunis["code"], tunis["ask"]) == ("TUN", "entry_by_request", True)
    assert (tunis["at_scene"], tunis["place"]) == (True, None)
    assert "It is there already, which is no leave to work there." in tunis["sentence"]
    datum = {"type": "Point", "coordinates": [13.3, 33.02]}
    where = f"incidents/{work['incident_id']}/datum"
    moved: Plain = {"point": datum, "uncertainty_nm": 1.0, "reason": "A later call."}
    assert (await post(client_of, "ITA", where, at=later(minutes=0), **moved)).is_success
    await delivered(client_of, "MLT", work["asset_id"], fix(13.2, 33.0))
    (tripoli,) = await crossings(client_of, "MLT", work)
    assert (tripoli["territory"], tripoli["ask"]) == ("LBY", True)
    asked = await must_ask(client_of, work, territory="LBY")
    assert (asked["state"], asked["code"]) == ("asked", "entry_by_request")


@pytest.mark.long
async def test_an_own_vessel_in_a_foreign_sea_is_to_ask_before_it_searches(
    client_of: ClientOf, world: World
) -> None:
    place = {"type": "Point", "coordinates": [13.2, 32.97]}
    patrol = {"id": id_of(), "name": "P61", "type": "S1", "service": "military", "base": place}
    asset = await registered(client_of, "ITA", patrol | {"armed": True})
    await delivered(client_of, "ITA", asset["id"], fix(13.2, 32.97))
    near = {"type": "Point", "coordinates": [13.3, 33.02]}
    incident = await opened(client_of, position={"point": near, "error_nm": 15.0})
    question = {"need": need(kinds=["vessel"]), "incident_id": incident["id"]}
    found = await client_of("ITA", "watch_officer").post("/api/matches", json=question)
    (one,) = plain(found)["items"]
    assert one["verdict"] == "entry_to_be_asked"
    assert [reason["code"] for reason in one["reasons"]][:2] == ["own_asset", "entry_by_request"]
    assert one["reasons"][1]["params"]["territory"] == "LBY"


async def agreed(client_of: ClientOf, mode: str, **clause: Any) -> None:
    """Tunisia and Malta agree how aircraft enter."""
    entry = {"mode": mode, "kinds": ["aircraft"], **clause}
    clocks = {"acknowledge": 5, "clearance": 20, "conditions": 15}
    terms = term("Art. 8(2)", grantor="TUN", grantees=["MLT"], entry=[entry], clocks=clocks)
    await concluded(client_of, agreement(terms, reference="TM", parties=("TUN", "MLT")))


@pytest.mark.long
async def test_where_a_term_wants_notice_it_is_notified_and_noted(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    await agreed(client_of, "notify", lead_minutes=25, contact="Tunis ACC")
    clearance = await must_ask(client_of, work)
    assert (clearance["state"], clearance["mode"], clearance["answer_due_at"]) == (
        "notified",
        "notify",
        None,
    )
    assert clearance["basis"] == {
        "agreement": "TM",
        "version": 1,
        "article": "Art. 8(2)",
        "instrument": None,
        "waters": None,
    }
    assert clearance["limits"].keys() == {"acknowledge"}
    assert clearance["acknowledge_due_at"] == "2026-10-11T12:31:00Z"
    assert clearance["clear_from"] == "2026-10-11T12:51:00Z"
    assert clearance["contact"] == "Tunis ACC"
    assert (await told(db, "TUN"))[-1] == "EntryNotified"
    async with lawful(db):
        noted = plain(await say(client_of, "TUN", clearance, "acknowledge"))
    assert (noted["state"], noted["answered_at"]) == ("noted", None)
    said_yes = plain(await say(client_of, "TUN", clearance, "grant"))
    assert (said_yes["state"], said_yes["end"]) == ("noted", None)
    assert said_yes["answered_at"] is not None


@pytest.mark.long
async def test_a_terms_limits_run(client_of: ClientOf, work: Plain) -> None:
    await agreed(client_of, "request", lead_minutes=45)
    clearance = await must_ask(client_of, work)
    assert (clearance["state"], clearance["lead_minutes"]) == ("asked", 45)
    # Of clearance in 20 minutes and conditions in 15 the sooner.
    assert clearance["answer_due_at"] == "2026-10-11T12:41:00Z"
    assert clearance["limits"]["conditions"]["house"] is False


@pytest.mark.long
async def test_against_a_prohibition_a_consent_can_be_asked_for(
    client_of: ClientOf, work: Plain
) -> None:
    await agreed(client_of, "prohibited")
    clearance = await must_ask(client_of, work)
    assert (clearance["state"], clearance["code"]) == ("asked", "entry_prohibited")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"territory": "MLT"}, "territory", "own_territory"),
        ({"territory": "ZZZ"}, "territory", "no_centre"),
        ({"centre": "GRC"}, "centre_id", "not_of_territory"),
    ],
)
async def test_bad_input_is_named(
    client_of: ClientOf, world: World, work: Plain, body: Plain, field: str, code: str
) -> None:
    if "centre" in body:
        body = {"centre_id": str(world.centres[body["centre"]])}
    answer = await ask(client_of, work, **body)
    assert answer.status_code == 422
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(field, code)]


async def test_granted_until_yesterday_is_refused(client_of: ClientOf, clearance: Plain) -> None:
    answer = await say(client_of, "TUN", clearance, "grant", valid_until=later(minutes=-1))
    assert answer.status_code == 422


async def test_a_state_only_listed_answers_by_voice(
    client_of: ClientOf, db: AsyncSession, work: Plain, time: ExerciseTime
) -> None:
    clearance = await must_ask(client_of, work, territory="LBY", details="Call sign RESCUE 1.")
    text = await signal_of(client_of, clearance)
    assert "REQUEST FOR ENTRY INTO THE TERRITORY OR TERRITORIAL SEA OF LIBYA" in text
    assert "telephone: +000" in text
    assert "DETAILS: CALL SIGN RESCUE 1." in text
    said = {"function": "duty officer", "answer": "granted", "said": "Yes, report on 123.1."}
    time.advance(minutes=5)
    async with lawful(db):
        seen = plain(await say(client_of, "MLT", clearance, "voice-answer", **said))
    assert (seen["state"], seen["conditions"]) == ("granted", "Yes, report on 123.1.")
    assert seen["voice"][0]["function"] == "duty officer"
    early = said | {"at": later(minutes=-30)}
    answer = await say(client_of, "MLT", clearance, "voice-answer", **early)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "before_it_was_asked")
    assert (await say(client_of, "ITA", clearance, "voice-answer", **said)).status_code == 403


SPOKEN = {"function": "duty officer", "answer": "granted", "said": "Yes, below 1500 feet."}


@pytest.mark.long
async def test_the_end_that_a_state_said_by_voice_ends_its_leave(
    client_of: ClientOf, db: AsyncSession, work: Plain, time: ExerciseTime
) -> None:
    clearance = await must_ask(client_of, work, territory="LBY")
    asks = await signal_of(client_of, clearance)
    assert "AND STATE CONDITIONS, IF ANY, AND UNTIL WHEN IT MAY ENTER\n" in asks
    assert "OF A YES: until when it holds, as they say it" in asks
    time.advance(minutes=10)
    until = {"valid_until": later(minutes=50)}
    async with lawful(db):
        seen = plain(await say(client_of, "MLT", clearance, "voice-answer", **SPOKEN, **until))
    ends = ("named", "2026-10-11T13:26:00Z")
    for one in (seen, seen["voice"][-1]):
        assert (one["end"], one["valid_until"]) == ends
    assert (await entries(db, "ITA"))[-1]["sentence"] == (
        "Libya said of the entry of Rescue 1 by voice (duty officer, granted until 11 Oct 13:26Z):"
        " Yes, below 1500 feet."
    )
    granted = await signal_of(client_of, clearance)
    assert "GRANTED BY LIBYA 111236Z OCT 26, UNTIL 111326Z OCT 26\n" in granted
    time.advance(minutes=50)
    lapsed = await signal_of(client_of, clearance)
    assert "LAPSED 111326Z OCT 26: IT WAS GRANTED UNTIL THEN\nTHE UNIT MAY NOT ENTER" in lapsed
    for args in await deferred(db, LAPSE):
        async with lawful(db):
            await jobs.note_clearance_lapsed(db, now=time.now, **args)
    for party in ("MLT", "ITA"):
        assert [seen["state"] for seen in await pictured(client_of, party)] == ["lapsed"]
        assert (await told(db, party)).count("EntryLapsed") == 1
    assert (await pictured(client_of, "MLT"))[0]["end"] == "named"


@pytest.mark.parametrize(
    ("said", "end", "record", "text"),
    [
        ({"no_end_said": True}, "none", ", no end was said", "NO END WAS SAID: IT HOLDS"),
        ({}, "not_told", "", "UNTIL WHEN IS NOT ON RECORD"),
    ],
)
async def test_no_end_is_made_up_where_a_state_said_none_by_voice(
    client_of: ClientOf,
    db: AsyncSession,
    work: Plain,
    said: Plain,
    end: str,
    record: str,
    text: str,
) -> None:
    clearance = await must_ask(client_of, work, territory="LBY")
    seen = plain(await say(client_of, "MLT", clearance, "voice-answer", **SPOKEN, **said))
    assert (seen["end"], seen["valid_until"]) == (end, None)
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        f"Libya said of the entry of Rescue 1 by voice (duty officer, granted{record}): Yes, below"
        " 1500 feet."
    )
    assert text in await signal_of(client_of, clearance)
    assert await deferred(db, LAPSE) == []


async def test_an_end_by_voice_that_is_over_is_a_fact_and_its_leave_has_lapsed(
    client_of: ClientOf, db: AsyncSession, work: Plain, time: ExerciseTime
) -> None:
    clearance = await must_ask(client_of, work, territory="LBY")
    time.advance(minutes=30)
    at, before, since = later(minutes=-20), later(minutes=-21), later(minutes=-10)
    for more, code in (
        ({"at": at, "valid_until": before}, "before_it_was_said"),
        ({"valid_until": since}, "in_the_past"),
        ({"valid_until": later(hours=2), "no_end_said": True}, "two_ends"),
        ({"no_end_said": True, "answer": "refused"}, "end_without_grant"),
    ):
        tried = await say(client_of, "MLT", clearance, "voice-answer", **SPOKEN | more)
        assert (tried.status_code, codes(tried)) == (422, [code])
    told_late = {"at": at, "valid_until": since}
    async with lawful(db):
        seen = plain(await say(client_of, "MLT", clearance, "voice-answer", **SPOKEN, **told_late))
    assert (seen["state"], seen["clear_from"], seen["end"]) == ("lapsed", None, "named")
    for args in await deferred(db, LAPSE):
        async with lawful(db):
            await jobs.note_clearance_lapsed(db, now=time.now, **args)
    assert (await told(db, "MLT"))[-1] == "EntryLapsed"


async def test_a_call_to_a_state_without_answer_decides_nothing(
    client_of: ClientOf, db: AsyncSession, work: Plain, time: ExerciseTime
) -> None:
    clearance = await must_ask(client_of, work, territory="LBY")
    time.advance(minutes=5)
    async with lawful(db):
        seen = plain(await say(client_of, "MLT", clearance, "call", outcome="no_answer"))
    assert (seen["state"], seen["voice"][0]["answer"]) == (clearance["state"], "no_answer")
    early = {"outcome": "not_needed", "at": later(minutes=-30)}
    answer = await say(client_of, "MLT", clearance, "call", **early)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "before_it_was_asked")


async def signal_of(client_of: ClientOf, clearance: Plain, party: str = "MLT") -> str:
    """The clearance's text as the party reads it now."""
    answer = await client_of(party, "observer").get(clearance["signal_url"])
    assert answer.status_code == 200, answer.text
    return "\n".join(unwrapped(answer.text)) + "\n"


async def test_the_signal_says_what_the_state_has_answered(
    client_of: ClientOf, clearance: Plain, time: ExerciseTime
) -> None:
    asks = await signal_of(client_of, clearance)
    assert "PLEASE ACKNOWLEDGE AT ONCE, BY " in asks
    assert "CALL MRCC Tunis (Tunisia), in this order:" in asks
    await say(client_of, "TUN", clearance, "acknowledge")
    acknowledged = await signal_of(client_of, clearance)
    assert "ACKNOWLEDGED 111226Z OCT 26. PLEASE SAY WHETHER IT MAY ENTER" in acknowledged
    await say(
        client_of,
        "TUN",
        clearance,
        "grant",
        conditions="Below 1500 feet.",
        valid_until=later(hours=1),
    )
    granted = await signal_of(client_of, clearance)
    assert "GRANTED BY TUNISIA 111226Z OCT 26, UNTIL 111326Z OCT 26\n" in granted
    assert "CONDITIONS: BELOW 1500 FEET.\n" in granted
    time.advance(hours=1)
    lapsed = await signal_of(client_of, clearance)
    assert "LAPSED 111326Z OCT 26: IT WAS GRANTED UNTIL THEN\nTHE UNIT MAY NOT ENTER" in lapsed
    await say(client_of, "TUN", clearance, "refuse", reason="Live firing there.")
    refused = await signal_of(client_of, clearance)
    assert "REFUSED BY TUNISIA 111326Z OCT 26: LIVE FIRING THERE.\n" in refused
    await say(client_of, "MLT", clearance, "withdraw", reason="Another unit goes.")
    withdrawn = await signal_of(client_of, clearance)
    assert "WITHDRAWN BY RCC MALTA: ANOTHER UNIT GOES.\nTHE UNIT DOES NOT ENTER" in withdrawn
    for text in (granted, lapsed, refused, withdrawn):
        assert "PLEASE" not in text
        assert "CALL " not in text
        assert "WRITE DOWN" not in text


@pytest.mark.long
async def test_the_state_reads_the_mission_and_the_unit_as_they_were_when_it_was_asked(
    client_of: ClientOf, world: World, case_off_tunisia: Plain
) -> None:
    said = {"service": "state", "armed": False, "sensors": ["infrared"], "callsign": "RESCUE1"}
    base = {"type": "Point", "coordinates": [14.5, 35.85]}
    work = await at_work(
        client_of, world, case_off_tunisia, helicopter(name="R1", base=base, **said)
    )
    fewer = {"min": 326, "max": 326, "source": "a voice"}
    await case_changed(client_of, case_off_tunisia, pob=fewer, pob_reason="Miscounted.")
    mission = {"need": "Hoist of people.", "crew": 5, "duration_minutes": 90}
    asked_for = await must_ask(client_of, work, mission=mission)
    asset = f"/api/assets/{work['asset_id']}"
    changed = await client_of("MLT", "registrar").patch(
        asset, json={"armed": True}, headers={"If-Match": '"1"'}
    )
    assert changed.status_code == 200, changed.text
    (theirs,) = await pictured(client_of, "TUN")
    assert theirs["particulars"] == said | {
        **dict.fromkeys(("mmsi", "icao24", "flag", "imo")),
        "hailed": False,
    }
    assert {name: theirs["mission"][name] for name in mission} == mission
    text = await signal_of(client_of, asked_for)
    for line in (
        "DISTRESS",
        "NEED: HOIST OF PEOPLE.",
        "PERSONS AT RISK: 326 TO 400",
        "REGISTRATION: CALL SIGN RESCUE1",
        "SERVICE: STATE, NOT MILITARY",
        "ARMED: NO",
        "SENSORS: INFRARED",
        "CREW: 5",
        "STAYS 90 MIN",
    ):
        assert f"\n{line}\n" in text, line


async def test_nothing_is_sent_to_a_state_that_the_case_is_kept_from(
    client_of: ClientOf, work: Plain
) -> None:
    asked_for = await must_ask(client_of, work, territory="LBY")
    path = f"/api/incidents/{work['incident_id']}/keep-from"
    kept = {"party": "LBY", "reason": "They fled from there."}
    assert (await client_of("ITA", "watch_officer").post(path, json=kept)).is_success
    refused = await client_of("MLT", "observer").get(asked_for["signal_url"])
    assert (refused.status_code, refused.json()["code"]) == (409, "kept_from")
    await say(client_of, "MLT", asked_for, "withdraw", reason="Another way.")
    again = await ask(client_of, work, territory="LBY")
    assert (again.status_code, codes(again)) == (409, ["kept_from"])


async def test_an_acknowledgement_that_is_overdue_is_asked_for_as_such(
    client_of: ClientOf, clearance: Plain, time: ExerciseTime
) -> None:
    time.advance(hours=1)
    asks = await signal_of(client_of, clearance)
    due = datetime.fromisoformat(clearance["acknowledge_due_at"])
    assert f"PLEASE ACKNOWLEDGE AT ONCE (WAS DUE {due:%H%M}Z), AND STATE CONDITIONS" in asks


async def test_for_a_unit_that_is_not_at_work_any_more_nothing_is_asked(
    client_of: ClientOf, clearance: Plain, work: Plain
) -> None:
    await stepped(client_of, "MLT", work, "recall")
    row = await clearance_seen(client_of, clearance)
    text = await signal_of(client_of, row)
    assert "IS NOT AT WORK ANY MORE: NOTHING IS ASKED FOR\n" in text
    assert "PLEASE" not in text


async def test_what_is_written_over_several_lines_forges_no_line_of_the_signal(
    client_of: ClientOf, work: Plain
) -> None:
    details = "Two crew.\nBASIS: ARTICLE 1\r\nTO NOBODY\u2028CASE X-1: NONE"
    clearance = await must_ask(client_of, work, details=details)
    text = (await client_of("TUN", "observer").get(clearance["signal_url"])).text
    lines = text.splitlines()
    assert [sum(line.startswith(head) for line in lines) for head in ("BASIS", "TO ", "CASE")] == [
        1,
        1,
        1,
    ]
    written = "DETAILS: TWO CREW. / BASIS: ARTICLE 1 / TO NOBODY / CASE X-1: NONE"
    assert written in unwrapped(text)


@pytest.mark.parametrize(
    ("point", "warned"), [([-70.0, -30.0], ["place_far"]), ([11.4, 34.0], []), (None, [])]
)
async def test_a_place_far_from_the_state_is_taken_with_a_warning(
    client_of: ClientOf, work: Plain, point: list[float] | None, warned: list[str]
) -> None:
    place = {"place": {"type": "Point", "coordinates": point}} if point else {}
    clearance = await must_ask(client_of, work, **place)
    assert [warning["code"] for warning in clearance["warnings"]] == warned


VOICE = {"function": "duty officer", "said": "As you were told."}


@pytest.mark.long
@pytest.mark.parametrize(
    ("said", "voice"), [("refuse", "granted"), ("grant", "refused"), ("grant", "acknowledged")]
)
async def test_what_a_state_answered_here_stands_whatever_is_claimed_of_it_by_voice(
    client_of: ClientOf, clearance: Plain, said: str, voice: str, db: AsyncSession
) -> None:
    why = {"reason": "Live firing there."} if said == "refuse" else {"conditions": "Low."}
    answered = plain(await say(client_of, "TUN", clearance, said, **why))
    call = {"outcome": "no_answer", "at": answered["answered_at"]}
    assert (await say(client_of, "MLT", clearance, "call", **call)).status_code == 200
    async with lawful(db):
        told = await say(client_of, "MLT", clearance, "voice-answer", answer=voice, **VOICE)
    seen = plain(told)
    unchanged = ("state", "reason", "conditions", "answered_at", "acknowledged_at")
    assert [seen[name] for name in unchanged] == [answered[name] for name in unchanged]
    claim = seen["voice"][-1]
    assert (claim["answer"], claim["claimed_by"]["party"]) == (voice, "MLT")
    assert (claim["late"], claim["confirmed_at"]) == (False, None)
    assert await pictured(client_of, "TUN") == [seen]


@pytest.mark.long
async def test_what_another_says_that_a_state_said_is_a_claim_until_it_says_so_itself(
    client_of: ClientOf, clearance: Plain, db: AsyncSession, time: ExerciseTime
) -> None:
    for answer in ("acknowledged", "granted", "refused"):
        async with lawful(db):
            asked = await say(client_of, "MLT", clearance, "voice-answer", answer=answer, **VOICE)
        seen = plain(asked)
        assert (seen["state"], seen["conditions"], seen["reason"]) == ("asked", "", "")
        assert (seen["acknowledged_at"], seen["answered_at"]) == (None, None)
        claim = seen["voice"][-1]
        assert claim["claimed_by"] == {"party": "MLT", "centre": "RCC Malta"}
        assert claim["confirmed_at"] is None
        for party in ("MLT", "TUN"):
            last = (await entries(db, party))[-1]
            assert last["type"] == "EntryAnswerClaimed"
            assert last["sentence"] == (
                "Claimed by Malta (RCC Malta), not confirmed: Tunisia said of the entry of Rescue 1"
                f" by voice (duty officer, {answer}): As you were told."
            )
    time.advance(hours=1)
    async with lawful(db):
        seen = plain(await say(client_of, "TUN", clearance, "acknowledge"))
    assert seen["state"] == "acknowledged"
    assert [said["confirmed_at"] is not None for said in seen["voice"]] == [True, False, False]
    seen = plain(await say(client_of, "TUN", clearance, "grant"))
    assert (seen["state"], seen["reason"]) == ("granted", "")
    assert [said["confirmed_at"] is not None for said in seen["voice"]] == [True, True, False]


async def test_what_a_state_said_last_counts_whenever_it_is_written_down(
    client_of: ClientOf, work: Plain, db: AsyncSession, time: ExerciseTime
) -> None:
    clearance = await must_ask(client_of, work, territory="LBY")
    time.advance(minutes=20)

    async def spoken(answer: str, minutes: int, **more: Any) -> Plain:
        body = {"at": later(minutes=minutes), "answer": answer, **VOICE, **more}
        async with lawful(db):
            return plain(await say(client_of, "MLT", clearance, "voice-answer", **body))

    await spoken("acknowledged", -8)
    # An acknowledgement is no contradiction of a yes that was said before it.
    until_at = clock.now() + timedelta(hours=2)
    yes = await spoken("granted", -10, said="Below 1500 feet.", valid_until=until_at.isoformat())
    assert (yes["state"], yes["conditions"]) == ("granted", "Below 1500 feet.")
    assert yes["answered_at"] == yes["acknowledged_at"] == yes["voice"][1]["at"]
    assert [one["late"] for one in yes["voice"]] == [False, True]
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        "Libya said of the entry of Rescue 1 by voice (duty officer, granted until"
        f" {until_at:%d %b %H:%MZ}, said {until_at - timedelta(minutes=130):%d %b %H:%MZ},"
        " written after a later word): Below 1500 feet."
    )
    # What was said before is kept with its time, and overturns nothing.
    no = await spoken("refused", -15, said="Not before the shift changes.")
    kept = ("state", "conditions", "valid_until", "answered_at", "reason")
    assert [no[name] for name in kept] == [yes[name] for name in kept]
    assert no["acknowledged_at"] == no["voice"][2]["at"]
    assert no["voice"][2]["late"] is True
    again = await spoken("acknowledged", 0)
    assert [again[name] for name in kept] == [yes[name] for name in kept]
    last = await spoken("refused", -1, said="Live firing there.")
    assert (last["state"], last["reason"]) == ("refused", "Live firing there.")


@pytest.mark.parametrize(("minutes", "code"), [(-60, "before_it_was_asked"), (10, "in_the_future")])
async def test_what_a_state_cannot_have_said_is_not_recorded(
    client_of: ClientOf, work: Plain, minutes: int, code: str
) -> None:
    clearance = await must_ask(client_of, work, territory="LBY")
    body = {"at": later(minutes=minutes), "answer": "granted", **VOICE}
    tried = await say(client_of, "MLT", clearance, "voice-answer", **body)
    assert (tried.status_code, codes(tried)) == (422, [code])


async def test_what_a_state_said_is_recorded_when_nothing_is_asked_any_more(
    client_of: ClientOf, work: Plain, db: AsyncSession
) -> None:
    clearance = await must_ask(client_of, work, territory="LBY")
    over = plain(await say(client_of, "MLT", clearance, "withdraw", reason="Another goes."))
    async with lawful(db):
        told = await say(client_of, "MLT", clearance, "voice-answer", answer="granted", **VOICE)
    seen = plain(told)
    kept = ("state", "reason", "conditions", "answered_at", "clear_from")
    assert [seen[name] for name in kept] == [over[name] for name in kept]
    assert [one["answer"] for one in seen["voice"]] == ["granted"]


@pytest.mark.long
async def test_a_state_gives_another_reason_for_its_refusal(
    client_of: ClientOf, clearance: Plain
) -> None:
    await say(client_of, "TUN", clearance, "refuse", reason="Live firing.")
    said = plain(
        await say(client_of, "TUN", clearance, "refuse", reason="Live firing until 1500Z.")
    )
    assert (said["state"], said["reason"]) == ("refused", "Live firing until 1500Z.")


async def phase(client_of: ClientOf, db: AsyncSession, incident: Plain, to: str, at: Any) -> None:
    """The case is put into that phase, and the work that follows is done."""
    where = f"incidents/{incident['id']}/phase"
    assert (await post(client_of, "ITA", where, phase=to, reason="As it is told.")).is_success
    args = (await deferred(db, PHASE_CHANGED))[-1]
    await jobs.follow_changed(db, now=at, **args)
    for args in await deferred(db, ENTRY_FOLLOWS):
        await run_job(db, jobs.follow_phase, args, now=at)


async def test_what_is_asked_follows_the_phase_and_its_clocks_run_as_in_distress(
    client_of: ClientOf, db: AsyncSession, case_off_tunisia: Plain, work: Plain, time: ExerciseTime
) -> None:
    await phase(client_of, db, case_off_tunisia, "alert", time.now)
    second = f"incidents/{case_off_tunisia['id']}/second"
    assert (await post(client_of, "ITA", second, function="Head of watch")).is_success
    clearance = await must_ask(client_of, work, mission={"crew": 4})
    assert (clearance["acknowledge_due_at"], clearance["answer_due_at"]) == (
        "2026-10-11T12:31:00Z",
        "2026-10-11T12:56:00Z",
    )
    assert "ALERT (ALERFA)" in await signal_of(client_of, clearance)
    at = time.advance(minutes=1)
    await phase(client_of, db, case_off_tunisia, "distress", at)
    for party in ("MLT", "TUN", "ITA"):
        (seen,) = await pictured(client_of, party)
        assert seen["phase"] == "distress", party
        assert seen["acknowledge_due_at"] == "2026-10-11T12:29:00Z"
        assert seen["answer_due_at"] == "2026-10-11T12:42:00Z"
        assert {name: one["minutes"] for name, one in seen["limits"].items()} == {
            "acknowledge": 2,
            "conditions": 15,
            "clearance": 15,
        }
        last = (await entries(db, party))[-1]
        assert last["type"] == "EntryPhaseChanged"
        assert last["sentence"] == (
            "The case for which Rescue 1 is to enter, as Malta told Tunisia, is in the distress"
            " phase now, and Tunisia is told so; it was alert. It is to acknowledge by 11 Oct"
            " 12:29Z."
        )
    asks = await signal_of(client_of, clearance)
    assert "DISTRESS (DETRESFA)" in asks
    assert "ALERFA" not in asks
    dues = [one["clearance_id"] for one in await deferred(db, UNREAD)]
    assert dues == [clearance["id"]] * 2, "it is looked at by the sooner clock too"
    await jobs.note_clearance_unread(db, now=time.advance(minutes=2), clearance_id=clearance["id"])
    assert (await entries(db, "MLT"))[-1]["type"] == "EntryAcknowledgementOverdue"


async def test_a_lower_phase_is_told_and_gives_no_longer_time(
    client_of: ClientOf,
    db: AsyncSession,
    case_off_tunisia: Plain,
    clearance: Plain,
    time: ExerciseTime,
) -> None:
    await phase(client_of, db, case_off_tunisia, "alert", time.advance(minutes=1))
    (seen,) = await pictured(client_of, "TUN")
    assert (seen["phase"], clearance["phase"]) == ("alert", "distress")
    for name in ("acknowledge_due_at", "answer_due_at", "limits"):
        assert seen[name] == clearance[name], name


async def test_a_state_that_the_case_is_kept_from_since_is_told_no_phase(
    client_of: ClientOf, db: AsyncSession, case_off_tunisia: Plain, work: Plain, time: ExerciseTime
) -> None:
    clearance = await must_ask(client_of, work, territory="GRC")
    kept = await client_of("ITA", "watch_officer").post(
        f"/api/incidents/{case_off_tunisia['id']}/keep-from",
        json={"party": "GRC", "reason": "They fled from there."},
    )
    assert kept.status_code == 200, kept.text
    await phase(client_of, db, case_off_tunisia, "alert", time.advance(minutes=1))
    (seen,) = await pictured(client_of, "MLT")
    assert (seen["phase"], seen["version"]) == ("distress", clearance["version"])
    assert clearance["phase"] == "distress"


async def test_of_an_answered_entry_the_phase_is_told_and_no_clock_runs(
    client_of: ClientOf,
    db: AsyncSession,
    case_off_tunisia: Plain,
    clearance: Plain,
    time: ExerciseTime,
) -> None:
    await say(client_of, "TUN", clearance, "grant")
    await phase(client_of, db, case_off_tunisia, "alert", time.advance(minutes=1))
    await phase(client_of, db, case_off_tunisia, "distress", time.advance(minutes=1))
    (seen,) = await pictured(client_of, "TUN")
    assert (seen["phase"], seen["state"]) == ("distress", "granted")
    assert seen["answer_due_at"] == clearance["answer_due_at"]
    assert (await entries(db, "TUN"))[-1]["sentence"].endswith("it was alert.")


@pytest.mark.long
async def test_silence_goes_on_the_record_once(
    client_of: ClientOf, db: AsyncSession, clearance: Plain, time: ExerciseTime
) -> None:
    time.advance(minutes=40)
    for _ in range(2):
        for args in await deferred(db, UNREAD):
            async with lawful(db):
                await jobs.note_clearance_unread(db, now=time.now, **args)
        for args in await deferred(db, UNSAID):
            async with lawful(db):
                await jobs.note_clearance_unsaid(db, now=time.now, **args)
    (seen,) = await pictured(client_of, "ITA")
    assert seen["overdue_at"] == seen["answer_overdue_at"] == "2026-10-11T13:06:00Z"
    names = await told(db, "MLT")
    assert names.count("EntryAcknowledgementOverdue") == 1
    assert names.count("EntryAnswerOverdue") == 1
    assert clearance["id"] == seen["id"]


async def test_of_an_answered_entry_nothing_is_overdue(
    client_of: ClientOf, db: AsyncSession, clearance: Plain, time: ExerciseTime
) -> None:
    await say(client_of, "TUN", clearance, "grant")
    time.advance(minutes=40)
    for args in await deferred(db, UNREAD):
        await jobs.note_clearance_unread(db, now=time.now, **args)
    for args in await deferred(db, UNSAID):
        await jobs.note_clearance_unsaid(db, now=time.now, **args)
    (seen,) = await pictured(client_of, "MLT")
    assert seen["overdue_at"] is seen["answer_overdue_at"] is None


async def test_a_consent_that_has_run_out_lapses_job_or_no_job(
    client_of: ClientOf, db: AsyncSession, clearance: Plain, time: ExerciseTime
) -> None:
    await say(client_of, "TUN", clearance, "grant", valid_until=later(minutes=5))
    time.advance(minutes=30)
    client = client_of("MLT", "observer")
    read = plain(await client.get(f"/api/clearances/{clearance['id']}"))
    assert (read["state"], read["clear_from"]) == ("lapsed", None)
    for state, count in (("granted", 0), ("lapsed", 1)):
        found = plain(await client.get("/api/clearances", params={"state": state}))
        assert len(found["items"]) == count
    for _ in range(2):
        for args in await deferred(db, LAPSE):
            async with lawful(db):
                await jobs.note_clearance_lapsed(db, now=time.now, **args)
    for party in ("MLT", "TUN", "ITA"):
        assert [seen["state"] for seen in await pictured(client_of, party)] == ["lapsed"]
        assert (await told(db, party)).count("EntryLapsed") == 1
    again = plain(await say(client_of, "TUN", clearance, "grant"))
    assert (again["state"], again["valid_until"], again["end"]) == ("granted", None, "none")
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        "Tunisia answered Malta that Rescue 1 may enter, no end was said."
    )


@pytest.mark.long
async def test_the_verdict_says_until_when_the_state_lets_it_enter(
    client_of: ClientOf, work: Plain, clearance: Plain
) -> None:
    async def verdict() -> str:
        where = f"/api/deployments/{work['id']}/crossings"
        found: Any = plain(await client_of("MLT", "observer").get(where))
        return " ".join(one["sentence"] for one in found if one["territory"] == "TUN")

    assert "lets it enter" not in await verdict()
    await say(client_of, "TUN", clearance, "grant", valid_until=later(hours=1))
    assert "Tunisia lets it enter until 11 Oct 13:26Z." in await verdict()
    await say(client_of, "TUN", clearance, "grant")
    assert "Tunisia lets it enter, and no end was said: for as long as it is" in await verdict()
    await say(client_of, "TUN", clearance, "refuse", reason="Live firing there.")
    assert "lets it enter" not in await verdict()


@pytest.mark.long
@pytest.mark.parametrize("job", [False, True])
async def test_what_has_lapsed_is_asked_for_anew(
    client_of: ClientOf,
    db: AsyncSession,
    work: Plain,
    clearance: Plain,
    time: ExerciseTime,
    job: bool,
) -> None:
    await say(client_of, "TUN", clearance, "grant", valid_until=later(minutes=5))
    time.advance(minutes=30)
    if job:
        for args in await deferred(db, LAPSE):
            await jobs.note_clearance_lapsed(db, now=time.now, **args)
    async with lawful(db):
        anew = await must_ask(client_of, work)
    assert await pictured(client_of, "TUN") == [anew]
    late = await say(client_of, "TUN", clearance, "grant")
    assert (late.status_code, codes(late)) == (409, ["wrong_state"])


@pytest.mark.long
async def test_what_was_refused_and_is_asked_for_anew_is_answered_no_more(
    client_of: ClientOf, db: AsyncSession, work: Plain, clearance: Plain
) -> None:
    await say(client_of, "TUN", clearance, "refuse", reason="Live firing there.")
    async with lawful(db):
        anew = await must_ask(client_of, work)
    assert await pictured(client_of, "MLT") == [anew]
    for party, action, body in (
        ("TUN", "grant", {}),
        ("TUN", "refuse", {"reason": "No more."}),
        ("MLT", "withdraw", {}),
    ):
        late = await say(client_of, party, clearance, action, **body)
        assert (late.status_code, codes(late)) == (409, ["wrong_state"])
    read = await client_of("ITA", "observer").get(f"/api/clearances/{clearance['id']}")
    assert (plain(read)["state"], plain(read)["reason"]) == ("superseded", "Live firing there.")


@pytest.mark.long
async def test_it_leaves_the_picture_with_the_work(
    client_of: ClientOf, db: AsyncSession, work: Plain, clearance: Plain
) -> None:
    async with lawful(db):
        await stepped(client_of, "MLT", work, "recall", note="Own emergency.")
    for party in ("MLT", "TUN", "ITA"):
        assert await pictured(client_of, party) == []
        answer = await client_of(party, "observer").get(f"/api/clearances/{clearance['id']}")
        assert answer.status_code == 200
    late = await say(client_of, "TUN", clearance, "grant")
    assert (late.status_code, codes(late)) == (409, ["work_over"])


@pytest.mark.long
@pytest.mark.parametrize(
    "ends",
    [
        "recall",
        pytest.param("stand-down", marks=pytest.mark.long),
        "return",
        pytest.param("call", marks=pytest.mark.long),
        "divert",
    ],
)
async def test_the_state_is_told_in_words_that_a_unit_does_not_enter(
    client_of: ClientOf,
    db: AsyncSession,
    case_off_tunisia: Plain,
    work: Plain,
    clearance: Plain,
    ends: str,
) -> None:
    async with lawful(db):
        match ends:
            case "return":
                await stepped(client_of, "MLT", work, "depart", "arrive")
                await stepped(client_of, "ITA", work, "release")
                await stepped(client_of, "MLT", work, "return", "returned")
            case "divert":
                other = await opened(client_of, title="Second")
                to = {"incident_id": other["id"], "reason": "Nearer to that one."}
                await stepped(client_of, "ITA", work, "divert", **to)
                await stepped(client_of, "MLT", work, "consent-divert")
            case "call":
                await stepped(client_of, "MLT", work, "call-away")
            case _:
                by = "MLT" if ends == "recall" else "ITA"
                await stepped(client_of, by, work, ends, note="Not needed.")
    for party in ("TUN", "MLT", "ITA"):
        (last,) = await entries(db, party, of="EntryFellAway")
        assert last["about"] == {
            "thing": "clearance",
            "id": clearance["id"],
            "reference": "Rescue 1",
        }
        assert case_off_tunisia["reference"] in last["sentence"]
        assert last["sentence"].endswith("that Malta asked of Tunisia has fallen away.")
    assert "EntryFellAway" not in await told(db, "GRC")


@pytest.mark.long
async def test_after_a_diversion_the_owner_is_told_to_ask_again(
    client_of: ClientOf, db: AsyncSession, work: Plain
) -> None:
    await must_ask(client_of, work)
    other = await opened(client_of, title="Second")
    to = {"incident_id": other["id"], "reason": "Nearer to that one."}
    await stepped(client_of, "ITA", work, "divert", **to)
    await stepped(client_of, "MLT", work, "consent-divert")
    (said,) = await entries(db, "MLT", of="DeploymentDiverted")
    assert (
        "The clearance of TUN was for the earlier work: ask again for the new." in said["sentence"]
    )
    assert "DeploymentDiverted" not in await told(db, "TUN")


async def test_of_what_was_refused_nothing_falls_away(
    client_of: ClientOf, db: AsyncSession, work: Plain, clearance: Plain
) -> None:
    await say(client_of, "TUN", clearance, "refuse", reason="Live firing there.")
    await stepped(client_of, "MLT", work, "recall", note="Refused.")
    assert "EntryFellAway" not in await told(db, "TUN")


async def eta_of(client_of: ClientOf, db: AsyncSession, work: Plain) -> datetime:
    """The time at which a unit is expected at the scene, as its party reads it."""
    await foreseen(db)
    return datetime.fromisoformat((await expected(client_of, "MLT", work))["at"])


async def no_time(client_of: ClientOf, db: AsyncSession, work: Plain) -> str:
    """The reason why no time is expected of a unit, as its party reads it."""
    await foreseen(db)
    found = await expected(client_of, "MLT", work)
    assert found["at"] is None
    why: str = found["why"]
    return why


def about(at: str) -> Any:
    """Within two minutes: the wait for a clearance takes a quarter of an hour."""
    return pytest.approx(datetime.fromisoformat(at), abs=timedelta(minutes=2))


@pytest.mark.long
async def test_what_is_carried_is_let_in_with_its_carrier(
    client_of: ClientOf, db: AsyncSession, world: World, case_off_tunisia: Plain
) -> None:
    sharing = term(visibility="position", grantor="MLT", grantees=["ITA"])
    await concluded(client_of, agreement(sharing, reference="IM", parties=("ITA", "MLT")))
    base = {"type": "Point", "coordinates": [11.9, 34.3]}
    heli = await registered(client_of, "MLT", helicopter(name="Rescue 1", base=base))
    team: Plain = {"id": id_of(), "name": "Team 1", "type": "T1", "base": base}
    crew = await registered(client_of, "MLT", team)
    wanted = need(kinds=[], by_at=later(minutes=35))
    request = await asked(client_of, world, "MLT", incident=case_off_tunisia, needs=[wanted])
    carried = {"need_id": wanted["id"], "carrier_asset_id": heli["id"], "asset_id": crew["id"]}
    items = [{"asset_id": heli["id"]}, carried]
    made = await offered(client_of, "MLT", f"requests/{request['id']}", items=items)
    await accepted(client_of, "ITA", made)
    works = {row["name"]: row for row in await deployed(client_of, "MLT", made)}
    await delivered(client_of, "MLT", heli["id"], fix(11.9, 34.3))
    refused = await ask(client_of, works["Team 1"])
    assert (refused.status_code, codes(refused)) == (409, ["carried"])
    assert "Rescue 1" in refused.text
    await stepped(client_of, "MLT", works["Rescue 1"], "depart")
    clearance = await must_ask(client_of, works["Rescue 1"])
    before = await eta_of(client_of, db, works["Team 1"])
    async with lawful(db):
        await say(client_of, "TUN", clearance, "grant")
    carrier = await eta_of(client_of, db, works["Rescue 1"])
    assert await eta_of(client_of, db, works["Team 1"]) == carrier < before
    seen = await request_seen(client_of, request)
    assert seen["needs"][0]["coverage"]["in_time"] == 1
    async with lawful(db):
        await say(client_of, "TUN", clearance, "refuse", reason="Live firing there.")
    assert await no_time(client_of, db, works["Team 1"]) == "entry_refused"


@beginning
async def near(client_of: ClientOf, world: World, case_off_tunisia: Plain) -> Plain:
    """A helicopter of Malta's under way for Italy's case, so near to the border of Tunisia that it
    must wait there: at the scene in 19 minutes else, and half an hour after it is asked for, which
    Tunisia has promised to answer in."""
    sharing = term(visibility="position", grantor="MLT", grantees=["ITA"])
    await concluded(client_of, agreement(sharing, reference="IM", parties=("ITA", "MLT")))
    answers = term(clocks={"clearance": 30, "conditions": 30}, grantor="TUN", grantees=["MLT"])
    await concluded(client_of, agreement(answers, reference="TM2", parties=("MLT", "TUN")))
    unit = helicopter(name="Rescue 1", base={"type": "Point", "coordinates": [11.9, 34.3]})
    work = await at_work(client_of, world, case_off_tunisia, unit)
    await delivered(client_of, "MLT", work["asset_id"], fix(11.9, 34.3))
    return await stepped(client_of, "MLT", work, "depart")


UNHINDERED = about("2026-10-11T12:45:04Z")
HELD_UP = about("2026-10-11T12:58:45Z")


@pytest.mark.long
async def test_a_reckoned_eta_waits_for_no_clearance_that_is_given(
    client_of: ClientOf, db: AsyncSession, near: Plain
) -> None:
    clearance = await must_ask(client_of, near)
    assert await eta_of(client_of, db, near) == HELD_UP
    async with lawful(db):
        await say(client_of, "TUN", clearance, "grant")
    assert await eta_of(client_of, db, near) == UNHINDERED


async def test_a_unit_that_is_refused_is_not_expected_until_it_is_let_in(
    client_of: ClientOf, db: AsyncSession, near: Plain
) -> None:
    clearance = await must_ask(client_of, near)
    async with lawful(db):
        await say(client_of, "TUN", clearance, "refuse", reason="Live firing there.")
    assert await no_time(client_of, db, near) == "entry_refused"
    (tunis,) = [one for one in await crossings(client_of, "MLT", near) if one["ask"]]
    assert "It is refused by Tunisia: it is not expected there." in tunis["sentence"]
    await must_ask(client_of, near)
    assert await eta_of(client_of, db, near) == HELD_UP


async def test_what_is_asked_for_is_waited_for_since_it_was_asked(
    client_of: ClientOf, db: AsyncSession, near: Plain, time: ExerciseTime
) -> None:
    await must_ask(client_of, near)
    time.advance(minutes=10)
    await must_ask(client_of, near, territory="LBY")
    assert await eta_of(client_of, db, near) == HELD_UP


@pytest.mark.long
async def test_where_its_owner_is_cleared_in_advance_a_reckoned_eta_waits_for_nothing(
    client_of: ClientOf, db: AsyncSession, near: Plain
) -> None:
    await agreed(client_of, "pre_cleared")
    await must_ask(client_of, near, territory="LBY")
    assert await eta_of(client_of, db, near) == UNHINDERED


@pytest.mark.long
async def test_notice_without_a_time_holds_no_reckoned_eta_up(
    client_of: ClientOf, db: AsyncSession, near: Plain
) -> None:
    await agreed(client_of, "notify", lead_minutes=0)
    await must_ask(client_of, near)
    assert await eta_of(client_of, db, near) == UNHINDERED


@pytest.mark.long
async def test_what_is_noted_opens_when_its_notice_is_over(
    client_of: ClientOf, db: AsyncSession, near: Plain, time: ExerciseTime
) -> None:
    await agreed(client_of, "notify", lead_minutes=30)
    clearance = await must_ask(client_of, near)
    assert await eta_of(client_of, db, near) == HELD_UP
    time.advance(minutes=10)
    await say(client_of, "TUN", clearance, "acknowledge")
    await must_ask(client_of, near, territory="LBY")
    assert await eta_of(client_of, db, near) == HELD_UP


async def test_a_consent_counts_if_it_still_stands_when_the_unit_is_at_the_border(
    client_of: ClientOf, db: AsyncSession, near: Plain
) -> None:
    clearance = await must_ask(client_of, near)
    await say(client_of, "TUN", clearance, "grant", valid_until=later(minutes=5))
    assert await eta_of(client_of, db, near) == HELD_UP
    await say(client_of, "TUN", clearance, "grant", valid_until=later(hours=1))
    assert await eta_of(client_of, db, near) == UNHINDERED


@pytest.mark.long
async def test_when_a_consent_lapses_a_reckoned_eta_waits_again(
    client_of: ClientOf, db: AsyncSession, near: Plain, time: ExerciseTime
) -> None:
    clearance = await must_ask(client_of, near)
    await say(client_of, "TUN", clearance, "grant", valid_until=later(minutes=18))
    assert await eta_of(client_of, db, near) == UNHINDERED
    time.advance(minutes=18)
    for args in await deferred(db, LAPSE):
        async with lawful(db):
            await jobs.note_clearance_lapsed(db, now=time.now, **args)
    assert await eta_of(client_of, db, near) > datetime.fromisoformat("2026-10-11T13:05:00Z")


NORTH_OF_DJERBA = [12.05, 34.7]
"""On the high seas, some twenty miles off the territorial sea of Tunisia, which is not involved."""


async def drifting(client_of: ClientOf, point: list[float], **fields: Any) -> Plain:
    """A case of Italy's whose scene drifts to the west."""
    at: Plain = {"type": "Point", "coordinates": point}
    incident = await opened(client_of, position={"point": at, "error_nm": 0.5}, **fields)
    where = f"incidents/{incident['id']}/datum"
    body: Plain = {"point": at, "uncertainty_nm": 0.5, "at": later(minutes=0)}
    drift = {"course_deg": 270.0, "speed_kn": 1.5}
    answer = await post(client_of, "ITA", where, drift=drift, **body)
    assert answer.status_code == 200, answer.text
    return incident


@pytest.mark.parametrize(
    ("first", "base"),
    [
        (None, [14.5, 35.85]),
        ("TUN", [14.5, 35.85]),  # the lead tells it first
        ("TUN", None),  # nobody knows where the unit is
    ],
)
async def test_a_state_that_does_not_see_the_case_is_not_told_where_it_is(
    client_of: ClientOf,
    world: World,
    first: str | None,
    base: list[float] | None,
) -> None:
    point = NORTH_OF_DJERBA
    said = {"territory_of": first} if first else {}
    incident = await drifting(client_of, point, **said)
    unit = helicopter(name="Rescue 1", base=base and {"type": "Point", "coordinates": base})
    work = await at_work(client_of, world, incident, unit)
    case = await client_of("TUN", "observer").get(f"/api/incidents/{incident['id']}")
    assert case.status_code == 404
    await must_ask(client_of, work)
    (seen,) = await pictured(client_of, "TUN")
    if seen["place"] is not None:
        place = LatLon(*reversed(seen["place"]["coordinates"]))
        assert distance_nm(place, LatLon(point[1], point[0])) >= 6.0
    text = (await client_of("TUN", "observer").get(seen["signal_url"])).text
    assert format_ddm(LatLon(point[1], point[0])) not in text


@pytest.mark.long
async def test_where_the_scene_drifts_in_it_is_asked_for_there_and_then(
    client_of: ClientOf, world: World
) -> None:
    incident = await drifting(client_of, NORTH_OF_DJERBA)
    work = await at_work(client_of, world, incident)
    (ahead,) = await crossings(client_of, "MLT", work)
    clearance = await must_ask(client_of, work)
    assert ahead["code"] == "scene_drifts_in"
    assert clearance["place"] == ahead["place"]
    assert clearance["place"]["coordinates"][0] < NORTH_OF_DJERBA[0] - 0.1
    assert clearance["enters_at"] == ahead["at"]


@pytest.mark.long
async def test_on_its_way_home_no_border_of_the_way_out_is_told(
    client_of: ClientOf, work: Plain
) -> None:
    await stepped(client_of, "MLT", work, "depart", "arrive")
    assert await crossings(client_of, "MLT", work) != []
    await stepped(client_of, "ITA", work, "release")
    assert await crossings(client_of, "MLT", work) == []
    await stepped(client_of, "MLT", work, "return")
    assert await crossings(client_of, "MLT", work) == []
