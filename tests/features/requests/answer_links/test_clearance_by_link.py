"""A State that has not joined answers by its link whether a unit may enter."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.texts.telex import unwrapped
from sar.requests.clearances import jobs
from sar.requests.clearances.granting import LAPSE
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.answer_links import (
    MISSION,
    PARTICULARS,
    Devices,
    asked_of_tripoli,
    link_to_clearance,
)
from tests.given.record import entries, told
from tests.given.requests import (
    clearance_seen,
    codes,
    deferred,
    id_of,
    later,
    plain,
    post,
)
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_it_shows_the_unit_and_where_it_enters_after_the_code(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    clearance = await asked_of_tripoli(client_of, world)
    async with lawful(db):
        link = await link_to_clearance(client_of, clearance)
    there = device(link.token)
    before = await there.look()
    assert (before["matter"], before["content"]) == ("clearance", None)
    assert (before["asked_by"], before["to"]) == ("RCC Malta", "JRCC Tripoli")
    assert "Rescue 1" not in str(before)
    async with lawful(db):
        page = await there.open(link.code)
    lines = {fact["name"]: fact["text"] for fact in page["content"]["facts"]}
    assert lines["unit"].startswith("Rescue 1, ")
    assert lines["details"] == "Two crew, one hoist."
    assert lines["purpose"] == "SOLELY FOR SEARCH AND RESCUE"
    assert lines["service"] == lines["armed"] == lines["crew"] == "NOT TOLD"
    assert lines["need"] == "PERSONS IN DISTRESS"
    assert page["content"]["may"] == ["acknowledged", "granted", "refused"]
    assert "250" not in str(page)
    assert {"EntryLinkMade", "EntryLinkOpened"} <= set(await told(db, "ITA"))


@pytest.mark.long
async def test_it_says_what_the_text_of_the_clearance_says(
    client_of: ClientOf, world: World, device: Devices
) -> None:
    clearance = await asked_of_tripoli(client_of, world, unit=PARTICULARS, mission=MISSION)
    signal = (await client_of("MLT", "observer").get(clearance["signal_url"])).text
    link = await link_to_clearance(client_of, clearance)
    page = await device(link.token).open(link.code)
    lines = {fact["name"]: fact["text"] for fact in page["content"]["facts"]}
    assert lines["entry"] == "REQUEST FOR ENTRY INTO THE TERRITORY OR TERRITORIAL SEA OF Libya"
    assert lines["purpose"] == "SOLELY FOR SEARCH AND RESCUE"
    assert lines["prejudice"] == "WITHOUT PREJUDICE TO ANY CLAIM, BOUNDARY OR STATUS"
    assert lines["unit"].endswith(", OF Malta")
    told = {
        "need": "NEED: HOIST OF PEOPLE IN THE WATER.",
        "registration": "REGISTRATION: CALL SIGN RESCUE1, ICAO 24 4D2222",
        "service": "SERVICE: MILITARY",
        "armed": "ARMED: NO",
        "sensors": "SENSORS: INFRARED",
        "crew": "CREW: 6",
        "stays": "STAYS 90 MIN",
        "heights": "HEIGHTS: BELOW 2000 FT.",
        "radio": "RADIO: VHF 16, 123.1",
    }
    for name, line in told.items():
        assert line in unwrapped(signal), line
        assert line.endswith(lines[name].upper()), name
    assert f"ENTERS {lines['enters']}" in signal
    assert "PERSONS AT RISK: 250 TO 400" in signal, "for who is involved in the case"
    assert "people" not in lines, "which the State that is asked is not by that"


@pytest.mark.long
async def test_the_state_grants_with_conditions_and_may_refuse_later(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession, time: ExerciseTime
) -> None:
    clearance = await asked_of_tripoli(client_of, world)
    link = await link_to_clearance(client_of, clearance)
    there = device(link.token)
    await there.open(link.code)
    time.advance(minutes=2)
    async with lawful(db):
        said = await there.say("granted", "Below 1500 feet.", valid_until=None)
    assert said.status_code == 200
    now = await clearance_seen(client_of, clearance)
    assert (now["state"], now["conditions"]) == ("granted", "Below 1500 feet.")
    assert now["clear_from"] == now["answered_at"]
    assert [(one["answer"], one["source"]) for one in now["voice"]] == [("granted", "link")]
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        "Libya said of the entry of Rescue 1 by link, code spoken (duty officer, granted,"
        " no end was said): Below 1500 feet."
    )
    assert (now["valid_until"], now["end"]) == (None, "none")
    async with lawful(db):
        page = plain(await there.say("refused", "Live firing there."))
    assert page["content"]["state"] == "refused"
    now = await clearance_seen(client_of, clearance)
    assert (now["state"], now["conditions"], now["reason"]) == (
        "refused",
        "",
        "Live firing there.",
    )
    offered = await there.say("offered", "One tug.")
    assert (offered.status_code, codes(offered)) == (409, ["not_asked_for"])


async def test_a_grant_needs_no_words(client_of: ClientOf, world: World, device: Devices) -> None:
    clearance = await asked_of_tripoli(client_of, world)
    link = await link_to_clearance(client_of, clearance)
    there = device(link.token)
    await there.open(link.code)
    assert (await there.say("acknowledged")).status_code == 200
    assert (await there.say("granted")).status_code == 200
    refused = await there.say("refused")
    assert (refused.status_code, codes(refused)) == (422, ["says_nothing"])


@pytest.mark.long
async def test_the_state_says_until_when_and_the_leave_ends_then(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession, time: ExerciseTime
) -> None:
    clearance = await asked_of_tripoli(client_of, world)
    link = await link_to_clearance(client_of, clearance)
    there = device(link.token)
    await there.open(link.code)
    over = await there.say("granted", valid_until=later(minutes=0))
    assert (over.status_code, codes(over)) == (422, ["in_the_past"])
    assert (await clearance_seen(client_of, clearance))["state"] == "asked"
    beyond = await there.say("granted", valid_until="2300-01-01T00:00:00Z")
    assert (beyond.status_code, codes(beyond)) == (422, ["year_out_of_range"])
    odd = await there.say("refused", "Live firing there.", valid_until=later(hours=1))
    assert (odd.status_code, codes(odd)) == (422, ["end_without_grant"])
    async with lawful(db):
        page = plain(await there.say("granted", "Below 1500 feet.", valid_until=later(hours=1)))
    (answer,) = page["content"]["said"]
    assert (answer["end"], answer["valid_until"]) == ("named", "2026-10-11T13:26:00Z")
    now = await clearance_seen(client_of, clearance)
    assert (now["end"], now["valid_until"]) == ("named", "2026-10-11T13:26:00Z")
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        "Libya said of the entry of Rescue 1 by link, code spoken (duty officer, granted until"
        " 11 Oct 13:26Z): Below 1500 feet."
    )
    time.advance(hours=1)
    assert (await clearance_seen(client_of, clearance))["state"] == "lapsed"
    page = await there.look()
    assert (page["content"]["state"], page["content"]["may"]) == ("lapsed", ["granted", "refused"])
    for args in await deferred(db, LAPSE):
        async with lawful(db):
            await jobs.note_clearance_lapsed(db, now=time.now, **args)
    for party in ("MLT", "ITA"):
        assert (await told(db, party)).count("EntryLapsed") == 1
    assert plain(await there.say("granted"))["content"]["state"] == "granted"
    now = await clearance_seen(client_of, clearance)
    assert (now["end"], now["valid_until"]) == ("not_told", None), "a page that asks for no end"


@pytest.mark.long
async def test_wrong_codes_lock_it_and_it_ends_with_what_is_asked(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    clearance = await asked_of_tripoli(client_of, world)
    first = await link_to_clearance(client_of, clearance)
    for _ in range(4):
        await device(first.token).open(first.wrong)
    async with lawful(db):
        assert (await device(first.token).open(first.wrong))["outcome"] == "locked"
    assert (await clearance_seen(client_of, clearance))["link"]["locked_at"] is not None
    second = await link_to_clearance(client_of, clearance)
    there = device(second.token)
    await there.open(second.code)
    withdrawn = await post(client_of, "MLT", f"clearances/{clearance['id']}/withdraw")
    assert withdrawn.status_code == 200
    gone = await there.call("look")
    assert (gone.status_code, codes(gone)) == (404, ["link_not_good"])
    again = await post(client_of, "MLT", f"clearances/{clearance['id']}/answer-link", id=id_of())
    assert (again.status_code, codes(again)) == (409, ["clearance_over"])


async def test_only_who_asks_makes_and_withdraws_it(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    clearance = await asked_of_tripoli(client_of, world)
    where = f"clearances/{clearance['id']}/answer-link"
    lead = await post(client_of, "ITA", where, id=id_of())
    assert (lead.status_code, codes(lead)) == (403, ["not_yours"])
    assert (await post(client_of, "GRC", where, id=id_of())).status_code == 404
    link = await link_to_clearance(client_of, clearance)
    async with lawful(db):
        assert (await post(client_of, "MLT", f"{where}/withdraw")).status_code == 200
    assert (await device(link.token).call("look")).status_code == 404
    none = await post(client_of, "MLT", f"{where}/withdraw")
    assert (none.status_code, codes(none)) == (409, ["no_answer_link"])


@pytest.mark.long
async def test_a_state_says_no_to_a_notice_by_its_link(
    client_of: ClientOf, world: World, device: Devices, db: AsyncSession
) -> None:
    notice = await asked_of_tripoli(client_of, world, mode="notify")
    link = await link_to_clearance(client_of, notice)
    there = device(link.token)
    page = await there.open(link.code)
    assert page["content"]["may"] == ["acknowledged", "granted", "refused"]
    noted = plain(await there.say("acknowledged"))
    assert noted["content"]["may"] == ["granted", "refused"]
    async with lawful(db):
        refused = plain(await there.say("refused", "Live firing there."))
    assert refused["content"]["state"] == "refused"
    now = await clearance_seen(client_of, notice)
    assert (now["state"], now["reason"]) == ("refused", "Live firing there.")
