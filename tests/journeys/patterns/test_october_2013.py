"""11 October 2013: a boat takes water, the nearest ship is not sent, and centres wait for another.

Told as it must go: minutes from the first call at 12:26, on which 268 people's lives hung. The
boat capsized at minute 281.
"""

from datetime import UTC, datetime, timedelta

import pytest

from sar.incidents.words import HandoverFact
from sar.time_words import span_text
from tests.given.requests import id_of
from tests.journeys.patterns.story import Plain, Story

pytestmark = pytest.mark.anyio

FIRST_CALL = datetime(2027, 10, 11, 12, 26, tzinfo=UTC)
CAPSIZED = 281

CALL: Plain = {
    "title": "Wooden boat taking water",
    "situation": "maritime",
    "phase": "distress",
    "phase_reason": "Taking water, engine stopped, children aboard",
    "description": "TAKING WATER. Engine stopped.",
    "source": {"who": "A man on board", "call_back": "exercise satellite phone 1"},
    "pob": {"min": 300, "max": 400, "children": 60, "source": "caller"},
    "position": {
        "point": {"type": "Point", "coordinates": [12.7, 34.333]},
        "error_nm": 2.0,
    },
    "conditions": {"wind_from_deg": 315, "wind_kn": 12, "sea_state": 3, "water_c": 23},
}
NOBODY_LEFT = "After this 0 of 300–400 can be taken aboard on scene."
FOUR_FIRST = list(HandoverFact)[:4]


async def patrol_ship(story: Story, name: str) -> Plain:
    """At sea an hour to the north, with room for many."""
    return await story.has("ITA", name, "S9", 12.7, 34.666, at_sea=True)


@pytest.mark.long
async def test_untasked_it_rings_at_five_minutes_and_names_the_ship(story: Story) -> None:
    await story.begin(FIRST_CALL)
    rome = await story.officer("ITA")
    ship = await patrol_ship(story, "Patrol ship One")
    case = await rome.opens(**CALL)
    await story.at(4.9)
    assert await rome.minutes("NobodyTasked", case) == []
    await story.at(5)
    (rung,) = await rome.told("NobodyTasked", case)
    assert story.minute(rung["at"]) == 5
    soonest = (await rome.get(f"incidents/{case['id']}/first-unit"))["soonest"]
    assert (soonest["name"], soonest["party"]) == (ship["name"], "ITA")
    assert 60 <= soonest["minutes"] <= 70
    (named,) = await rome.told("SoonestUntasked", case)
    assert story.minute(named["at"]) == 5
    assert named["sentence"].endswith(
        f"is {ship['name']} (Italy), in {span_text(soonest['minutes'])}."
    )
    assert rung["facts"] == {"minutes": 5}
    waiting = (await rome.case(case))["untasked"]
    assert story.minute(waiting["due_at"]) == 5, "it rings for as long as nobody is sent"
    await story.at(40)
    assert (await rome.case(case))["untasked"] == waiting
    await rome.sends(case, ship)
    assert (await rome.case(case))["untasked"] is None, "a ship that is tasked ends it"


@pytest.mark.long
async def test_a_request_alone_does_not_stop_the_clock_of_the_first_unit(story: Story) -> None:
    await story.begin(FIRST_CALL + timedelta(days=1))
    rome = await story.officer("ITA")
    case = await rome.opens(**CALL)
    await story.at(2)
    await rome.asks(case, ["MLT", "TUN"], {"kinds": ["vessel"], "quantity": 400, "unit": "persons"})
    await story.at(5)
    assert await rome.minutes("NobodyTasked", case) == [5]
    await rome.on(case, "no-able-unit", reason="The only boat is on another case.")
    again = (await rome.case(case))["untasked"]["no_able"]["again_at"]
    assert story.minute(again) == 15


