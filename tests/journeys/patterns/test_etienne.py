"""August 2020, the tanker Etienne: 27 people aboard for 38 days, and no centre that takes them.

Told in days from the first call. Acts that wait for the record of a hand-over are not told here.
In short the tests of deployments hold that nobody is released with survivors aboard, and those of
the lead that whoever leads does so until another accepts.
"""

from datetime import UTC, datetime

import pytest

from tests.given.requests import id_of
from tests.journeys.patterns.story import Plain, Story

pytestmark = pytest.mark.anyio

FIRST_CALL = datetime(2027, 8, 4, 9, 0, tzinfo=UTC)
HOUR = 60
DAY = 24 * HOUR
JUMPED, PASSED_ON = 33, 38
"""The days on which three jump, and on which all go over to another ship."""
IN_TUNISIAS_REGION = {"type": "Point", "coordinates": [10.95, 34.4]}
BOAT: Plain = {
    "title": "Wooden boat, engine stopped",
    "situation": "maritime",
    "phase": "distress",
    "phase_reason": "Asks for rescue",
    "source": {"who": "A person on board", "call_back": "exercise satellite phone 3"},
    "pob": {"min": 27, "max": 27, "children": 1, "source": "caller"},
    "position": {"point": IN_TUNISIAS_REGION, "error_nm": 1.0},
}


@pytest.mark.long
async def test_whoever_hails_leads_until_another_accepts_and_aboard_is_not_delivered(
    story: Story,
) -> None:
    await story.begin(FIRST_CALL)
    malta, tunis = await story.officer("MLT"), await story.officer("TUN")

    # Day 0: Malta asks the tanker to stand by, in Tunisia's region.
    case = await malta.opens(**BOAT)
    assert case["suggested_lead"]["party"] == "TUN"
    tanker = await malta.hails(case, "Tanker Nine", 11.0, 34.5)
    proposal = {"id": id_of(), "to_centre_id": story.centre("TUN"), "reason": "Your region."}
    await malta.on(case, "coordination", office="smc", **proposal)
    await story.at(2 * HOUR)
    case = await malta.case(case)
    assert case["lead"]["party"] == "MLT", "whoever hails leads until another accepts"
    assert await malta.minutes("ProposalUnanswered", case) == [5]
    await tunis.on(case, "coordination/decline", reason="We have no port for them.", office="smc")
    case = await malta.case(case)
    assert (case["lead"]["party"], case["declined"][0]["state"]) == ("MLT", "declined")

    # Day 1: 27 aboard, among them a child, and a pregnant woman who needs a doctor.
    await story.at(DAY)
    tanker = await malta.steps(tanker, "proceed", "arrive")
    tanker = await malta.steps(tanker, "embark", persons=27)
    counts = {"children": 1, "pregnant": 1, "urgent_medical": 1}
    await malta.do(f"deployments/{tanker['id']}/headcount", counts=counts, source="Master")
    people = (await malta.case(case))["people"]
    assert people["outstanding_max"] == 0
    assert [one["persons"] for one in people["aboard"]] == [27]
    assert people["delivered"] == [], "aboard is not delivered"
    medical = [{"criterion": "urgent_medical", "answer": "yes"}]
    look = await malta.do(f"incidents/{case['id']}/assessment/suggestion", answers=medical)
    assert (look["level"], look["least_phase"]) == ("medevac", "alert")

    # Every day since: nobody sends the ship away with people aboard, nor says that she is free.
    for passed in range(2, JUMPED):
        await story.at(passed * DAY)
        assert await malta.refused(f"deployments/{tanker['id']}/release") == ["survivors_aboard"]
        assert (await malta.case(case))["people"]["delivered"] == []

    # Her master is told by what law: the paragraphs of 2004 do not bind Malta.
    assert await malta.told_why(f"deployments/{tanker['id']}/release") == (
        "27 survivors are aboard: the rescue ends when they are delivered to a place of safety (SAR"
        " Convention, Annex 1.3.2 and 2.1.10; UNCLOS 98; MSC.167(78)). Annex 3.1.9 of 2004 does not"
        " bind Malta."
    )

    # Day 33: three jump.
    await story.at(JUMPED * DAY)
    jump = {"fact": "back-in-water", "persons": 3, "said_by": "Master"}
    await malta.do(f"deployments/{tanker['id']}/lives", **jump)
    people = (await malta.case(case))["people"]
    assert (people["back_in_water"], people["outstanding_max"]) == (3, 3), "missing again"
    overboard = await malta.opens(**{**BOAT, "title": "Three in the water off the tanker"})
    await malta.on(overboard, "links", other_id=case["id"], reason="They jumped from her.")
    event = (await malta.case(overboard))["event"]
    assert [one["reference"] for one in event["cases"]] == [
        overboard["reference"],
        case["reference"],
    ]
    assert event["smc"]["party"] == "MLT", "one coordinates both"
    await story.at(JUMPED * DAY + 20)
    await malta.steps(tanker, "embark", persons=3)
    assert (await malta.case(case))["people"]["outstanding_max"] == 0

    # Day 38: all go over to another ship.
    await story.at(PASSED_ON * DAY)
    other = await malta.hails(case, "Rescue ship Ten", 11.1, 34.6)
    other = await malta.steps(other, "proceed", "arrive")
    over = {"to_deployment_id": other["id"], "persons": 27}
    await malta.do(f"deployments/{tanker['id']}/transfer", **over)
    people = (await malta.case(case))["people"]
    assert [(one["name"], one["persons"]) for one in people["aboard"]] == [("Rescue ship Ten", 27)]
    assert people["delivered"] == [], "another ship is no port"
    assert await malta.refused(f"deployments/{other['id']}/release") == ["survivors_aboard"]

    # Day 39: the quay.
    await story.at((PASSED_ON + 1) * DAY)
    await malta.steps(other, "deliver", persons=27, place="Pozzallo")
    people = (await malta.case(case))["people"]
    assert people["aboard"] == []
    assert people["delivered"] == [{"place": "Pozzallo", "persons": 27}]
    freed = await malta.steps(other, "release", reason="lands", note="All are ashore.")
    assert freed["state"] == "released"
