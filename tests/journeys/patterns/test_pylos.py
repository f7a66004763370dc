"""13 June 2023, off Pylos: nobody says distress for fifteen hours, and merchant ships are let go.

Told as it must go: minutes from the alert at 11:00. The ship capsized at minute 904.
"""

from datetime import UTC, datetime, timedelta

import pytest

from tests.given.requests import id_of
from tests.journeys.patterns.story import Officer, Plain, Story

pytestmark = pytest.mark.anyio

ALERT = datetime(2027, 6, 13, 8, 0, tzinfo=UTC)
"""11:00 in Greece."""
CAPSIZED = 904
HALF_AN_HOUR = 30
PLACE = {"type": "Point", "coordinates": [21.0, 36.2]}
SHIP: Plain = {
    "title": "Fishing vessel, very many aboard",
    "situation": "maritime",
    "phase": "alert",
    "phase_reason": "Under way, to be monitored",
    "source": {"who": "A neighbour's centre", "channel": "telephone"},
    "pob": {"min": 400, "max": 750, "source": "those aboard, by a neighbour"},
    "position": {"point": PLACE, "error_nm": 3.0},
    "conditions": {"sea_state": 2, "wind_kn": 6, "wind_from_deg": 300},
}
KEPT = "They go on to Italy; we monitor."
OVERLOADED_AND_MORE = "overloaded_and_more"


def yes(*criteria: str) -> list[Plain]:
    return [{"criterion": one, "answer": "yes"} for one in criteria]


def grounds(case: Plain) -> dict[str, list[str]]:
    """The grounds of the suggestion, with the lines that make them."""
    reasons = case["assessment"]["suggestion"]["reasons"]
    return {one["ground"]: one["criteria"] for one in reasons}


async def first_sheet(story: Story, piraeus: Officer, start: datetime) -> Plain:
    """The alert of a neighbour, and the sheet by what it and an organisation say."""
    await story.begin(start)
    case = await piraeus.opens(**SHIP)
    told = yes("overloaded", "no_able_crew", "no_equipment", "dead_aboard", "asks_for_rescue")
    case = await piraeus.on(case, "assessment", source="A neighbour, and an NGO", answers=told)
    suggestion = case["assessment"]["suggestion"]
    assert (suggestion["level"], suggestion["below"], case["phase"]) == ("distress", True, "alert")
    assert case["assessment"]["reason"] == "", "it stands in red until somebody says why"
    return await piraeus.on(case, "assessment", reason=KEPT)


async def decided(story: Story, piraeus: Officer, case: Plain, until: int) -> int:
    """The number of times it was decided to keep the phase until then, each time it fell due."""
    times = 0
    while True:
        due = story.minute((await piraeus.case(case))["assessment_due_at"])
        if due > until:
            return times
        await story.at(max(due, story.minute(story.later(0))))
        await piraeus.on(case, "assessment")
        times += 1


@pytest.mark.long
async def test_below_distress_it_is_decided_anew_each_half_hour_by_two_persons(
    story: Story,
) -> None:
    piraeus = await story.officer("GRC")
    case = await first_sheet(story, piraeus, ALERT)
    assert story.minute(case["assessment"]["second_due_at"]) == 30
    await story.at(30)
    assert await piraeus.minutes("AssessedAlone", case) == [30]
    assert (await piraeus.case(case))["assessment"]["alone"], "nobody came: it stays, and is seen"
    await story.at(35)
    assert await piraeus.minutes("AssessmentOverdue", case) == [35], "it rings five minutes on"
    await piraeus.on(case, "assessment")
    await story.at(60)
    heard = await piraeus.on(case, "second", function="Head of operations, by telephone")
    assert not heard["assessment"]["alone"]
    assert heard["assessment"]["second"]["function"] == "Head of operations, by telephone"
    await story.at(65)
    assert await piraeus.minutes("AssessedAlone", case) == [30]


@pytest.mark.long
async def test_in_fifteen_hours_there_are_thirty_recorded_decisions(story: Story) -> None:
    piraeus = await story.officer("GRC")
    case = await first_sheet(story, piraeus, ALERT + timedelta(days=1))
    assert await decided(story, piraeus, case, 15 * 60) == 30
    made = await piraeus.minutes("DistressAssessed", case)
    assert made[2:] == [HALF_AN_HOUR * n for n in range(1, 31)], "after those of the first minute"