@pytest.mark.parametrize(
    ("day", "whole"),
    [
        pytest.param(2, False, id="ten-minutes"),
        pytest.param(3, True, id="whole", marks=pytest.mark.long),
    ],
)
async def test_the_nearest_ship_goes_and_no_change_of_the_lead_stops_it(
    story: Story, day: int, whole: bool
) -> None:
    await story.begin(FIRST_CALL + timedelta(days=day))
    rome, malta = await story.officer("ITA"), await story.officer("MLT")
    ship = await patrol_ship(story, "Patrol ship Two")
    case = await rome.opens(**CALL)
    assert (case["phase"], case["lead"]["party"]) == ("distress", "ITA")

    await story.at(1)
    need = {"kinds": ["vessel", "aircraft"], "quantity": 400, "unit": "persons"}
    found = (await rome.do("matches", incident_id=case["id"], need=need))["items"]
    first = next(one for one in found if one["verdict"] == "allowed")
    assert first["name"] == ship["name"]
    assert 60 <= first["time"]["total_minutes"] <= 70
    assert first["capacity"] >= 150

    await story.at(2)
    work = await rome.sends(case, ship)
    proposal = {"id": id_of(), "to_centre_id": story.centre("MLT"), "reason": "Your region."}
    await rome.on(case, "coordination", office="smc", **proposal)
    await story.at(3)
    work = await rome.steps(work, "depart")

    await story.at(5)
    assert await rome.minutes("NobodyTasked", case) == [], "tasked: silence"
    expected = await rome.expected(work)
    assert expected <= 70
    assert CAPSIZED - expected >= 210, "three and a half hours before 17:07"

    await story.at(7)
    for officer in (rome, malta):
        (silent,) = await officer.told("ProposalUnanswered", case)
        assert story.minute(silent["at"]) == 7, "five minutes after it was put"
        assert "Until it accepts, MRCC Roma answers." in silent["sentence"]
        (asked,) = (await officer.case(case))["coordination"]
        assert story.minute(asked["answer_due_at"]) == 7
    assert (await rome.work({"id": work["offer_id"]}))["state"] == "underway"
    assert (await rome.case(case))["lead"]["party"] == "ITA"

    await story.at(10)
    away = f"deployments/{work['id']}/stand-down"
    assert await rome.refused(away) == ["reason_needed"]
    asked = await rome.do(away, reason="relieved", note="Another is thought to be nearer.")
    assert asked["deployment"]["state"] == "underway", "one officer does not send it away"
    assert (asked["sent_away"]["waits"], asked["sent_away"]["sentence"]) == (True, NOBODY_LEFT)
    if not whole:
        return

    await story.at(39)
    taken = await malta.on(case, "coordination/accept", office="smc")
    assert (taken["lead"]["party"], taken["handover"]["confirmed"]) == ("MLT", [])
    assert story.minute(taken["handover"]["first_due_at"]) == 42
    assert story.minute(taken["handover"]["due_at"]) == 49
    after = await rome.work({"id": work["offer_id"]})
    assert (after["id"], after["state"]) == (work["id"], "underway")
    handed_over = await malta.get(f"incidents/{case['id']}/handover")
    assert "TAKING WATER" in str(handed_over)
    await story.at(40)
    confirmed = await malta.on(case, "handover/confirm", facts=["position"])
    assert "craft" not in confirmed["handover"]["confirmed"], "TAKING WATER is red still"
    await malta.on(case, "handover/confirm", facts=FOUR_FIRST)
    await story.at(42)
    confirmed = await malta.on(case, "handover/confirm", facts=list(HandoverFact))
    assert set(confirmed["handover"]["confirmed"]) == set(HandoverFact), "within three minutes"
    assert len(confirmed["handover"]["confirmed"]) == 12

    await story.at(45)
    assert await rome.minutes("HandoverUnconfirmed", case) == [], "each in its time"
    assert await malta.refused(away) == ["reason_needed"]
    asked = await malta.do(away, reason="other", note="We have our own.")
    assert (asked["deployment"]["state"], asked["sent_away"]["waits"]) == ("underway", True)
    assert asked["sent_away"]["sentence"] == NOBODY_LEFT

    await story.at(67)
    await rome.steps(work, "arrive")
    await story.at(75)
    assert await malta.minutes("SendingAwayLapsed", case) == [40, 75], "nobody else wished it"
    assert (await rome.work({"id": work["offer_id"]}))["state"] == "on_scene"

    await story.at(CAPSIZED)
    pob = {"min": 300, "max": 480, "source": "Survivors"}
    await malta.change(case, pob=pob)
    await rome.steps(work, "load", persons=212)
    await rome.do(f"deployments/{work['id']}/lives", fact="found-dead", persons=26)
    people = (await malta.case(case))["people"]
    assert (people["recovered"], people["dead"]) == (238, 26)
    assert (people["outstanding_min"], people["outstanding_max"]) == (62, 242)

    await story.at(CAPSIZED + 60)
    fewer = {"min": 300, "max": 326, "source": "A count on the quay"}
    lowered = await malta.change(case, pob=fewer, pob_reason="Said to have been counted twice")
    assert lowered["people"]["outstanding_max"] == 242, "one officer does not lower 480"
    assert (lowered["fewer_on_board"]["was_max"], lowered["pob_highest"]) == (480, 480)
    await story.at(CAPSIZED + 90)
    assert await malta.minutes("FewerAlone", case) == [CAPSIZED + 90]
    alone = await malta.case(case)
    assert (alone["fewer_on_board"]["alone"], alone["people"]["outstanding_max"]) == (True, 242)
