"""A full tank is assumed of a unit that is under way, and said to be."""

from dataclasses import replace
from typing import Any

import pytest

from sar.assets.seen import PlaceFrom
from sar.geo.geodesy import direct
from sar.matching.candidate import Candidate, asset_candidate
from sar.matching.intercept import Approach
from sar.matching.question import LastWork, PresentWork, Want
from tests.given.candidates import AWAY, BASE, reach_codes, seen_unit
from tests.world import START

AT_HOME: dict[str, Any] = {"place": BASE, "place_from": PlaceFrom.BASE, "place_at": None}
LEFT = PresentWork("underway", here=False, left=True)
WAITS = PresentWork("committed", here=False, left=False)


def unit(code: str = "H1", work: PresentWork | None = None, **seen: Any) -> Candidate:
    """A unit as a candidate, bound to this work."""
    found = asset_candidate(seen_unit(code, **seen), Want(), now=START)
    return replace(found, engagement=work)


@pytest.mark.parametrize(
    ("candidate", "is_assumed"),
    [
        (unit(), True),
        (unit("S8"), True),
        (unit(**AT_HOME), False),
        (unit(place=BASE), False),
        (unit(place=direct(BASE, 90.0, 0.9)), False),
        (unit(place=direct(BASE, 90.0, 7.0), precision_nm=10.0), False),
        (unit(place=direct(BASE, 90.0, 12.0), precision_nm=10.0), True),
        (unit(**AT_HOME, at_sea=True), True),
        (unit(**AT_HOME, work=LEFT), True),
        (unit(**AT_HOME, work=WAITS), False),
        (unit(base=None), True),
        (unit(place=None, place_from=None), False),
        (unit("M1"), False),
        (unit("T1"), False),
    ],
    ids=(
        "flying",
        "at sea",
        "reckoned from its base",
        "at its base",
        "close to it",
        "in the cell of its base",
        "in another",
        "told to be at sea",
        "at work elsewhere",
        "not left yet",
        "its base is not known",
        "nowhere",
        "no limit is known",
        "carried",
    ),
)
def test_a_full_tank_is_said_to_be_assumed_of_a_unit_under_way(
    candidate: Candidate, *, is_assumed: bool
) -> None:
    assert ("full_tank_assumed" in reach_codes(candidate, Approach())) is is_assumed


def test_one_that_takes_fuel_at_home_first_has_a_full_tank() -> None:
    comes = asset_candidate(seen_unit(place=AWAY), Want(), None, LastWork(since=START), now=START)
    assert comes.homeward
    assert "full_tank_assumed" not in reach_codes(comes, Approach())