async def test_in_short_no_ship_is_sent_away_by_one_word_while_nobody_says_distress(
    story: Story,
) -> None:
    piraeus = await story.officer("GRC")
    case = await first_sheet(story, piraeus, ALERT - timedelta(days=1))
    assert await decided(story, piraeus, case, 30) == 1
    await story.at(31)
    case = await piraeus.on(case, "help-refused", source="A merchant ship's master")
    assert case["phase"] == "alert", "a refusal changes no phase"
    assert story.minute(case["assessment_due_at"]) == 31, "it asks for an assessment at once"
    await piraeus.on(case, "assessment")
    supplies = {"what": "Water and food", "kinds": ["vessel"]}
    recovery = {"what": "Take all aboard", "kinds": ["vessel"], "quantity": 750, "unit": "persons"}
    await piraeus.asks(case, ["ITA"], supplies, recovery)
    ship = await piraeus.hails(case, "Tanker Only", 21.1, 36.0)
    await piraeus.steps(ship, "proceed", "arrive")
    assert await covered(piraeus, case) == (0, 750), "a ship that brings supplies recovers nobody"
    gone = f"deployments/{ship['id']}/release"
    assert await piraeus.refused(gone) == ["reason_needed"]
    asked = await piraeus.do(gone, reason="other", note="It is to go on its way.")
    assert (asked["deployment"]["state"], asked["sent_away"]["waits"]) == ("on_scene", True)
    await story.at(61)
    assert await piraeus.minutes("SendingAwayLapsed", case) == [61], "nobody else wished it"
    (row,) = (await piraeus.get("deployments", incident_id=case["id"]))["items"]
    assert row["state"] == "on_scene", "and she stays"
    await story.at(66)
    assert await piraeus.minutes("AssessmentOverdue", case) == [66], "nobody has decided anew"


