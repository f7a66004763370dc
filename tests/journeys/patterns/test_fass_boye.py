"""July 2023, Fass Boye: a pirogue with 101 aboard is looked for by nobody, and drifts for 35 days.

Told as it must go: minutes from the first word of a family on 20 July, ten days after it left. Acts
that wait for the record of a hand-over are not told here.
"""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from sar.geo.position import LatLon
from tests.given.requests import id_of
from tests.journeys.patterns.story import Officer, Plain, Story

pytestmark = pytest.mark.anyio

FIRST_WORD = datetime(2027, 7, 20, 10, 0, tzinfo=UTC)
LEFT_AT = FIRST_WORD - timedelta(days=10)
HOUR, DAY = 60, 24 * 60
LAST, LAST_IN_SHORT = 24, 4
"""The day on which hope has passed; on the next it is found, the 35th of its voyage."""
DAY_IN_SHORT = 3 * HOUR
"""The clocks of four cases take seconds of each day, and no rule asks for whole ones before the
search."""
PORT = {"type": "Point", "coordinates": [-16.85, 15.25]}
LAST_SEEN = {"type": "Point", "coordinates": [-18.0, 19.5]}
WAY = [[-17.6, 17.0], [-18.2, 21.0], [-18.0, 27.7]]
COMPANIONS = {"ESP": "Spain", "MRT": "Mauritania", "CPV": "Cabo Verde"}


def missing(told_by: str) -> Plain:
    """A case without a position, by the word of a family or an organisation."""
    return {
        "title": "Pirogue overdue",
        "situation": "maritime",
        "phase": "uncertainty",
        "phase_reason": "Overdue, nothing heard",
        "source": {"who": told_by, "channel": "telephone"},
        "pob": {"min": 101, "max": 101, "source": told_by},
        "object_class": "Pirogue",
    }


async def coasts_of_west_africa(story: Story) -> None:
    """Four centres and their regions, as they are here for the exercise."""
    await story.joins("SEN", "Senegal", LatLon(14.7, -17.4), (-25.0, 12.0, -16.0, 17.0))
    await story.joins("MRT", "Mauritania", LatLon(20.9, -17.0), (-25.0, 17.0, -16.0, 21.0))
    await story.joins("ESP", "Spain", LatLon(28.1, -15.4), (-25.0, 21.0, -9.0, 30.0))
    await story.joins("CPV", "Cabo Verde", LatLon(14.9, -23.5), (-32.0, 12.0, -18.0, 20.0))


async def widest(officer: Officer, case: Plain) -> int:
    """The miles from where it was last known within which it may be now, as texts say it."""
    told = " ".join((await officer.text(case, "sitrep-full")).split())
    (within,) = re.findall(r"ANYWHERE WITHIN ABOUT ([\d.]+) NM", told)
    return round(float(within))


@pytest.mark.long
async def test_four_are_told_one_leads_and_the_search_goes_on_to_the_last_day(
    story: Story,
) -> None:
    """In short, by days of three hours and one of search; all of them in `test_fass_boye_daily`."""
    await searched(story, last=LAST_IN_SHORT, day=DAY_IN_SHORT, looks=1)


