"""The time when a unit that comes home is home, and turned round, by what its reader may
see."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sar.agreements.clauses import Setting
from sar.agreements.words import Situation
from sar.assets.seen import PlaceFrom, SeenAsset
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon
from sar.geo.sea.stop_ways import NO_WAYS, ON_DEMAND, StopWays
from sar.geo.state_names import StateNames
from sar.matching.candidate import asset_candidate
from sar.matching.findings import DirectoryFacts
from sar.matching.homeward import HomeBy, Homeward, homeward, placed, turns_round
from sar.matching.question import LastWork, Question, Scene, Want
from sar.matching.ranking import match
from tests.given.candidates import BASE, seen_unit
from tests.world import START

RECALLED = LastWork(since=START - timedelta(minutes=20))


def minutes(number: float) -> datetime:
    return START + timedelta(minutes=number)


UNKNOWN = Homeward(None, None, None)


@pytest.mark.parametrize(
    ("seen", "last", "home", "ready"),
    [
        (seen_unit(), RECALLED, 60, 105),
        (seen_unit(place_at=minutes(-15)), RECALLED, 45, 90),
        (seen_unit(place_at=minutes(-50)), RECALLED, 40, 85),
        (seen_unit(precision_nm=10.0, place_at=minutes(-15)), RECALLED, 60, 105),
        (seen_unit(place=BASE), replace(RECALLED, at_base_since=minutes(-12)), -12, 33),
        (seen_unit(place=BASE), RECALLED, 0, 45),
        (seen_unit(), replace(RECALLED, at_base_since=minutes(-12)), 60, 105),
        (
            seen_unit(place=BASE, precision_nm=10.0),
            replace(RECALLED, at_base_since=minutes(-12)),
            *(0, 45),
        ),
        (
            seen_unit(place=BASE, place_at=minutes(-15)),
            replace(RECALLED, at_base_since=minutes(-12)),
            *(-15, 30),
        ),
        (seen_unit(), LastWork(since=minutes(-5), home_at=minutes(-5)), -5, 40),
    ],
    ids=(
        "by its position",
        "by one that is older",
        "not before it was recalled",
        "by its cell, from now",
        "by its first position at home",
        "at home without one",
        "out again",
        "a cell does not tell when",
        "none that is not shown yet",
        "by its party's word",
    ),
)
def test_it_is_home_by_what_is_seen_and_turned_round_after_that(
    seen: SeenAsset, last: LastWork, home: float, ready: float
) -> None:
    comes = homeward(seen, last, ON_DEMAND, now=START)
    assert comes is not None
    assert comes.home_at is not None
    assert comes.ready_at is not None
    assert abs(comes.home_at - minutes(home)) < timedelta(seconds=5)
    assert abs(comes.ready_at - minutes(ready)) < timedelta(seconds=5)
    assert comes.held_minutes(START) in (ready, ready + 1)


@pytest.mark.parametrize(
    "seen",
    [
        seen_unit(base=None),
        seen_unit(place=BASE, place_from=PlaceFrom.BASE, place_at=None),
        seen_unit(place=None, place_from=None, place_at=None),
        seen_unit("T3"),
    ],
    ids=("no base", "no position", "nothing", "no speed"),
)
def test_where_it_cannot_be_known_nothing_is_and_it_has_no_place(seen: SeenAsset) -> None:
    comes = homeward(seen, RECALLED, ON_DEMAND, now=START)
    assert comes == UNKNOWN
    assert (placed(seen, comes).place, placed(seen, comes).place_from) == (None, None)


@pytest.mark.parametrize(
    ("seen", "last"),
    [
        (seen_unit(), None),
        (seen_unit("E3"), RECALLED),
        (seen_unit(readiness=None), RECALLED),
        (seen_unit(), LastWork(since=minutes(-45), home_at=minutes(-45))),
    ],
    ids=("never out", "goods", "readiness not shared", "turned round"),
)
def test_nothing_is_said(seen: SeenAsset, last: LastWork | None) -> None:
    assert homeward(seen, last, ON_DEMAND, now=START) is None
    assert placed(seen, None) is seen


IONIAN, TROPEA = LatLon(38.62, 16.65), LatLon(38.73, 16.13)
"""On both sides of Calabria: 25 nm apart, and 147 nm by water through the Strait of Messina."""
TARANTO_GULF, GALLIPOLI_BEYOND = LatLon(40.2, 17.2), LatLon(39.9, 18.45)
GARDA, RIVA = LatLon(45.6, 10.65), LatLon(45.85, 10.83)
PORT_SAID, SUEZ = LatLon(31.5, 32.33), LatLon(29.8, 32.5)


@pytest.mark.parametrize(
    ("code", "place", "base", "ways", "by", "hours"),
    [
        ("S8", IONIAN, TROPEA, ON_DEMAND, HomeBy.WATER, 146.7 / 20),
        ("S1", TARANTO_GULF, GALLIPOLI_BEYOND, ON_DEMAND, HomeBy.WATER, 73.8 / 22),
        ("S1", GARDA, RIVA, ON_DEMAND, HomeBy.LAKE, 16.8 / 22),
        ("S10", PORT_SAID, SUEZ, ON_DEMAND, HomeBy.WATER, 106.6 / 15 + 12),
        ("S8", IONIAN, TROPEA, NO_WAYS, HomeBy.AT_LEAST, 25.3 / 20),
        ("S8", LatLon(36.0, 5.0), TROPEA, ON_DEMAND, HomeBy.AT_LEAST, 556.5 / 20),
        ("S8", IONIAN, LatLon(40.75, 15.6), ON_DEMAND, HomeBy.AT_LEAST, 136.4 / 20),
        ("S8", TROPEA, TROPEA, NO_WAYS, None, 0.0),
        ("H1", IONIAN, TROPEA, NO_WAYS, HomeBy.STILL_AIR, 25.3 / 145),
        ("U2", IONIAN, TROPEA, NO_WAYS, HomeBy.STILL_AIR, 25.3 / 180),
    ],
    ids=(
        "round a cape",
        "across a gulf",
        "on a lake",
        "through a canal",
        "not worked out",
        "too far for a field",
        "no way by water",
        "at home",
        "by air",
        "by air, with nobody aboard",
    ),
)
def test_a_way_home_that_is_not_over_is_measured_as_the_unit_goes(
    code: str, place: LatLon, base: LatLon, ways: StopWays, by: HomeBy | None, hours: float
) -> None:
    comes = homeward(seen_unit(code, place=place, base=base), RECALLED, ways, now=START)
    assert comes is not None
    assert comes.home_at is not None
    assert comes.by is by
    assert comes.is_least is (by is HomeBy.AT_LEAST)
    assert (comes.home_at - START) / timedelta(hours=1) == pytest.approx(hours, abs=0.02)
    assert hours >= distance_nm(place, base) / 180 - 0.02


@pytest.mark.parametrize(
    ("place", "ways", "said"),
    [
        (
            IONIAN,
            ON_DEMAND,
            "Home again at 19:45Z (by water, in a calm sea); turned round by 21:45Z",
        ),
        (
            IONIAN,
            NO_WAYS,
            "Home again no sooner than 13:41Z (in a straight line; its way by water is longer);"
            " turned round no sooner than 15:41Z",
        ),
        (
            LatLon(36.0, 5.0),
            ON_DEMAND,
            "Home again no sooner than 16:15Z on 12 Oct (in a straight line; its way by water is"
            " longer); turned round no sooner than 18:15Z on 12 Oct",
        ),
    ],
    ids=("by water", "not worked out", "tomorrow"),
)
def test_a_lower_bound_is_worded_as_one(place: LatLon, ways: StopWays, said: str) -> None:
    ship = asset_candidate(
        seen_unit("S8", place=place, base=TROPEA), Want(), None, RECALLED, ways=ways, now=START
    )
    assert ship.homeward is not None
    reason = turns_round(ship.homeward, ship.held_minutes).reason
    assert reason.sentence == f"{said}, a house figure for its type."


def test_a_ship_whose_way_home_is_not_known_has_no_time_and_carries_nothing() -> None:
    seen = seen_unit("S8", place=IONIAN, base=TROPEA)
    ship, known = (
        asset_candidate(seen, Want(), None, RECALLED, ways=ways, now=START)
        for ways in (NO_WAYS, ON_DEMAND)
    )
    question = Question(
        asker="MLT",
        want=Want(),
        scene=Scene(place=LatLon(38.8, 15.9)),
        setting=Setting(Situation.MARITIME),
        directory=DirectoryFacts(treaties={}, names=StateNames({})),
        now=START,
    )
    (alone,) = match(question, [ship])
    assert alone.time is None
    assert alone.approach.least is not None
    assert alone.approach.least.minutes > (25.3 + 11.8) / 25 * 60
    (reason,) = (one for one in alone.judgement.reasons if one.code == "way_not_worked_out")
    assert reason.sentence.startswith(
        "Its way home by water is not worked out: from there at least"
    )
    team = asset_candidate(seen_unit("T3", place=TROPEA, base=TROPEA), Want(), now=START)
    for carrier, rides in ((ship, False), (known, True)):
        found = match(question, [carrier, team])
        (carried,) = (one for one in found if one.candidate is team)
        assert (carried.carrier is not None) is rides


def test_who_it_is_offered_to_is_told_too() -> None:
    assert homeward(
        seen_unit(readiness=None), replace(RECALLED, is_told=True), ON_DEMAND, now=START
    )


def test_it_sets_out_from_home_again_or_from_where_its_party_says_that_it_is() -> None:
    sets_out = placed(seen_unit(), homeward(seen_unit(), RECALLED, ON_DEMAND, now=START))
    assert (sets_out.place, sets_out.place_from) == (BASE, PlaceFrom.BASE)
    home = LastWork(since=START, home_at=START)
    assert placed(seen_unit(), homeward(seen_unit(), home, ON_DEMAND, now=START)) == seen_unit()
