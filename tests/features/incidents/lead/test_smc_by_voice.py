"""A centre that is only listed leads by voice: the case stays open, and its silence is heard."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.jobs import (
    note_handover_unconfirmed,
    note_proposal_unanswered,
    note_smc_silent,
)
from sar.incidents.lead.confirming import UNCONFIRMED
from sar.incidents.lead.proposals import PROPOSAL_UNANSWERED
from sar.incidents.lead.smc_by_voice import SMC_SILENT
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.features.incidents.lead.test_lead import proposed, take_over
from tests.given.incidents import Plain, act, case_seen, codes, opened, plain
from tests.given.jobs import run_job
from tests.given.record import entries, sentences
from tests.given.requests import deferred
from tests.law import lawful
from tests.world import LISTED, World

pytestmark = pytest.mark.anyio

UNCONFIRMED_FACT = "HandoverUnconfirmed"


async def by_voice(
    client_of: ClientOf, world: World, case: Plain, party: str = "ITA", **body: Any
) -> Any:
    """The party's watch writes down what Libya's duty officer said."""
    said = {
        "centre_id": str(world.centres[LISTED]),
        "function": "Duty officer",
        "heard": "We take the case over.",
        "channel": "telephone",
        **body,
    }
    return await act(client_of, party, "watch_officer", f"{case['id']}/smc-by-voice", **said)


@pytest.mark.long
async def test_a_listed_centre_takes_over_and_the_case_stays_open(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    async with lawful(db):
        answer = await by_voice(client_of, world, case)
        assert answer.status_code == 200, answer.text
    found = plain(answer)
    has = found["smc_by_voice"]
    assert (found["state"], found["lead"]["party"]) == ("open", "ITA")
    assert (has["centre"]["party"], has["function"]) == (LISTED, "Duty officer")
    assert (has["heard"], has["channel"]) == ("We take the case over.", "telephone")
    assert has["recorded_by"] == "ITA"
    assert has["due_at"] == (time.now + timedelta(minutes=30)).isoformat().replace("+00:00", "Z")
    assert (await case_seen(client_of, case, "MLT"))["smc_by_voice"] == has
    path = f"{case['id']}/phase"
    went_on = await act(client_of, "ITA", "watch_officer", path, phase="alert", reason="calm")
    assert went_on.status_code == 200, "the centre that keeps it goes on"
    (last, *_) = reversed(
        plain(await client_of("MLT", "observer").get(f"/api/incidents/{case['id']}/history"))[
            "coordination"
        ]
    )
    assert (last["to_centre"]["party"], last["state"]) == (LISTED, "accepted")


async def test_an_older_proposal_is_withdrawn_and_cannot_displace_who_leads_by_voice(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    case = await opened(client_of)
    assert (await proposed(client_of, world, case)).is_success
    async with lawful(db):
        assert (await by_voice(client_of, world, case)).is_success
    told = await entries(db, "MLT", of="CoordinationWithdrawn")
    assert "took the mission over by voice" in told[-1]["sentence"]
    assert await accepting(client_of, case) == 409
    assert (await case_seen(client_of, case))["smc_by_voice"]["centre"]["party"] == LISTED
    assert (await proposed(client_of, world, case)).is_success, "it may be asked anew"


async def accepting(client_of: ClientOf, case: Plain) -> int:
    """The answer to Malta's coordinator who accepts."""
    path = f"{case['id']}/coordination/accept"
    return (await act(client_of, "MLT", "coordinator", path, office="smc")).status_code


@pytest.mark.long
async def test_its_silence_rings_and_a_word_ends_it(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await by_voice(client_of, world, case)
    (job,) = await deferred(db, SMC_SILENT)
    await note_smc_silent(db, now=time.advance(minutes=30), **job)
    await db.commit()
    assert (await case_seen(client_of, case))["smc_by_voice"]["silent_at"] is not None
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        f"{case['reference']}: nothing was heard for 30 min from JRCC Tripoli, SAR mission"
        " coordinator. Call it, and act as though nobody leads."
    )
    heard = await by_voice(client_of, world, case, "MLT", heard="Our boat is under way.")
    has = plain(heard)["smc_by_voice"]
    assert (has["silent_at"], has["heard"]) == (None, "Our boat is under way.")
    assert has["due_at"] == (time.now + timedelta(minutes=30)).isoformat().replace("+00:00", "Z")
    await note_smc_silent(db, now=time.now, **job)
    assert (await case_seen(client_of, case))["smc_by_voice"]["silent_at"] is None, (
        "a job of before"
    )