async def searched(story: Story, *, last: int = LAST, day: int = DAY, looks: int = 3) -> None:
    """All of it, with a search until that day, and so many looks at what is suspended."""
    ended = 3 * day + (last - 3) * DAY
    found = ended + (looks + 1) * 6 * HOUR
    await story.begin(FIRST_WORD)
    await coasts_of_west_africa(story)
    dakar = await story.officer("SEN")
    others = {party: await story.officer(party) for party in COMPANIONS}

    # A family and an organisation tell four centres; nobody has a position; each opens a case.
    first = await dakar.opens(**missing("A family in Fass Boye"))
    route = {"last_port": "Fass Boye", "port_at": PORT, "bound_for": "El Hierro", "way": WAY}
    told = {**route, "left_at": LEFT_AT.isoformat(), "source": "families"}
    first = await dakar.on(first, "voyage", **told)
    assert {one["party"] for one in first["involved"]} >= {"SEN", "MRT", "ESP"}
    cases: dict[str, Plain] = {}
    for minute, (party, officer) in enumerate(others.items(), 5):
        await story.at(minute)
        case = await officer.opens(**missing("An organisation, for the families"))
        cases[party] = await officer.on(case, "voyage", **told)
        assert cases[party]["lead"]["party"] == party, "whoever was told leads until one accepts"

    # Each case is said to be of the same event at once.
    await story.at(10)
    for party, officer in others.items():
        proposed = await officer.on(cases[party], "links", other_id=first["id"], reason="The same.")
        (link,) = proposed["links"]
        await dakar.on(first, f"links/{link['id']}/accept")
    event = (await dakar.case(first))["event"]
    assert {one["party"] for one in event["cases"]} == {"SEN", *COMPANIONS}
    assert event["smc"] is None, "four are told, and one coordinator is not agreed: it rings"
    assert story.minute(event["since"]) == 10

    # A fishing boat has seen it off Mauritania: the holder proposed is of its last reported place.
    await story.at(12)
    seen_at = (LEFT_AT + timedelta(days=3)).isoformat()
    sighting = {"id": id_of(), "point": LAST_SEEN, "at": seen_at, "source": "A fishing boat"}
    await dakar.on(first, "positions", **sighting)
    first = await dakar.case(first)
    assert first["datum"] is None
    assert first["suggested_lead"]["party"] == "MRT"

    # Ships, AIS, LRIT and VMS are asked each day while nobody has a datum.
    assert story.minute(first["ask_ships_at"]) == HOUR
    everybody = ["ships", "ais", "lrit", "vms"]
    await story.at(HOUR)
    first = await dakar.on(first, "ships-asked", sources=everybody, heard="Nothing.")
    assert story.minute(first["ask_ships_at"]) == HOUR + DAY

    # A day on, inquiries have failed: alert. Two days on, wider ones too: distress.
    for passed, line, level in ((1, "inquiries_failed", "alert"),
                                (2, "wider_inquiries_failed", "distress")):  # fmt: skip
        await story.at(passed * day)
        failed = [{"criterion": line, "answer": "yes"}]
        first = await dakar.on(first, "assessment", source="Ports, fleets", answers=failed)
        suggestion = first["assessment"]["suggestion"]
        assert (suggestion["level"], suggestion["below"]) == (level, True), f"day {passed}"
        unheard = "Nobody has heard of it."
        first = await dakar.on(first, "phase", phase=suggestion["least_phase"], reason=unheard)
    assert first["phase"] == "distress"
    assert story.minute(first["phase_at"]) == 2 * day

    # One centre coordinates all: it accepts what each of the others proposes.
    nouakchott = others["MRT"]
    await story.at(2 * day + 5)
    for party, officer, case in (("SEN", dakar, first), ("ESP", others["ESP"], cases["ESP"]),
                                 ("CPV", others["CPV"], cases["CPV"])):  # fmt: skip
        if party != "SEN":
            await officer.on(case, "phase", phase="distress", reason="As Senegal has found.")
        to = {"id": id_of(), "to_centre_id": story.centre("MRT"), "reason": "Last seen there."}
        await officer.on(case, "coordination", office="smc", **to)
        assert (await officer.case(case))["event"]["smc"] is None, "not before all are agreed"
        await nouakchott.on(case, "coordination/accept", office="smc")
    for officer, case in (
        (dakar, first),
        (others["ESP"], cases["ESP"]),
        (nouakchott, cases["MRT"]),
    ):
        assert (await officer.case(case))["event"]["smc"]["party"] == "MRT"

    # The area grows from day to day, and never stands.
    await nouakchott.on(
        first, "datum", point=LAST_SEEN, at=seen_at, uncertainty_nm=20.0, reason="Last seen"
    )
    area = [await widest(nouakchott, first)]
    for passed in range(3, last):
        await story.at(2 * day + (passed - 2) * DAY)
        area.append(await widest(nouakchott, first))
    assert all(later > before for before, later in pairwise(area)), area

    # It is never closed by one, and suspended only until it is looked at again.
    close = f"incidents/{first['id']}/close"
    left = await nouakchott.refused(close, reason="Nobody is found.")
    assert left in (["persons_unaccounted"], ["persons_unknown"]), (
        "no rule of roles stops one alone"
    )
    wish = await nouakchott.do(close, reason="Nobody is found.", despite="All was searched.")
    assert wish["state"] == "open"
    await story.at(ended)
    assert (await nouakchott.case(first))["asked_to_close"]["alone"], "nobody seconded it"
    await nouakchott.do(f"{close}/withdraw")
    why = {"ground": "hope_passed", "reason": "Nothing is seen.", "told": "All who search."}
    asked = await nouakchott.on(first, "suspend", **why)
    assert (asked["state"], asked["asked_to_suspend"]["ground"]) == ("open", "hope_passed")
    suspended = await nouakchott.on(first, "second", function="Head of operations, by telephone")
    assert suspended["state"] == "suspended"
    assert story.minute(suspended["look_again_at"]) == ended + 6 * HOUR
    again_at = story.minute(suspended["look_again_at"])
    for _ in range(looks):
        await story.at(again_at - 10)
        seen = await nouakchott.on(first, "look-again", reason="Ships asked, nothing seen.")
        assert story.minute(seen["look_again_at"]) == again_at - 10 + 6 * HOUR
        again_at = story.minute(seen["look_again_at"])
    await story.at(found)
    assert await nouakchott.minutes("LookAgainDue", first) == [again_at], "at a lapse it rings"

    # 14 August: a seiner finds it.
    await nouakchott.on(first, "reopen", reason="A seiner has found it.")
    seiner = await nouakchott.hails(first, "Seiner Five", -21.0, 17.5, type="M1")
    seiner = await nouakchott.steps(seiner, "proceed", "arrive")
    await nouakchott.steps(seiner, "embark", persons=39)
    lives = f"deployments/{seiner['id']}/lives"
    await nouakchott.do(lives, fact="found-dead", persons=6)
    people = (await nouakchott.case(first))["people"]
    assert (people["recovered"], people["dead"], people["outstanding_max"]) == (45, 6, 56)
    await story.at(found + day / 4)
    await nouakchott.do(lives, fact="died", persons=1)
    people = (await nouakchott.case(first))["people"]
    assert [one["persons"] for one in people["aboard"]] == [38]
    assert (people["dead"], people["died"]) == (7, 1)
    assert (people["outstanding_min"], people["outstanding_max"]) == (56, 56)
    assert 38 + people["dead"] + people["outstanding_max"] == 101
