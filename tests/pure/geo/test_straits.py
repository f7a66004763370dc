"""Straits by their regime: the way through, never work inside."""

import pytest

from sar.geo.position import LatLon
from sar.geo.straits import FREE, HowRead, Regime, Strait, strait_along, strait_at, straits

BY_CODE = {one.code: one for one in straits()}


@pytest.mark.parametrize("strait", straits(), ids=lambda one: one.code)
def test_every_row_is_whole(strait: Strait) -> None:
    assert strait.waters.is_valid
    assert strait.basis.startswith("UNCLOS ")
    assert strait.name == strait.name.strip()
    middle = strait.waters.representative_point()
    assert strait_at(LatLon(middle.y, middle.x)) is not None


def test_names_and_outlines_are_there_once() -> None:
    assert len({one.name for one in straits()}) == len(straits()) == len(BY_CODE)
    free = [one for one in straits() if one.regime in FREE]
    for n, one in enumerate(free):
        for other in free[n + 1 :]:
            assert not one.waters.intersects(other.waters), (one.code, other.code)


def test_what_was_not_read_says_so() -> None:
    assert {one.how_read for one in straits()} == set(HowRead)
    assert all(one.note for one in straits() if one.basis == "UNCLOS 53(12)")


@pytest.mark.parametrize(
    ("lat", "lon", "code", "regime"),
    [
        (35.95, -5.6, "gibraltar", Regime.TRANSIT),
        (51.0, 1.5, "dover", Regime.TRANSIT),
        (12.6, 43.3, "bab_el_mandeb", Regime.TRANSIT),
        (26.55, 56.5, "hormuz", Regime.TRANSIT),
        (1.2, 103.8, "malacca_singapore", Regime.TRANSIT),
        (41.3, 9.2, "bonifacio", Regime.TRANSIT),
        (41.1, 29.05, "turkish_straits", Regime.CONVENTION),
        (40.2, 26.4, "turkish_straits", Regime.CONVENTION),
        (55.9, 12.7, "danish_straits", Regime.CONVENTION),
        (-53.6, -70.9, "magellan", Regime.CONVENTION),
        (38.2, 15.62, "messina", Regime.INNOCENT),
        (28.0, 34.45, "tiran", Regime.INNOCENT),
        (40.3, 18.9, "otranto", Regime.OPEN_ROUTE),
        (-6.0, 105.8, "sunda", Regime.SEA_LANES),
        (-8.7, 115.7, "lombok", Regime.SEA_LANES),
    ],
)
def test_a_place_in_a_strait_is_known(lat: float, lon: float, code: str, regime: Regime) -> None:
    found = strait_at(LatLon(lat, lon))
    assert found is not None
    assert (found.code, found.regime) == (code, regime)


@pytest.mark.parametrize(
    ("lat", "lon"), [(36.3, 14.4), (34.3, 12.7), (37.2, 11.3), (0.0, -30.0), (-41.2, 174.4)]
)
def test_other_waters_are_no_strait(lat: float, lon: float) -> None:
    assert strait_at(LatLon(lat, lon)) is None


WEST, EAST = LatLon(35.9, -8.5), LatLon(36.2, -2.5)
THROUGH = (WEST, LatLon(35.93, -5.9), LatLon(35.98, -5.4), EAST)


@pytest.mark.parametrize(
    ("part", "end", "code"),
    [
        (THROUGH[1:3], EAST, "gibraltar"),
        # The scene lies inside: that is no way through.
        (THROUGH[1:3], THROUGH[2], None),
        # The part begins before the strait: along the coast.
        ((LatLon(36.6, -6.8), THROUGH[1]), EAST, None),
        # A leg that leaves the strait and comes back.
        ((LatLon(5.9, 98.0), LatLon(1.3, 104.5)), LatLon(1.3, 106.0), None),
        (
            (LatLon(5.9, 98.0), LatLon(2.9, 101.0), LatLon(1.5, 102.9), LatLon(1.2, 103.7)),
            LatLon(1.3, 106.0),
            "malacca_singapore",
        ),
    ],
)
def test_the_part_of_a_way_that_goes_through(
    part: tuple[LatLon, ...], end: LatLon, code: str | None
) -> None:
    found = strait_along(part, stops=(end,))
    assert (found and found.code) == code


def test_who_lands_within_does_not_only_go_through() -> None:
    landing = LatLon(36.15, -5.35)
    assert strait_along(THROUGH[1:3], stops=(landing, EAST)) is None
