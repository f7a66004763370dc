"""Small islands whose owner nobody disputes, over all seas (`islands.csv`): each its State's, or
not determined where another State's coast is near; never open sea, never another's.

Places lie on land of GSHHG or within a mile of it, as when the list was made.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.geo.territory import UNDETERMINED, owners_near, territory_of, undetermined

ISLANDS = {
    row["name"]: (LatLon(float(row["lat"]), float(row["lon"])), row["state"])
    for row in csv.DictReader(
        Path(__file__).with_name("islands.csv").read_text(encoding="utf-8").splitlines()
    )
}


FLOOR = 384
"""So many of them are told plainly; it may only rise."""


@pytest.mark.parametrize("name", ISLANDS)
def test_an_island_is_its_states(name: str) -> None:
    place, state = ISLANDS[name]
    found = territory_of(place)
    assert found == state or (found == UNDETERMINED and others_within(24.0, place, state))


@pytest.mark.parametrize("name", ISLANDS)
def test_about_an_island_nothing_is_open_sea(name: str) -> None:
    place, state = ISLANDS[name]
    for course_deg in range(0, 360, 45):
        found = territory_of(direct(place, course_deg, 8.0))
        assert found is not None, course_deg
        assert found == state or undetermined(found) or others_within(8.0, place, state)


def test_nearly_all_are_told_plainly() -> None:
    told = Counter(territory_of(place) == state for place, state in ISLANDS.values())
    assert len(ISLANDS) >= 380
    assert told[True] >= FLOOR


def test_they_lie_in_all_seas_and_are_of_many_states() -> None:
    assert len({state for _, state in ISLANDS.values()}) >= 80
    assert len({(p.lat // 30, p.lon // 60) for p, _ in ISLANDS.values()}) >= 20


def others_within(nm: float, place: LatLon, state: str) -> bool:
    """Whether another State's land or sea lies so near, by a box about the place."""
    return bool(owners_near(place, within_nm=nm) - {state, UNDETERMINED})
