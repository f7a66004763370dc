"""Distress is assessed, and assessed again; nothing of it stands between a call and tasking."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.alarms.assessment_due import ASSESSMENT_OVERDUE
from sar.incidents.alarms.authority_clock import NO_PROGRESS
from sar.incidents.assessment.seconding import STAYS_ALONE
from sar.incidents.jobs import note_alone, note_assessment_overdue, note_no_progress
from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.incidents import act, case_seen, codes, done, opened, plain
from tests.given.record import entries, sentences, told
from tests.given.requests import accepted, asked, deferred, deployed, hailed, offered, stepped
from tests.law import lawful
from tests.world import World

pytestmark = pytest.mark.anyio

Plain = dict[str, Any]
CALL = [
    {"criterion": "overloaded", "answer": "yes", "source": "aircraft"},
    {"criterion": "no_life_jackets", "answer": "yes", "source": "aircraft"},
    {"criterion": "dead_aboard", "answer": "no"},
]


def due(case: Plain) -> datetime:
    return datetime.fromisoformat(case["assessment_due_at"])


@pytest.mark.long
async def test_a_case_in_distress_needs_no_sheet_and_a_ship_is_hailed_at_once(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of)
    assert (case["assessment"], case["assessment_due_at"]) == (None, None)
    await hailed(client_of, case)
    assert await deferred(db, ASSESSMENT_OVERDUE) == []


async def test_the_suggestion_says_why_and_people_decide(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="alert")
    after = await done(client_of, "ITA", case, "assessment", answers=CALL)
    found = after["assessment"]["suggestion"]
    assert (found["level"], found["least_phase"], found["below"]) == ("distress", "distress", True)
    assert found["reasons"] == [
        {"ground": "overloaded_and_more", "criteria": ["overloaded", "no_life_jackets"]}
    ]
    assert (after["phase"], after["assessment"]["reason"]) == ("alert", "")
    line = {"criterion": "overloaded", "answer": "yes", "source": "aircraft"}
    assert line.items() <= after["assessment"]["answers"][0].items()
    assert (await sentences(db))[-1] == (
        f"{case['reference']} was assessed. Suggests distress: too many people for the craft and"
        " no life-jackets seen, or not enough. Yes: too many people for the craft, no life-jackets"
        " seen, or not enough. No: dead aboard. Not known: 14 of 17."
    )


async def test_contradictory_sources_both_stand_and_any_yes_counts_until_taken_back(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="alert")

    async def say(answer: str, source: str, **more: Any) -> Plain:
        line = {"criterion": "dead_aboard", "answer": answer, "source": source, **more}
        async with lawful(db):
            return await done(client_of, "ITA", case, "assessment", answers=[line])

    await say("yes", "aircraft")
    time.advance(minutes=10)
    after = await say("no", "MV Star")
    (line,) = after["assessment"]["answers"]
    assert (line["answer"], line["source"], line["contradicts"]) == ("yes", "aircraft", True)
    assert [(one["answer"], one["source"]) for one in line["others"]] == [("no", "MV Star")]
    assert after["assessment"]["suggestion"]["level"] == "distress"
    said = (await sentences(db))[-1]
    assert said.endswith(
        "Sources contradict, and it counts as yes: dead aboard (yes 11 Oct 12:26Z, no 11 Oct"
        " 12:36Z)."
    )
    assert "MV Star" not in said
    typed = {"criterion": "dead_aboard", "answer": "no", "source": "aircraft"}
    look = f"/api/incidents/{case['id']}/assessment/suggestion"
    seen_as = await client_of("ITA", "observer").post(look, json={"answers": [typed]})
    assert plain(seen_as)["level"] == "none", "its own source takes it back"
    other = await client_of("ITA", "observer").post(
        look, json={"answers": [{**typed, "source": "a third"}]}
    )
    assert plain(other)["level"] == "distress"
    await done(client_of, "ITA", case, "assessment")
    decided = await say("no", "MV Star", takes_back="The aircraft saw bundles, on its photographs.")
    (line,) = decided["assessment"]["answers"]
    assert (line["answer"], line["others"], line["contradicts"]) == ("no", [], False)
    assert decided["assessment"]["suggestion"]["level"] == "none"
    assert (await sentences(db))[-1].endswith(
        "Taken back: dead aboard (yes 11 Oct 12:26Z). The aircraft saw bundles, on its photographs."
    )


@pytest.mark.long
async def test_one_word_keeps_the_phase_at_once_and_the_second_marks_it(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="alert")
    after = await done(
        client_of, "ITA", case, "assessment", answers=CALL, reason="They make way, a ship watches."
    )
    kept = after["assessment"]
    assert kept["reason"] == "They make way, a ship watches."
    assert (kept["second"], kept["alone"]) == (None, False)
    assert datetime.fromisoformat(kept["second_due_at"]) == time.now + timedelta(minutes=30)
    refused = await act(client_of, "ITA", "watch_officer", f"{case['id']}/second")
    assert codes(refused) == ["missing"]
    seconded = await done(
        client_of, "ITA", case, "second", function="Head of operations, by telephone"
    )
    assert seconded["assessment"]["second"]["function"] == "Head of operations, by telephone"
    (job,) = await deferred(db, STAYS_ALONE)
    await note_alone(db, now=time.advance(minutes=30), **job)
    await db.commit()
    assert not (await case_seen(client_of, case))["assessment"]["alone"]


@pytest.mark.long
async def test_without_a_second_it_stays_and_is_marked_alone_for_all_involved(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="alert")
    await done(client_of, "ITA", case, "assessment", answers=CALL, reason="A ship is with them.")
    (job,) = await deferred(db, STAYS_ALONE)
    await note_alone(db, now=time.advance(minutes=30), **job)
    await db.commit()
    for party in ("ITA", "MLT"):
        assert (await case_seen(client_of, case, party))["assessment"]["alone"]
    assert "one person's word alone" in (await sentences(db, "MLT"))[-1]


async def test_no_change_takes_no_answer_and_keeps_the_reason(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert")
    await done(client_of, "ITA", case, "assessment", answers=CALL, reason="A ship is with them.")
    time.advance(minutes=30)
    after = await done(client_of, "ITA", case, "assessment")
    assert len(after["assessment"]["answers"]) == 3
    assert after["assessment"]["reason"] == "A ship is with them."
    assert due(after) == time.now + timedelta(minutes=30)


async def alone_by_now(db: AsyncSession, time: ExerciseTime) -> None:
    """Half an hour later, by every job that waits for a second."""
    now = time.advance(minutes=30)
    for job in await deferred(db, STAYS_ALONE):
        await note_alone(db, now=now, **job)
    await db.commit()


async def test_no_change_erases_neither_alone_nor_the_second(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="alert")
    await done(client_of, "ITA", case, "assessment", answers=CALL, reason="A ship is with them.")
    await alone_by_now(db, time)
    after = await done(client_of, "ITA", case, "assessment")
    assert after["assessment"]["alone"]
    otherwise = await done(client_of, "ITA", case, "assessment", reason="Two ships are with them.")
    assert otherwise["assessment"]["alone"]
    await done(client_of, "ITA", case, "second", function="Deputy, by telephone")
    after = await done(client_of, "ITA", case, "assessment", answers=CALL)
    assert after["assessment"]["second"]["function"] == "Deputy, by telephone"
    assert not after["assessment"]["alone"]
    # Another reason is another word: of that one nobody is the second yet.
    other = await done(client_of, "ITA", case, "assessment", reason="They refuse all help.")
    kept = other["assessment"]
    assert (kept["second"], kept["alone"]) == (None, False)
    assert datetime.fromisoformat(kept["second_due_at"]) == time.now + timedelta(minutes=30)


@pytest.mark.long
@pytest.mark.parametrize("reasons", [("", ""), ("They make way.", "They answer calls.")])
async def test_a_sheet_written_in_between_puts_off_no_second(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession, reasons: tuple[str, str]
) -> None:
    """With facts more often than every 30 minutes too it is marked alone."""
    case = await opened(client_of, phase="alert")
    first = await done(
        client_of, "ITA", case, "assessment", answers=CALL, reason="A ship is with them."
    )
    due_at = first["assessment"]["second_due_at"]
    for reason in reasons:
        time.advance(minutes=10)
        after = await done(client_of, "ITA", case, "assessment", answers=CALL, reason=reason)
        assert after["assessment"]["second_due_at"] == due_at
    ids = {first["assessment"]["id"], after["assessment"]["id"]}
    assert (len(ids) == 1) is (reasons[0] == "")
    time.advance(minutes=-20)
    await alone_by_now(db, time)
    assert (await case_seen(client_of, case))["assessment"]["alone"]
    assert sum("one person's word alone" in one for one in await sentences(db)) == 1


@pytest.mark.long
async def test_a_reason_does_not_hold_for_a_graver_suggestion(client_of: ClientOf) -> None:
    case = await opened(client_of, phase="uncertainty")
    await done(client_of, "ITA", case, "assessment", answers=CALL[:1], reason="Not seen yet.")
    after = await done(client_of, "ITA", case, "assessment", answers=CALL[1:2])
    assert after["assessment"]["suggestion"]["level"] == "distress"
    assert after["assessment"]["reason"] == ""


@pytest.mark.long
async def test_leaving_distress_below_the_suggestion_is_one_persons_word(
    client_of: ClientOf,
) -> None:
    case = await opened(client_of)
    await done(client_of, "ITA", case, "assessment", answers=CALL)
    after = await done(client_of, "ITA", case, "phase", phase="alert", reason="All have jackets.")
    assert after["assessment"]["reason"] == "All have jackets."
    assert after["assessment_due_why"] == "phase_set"
    raised = await done(client_of, "ITA", case, "phase", phase="distress", reason="Suggested.")
    assert not raised["assessment"]["suggestion"]["below"]
    assert raised["assessment_due_at"] is None


@pytest.mark.long
async def test_who_leaves_distress_without_a_sheet_takes_no_safeguard_away_alone(
    client_of: ClientOf, db: AsyncSession, time: ExerciseTime
) -> None:
    case = await opened(client_of)
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed")
    async with lawful(db):
        lower = await done(client_of, "ITA", case, "phase", phase="alert", reason="All is calm.")
    found = lower["assessment"]["suggestion"]
    assert (found["level"], found["below"]) == ("distress", True)
    assert found["reasons"] == [{"ground": "left_distress", "criteria": []}]
    assert (lower["assessment"]["reason"], lower["assessment"]["begun"]) == ("All is calm.", True)
    look = f"/api/deployments/{ship['id']}/without?action=release"
    without = plain(await client_of("ITA", "watch_officer").get(look))
    assert without["waits"] is True
    # A quiet sheet by the same person does not end it, nor does time alone.
    quiet = [{"criterion": "dead_aboard", "answer": "no"}]
    after = await done(client_of, "ITA", case, "assessment", answers=quiet)
    assert after["assessment"]["suggestion"]["level"] == "distress"
    async with lawful(db):
        second = {"word_id": after["assessment"]["id"], "function": "Deputy, by telephone"}
        seconded = await done(client_of, "ITA", case, "second", **second)
    assert seconded["assessment"]["suggestion"]["level"] == "none"
    # What two have ended does not come back when the phase is lowered once more.
    grave = [{"criterion": "bad_weather", "answer": "yes"}]
    alert = await done(client_of, "ITA", case, "assessment", answers=grave)
    assert alert["assessment"]["suggestion"]["level"] == "alert"
    lower = {"phase": "uncertainty", "reason": "The weather is easing."}
    lowest = await done(client_of, "ITA", case, "phase", **lower)
    assert lowest["assessment"]["suggestion"]["level"] == "alert"
    second = {"word_id": lowest["assessment"]["id"], "function": "Deputy, by telephone"}
    await done(client_of, "ITA", case, "second", **second)
    # In distress again there is nothing left to say.
    await done(client_of, "ITA", case, "phase", phase="distress", reason="They call again.")
    again = await case_seen(client_of, case)
    assert again["assessment"]["suggestion"]["below"] is False


@pytest.mark.long
@pytest.mark.parametrize(("phase", "minutes"), [("alert", 30), ("uncertainty", 60)])
async def test_it_is_due_again_by_the_phase_and_at_once_at_a_new_fact(
    client_of: ClientOf, time: ExerciseTime, phase: str, minutes: int
) -> None:
    case = await opened(client_of, phase=phase)
    assert (due(case), case["assessment_due_why"]) == (time.now + timedelta(minutes=5), "opened")
    after = await done(client_of, "ITA", case, "assessment")
    assert (due(after) - time.now, after["assessment_due_why"]) == (
        timedelta(minutes=minutes),
        "interval",
    )
    point = {"type": "Point", "coordinates": [13.1, 34.6]}
    body = {"point": point, "source": "aircraft"}
    await client_of("MLT", "watch_officer").post(
        f"/api/incidents/{case['id']}/positions", json=body
    )
    now_due = await case_seen(client_of, case)
    assert (due(now_due), now_due["assessment_due_why"]) == (time.now, "position")


async def test_the_record_is_told_when_nobody_assesses(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    await opened(client_of, phase="alert")
    (job,) = await deferred(db, ASSESSMENT_OVERDUE)
    await note_assessment_overdue(db, now=time.advance(minutes=10), **job)
    assert "was to be assessed" in (await sentences(db))[-1]


async def test_an_assessment_in_time_leaves_the_job_nothing_to_tell(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="alert")
    (job,) = await deferred(db, ASSESSMENT_OVERDUE)
    time.advance(minutes=3)
    await done(client_of, "ITA", case, "assessment")
    before = await sentences(db)
    await note_assessment_overdue(db, now=time.advance(minutes=7), **job)
    assert await sentences(db) == before


async def test_refused_help_is_a_fact_that_leaves_the_phase_and_says_the_duty(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert")
    after = await done(client_of, "MLT", case, "help-refused", source="master of Nemo")
    assert after["phase"] == "alert"
    assert after["refuses_help"]["duty"].startswith("The duty of care goes on: stay, watch")
    assert (due(after), after["assessment_due_why"]) == (time.now, "help_refused")
    again = await done(client_of, "ITA", case, "help-refused", refuses=False, source="master")
    assert again["refuses_help"] is None


@pytest.mark.long
async def test_the_progress_of_another_authority_is_awaited_for_an_hour(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="uncertainty")
    police = {"name": "Customs", "function": "duty officer", "unit": "patrol boat V 6006"}
    after = await done(client_of, "ITA", case, "other-authority", **police)
    due_at = datetime.fromisoformat(after["other_authority"]["due_at"])
    assert due_at == time.now + timedelta(minutes=60)
    time.advance(minutes=10)
    await done(client_of, "ITA", case, "assessment")
    (job,) = await deferred(db, NO_PROGRESS)
    await note_no_progress(db, now=time.advance(minutes=50), **job)
    await db.commit()
    late = await case_seen(client_of, case)
    assert late["other_authority"]["overdue_at"] is not None
    assert (due(late), late["assessment_due_why"]) == (time.now, "other_authority")
    heard = await done(client_of, "ITA", case, "other-authority", **police, heard="Turned back.")
    assert heard["other_authority"]["overdue_at"] is None
    navy = await done(client_of, "ITA", case, "other-authority", name="Navy", over=True)
    assert navy["other_authority"] == heard["other_authority"], "Customs has it still"
    gone = await done(client_of, "ITA", case, "other-authority", name="Customs", over=True)
    assert gone["other_authority"] is None


@pytest.mark.long
@pytest.mark.parametrize(("before", "due_in"), [(50, 10), (60, 0), (180, 0)])
async def test_a_contact_that_is_written_down_late_gives_no_further_hour(
    client_of: ClientOf, time: ExerciseTime, before: int, due_in: int
) -> None:
    case = await opened(client_of, phase="uncertainty")
    heard_at = (time.now - timedelta(minutes=before)).isoformat()
    has = {"name": "Customs", "contact_at": heard_at}
    after = await done(client_of, "ITA", case, "other-authority", **has)
    due_at = datetime.fromisoformat(after["other_authority"]["due_at"])
    assert due_at == time.now + timedelta(minutes=due_in)


@pytest.mark.parametrize(
    ("comes", "unit", "says"),
    [
        ("back", "Boat V 6006", "Boat V 6006 of Customs (function not told) is back."),
        ("sails_again", "Boat V 6006", "Boat V 6006 of Customs (function not told) sails again."),
        (
            "another",
            "Boat V 7001",
            "Boat V 7001 of Customs (function not told) has set out in another's place.",
        ),
    ],
)
async def test_another_authoritys_boat_that_was_gone_comes_after_all(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession, comes: str, unit: str, says: str
) -> None:
    case = await opened(client_of, phase="uncertainty")
    back = {"name": "Customs", "unit": "Boat V 6006", "unit_gone": "turned_back"}
    gone = await done(client_of, "ITA", case, "other-authority", **back)
    assert gone["help_gone"]["by"] == "Customs"
    raised = gone["assessment"]
    time.advance(minutes=20)
    heard_at = time.now.isoformat()
    again = {"name": "Customs", "unit": unit, "unit_comes": comes, "contact_at": heard_at}
    async with lawful(db):
        after = await done(client_of, "MLT", case, "other-authority", **again)
    assert after["help_gone"] is None
    assert (after["other_authority"]["unit"], after["other_authority"]["unit_comes"]) == (
        unit,
        comes,
    )
    due_at = datetime.fromisoformat(after["other_authority"]["due_at"])
    assert due_at == time.now + timedelta(minutes=60), "its progress is awaited anew"
    assert due(after) <= time.now, "it is to be assessed since its unit was gone"
    sheet = after["assessment"]
    assert (raised["suggestion"]["level"], sheet["suggestion"]["level"]) == ("alert", "none")
    assert (raised["suggested_since"], sheet["suggested_since"]) == (raised["at"], None)
    told_alike = dict.fromkeys(("suggestion", "suggested_since"))
    assert {**raised, **told_alike} == {**sheet, **told_alike}, "no line changes"
    assert after["phase"] == "uncertainty"
    contact = f"{time.now:%d %b %H:%MZ}"
    assert f"{case['reference']}: {says} Contact at {contact}." in [
        one.strip() for one in await sentences(db)
    ]
    both = {**again, "unit_gone": "late"}
    refused = await act(client_of, "ITA", "watch_officer", f"{case['id']}/other-authority", **both)
    assert refused.status_code == 422


@pytest.mark.long
async def test_an_own_unit_that_is_gone_stays_so_until_one_sets_out(
    client_of: ClientOf, world: World
) -> None:
    case = await opened(client_of)
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "unable", note="Too far.")
    again = {"name": "Customs", "unit": "Boat V 6006", "unit_comes": "sails_again"}
    after = await done(client_of, "ITA", case, "other-authority", **again)
    assert (after["help_gone"]["name"], after["help_gone"]["by"]) == ("Exercise Star", None)


async def test_another_authoritys_boat_that_turned_back_raises_until_one_is_under_way(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="uncertainty")
    weather = [{"criterion": "bad_weather", "answer": "yes"}]
    await done(client_of, "ITA", case, "assessment", answers=weather)
    await done(client_of, "ITA", case, "other-authority", name="Customs", unit="Boat V 6006")
    since = time.now
    time.advance(minutes=2)
    back = {"name": "Customs", "unit": "Boat V 6006", "unit_gone": "turned_back"}
    async with lawful(db):
        after = await done(client_of, "ITA", case, "other-authority", **back, heard="Sea 6.")
    assert (after["help_gone"]["name"], after["help_gone"]["why"]) == ("Boat V 6006", "turned_back")
    assert (due(after), after["assessment_due_why"]) == (since, "help_gone"), "it was due already"
    assert after["assessment"]["suggestion"]["level"] == "distress"
    assert (
        "Boat V 6006 of Customs (function not told) turned back."
        in ((await entries(db, "MLT"))[-1]["sentence"])
    )
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed")
    assert (await case_seen(client_of, case))["help_gone"] is None


@pytest.mark.long
async def test_a_ship_that_cannot_come_raises_until_another_is_under_way(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="uncertainty")
    weather = [{"criterion": "bad_weather", "answer": "yes"}]
    first = await done(client_of, "ITA", case, "assessment", answers=weather)
    assert first["assessment"]["suggestion"]["level"] == "alert"
    ship = await hailed(client_of, case)
    time.advance(minutes=2)
    await stepped(client_of, "ITA", ship, "unable", note="Too much sea.")
    after = await case_seen(client_of, case)
    assert (after["help_gone"]["why"], after["assessment_due_why"]) == ("unable", "help_gone")
    assert due(after) == time.now
    assert after["assessment"]["suggestion"]["level"] == "distress"
    other = await hailed(client_of, case)
    await stepped(client_of, "ITA", other, "proceed")
    assert (await case_seen(client_of, case))["help_gone"] is None


@pytest.mark.long
async def test_no_unit_that_takes_nobody_or_was_counted_takes_the_place_of_one_that_is_gone(
    client_of: ClientOf, world: World, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="uncertainty")
    rescue = await registered(client_of, "MLT", helicopter(name="Rescue 1"))
    plane = await registered(client_of, "MLT", helicopter(name="Search 1", type="F1"))
    asks = await asked(client_of, world, "MLT", incident=case)
    where = f"requests/{asks['id']}"
    counted = await offered(client_of, "MLT", where, rescue["id"])
    await accepted(client_of, "ITA", counted)
    ship = await hailed(client_of, case)
    time.advance(minutes=2)
    await stepped(client_of, "ITA", ship, "unable", note="Too far.")
    other = await offered(client_of, "MLT", where, plane["id"])
    await accepted(client_of, "ITA", other)
    for made in (other, counted):
        (work,) = await deployed(client_of, "MLT", made)
        async with lawful(db):
            await stepped(client_of, "MLT", work, "depart", "arrive")
        after = await case_seen(client_of, case)
        assert after["help_gone"]["name"] == "Exercise Star", made["items"]
    time.advance(minutes=1)
    tasked_since = await hailed(client_of, case)
    assert (await case_seen(client_of, case))["help_gone"], "it has not agreed yet"
    await stepped(client_of, "ITA", tasked_since, "proceed")
    assert (await case_seen(client_of, case))["help_gone"] is None


@pytest.mark.long
@pytest.mark.parametrize("whose", ["ours", "Customs"])
@pytest.mark.parametrize(
    ("phase", "level"), [("uncertainty", "alert"), ("alert", "alert"), ("distress", None)]
)
async def test_help_that_is_gone_begins_a_sheet_below_distress_so_that_it_raises(
    client_of: ClientOf, db: AsyncSession, whose: str, phase: str, level: str | None
) -> None:
    case = await opened(client_of, phase=phase)
    assert case["assessment"] is None
    if whose == "ours":
        ship = await hailed(client_of, case)
        async with lawful(db):
            await stepped(client_of, "ITA", ship, "unable", note="Too far.")
    else:
        said = {"name": whose, "unit": "Boat V 6006", "unit_gone": "turned_back"}
        async with lawful(db):
            await done(client_of, "MLT", case, "other-authority", **said)
    sheet = (await case_seen(client_of, case))["assessment"]
    if level is None:
        assert sheet is None, "a case in distress needs no sheet"
        return
    assert sheet["suggestion"]["level"] == level
    assert sheet["suggestion"]["reasons"] == [{"ground": "help_gone", "criteria": []}]
    assert sheet["suggestion"]["below"] is (phase == "uncertainty")
    assert (sheet["reason"], sheet["answers"]) == ("", []), "no line is answered"
    written = await done(client_of, "ITA", case, "assessment")
    assert (sheet["begun"], written["assessment"]["begun"]) == (True, False)


@pytest.mark.long
async def test_each_unit_that_is_gone_stands_until_it_is_back_itself(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="uncertainty")
    for unit in ("Boat One", "Boat Two"):
        said = {"name": "Customs", "unit": unit, "unit_gone": "late"}
        async with lawful(db):
            after = await done(client_of, "ITA", case, "other-authority", **said)
    assert [one["name"] for one in after["units_gone"]] == ["Boat One", "Boat Two"]
    assert after["help_gone"] == after["units_gone"][-1]
    back = {"name": "Customs", "unit": "Boat Two", "unit_comes": "back"}
    after = await done(client_of, "ITA", case, "other-authority", **back)
    assert [one["name"] for one in after["units_gone"]] == ["Boat One"]
    assert after["help_gone"] == after["units_gone"][-1]


@pytest.mark.long
async def test_help_that_is_gone_puts_off_no_assessment_that_is_due(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="uncertainty")
    since, (job,) = due(case), await deferred(db, ASSESSMENT_OVERDUE)
    ship = await hailed(client_of, case)
    time.advance(minutes=9)
    await stepped(client_of, "ITA", ship, "unable", note="Too far.")
    after = await case_seen(client_of, case)
    assert (due(after), after["assessment_due_why"]) == (since, "help_gone")
    assert await deferred(db, ASSESSMENT_OVERDUE) == [job]
    await note_assessment_overdue(db, now=time.advance(minutes=1), **job)
    assert (await entries(db, "ITA"))[-1]["type"] == "AssessmentOverdue"


@pytest.mark.long
async def test_it_stops_with_a_vessel_alongside_unless_help_is_refused(
    client_of: ClientOf, time: ExerciseTime
) -> None:
    case = await opened(client_of, phase="alert")
    ship = await hailed(client_of, case)
    await stepped(client_of, "ITA", ship, "proceed", "arrive")
    assert (await case_seen(client_of, case))["assessment_due_at"] is None
    refused = await done(client_of, "ITA", case, "help-refused", source="its master")
    assert due(refused) == time.now


async def test_coarse_readers_do_not_see_it_and_the_live_answer_writes_nothing(
    client_of: ClientOf, db: AsyncSession
) -> None:
    shared = term("Art. 1", incident_awareness="coarse")
    await concluded(client_of, agreement(shared, reference="COARSE", parties=("ITA", "GRC")))
    case = await opened(client_of, phase="alert")
    await done(client_of, "ITA", case, "assessment", answers=CALL)
    coarse = await case_seen(client_of, case, "GRC")
    assert coarse["view"] == "coarse"
    assert "assessment" not in coarse
    before = await sentences(db)
    path = f"{case['id']}/assessment/suggestion"
    look = await act(client_of, "MLT", "observer", path, answers=CALL[1:2])
    assert plain(look)["level"] == "distress"
    assert await sentences(db) == before
    hidden = await act(client_of, "GRC", "observer", path, answers=CALL)
    assert hidden.status_code == 404


async def test_only_the_lead_assesses_and_each_line_once(client_of: ClientOf) -> None:
    case = await opened(client_of, phase="alert")
    refused: httpx.Response = await act(
        client_of, "MLT", "watch_officer", f"{case['id']}/assessment", answers=CALL
    )
    assert codes(refused) == ["not_lead"]
    twice = await act(
        client_of, "ITA", "watch_officer", f"{case['id']}/assessment", answers=CALL + CALL[:1]
    )
    assert twice.status_code == 422
    assert codes(twice) == ["named_twice"]


@pytest.mark.long
async def test_any_party_involved_tells_what_it_heard_beside_the_leads_sheet(
    client_of: ClientOf, time: ExerciseTime, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="alert")
    line = {"criterion": "dead_aboard", "answer": "no", "source": "her master"}
    await done(client_of, "ITA", case, "assessment", answers=[line])
    time.advance(minutes=7)
    heard = {"criterion": "dead_aboard", "answer": "yes", "source": "aircraft"}
    look = await client_of("MLT", "observer").post(
        f"/api/incidents/{case['id']}/assessment/suggestion", json={"answers": [heard]}
    )
    assert plain(look)["level"] == "distress"
    async with lawful(db):
        after = await done(client_of, "MLT", case, "criteria", answers=[heard])
    (stands,) = after["assessment"]["answers"]
    assert (stands["answer"], stands["party"], stands["heard"]) == ("yes", "MLT", True)
    assert datetime.fromisoformat(stands["at"]) == time.now
    (lead,) = stands["others"]
    assert (lead["answer"], lead["party"], lead["heard"]) == ("no", "ITA", False)
    assert stands["contradicts"]
    assert (after["phase"], after["assessment"]["by_party"]) == ("alert", "ITA")
    shown = await case_seen(client_of, case)
    assert shown["assessment"]["suggestion"]["level"] == "distress"
    assert (shown["assessment_due_why"], due(shown)) == ("criteria", time.now)
    assert datetime.fromisoformat(shown["assessment"]["suggested_since"]) == time.now
    said = (await sentences(db))[-1]
    assert "Malta heard of it: Dead aboard (yes 11 Oct 12:33Z)." in said
    assert "aircraft" not in said
    async with lawful(db):
        denied = await done(client_of, "MLT", case, "criteria", answers=[{**heard, "answer": "no"}])
    assert denied["assessment"]["suggestion"]["level"] == "distress", "to lower it is the lead's"
    back = {**line, "takes_back": "Bundles, as her photographs show."}
    decided = await done(client_of, "ITA", case, "assessment", answers=[back])
    assert decided["assessment"]["suggestion"]["level"] == "none"


@pytest.mark.long
async def test_what_was_heard_begins_a_sheet_and_hides_nothing_in_distress(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of)
    heard = [{"criterion": "adrift", "answer": "yes"}, {"criterion": "listing", "answer": "no"}]
    async with lawful(db):
        after = await done(client_of, "MLT", case, "criteria", answers=heard)
    sheet = after["assessment"]
    assert (sheet["begun"], sheet["by_party"]) == (True, "ITA")
    adrift, listing = sheet["answers"]
    assert (adrift["answer"], adrift["source"]) == ("yes", "RCC-MALTA")
    assert (listing["answer"], listing["others"][0]["answer"]) == ("not_known", "no")
    assert after["assessment_due_at"] is None


@pytest.mark.long
async def test_a_yes_on_a_closed_case_stands_red_until_it_is_reopened(
    client_of: ClientOf, db: AsyncSession
) -> None:
    case = await opened(client_of, phase="alert", pob={"min": 0, "max": 0})
    closed = await act(client_of, "ITA", "coordinator", f"{case['id']}/close", reason="A float.")
    assert closed.is_success, closed.text
    no = [{"criterion": "asks_for_rescue", "answer": "no"}]
    async with lawful(db):
        quiet = await done(client_of, "MLT", case, "criteria", answers=no)
    assert quiet["heard_after_close_at"] is None
    for party in ("MLT", "ITA"):
        yes = [{"criterion": "asks_for_rescue", "answer": "yes", "source": f"caller of {party}"}]
        async with lawful(db):
            after = await done(client_of, party, case, "criteria", answers=yes)
        assert after["heard_after_close_at"]
    assert after["assessment"]["suggestion"]["level"] == "distress"
    assert "CriteriaHeard" in await told(db, "ITA")
    again = await act(client_of, "ITA", "coordinator", f"{case['id']}/reopen", reason="They call.")
    assert plain(again)["heard_after_close_at"] is None
    assert plain(again)["assessment"]["suggestion"]["below"]