async def test_an_earlier_word_told_late_turns_no_clock_back(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    at = time.now
    time.advance(minutes=20)
    now = plain(await by_voice(client_of, world, case))["smc_by_voice"]
    late = plain(await by_voice(client_of, world, case, heard="Of before.", at=at.isoformat()))[
        "smc_by_voice"
    ]
    assert (late["heard"], late["due_at"]) == (now["heard"], now["due_at"])


@pytest.mark.long
async def test_the_mission_comes_back_with_a_reason_or_goes_to_who_accepts(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    case = await opened(client_of)
    path = f"{case['id']}/smc-by-voice/end"
    none = await act(client_of, "ITA", "watch_officer", path, reason="It is silent.")
    assert codes(none) == ["smc_not_by_voice"]
    await by_voice(client_of, world, case)
    async with lawful(db):
        back = await act(client_of, "ITA", "watch_officer", path, reason="It is silent.")
    assert plain(back)["smc_by_voice"] is None
    await by_voice(client_of, world, case)
    await proposed(client_of, world, case)
    await take_over(db, world, case)
    taken = await case_seen(client_of, case)
    assert (taken["lead"]["party"], taken["smc_by_voice"]) == ("MLT", None)
    path = f"/api/incidents/{case['id']}/history"
    history = plain(await client_of("MLT", "observer").get(path))["coordination"]
    went = [(one["from_centre"]["party"], one["to_centre"]["party"]) for one in history]
    assert went == [("ITA", LISTED), (LISTED, "ITA"), ("ITA", LISTED), (LISTED, "MLT")]
    assert (await entries(db, "MLT"))[-1]["sentence"] == (
        f"RCC Malta took over {case['reference']} from JRCC Tripoli as SAR mission coordinator."
    )


@pytest.mark.long
async def test_who_led_once_leads_no_more(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await proposed(client_of, world, case)
    time.advance(minutes=9)
    await take_over(db, world, case)
    until = time.now.isoformat().replace("+00:00", "Z")
    for party in ("ITA", "MLT"):
        involved = (await case_seen(client_of, case, party))["involved"]
        led = {one["party"]: one["led_until"] for one in involved}
        assert (led["ITA"], led["MLT"]) == (until, None)
    await act(
        client_of, "MLT", "coordinator", f"{case['id']}/coordination",
        to_centre_id=str(world.centres["ITA"]),
    )  # fmt: skip
    await take_over(db, world, case, "ITA")
    led = {one["party"]: one["led_until"] for one in (await case_seen(client_of, case))["involved"]}
    assert led["ITA"] is None
    assert led["MLT"] is not None


async def test_only_the_lead_writes_who_took_over_and_only_of_a_listed_centre(
    client_of: ClientOf, world: World
) -> None:
    case = await opened(client_of)
    assert codes(await by_voice(client_of, world, case, "MLT")) == ["not_lead"]
    joined = await by_voice(client_of, world, case, centre_id=str(world.centres["MLT"]))
    assert codes(joined) == ["centre_joined"]
    nowhere = await by_voice(client_of, world, case, centre_id=case["id"])
    assert nowhere.status_code == 422
    keep = f"{case['id']}/keep-from"
    kept = {"party": LISTED, "reason": "They fled from there."}
    assert (
        await client_of("ITA", "watch_officer").post(f"/api/incidents/{keep}", json=kept)
    ).is_success
    assert codes(await by_voice(client_of, world, case)) == ["kept_from"]


@pytest.mark.long
async def test_texts_name_the_centre_that_coordinates(client_of: ClientOf, world: World) -> None:
    case = await opened(client_of)
    await by_voice(client_of, world, case)
    path = f"/api/incidents/{case['id']}/text?kind=sitrep-short"
    text = (await client_of("ITA", "observer").get(path)).text
    assert "F. COORDINATING RCC: JRCC TRIPOLI (LIBYA)\n" in text


@pytest.mark.long
async def test_the_facts_of_a_handover_are_confirmed_and_nothing_waits_for_them(
    client_of: ClientOf, world: World, db: AsyncSession
) -> None:
    case = await opened(client_of)
    path = f"{case['id']}/handover/confirm"
    early = await act(client_of, "ITA", "watch_officer", path, facts=["phase"])
    assert codes(early) == ["not_handed_over"]
    await proposed(client_of, world, case)
    await take_over(db, world, case)
    taken = await case_seen(client_of, case, "MLT")
    has = taken["handover"]
    assert (has["from_centre"]["party"], has["to_centre"]["party"]) == ("ITA", "MLT")
    assert (has["by_voice"], has["confirmed"]) == (False, [])
    sheet = plain(await client_of("MLT", "observer").get(f"/api/incidents/{case['id']}/handover"))
    assert [one["fact"] for one in sheet["lines"]][:4] == ["phase", "position", "on_board", "craft"]
    assert [one["first"] for one in sheet["lines"]] == [True] * 4 + [False] * 8
    said = {one["fact"]: (one["text"], one["known"]) for one in sheet["lines"]}
    assert said["on_board"] == ("250 TO 400, OF WHOM CHILDREN 60 (SOURCE: caller)", True)
    assert said["craft"] == ("NOT KNOWN", False)
    assert said["units"] == ("NONE TASKED", True)
    old = await act(client_of, "ITA", "watch_officer", path, facts=["phase"])
    assert codes(old) == ["not_lead"]
    async with lawful(db):
        for facts in (["position", "phase"], ["phase", "craft"], ["craft"]):
            answer = await act(client_of, "MLT", "watch_officer", path, facts=facts)
            assert answer.status_code == 200, answer.text
    assert plain(answer)["handover"]["confirmed"] == ["phase", "position", "craft"]
    heard = await entries(db, "ITA", of="HandoverConfirmed")
    assert [one["sentence"] for one in heard] == [
        f"{case['reference']}: heard at the handover: phase, position.",
        f"{case['reference']}: heard at the handover: craft.",
    ]


async def unconfirmed(db: AsyncSession, time: ExerciseTime, *, minutes: int) -> list[str]:
    """The words on both sides' record after so many minutes more: both clocks are looked at each
    time, and twice, as by a worker that is killed."""
    now = time.advance(minutes=minutes)
    for args in await deferred(db, UNCONFIRMED) * 2:
        await run_job(db, note_handover_unconfirmed, args, now=now)
    ours, theirs = [await sentences(db, party, of=UNCONFIRMED_FACT) for party in ("ITA", "MLT")]
    assert ours == theirs
    return ours


@pytest.mark.long
async def test_what_is_not_confirmed_in_time_the_old_holder_calls_about(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await proposed(client_of, world, case)
    await take_over(db, world, case)
    at = time.now

    def after(minutes: int) -> str:
        return (at + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")

    for party in ("ITA", "MLT"):
        has = (await case_seen(client_of, case, party))["handover"]
        times = [has[name] for name in ("at", "first_due_at", "due_at", "next_due_at")]
        assert times == [after(0), after(3), after(10), after(3)]
        assert has["calls"]["party"] == "ITA", "who led before"
    assert len(await deferred(db, UNCONFIRMED)) == 2
    path = f"{case['id']}/handover/confirm"
    said = {"facts": ["phase", "position", "on_board"]}
    await act(client_of, "MLT", "watch_officer", path, **said)
    assert await unconfirmed(db, time, minutes=2) == []
    first = await unconfirmed(db, time, minutes=1)
    assert len(first) == 1
    about = f"{case['reference']}: 3 min after the handover to RCC Malta these are not"
    assert first[-1] == f"{about} confirmed: craft. MRCC Roma calls."
    await act(client_of, "MLT", "watch_officer", path, facts=["craft"])
    assert (await case_seen(client_of, case))["handover"]["next_due_at"] == after(10)
    assert await unconfirmed(db, time, minutes=6) == first
    others = [
        "call_back", "medical", "life_jackets", "weather", "units", "ships", "requests", "places",
    ]  # fmt: skip
    await act(client_of, "MLT", "watch_officer", path, facts=others[:-1])
    late = await unconfirmed(db, time, minutes=1)
    assert len(late) == 2, "once at each limit"
    assert late[-1].endswith("are not confirmed: places. MRCC Roma calls.")
    done = await act(client_of, "MLT", "watch_officer", path, facts=["places"])
    assert plain(done)["handover"]["next_due_at"] is None
    assert await unconfirmed(db, time, minutes=60) == late


@pytest.mark.long
async def test_of_a_listed_centre_the_centre_that_keeps_the_case_calls(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await by_voice(client_of, world, case)
    assert (await case_seen(client_of, case, "MLT"))["handover"]["calls"]["party"] == "ITA"
    told = await unconfirmed(db, time, minutes=3)
    assert told[-1] == (
        f"{case['reference']}: 3 min after the handover to JRCC Tripoli these are not"
        " confirmed: phase, position, on board, craft. MRCC Roma calls."
    )
    await proposed(client_of, world, case)
    await take_over(db, world, case)
    has = (await case_seen(client_of, case))["handover"]
    assert (has["from_centre"]["party"], has["calls"]["party"]) == (LISTED, "MLT")
    told = await unconfirmed(db, time, minutes=3)
    assert told[-1].endswith("on board, craft. RCC Malta calls.")
    assert len(told) == 2, "of the handover before nothing is told any more"


async def test_of_a_closed_or_returned_case_nobody_is_called(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    await by_voice(client_of, world, case)
    path = f"{case['id']}/smc-by-voice/end"
    back = await act(client_of, "ITA", "watch_officer", path, reason="Nobody answers there.")
    assert plain(back)["handover"] is None
    assert await unconfirmed(db, time, minutes=10) == []


@pytest.mark.long
async def test_of_a_mission_told_late_the_clock_runs_from_when_it_is_written_down(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    at = time.now
    now = time.advance(minutes=20).isoformat().replace("+00:00", "Z")
    await by_voice(client_of, world, case, at=at.isoformat())
    found = await case_seen(client_of, case)
    assert found["smc_by_voice"]["taken_at"] == at.isoformat().replace("+00:00", "Z")
    assert found["handover"]["at"] == now
    assert await unconfirmed(db, time, minutes=2) == []
    (told,) = await unconfirmed(db, time, minutes=1)
    assert ": 3 min after the handover" in told


async def test_a_centre_that_has_joined_is_claimed_to_have_taken_over(
    client_of: ClientOf, world: World, db: AsyncSession, time: ExerciseTime
) -> None:
    """It moves nothing until that centre accepts here; it is waited for longer."""
    case = await opened(client_of)
    malta = str(world.centres["MLT"])
    early = await by_voice(client_of, world, case, centre_id=malta)
    assert codes(early) == ["centre_joined"], "nothing is proposed to it"
    assert (await proposed(client_of, world, case)).is_success
    theirs = await by_voice(client_of, world, case, "MLT", centre_id=malta)
    assert codes(theirs) == ["not_lead"], "it accepts here itself"
    at = time.advance(minutes=4)
    async with lawful(db):
        answer = await by_voice(client_of, world, case, centre_id=malta)
        assert answer.status_code == 200, answer.text
    for party in ("ITA", "MLT"):
        found = await case_seen(client_of, case, party)
        (open_one,) = found["coordination"]
        assert found["lead"]["party"] == "ITA"
        assert (found["smc_by_voice"], open_one["state"]) == (None, "proposed")
        said = open_one["said_by_voice"]
        assert (said["function"], said["heard"]) == ("Duty officer", "We take the case over.")
        assert (said["claimed_by"], said["claimed_by_centre"]) == ("ITA", "MRCC Roma")
        due_at = (at + timedelta(minutes=30)).isoformat().replace("+00:00", "Z")
        assert open_one["answer_due_at"] == due_at
        (told,) = await entries(db, party, of="LeadClaimed")
        assert told["sentence"] == (
            f"Said by voice at {at:%d %b %H:%MZ}, to be confirmed by RCC Malta here: it takes"
            f" {case['reference']} over as SAR mission coordinator (Duty officer): We take the case"
            " over. Written down by Italy (MRCC Roma). Until it accepts, MRCC Roma answers."
        )
    assert not await unanswered(db, now=time.advance(minutes=29))
    assert await unanswered(db, now=time.advance(minutes=1)), "its own word did not come"
    await take_over(db, world, case)
    found = await case_seen(client_of, case)
    assert (found["lead"]["party"], found["coordination"]) == ("MLT", [])


async def unanswered(db: AsyncSession, *, now: datetime) -> bool:
    """Whether the record tells by then that the centre has not answered."""
    for args in await deferred(db, PROPOSAL_UNANSWERED):
        await note_proposal_unanswered(db, now=now, **args)
        await db.commit()
    return any(one["type"] == "ProposalUnanswered" for one in await entries(db, "ITA"))
