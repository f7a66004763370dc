"""Several authorities that each have a case: none overwrites another, each silence is its own."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.distress_reports.forgetting import erase_sources
from sar.incidents.alarms.authority_clock import NO_PROGRESS
from sar.incidents.jobs import note_no_progress
from sar.incidents.words import AlarmCause
from sar.record import erasing
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.alarms.test_case_alarms import (
    alarms,
    climbed_for,
    quiet_case,
    taken_up,
)
from tests.features.incidents.lead.test_lead import proposed
from tests.given.incidents import alarms_seen, case_seen, done, opened
from tests.given.jobs import run_job
from tests.given.record import entries, sentences
from tests.given.requests import deferred, hailed
from tests.law import lawful
from tests.world import World

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mail_leaves", "contacts")]

Plain = dict[str, Any]
CUSTOMS = {"name": "Customs", "function": "duty officer", "unit": "boat V 6006"}
NAVY = {"name": "Navy", "function": "operations", "heard": "A frigate looks."}


async def told(client_of: ClientOf, party: str, case: Plain, **body: Any) -> Plain:
    return await done(client_of, party, case, "other-authority", **body)


async def ticked(db: AsyncSession, time: ExerciseTime) -> None:
    """Every clock of an authority is looked at that is over, twice, as by a killed worker."""
    for job in await deferred(db, NO_PROGRESS) * 2:
        if datetime.fromisoformat(job["due_at"]) <= time.now:
            await run_job(db, note_no_progress, job, now=time.now)


def names(case: Plain, *, overdue: bool = False) -> list[str]:
    """The authorities that have it still; or of them those that are silent."""
    return [
        one["name"]
        for one in case["other_authorities"]
        if one["ended_at"] is None and (one["overdue_at"] or not overdue)
    ]


@pytest.mark.long
async def test_a_second_authority_overwrites_nothing_of_the_first(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert")
    first = await told(client_of, "ITA", case, **CUSTOMS)
    time.advance(minutes=10)
    async with lawful(db):
        both = await told(client_of, "MLT", case, **NAVY)
    assert both["other_authorities"][0] == first["other_authorities"][0]
    assert names(both) == ["Customs", "Navy"]
    assert both["other_authority"]["name"] == "Navy", "the one told last"
    (_, navy) = await sentences(db, of="OtherAuthorityHasIt")
    assert navy.endswith("A frigate looks. With Customs also.")
    # Taking one back leaves the other, and says who has it still.
    over = {"name": "navy", "over": True, "heard": "It never sailed."}
    async with lawful(db):
        left = await told(client_of, "MLT", case, **over)
    assert left["other_authorities"][0] == first["other_authorities"][0]
    ended = left["other_authorities"][1]
    assert (ended["ended_why"], ended["due_at"]) == ("It never sailed.", None)
    assert left["other_authority"]["name"] == "Customs"
    assert await sentences(db, of="OtherAuthorityLeft") == [
        f"{case['reference']}: Navy has it no more. It never sailed. With Customs still."
    ]


@pytest.mark.long
async def test_the_silence_of_one_is_told_of_that_one_alone(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert")
    await told(client_of, "ITA", case, **CUSTOMS)
    time.advance(minutes=40)
    await told(client_of, "ITA", case, **NAVY)
    time.advance(minutes=20)
    await ticked(db, time)
    assert names(await case_seen(client_of, case), overdue=True) == ["Customs"]
    (sentence,) = await sentences(db, of="ProgressUnknown")
    assert "nothing was heard from Customs for 1 h" in sentence
    assert await alarms(db, AlarmCause.AUTHORITY_SILENT) == [], "below distress"
    assert names(await told(client_of, "ITA", case, **CUSTOMS), overdue=True) == []


@pytest.mark.long
async def test_in_distress_silence_rings_for_each_by_itself_and_leaves_the_screens(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    first = await told(client_of, "ITA", case, **CUSTOMS)
    due_at = datetime.fromisoformat(first["other_authorities"][0]["due_at"])
    assert due_at == time.now + timedelta(minutes=15)
    time.advance(minutes=10)
    await told(client_of, "ITA", case, **NAVY)
    time.advance(minutes=5)
    await ticked(db, time)
    assert names(await case_seen(client_of, case), overdue=True) == ["Customs"]
    (alarm,) = await alarms(db, AlarmCause.AUTHORITY_SILENT)
    assert alarm.party_code == "ITA"
    assert await sentences(db, of="AuthoritySilent") == [
        f"{case['reference']}: it is in distress, and nothing was heard from Customs for 15"
        " min. Nobody's units may be coming. Call it, and write with whom and when."
    ]
    assert await climbed_for(db, alarm, time) == 1, "its time is over already"
    assert "authority_silent" in [one["cause"] for one in await alarms_seen(client_of, case)]
    await taken_up(client_of, case)
    # Whoever has taken up the silence of one has not taken up that of another.
    time.advance(minutes=10)
    await ticked(db, time)
    first_of, other = await alarms(db, AlarmCause.AUTHORITY_SILENT)
    assert (first_of, await climbed_for(db, other, time)) == (alarm, 1)
    assert await climbed_for(db, alarm, time) == 1, "somebody has it"
    time.advance(minutes=20)
    assert await climbed_for(db, alarm, time) == 2, "and nobody has written: once more"
    # Contact with one ends that one alone.
    await told(client_of, "ITA", case, **CUSTOMS, heard="On its way.")
    causes = [one["cause"] for one in await alarms_seen(client_of, case)]
    assert causes.count("authority_silent") == 1
    await told(client_of, "ITA", case, name="Navy", over=True)
    assert "authority_silent" not in [one["cause"] for one in await alarms_seen(client_of, case)]


async def test_who_says_so_is_no_contact_and_it_is_to_be_confirmed(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await quiet_case(client_of)
    await hailed(client_of, case)
    after = await told(client_of, "ITA", case, name="Navy", source="Master of Nemo")
    (row,) = after["other_authorities"]
    assert (row["contact_at"], row["source"]) == (None, "Master of Nemo")
    assert (await sentences(db, of="OtherAuthorityHasIt"))[0].endswith(
        "Navy (function not told) has it. Not confirmed by contact. Source: Master of Nemo."
    )
    time.advance(minutes=10)
    await told(client_of, "ITA", case, name="Navy", source="A yacht")
    time.advance(minutes=5)
    await ticked(db, time)
    (sentence,) = await sentences(db, of="AuthoritySilent")
    assert "no contact has confirmed that Navy has it for 15 min" in sentence
    assert "Its units may not be coming." in sentence, "a ship was hailed here"
    confirmed = await told(client_of, "ITA", case, name="Navy", function="operations")
    assert datetime.fromisoformat(confirmed["other_authorities"][0]["contact_at"]) == time.now
    at = f"{time.now:%d %b %H:%MZ}"
    time.advance(minutes=2)
    await told(client_of, "ITA", case, name="Navy", source="A trawler")
    assert (await sentences(db, of="OtherAuthorityHasIt"))[-1].endswith(
        f"Navy (function not told) has it. Contact at {at}. Source: A trawler."
    )


async def test_of_several_units_that_are_gone_nobody_knows_which_is_back(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="alert")
    for unit in ("P01", "P02"):
        await told(client_of, "ITA", case, **{**NAVY, "unit": unit}, unit_gone="turned_back")
    still = await told(client_of, "ITA", case, name="Navy", unit_comes="back")
    assert [one["name"] for one in still["units_gone"]] == ["P01", "P02"]
    assert "A unit of Navy" in (await sentences(db, of="OtherAuthorityUnitComes"))[0]
    left = await told(client_of, "ITA", case, name="Navy", unit="P02", unit_comes="back")
    assert [one["name"] for one in left["units_gone"]] == ["P01"]


async def test_distress_shortens_the_clock_and_one_word_alone_does_not_lengthen_it(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert")
    await told(client_of, "ITA", case, **CUSTOMS)
    time.advance(minutes=20)
    await told(client_of, "ITA", case, **NAVY)
    raised = await done(client_of, "ITA", case, "phase", phase="distress", reason="Mayday.")
    due = [datetime.fromisoformat(one["due_at"]) for one in raised["other_authorities"]]
    assert due == [time.now, time.now + timedelta(minutes=15)]
    await ticked(db, time)
    assert len(await alarms(db, AlarmCause.AUTHORITY_SILENT)) == 1
    lower = await done(client_of, "ITA", case, "phase", phase="alert", reason="She answers.")
    assert [one["in_distress"] for one in lower["other_authorities"]] == [True, True]
    assert names(lower, overdue=True) == ["Customs"]


async def test_a_unit_that_turned_back_is_the_one_told_before_unless_another_is_named(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="alert")
    await told(client_of, "ITA", case, **CUSTOMS)
    await told(client_of, "ITA", case, **NAVY)
    gone = await told(client_of, "ITA", case, name="customs", unit_gone="turned_back")
    (unit,) = gone["units_gone"]
    assert (unit["name"], unit["by"]) == ("boat V 6006", "Customs")
    assert "boat V 6006 of Customs" in (await sentences(db, of="OtherAuthorityUnitGone"))[0]
    report = await client_of("ITA", "observer").get(f"/api/incidents/{case['id']}/handover")
    assert "Customs, boat V 6006 TURNED BACK" in report.text
    again = await told(client_of, "ITA", case, name="Customs", unit_comes="sails_again")
    assert again["units_gone"] == []
    assert names(again) == ["Customs", "Navy"]


@pytest.mark.long
async def test_a_new_lead_hears_of_each_that_is_silent(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await told(client_of, "ITA", case, **CUSTOMS)
    await told(client_of, "ITA", case, **NAVY)
    time.advance(minutes=15)
    await ticked(db, time)
    assert [one.party_code for one in await alarms(db, AlarmCause.AUTHORITY_SILENT)] == ["ITA"] * 2
    assert (await proposed(client_of, world, case)).is_success
    where = f"/api/incidents/{case['id']}/coordination/accept"
    answer = await client_of("MLT", "coordinator").post(where, json={})
    assert answer.is_success, answer.text
    found = [one.party_code for one in await alarms(db, AlarmCause.AUTHORITY_SILENT)]
    assert sorted(found) == ["ITA", "ITA", "MLT", "MLT"]
    assert "authority_silent" not in [one["cause"] for one in await alarms_seen(client_of, case)]


async def test_each_is_named_in_the_texts_and_to_nobody_who_may_not_see_the_case(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await told(client_of, "ITA", case, **CUSTOMS, source="Master of Nemo")
    await told(client_of, "ITA", case, name="Navy", source="Master of Nemo")
    path = f"/api/incidents/{case['id']}"
    watch = client_of("ITA", "watch_officer")
    report = (await watch.get(f"{path}/text", params={"kind": "sitrep-full"})).text
    handover = (await watch.get(f"{path}/handover")).text
    for written in (report, handover):
        words = " ".join(written.replace("\\n", " ").split()).upper()
        assert "OTHER AUTHORITIES HAVE IT: CUSTOMS" in words
        assert "NAVY" in words
        assert "NOT CONFIRMED BY CONTACT" in words
        assert "MASTER OF NEMO" not in words, "who said so leaves in no text"
    for name in ("Customs", "Navy"):
        assert name not in (await client_of("GRC", "observer").get(path)).text
        assert name not in (await client_of("GRC", "observer").get("/api/snapshot")).text


@pytest.mark.long
async def test_a_source_that_was_erased_stays_so_whatever_is_told_then(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of)
    await told(client_of, "ITA", case, **CUSTOMS, source="Pilot Fiordaliso")
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    await erase_sources(db, case["reference"], reason="Asked for.", now=clock.now())
    await db.execute(text("SET LOCAL ROLE sar_app"))
    after = await told(client_of, "ITA", case, **NAVY)
    again = await told(client_of, "ITA", case, **CUSTOMS, heard="They look.")
    for found in (after, again):
        assert [one["source"] for one in found["other_authorities"]] == ["", ""]
    for party in ("ITA", "MLT"):
        assert "Fiordaliso" not in str(await entries(db, party))


@pytest.mark.long
async def test_what_was_heard_goes_with_its_entry_and_the_other_authority_stays(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of)
    await told(client_of, "ITA", case, name="Customs", heard="Fiordaliso called.")
    over = {"name": "Customs", "over": True, "heard": "Fiordaliso went home."}
    await told(client_of, "ITA", case, **NAVY)
    await told(client_of, "ITA", case, **over)
    numbers = "SELECT DISTINCT number FROM record_slot WHERE body LIKE '%Fiordaliso %' ORDER BY 1"
    await db.execute(text("SET LOCAL ROLE sar_owner"))
    for number in (await db.execute(text(numbers))).scalars().all():
        if number in (await db.execute(text(numbers))).scalars().all():
            await erasing.erase(db, number, reason="Asked for.")
    await db.execute(text("SET LOCAL ROLE sar_app"))
    after = await case_seen(client_of, case)
    assert "Fiordaliso" not in str(after) + str(await entries(db, "ITA"))
    assert [one["heard"] for one in after["other_authorities"]] == ["(erased)", NAVY["heard"]]
    assert after["other_authorities"][0]["ended_why"] == "(erased)"
