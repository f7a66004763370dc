"""Warnings about a position as it is typed."""

import pytest

from sar.geo.position import LatLon, exchanged
from sar.incidents.scene.position_checks import TypedPlace, position_warnings

SWAPPED_IN_SUDAN = LatLon(13.1667, 34.925)
OFF_LAMPEDUSA = LatLon(34.925, 13.1667)
AT_HOME = TypedPlace(OFF_LAMPEDUSA, on_land=False, own_waters_nm=0.0)


def codes(typed: TypedPlace, swapped: TypedPlace | None) -> list[str]:
    """The codes of the warnings."""
    return [warning.code for warning in position_warnings(typed, swapped)]


def test_a_place_at_sea_in_the_own_waters_needs_no_second_look() -> None:
    away = TypedPlace(SWAPPED_IN_SUDAN, on_land=True, own_waters_nm=1400.0)
    assert codes(AT_HOME, away) == []
    assert codes(TypedPlace(OFF_LAMPEDUSA, on_land=False, own_waters_nm=300.0), None) == []


def test_a_place_abroad_whose_exchange_lies_at_home_is_probably_exchanged() -> None:
    typed = TypedPlace(SWAPPED_IN_SUDAN, on_land=True, own_waters_nm=1400.4)
    found = list(position_warnings(typed, AT_HOME))
    assert [one.code for one in found] == ["on_land", "far_from_own_waters", "maybe_swapped"]
    assert found[1].params == {"nm": 1400}
    assert found[2].params == {"position": "34°55.5′N 013°10.0′E"}


@pytest.mark.parametrize(
    "swapped",
    [
        None,
        TypedPlace(OFF_LAMPEDUSA, on_land=True, own_waters_nm=0.0),
        TypedPlace(OFF_LAMPEDUSA, on_land=False, own_waters_nm=301.0),
        TypedPlace(OFF_LAMPEDUSA, on_land=False, own_waters_nm=None),
    ],
)
def test_an_exchange_that_is_no_better_is_not_proposed(swapped: TypedPlace | None) -> None:
    typed = TypedPlace(SWAPPED_IN_SUDAN, on_land=True, own_waters_nm=None)
    assert codes(typed, swapped) == ["on_land"]


def test_latitude_and_longitude_are_exchanged_only_where_that_is_a_place() -> None:
    assert exchanged(SWAPPED_IN_SUDAN) == OFF_LAMPEDUSA
    assert exchanged(LatLon(10.0, 120.0)) is None
    assert exchanged(LatLon(10.0, 10.0)) is None
