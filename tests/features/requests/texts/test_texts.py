"""Ready-made texts over HTTP, and situation reports that are issued."""

from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.texts.telex import unwrapped
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import helicopter, registered
from tests.given.incidents import codes, opened
from tests.given.record import entries
from tests.given.requests import (
    Plain,
    accepted,
    asked,
    deployed,
    id_of,
    later,
    need,
    offered,
    plain,
    post,
    stepped,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_the_short_sitrep_comes_as_plain_text(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of, conditions={"wind_kn": 12, "sea_state": 3})
    answer = await client_of("MLT", "observer").get(
        f"/api/incidents/{incident['id']}/text",
        params={"kind": "sitrep-short", "centre_id": str(world.centres["LBY"])},
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("EXERCISE EXERCISE EXERCISE\nDISTRESS\n111226Z OCT 26\n")
    assert (
        "FROM RCC MALTA (MALTA)\nTO JRCC TRIPOLI (LIBYA)\nSAR SITREP NO 1 (DRAFT, NOT ISSUED)\n"
    ) in answer.text
    told = "\n".join(unwrapped(answer.text))
    assert "F. COORDINATING RCC: MRCC ROMA (ITALY)\n" in told
    assert "H. WEATHER ON SCENE (SOURCE NOT TOLD): WIND 12 KN, SEA STATE 3" in told
    assert "MISSION COORDINATOR MRCC ROMA: " in told
    assert "+8816" not in answer.text


async def test_the_call_script_names_the_listed_centres_contacts(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    path = f"/api/incidents/{incident['id']}/text?kind=call-script"
    client = client_of("ITA", "watch_officer")
    script = await client.get(f"{path}&centre_id={world.centres['LBY']}")
    assert "CALL JRCC Tripoli (Libya), in this order:\n1. telephone: +000 (en)\n" in script.text
    nobody = await client.get(path)
    assert (nobody.status_code, codes(nobody)) == (422, ["missing"])
    nowhere = await client.get(f"{path}&centre_id={incident['id']}")
    assert (nowhere.status_code, codes(nowhere)) == (422, ["no_such_centre"])


async def test_texts_tell_the_present_place_and_the_last_known_one(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    incident = await opened(client_of, drift={"course_deg": 0.0, "speed_kn": 0.9})
    time.advance(hours=4, seconds=30)
    place = (
        "34-23.6N 012-42.0E AT 111626Z OCT 26 BY DRIFT, WITHIN 2.9 NM, DRIFTING 000 DEG AT 0.9 KN."
        " LAST KNOWN 34-20.0N 012-42.0E AT 111226Z OCT 26, WITHIN 2 NM, 4 H OLD"
    )
    client = client_of("ITA", "watch_officer")
    path = f"/api/incidents/{incident['id']}/text?centre_id={world.centres['LBY']}&kind="
    for kind, told in (
        ("sitrep-short", f"B. POSITION: {place}"),
        ("call-script", f"Position: {place}."),
        ("mayday-relay", f"IN POSITION {place}"),
    ):
        assert told in unwrapped((await client.get(f"{path}{kind}")).text)


async def test_a_mayday_relay_is_refused_outside_distress(client_of: ClientOf) -> None:
    client = client_of("ITA", "watch_officer")
    distress = await opened(client_of)
    relay = await client.get(f"/api/incidents/{distress['id']}/text?kind=mayday-relay")
    assert "MAYDAY RELAY, MAYDAY RELAY, MAYDAY RELAY" in relay.text
    assert "IN POSITION 34-20.0N 012-42.0E" in relay.text
    alert = await opened(client_of, phase="alert")
    refused = await client.get(f"/api/incidents/{alert['id']}/text?kind=mayday-relay")
    assert (refused.status_code, codes(refused)) == (409, ["not_distress"])


async def issued(
    client_of: ClientOf, party: str, incident: Plain, *, role: str = "watch_officer", **body: Any
) -> httpx.Response:
    """The answer to a report that the party issues."""
    path = f"incidents/{incident['id']}/sitreps"
    return await post(client_of, party, path, role=role, id=body.pop("id", id_of()), **body)


async def text_of(client_of: ClientOf, party: str, incident: Plain, **params: str) -> str:
    """A text as the party reads it now: the SITREP, unless told."""
    asked_for = {"kind": "sitrep-short"} | params
    path = f"/api/incidents/{incident['id']}/text"
    answer = await client_of(party, "observer").get(path, params=asked_for)
    assert answer.status_code == 200, answer.text
    return "\n".join(unwrapped(answer.text)) + "\n"


def line(text: str, head: str) -> str:
    """The line of a text that begins so, without its head."""
    (found,) = [one for one in unwrapped(text) if one.startswith(head)]
    return found.removeprefix(head).strip()


@pytest.mark.long
async def test_each_centre_numbers_its_reports_of_a_case(
    client_of: ClientOf, db: AsyncSession, world: World, time: ExerciseTime
) -> None:
    incident, other = await opened(client_of), await opened(client_of)
    async with lawful(db):
        first = plain(await issued(client_of, "ITA", incident))
    time.advance(minutes=5)
    libya = str(world.centres["LBY"])
    second = plain(await issued(client_of, "ITA", incident, to_centre_id=libya))
    theirs = plain(await issued(client_of, "MLT", incident))
    elsewhere = plain(await issued(client_of, "ITA", other))
    numbers = [one["number"] for one in (first, second, theirs, elsewhere)]
    assert numbers == [1, 2, 1, 1]
    assert "TO JRCC TRIPOLI (LIBYA)\nSAR SITREP NO 2\n" in second["text"]
    assert "SAR SITREP NO 3 (DRAFT, NOT ISSUED)" in await text_of(client_of, "ITA", incident)
    path = f"/api/incidents/{incident['id']}/sitreps"
    mine = (await client_of("ITA", "observer").get(path)).json()
    assert mine[:2] == [first, second]
    assert (mine[2]["number"], mine[2]["centre"]["party"]) == (1, "MLT")
    assert (mine[2]["text"], mine[2]["by"]) == (None, None)
    assert (theirs["text"] is not None, theirs["by"] is not None) == (True, True)
    told = await entries(db, "MLT", of="SitrepIssued")
    said = [one["sentence"] for one in told if one["about"]["id"] == incident["id"]]
    assert said == [
        f"MRCC Roma issued SITREP No 1 on {incident['reference']} to all concerned.",
        f"MRCC Roma issued SITREP No 2 on {incident['reference']} to JRCC Tripoli.",
        f"RCC Malta issued SITREP No 1 on {incident['reference']} to all concerned.",
    ]


async def test_a_report_is_issued_once_however_often_it_is_sent(client_of: ClientOf) -> None:
    incident, id_ = await opened(client_of), id_of()
    once = plain(await issued(client_of, "ITA", incident, id=id_))
    assert plain(await issued(client_of, "ITA", incident, id=id_)) == once
    assert plain(await issued(client_of, "ITA", incident))["number"] == 2


async def test_a_report_is_issued_by_the_watch_of_a_party_involved(client_of: ClientOf) -> None:
    incident = await opened(client_of)
    assert (await issued(client_of, "GRC", incident)).status_code == 404
    assert (await issued(client_of, "ITA", incident, role="observer")).status_code == 403
    nowhere = await issued(client_of, "ITA", incident, to_centre_id=id_of())
    assert (nowhere.status_code, codes(nowhere)) == (422, ["no_such_centre"])


async def at_work(client_of: ClientOf, world: World, incident: Plain, **asks: Any) -> Plain:
    """Malta's helicopter, which Italy has accepted for a need of three."""
    rescue = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    sent = await asked(client_of, world, "MLT", incident=incident, needs=[need(**asks)])
    item = {"asset_id": rescue["id"], "need_id": sent["needs"][0]["id"]}
    made = await offered(client_of, "MLT", f"requests/{sent['id']}", items=[item])
    await accepted(client_of, "ITA", made)
    (work,) = await deployed(client_of, "MLT", made)
    return work


@pytest.mark.long
async def test_a_report_says_what_nobody_has_accepted_yet(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    by_phase = line(await text_of(client_of, "ITA", incident), "E. ASSISTANCE REQUIRED:")
    assert by_phase.startswith("UNITS ABLE TO REACH AND RECOVER UP TO 400 PERSONS")
    await at_work(client_of, world, incident, quantity=3, by_at=later(hours=2))
    wanted = line(await text_of(client_of, "ITA", incident), "E. ASSISTANCE REQUIRED:")
    assert wanted == "STILL REQUIRED: 2 AIRCRAFT BY 1426Z"
    theirs = line(await text_of(client_of, "MLT", incident), "E. ASSISTANCE REQUIRED:")
    assert theirs == "AS MRCC ROMA ASKS", "how far needs are covered is the lead's to know"
    script = await text_of(
        client_of, "ITA", incident, kind="call-script", centre_id=str(world.centres["LBY"])
    )
    assert "Assistance: STILL REQUIRED: 2 AIRCRAFT BY 1426Z.\n" in script


async def test_once_all_is_accepted_a_report_asks_for_no_more(
    client_of: ClientOf, world: World
) -> None:
    incident = await opened(client_of)
    await at_work(client_of, world, incident)
    said = line(await text_of(client_of, "ITA", incident), "E. ASSISTANCE REQUIRED:")
    assert said == "NONE BEYOND WHAT IS ACCEPTED: 1 AIRCRAFT"


@pytest.mark.long
async def test_a_draft_request_asks_for_nothing(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of)
    await asked(client_of, world, "MLT", incident=incident, open=False)
    assert "STILL REQUIRED" not in await text_of(client_of, "ITA", incident)


@pytest.mark.long
async def test_the_lead_tells_who_was_found(client_of: ClientOf, world: World) -> None:
    incident = await opened(client_of)
    work = await at_work(client_of, world, incident)
    await stepped(client_of, "MLT", work, "depart", "arrive")
    await stepped(client_of, "MLT", work, "load", persons=8)
    told = line(await text_of(client_of, "ITA", incident), "D. NUMBER OF PERSONS AT RISK:")
    assert told.endswith(
        "RECOVERED 8: ABOARD 8 (RESCUE 1 8). OUTSTANDING 242 TO 392. NOT COUNTED: CHILDREN,"
        " CHILDREN ALONE, IN URGENT NEED OF A DOCTOR, PREGNANT"
    )
    assert "RECOVERED" not in await text_of(client_of, "MLT", incident)


async def test_a_script_says_what_the_centre_has_answered_by_voice(
    client_of: ClientOf, world: World
) -> None:
    incident, libya = await opened(client_of), str(world.centres["LBY"])
    sent = await asked(client_of, world, "LBY", incident=incident)
    script = {"kind": "call-script", "centre_id": libya}
    assert "SO FAR" not in await text_of(client_of, "ITA", incident, **script)
    where = f"requests/{sent['id']}"
    await post(client_of, "ITA", f"{where}/call", centre_id=libya, outcome="no_answer")
    voice = {"function": "duty officer", "answer": "declined", "said": "Nothing at hand."}
    await post(client_of, "ITA", f"{where}/voice-answer", centre_id=libya, **voice)
    told = await text_of(client_of, "ITA", incident, **script)
    assert (
        "JRCC Tripoli SO FAR:\n"
        "1. 111226Z OCT 26: no answer to the call\n"
        "2. 111226Z OCT 26: duty officer: declined. Nothing at hand\n"
        f"3. {sent['reference']} stands as declined 111226Z OCT 26: Nothing at hand.\n"
    ) in told
    assert "SO FAR" not in await text_of(client_of, "MLT", incident, **script)


async def test_a_script_says_who_claims_what_a_joined_party_said(
    client_of: ClientOf, world: World
) -> None:
    incident, malta = await opened(client_of), str(world.centres["MLT"])
    sent = await asked(client_of, world, "MLT", incident=incident)
    voice = {"function": "duty officer", "answer": "declined", "said": "Nothing at hand."}
    where = f"requests/{sent['id']}"
    await post(client_of, "ITA", f"{where}/voice-answer", centre_id=malta, **voice)
    script = {"kind": "call-script", "centre_id": malta}
    told = await text_of(client_of, "ITA", incident, **script)
    claim = "claimed by MRCC Roma: duty officer: declined. Nothing at hand"
    assert f"1. 111226Z OCT 26: {claim}\n" in told
    assert f"{sent['reference']} stands as not answered" in told


@pytest.mark.parametrize("ending", ["suspend", "close"])
async def test_of_a_case_that_is_over_no_text_asks_for_help(
    client_of: ClientOf, world: World, ending: str
) -> None:
    incident = await opened(client_of, pob={"min": 0, "max": 0})
    ground = {"ground": "darkness"} if ending == "suspend" else {}
    answer = await post(
        client_of, "ITA", f"incidents/{incident['id']}/{ending}", reason="All are safe.", **ground
    )
    assert answer.status_code == 200, answer.text
    for kind in ("mayday-relay", f"call-script&centre_id={world.centres['LBY']}"):
        path = f"/api/incidents/{incident['id']}/text?kind={kind}"
        refused = await client_of("ITA", "observer").get(path)
        assert (refused.status_code, codes(refused)) == (409, ["wrong_state"])
    report = plain(await issued(client_of, "ITA", incident))["text"]
    ended = {"suspend": "SEARCH SUSPENDED", "close": "CASE CLOSED"}[ending]
    assert f"C. SITUATION: {ended} 111226Z OCT 26" in report
    assert "E. ASSISTANCE REQUIRED: NONE\n" in report


@pytest.mark.long
async def test_what_was_issued_stays_as_it_left(client_of: ClientOf, time: ExerciseTime) -> None:
    incident = await opened(client_of, drift={"course_deg": 0.0, "speed_kn": 0.9})
    first = plain(await issued(client_of, "ITA", incident))
    time.advance(hours=4)
    path = f"/api/incidents/{incident['id']}/sitreps"
    assert (await client_of("ITA", "observer").get(path)).json() == [first]
    assert line(await text_of(client_of, "ITA", incident), "B.") != line(first["text"], "B.")
