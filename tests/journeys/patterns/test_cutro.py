"""26 February 2023, off Cutro: a sighting is passed on for information, and nobody goes out.

Told as it must go: minutes from the sighting at 22:26. The boat broke on a sandbank at 04:00,
minute 334. With any one fact entered after 23:03, an able boat is tasked three hours before.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from sar.time_words import span_text
from tests.journeys.patterns.story import Officer, Plain, Story

pytestmark = pytest.mark.anyio

SIGHTED = datetime(2027, 2, 25, 21, 26, tzinfo=UTC)
"""22:26 in Italy."""
TOLD = 37
ASHORE = 334
THREE_HOURS = 180
BOAT: Plain = {
    "title": "Boat under way, one person on deck",
    "situation": "maritime",
    "phase": "uncertainty",
    "phase_reason": "A sighting, for information",
    "source": {"who": "An aircraft of an agency", "channel": "message"},
    "pob": {"min": 1, "source": "one seen on deck"},
    "drift": {"course_deg": 296, "speed_kn": 6.0},
    "conditions": {"wind_from_deg": 160, "wind_kn": 30, "sea_state": 4},
}
SEA_6: Plain = {"wind_from_deg": 160, "wind_kn": 34, "sea_state": 6}
FORCE: Plain = {
    "name": "Customs police",
    "function": "Operations room",
    "unit": "Two patrol boats",
}


async def for_information(
    story: Story, rome: Officer, night: int, south: float | None = None
) -> Plain:
    """The message of 23:03 is a case, and what is not known counts as not known. Each night is
    told farther south, out of reach of the boats of the one before."""
    start, south = SIGHTED + timedelta(days=night), 0.9 * night if south is None else south
    await story.begin(start)
    await story.has("ITA", "Coastal boat Three", "S11", 17.5, 38.6 - south)
    await story.has("ITA", "Rescue vessel Four", "S13", 17.3, 38.9 - south)
    await story.at(TOLD)
    place = {"type": "Point", "coordinates": [17.9, 38.5 - south]}
    seen = {"point": place, "error_nm": 1.0, "at": start.isoformat()}
    case = await rome.opens(**BOAT, position=seen)
    assert (case["phase"], case["state"]) == ("uncertainty", "open"), "for information is a case"
    sheet = [
        {"criterion": "bad_weather", "answer": "yes"},
        {"criterion": "overloaded", "answer": "not_known"},
    ]
    case = await rome.on(case, "assessment", source="The message", answers=sheet)
    suggestion = case["assessment"]["suggestion"]
    assert (suggestion["level"], suggestion["below"]) == ("alert", True)
    (ground,) = suggestion["reasons"]
    assert ground["ground"] == "weather_and_not_known"
    assert "overloaded" in ground["criteria"], "one seen on deck is not one aboard"
    case = await rome.on(case, "phase", phase="alert", reason="The weather worsens.")
    await story.at(TOLD + 3)
    await rome.on(case, "other-authority", **FORCE, heard="We go out to meet it.")
    return await rome.on(case, "assessment", source=FORCE["name"])


async def tasked(story: Story, rome: Officer, case: Plain) -> float:
    """The minute at which an able boat is tasked by an officer who does what the case asks for, and
    no more; it is distress by now."""
    case = await rome.case(case)
    suggestion = case["assessment"]["suggestion"]
    assert suggestion["level"] == "distress", suggestion["sentence"]
    raised = await rome.on(case, "phase", phase="distress", reason=suggestion["sentence"])
    since = story.minute(raised["untasked"]["since"])
    await story.at(since + 5)
    assert await rome.minutes("NobodyTasked", case) == [since + 5], "not tasked by +5: it rings"
    (named,) = await rome.told("SoonestUntasked", case)
    soonest = (await rome.get(f"incidents/{case['id']}/first-unit"))["soonest"]
    assert f"{soonest['name']} (Italy), in {span_text(soonest['minutes'])}." in named["sentence"]
    await story.at(since + 6)
    await rome.sends(case, {"id": soonest["asset_id"]})
    assert (await rome.case(case))["untasked"] is None
    return since + 6


async def boats_turn_back(story: Story, rome: Officer, case: Plain) -> None:
    due_at = (await rome.case(case))["assessment_due_at"]
    await story.at(100)
    back = {"heard": "The sea is too high for them.", "unit_gone": "turned_back"}
    case = await rome.on(case, "other-authority", **FORCE, **back)
    assert (case["help_gone"]["why"], case["help_gone"]["name"]) == ("turned_back", FORCE["unit"])
    assert await rome.minutes("OtherAuthorityUnitGone", case) == [100]
    due = (case["assessment_due_at"], case["assessment_due_why"])
    assert due == (due_at, "help_gone"), "it was due already; it rings at once"


async def force_is_silent(story: Story, rome: Officer, case: Plain) -> None:
    await story.at(TOLD + 3 + 60)
    assert await rome.minutes("ProgressUnknown", case) == [100], "an hour without a word"
    case = await rome.case(case)
    assert story.minute(case["other_authority"]["overdue_at"]) == 100
    assert case["assessment_due_why"] in ("other_authority", "interval")
    await story.at(103)
    back = {"heard": "They are in port.", "unit_gone": "unable"}
    await rome.on(case, "other-authority", **FORCE, **back)


async def many_below_deck(story: Story, rome: Officer, case: Plain) -> None:
    await story.at(80)
    seen = [{"criterion": "overloaded", "answer": "yes"}]
    await rome.on(case, "assessment", source="Heat picture of the aircraft", answers=seen)


async def somebody_calls(story: Story, rome: Officer, case: Plain) -> None:
    await story.at(130)
    heard = [{"criterion": "asks_for_rescue", "answer": "yes"}]
    await rome.on(case, "assessment", source="A call from aboard", answers=heard)


async def sea_rises(story: Story, rome: Officer, case: Plain) -> None:
    await story.at(60)
    case = await rome.change(case, conditions=SEA_6)
    assert (story.minute(case["assessment_due_at"]), case["assessment_due_why"]) == (60, "weather")
    case = await rome.on(case, "assessment")
    assert case["assessment"]["suggestion"]["level"] == "alert", "weather alone is no distress"
    await force_is_silent(story, rome, case)


Fact = Callable[[Story, Officer, Plain], Awaitable[None]]
BRANCHES: list[Fact] = [
    boats_turn_back,
    sea_rises,
    many_below_deck,
    force_is_silent,
    somebody_calls,
]
SHORT = (many_below_deck,)
"""A call is as what is seen; the sea that rises and boats that turn back are told of below."""


@pytest.mark.parametrize(
    "fact",
    [pytest.param(one, marks=[] if one in SHORT else pytest.mark.long) for one in BRANCHES],
    ids=[one.__name__ for one in BRANCHES],
)
async def test_after_any_one_fact_an_able_boat_is_tasked_three_hours_before(
    story: Story, fact: Fact
) -> None:
    rome = await story.officer("ITA")
    case = await for_information(story, rome, BRANCHES.index(fact))
    await fact(story, rome, case)
    assert ASHORE - await tasked(story, rome, case) >= THREE_HOURS


@pytest.mark.long
async def test_what_is_fit_for_the_sea_is_listed_and_the_dead_keep_the_case_open(
    story: Story,
) -> None:
    rome = await story.officer("ITA")
    case = await for_information(story, rome, len(BRANCHES))
    await rome.change(case, conditions=SEA_6)
    await boats_turn_back(story, rome, case)
    need = {"kinds": ["vessel"], "quantity": 100, "unit": "persons"}
    found = (await rome.do("matches", incident_id=case["id"], need=need))["items"]
    fit = [one for one in found if one["name"] == "Rescue vessel Four"]
    assert fit[0]["time"]["total_minutes"] > 0
    soonest = (await rome.get(f"incidents/{case['id']}/first-unit"))["soonest"]
    assert soonest["name"] == "Rescue vessel Four", "the nearer boat cannot work in sea 6"
    minute = await tasked(story, rome, case)
    assert ASHORE - minute >= THREE_HOURS
    work = next(
        one
        for one in (await rome.get("deployments", incident_id=case["id"]))["items"]
        if one["name"] == soonest["name"]
    )
    await rome.steps(work, "depart")
    await story.at(minute + 90)
    await rome.steps(work, "arrive")

    # Had it been too late all the same: 94 dead, 35 of them children; one count was wrong.
    await story.at(ASHORE + 60)
    await rome.change(case, pob={"min": 170, "max": 200, "children": 40, "source": "Survivors"})
    await rome.steps(work, "load", persons=80)
    lives = f"deployments/{work['id']}/lives"
    await rome.do(lives, fact="found-dead", persons=60)
    await story.at(ASHORE + 2 * HOUR)
    await rome.do(lives, fact="found-dead", persons=34)
    people = (await rome.case(case))["people"]
    assert (people["dead"], people["outstanding_max"]) == (94, 26)
    new = {"aboard": 81, "delivered": 0, "dead": 94}
    await rome.do(f"deployments/{work['id']}/count", **new, reason="Anew", source="Master")
    # A clock may ring meanwhile: the entry is found by what it is, not by being the last.
    told = (await rome.told("DeploymentStepped"))[-1]["sentence"]
    assert "80" in told, told
    assert "81" in told, told
    kinds = {"counts": {"children": 35}, "source": "Identification of the dead"}
    await rome.do(f"deployments/{work['id']}/headcount", **kinds)
    await rome.steps(work, "deliver", persons=81, place="Crotone")
    # The lone officer is stopped by the people, not by a role; the wish waits for a second.
    close = f"incidents/{case['id']}/close"
    assert await rome.refused(close, reason="The search has ended.") == ["persons_unaccounted"]
    wish = await rome.do(close, reason="The search has ended.", despite="Ten days are over.")
    assert (wish["state"], wish["asked_to_close"]["alone"]) == ("open", False)
    assert (await rome.do(f"{close}/withdraw"))["asked_to_close"] is None
    await rome.do(lives, fact="found-dead", persons=1)
    people = (await rome.case(case))["people"]
    assert (people["dead"], people["outstanding_max"]) == (95, 24)


@pytest.mark.long
async def test_that_it_is_some_hours_from_a_lee_shore_is_said_two_hours_before(
    story: Story,
) -> None:
    rome = await story.officer("ITA")
    case = await for_information(story, rome, len(BRANCHES) + 1, south=0.0)
    await story.settled()
    coast = (await rome.case(case))["coast"]
    land = story.minute(coast["about_at"])
    assert ASHORE <= land <= 8 * HOUR, "about when it broke on the bank, or soon after"
    assert land % 15 == 4, "in quarters of an hour: the sighting was at 22:26"
    assert story.minute(coast["at"]) == 0, "of what was seen at 22:26, not of now"
    assert not coast["by_drift"]
    await story.at(land - 2 * HOUR)
    assert await rome.minutes("CoastNear", case) == [land - 2 * HOUR]
    (told,) = await rome.told("CoastNear", case)
    assert "by its course and speed from 38°30.0′N 017°54.0′E at 21:26Z" in told["sentence"]


HOUR = 60