@pytest.mark.long
async def test_the_day_and_the_night_of_the_ship(story: Story) -> None:
    piraeus, rome = await story.officer("GRC"), await story.officer("ITA")
    await story.agreed("GRC", "ITA", incident_awareness="full")
    case = await first_sheet(story, piraeus, ALERT + timedelta(days=2))

    # The first half-hours, each a decision on the record.
    assert await decided(story, piraeus, case, 120) == 4
    made = await piraeus.minutes("DistressAssessed", case)
    assert made[2:] == [30, 60, 90, 120]

    # An aircraft has seen it: overcrowded, nobody wears a life-jacket.
    before = grounds(await piraeus.case(case))
    seen = yes("overloaded", "no_life_jackets")
    case = await piraeus.on(case, "assessment", source="Aircraft", answers=seen)
    after = grounds(case)
    assert "no_life_jackets" in after[OVERLOADED_AND_MORE]
    assert set(before[OVERLOADED_AND_MORE]) < set(after[OVERLOADED_AND_MORE]), "it hardens"

    # An offer that nobody asked for, and nobody answers, four times.
    plane = [await story.has("ITA", f"Aircraft {n}", "F4", 18.3, 40.1) for n in range(1, 5)]
    for n, minute in enumerate((150, 170, 190, 210)):
        await story.at(minute)
        await rome.offers(f"incidents/{case['id']}", plane[n])
    await story.at(225)
    assert await piraeus.minutes("OfferUndecided") == [165, 185, 205, 225], "each is on the record"
    assert await rome.minutes("OfferUndecided") == [165, 185, 205, 225]
    rings = [one["at"] for one in case["alarms"] if one["cause"] == "offer_waits"]
    assert len(rings) <= 1, "it rings once a case"

    # They refuse help.
    await story.at(240)
    case = await piraeus.on(case, "help-refused", source="A merchant ship's master")
    assert case["phase"] == "alert", "a refusal changes no phase"
    assert "duty of care goes on" in case["refuses_help"]["duty"]
    assert case["assessment_due_why"] in ("help_refused", "interval")
    assert story.minute(case["assessment_due_at"]) <= 240
    await piraeus.on(case, "assessment")

    # Two merchant ships are asked for water and food; nobody is asked to take anyone aboard.
    await story.at(250)
    supplies = {"what": "Water and food", "kinds": ["vessel"]}
    recovery = {"what": "Take all aboard", "kinds": ["vessel"], "quantity": 750, "unit": "persons"}
    await piraeus.asks(case, ["ITA"], supplies, recovery)
    first = await piraeus.hails(case, "Tanker First", 21.1, 36.0)
    last = await piraeus.hails(case, "Tanker Last", 21.2, 36.1)
    boat = await story.has("GRC", "Patrol boat Two", "S11", 21.9, 36.8)
    assert await covered(piraeus, case) == (0, 750)
    await story.at(400)
    await piraeus.steps(first, "proceed", "arrive")
    await piraeus.steps(last, "proceed", "arrive")
    assert await covered(piraeus, case) == (0, 750), "ships that bring supplies recover nobody"

    # Two masters report that it drifts, and rocks: each asks for an assessment at once.
    for minute, master in ((438, "First"), (645, "Second")):
        await story.at(minute)
        await piraeus.on(case, "assessment")
        position = {"id": id_of(), "point": PLACE, "source": f"{master} master: drifting, rocking"}
        await piraeus.on(case, "positions", **position)
        asked = await piraeus.case(case)
        assert story.minute(asked["assessment_due_at"]) == minute
        assert asked["assessment_due_why"] == "position"
    case = await piraeus.on(case, "assessment", answers=yes("adrift", "listing"))

    # Nobody sends the last ship away alone, though the phase is kept below what is suggested.
    await story.at(660)
    gone = f"deployments/{first['id']}/release"
    assert await piraeus.refused(gone) == ["reason_needed"]
    one_word = await piraeus.do(gone, reason="other", note="It is to go on its way.")
    assert one_word["deployment"]["state"] == "released", "another able ship is there"
    assert not one_word["sent_away"]["waits"]
    asked = await piraeus.do(f"deployments/{last['id']}/release", reason="other", note="The same.")
    assert asked["deployment"]["state"] == "on_scene"
    assert asked["sent_away"]["waits"], "the last able one waits for a second person"
    assert asked["sent_away"]["sentence"].startswith("After this 0 of")
    await story.at(690)
    assert await piraeus.minutes("SentAwayAlone", case) == [690]
    assert await piraeus.minutes("SendingAwayLapsed", case) == [690], "and stays without one"

    # A patrol boat alone is there; still the last merchant ship does not go by one word unseen.
    sent = await piraeus.sends(case, boat)
    await story.at(700)
    await piraeus.steps(sent, "depart", "arrive")
    look = await piraeus.get(f"deployments/{last['id']}/without", action="release")
    assert look["reason_needed"]
    assert look["sentence"] == "After this 30 of 400–750 can be taken aboard on scene."
    assert look["waits"], "thirty of 750 are next to nothing"
    asked = await piraeus.do(f"deployments/{last['id']}/release", reason="other", note="The same.")
    assert asked["deployment"]["state"] == "on_scene"
    assert asked["sent_away"]["sentence"] == look["sentence"]

    # 23:30 to 02:20: nobody writes anything.
    await story.at(750)
    case = await piraeus.on(case, "assessment", source="The patrol boat")
    assert story.minute(case["assessment_due_at"]) == 780, "in half an hour it is due again"
    rang = await piraeus.minutes("NothingWritten", case)
    read = len(await piraeus.record())
    await story.at(CAPSIZED)
    assert (await piraeus.minutes("AssessmentOverdue", case))[-1] == 785, "and rings"
    assert await piraeus.minutes("NothingWritten", case) == [*rang, 780], "and so does that"
    assert story.minute((await piraeus.case(case))["unwritten"]["since"]) == 750
    silent = (await piraeus.record())[read:]
    assert [one["by"]["party"] for one in silent] == [None] * len(silent), "nobody has written"

    # A rope was thrown over, and it was towed: a fact, with its hazard beside it.
    towed = {"unit": "Patrol boat Two", "reason": "To bring it nearer.", "source": "Survivors"}
    case = await piraeus.on(case, "tow", **towed, at=story.later(-4))
    assert case["tow"]["hazardous"], "people are aboard"
    assert "capsize" in (await piraeus.told("TowTold", case))[-1]["sentence"]

    # 02:04: it capsizes.
    await piraeus.steps(sent, "load", persons=104)
    await piraeus.do(f"deployments/{sent['id']}/lives", fact="found-dead", persons=82)
    people = (await piraeus.case(case))["people"]
    assert (people["recovered"], people["dead"]) == (186, 82)
    assert (people["outstanding_min"], people["outstanding_max"]) == (214, 564)
    await story.settled()
    assert (await piraeus.case(case))["unwritten"] is None, "somebody has written"


async def covered(officer: Officer, case: Plain) -> tuple[int, int]:
    """The number of those to be taken aboard for whom there is room by what is promised, and of how
    many; the rest stands in red."""
    rows = (await officer.get("requests", incident_id=case["id"]))["items"]
    (need,) = [need for row in rows for need in row["needs"] if need["unit"] == "persons"]
    cover = need["coverage"]
    assert cover["missing"] == cover["wanted"] - cover["promised"]
    return cover["promised"], cover["wanted"]
