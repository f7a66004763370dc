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


BESIDE = {
    "the Moroccan sea off Al Hoceima": (35.3, -4.3),
    "the Moroccan sea off Larache": (35.25, -6.3),
    "the sea off Málaga": (36.6, -4.4),
    "the Bay of Cádiz": (36.55, -6.35),
    "off Newhaven": (50.7, 0.1),
    "off Ostend": (51.3, 2.8),
    "off Ajaccio": (41.9, 8.6),
    "off Olbia": (40.95, 9.75),
    "the bank off Assab": (13.05, 42.8),
    "off Aden": (12.7, 44.9),
    "off Fujairah": (25.2, 56.45),
    "off Abu Musa": (25.95, 55.1),
    "off Cape York's east coast": (-11.2, 143.2),
    "off Nome": (64.5, -165.7),
    "the Gulf of İzmit": (40.72, 29.4),
    "the Bay of Kiel's west shore": (54.75, 9.85),
    "off Catania": (37.5, 15.2),
    "Hakata Bay": (33.65, 130.35),
    "Mutsu Bay": (41.05, 140.9),
    "off Catbalogan": (11.7, 124.8),
}
"""Coastal seas beside the way through a strait, in which nobody goes in transit."""


@pytest.mark.parametrize("name", BESIDE)
def test_coastal_seas_beside_a_strait_are_not_in_it(name: str) -> None:
    assert strait_at(LatLon(*BESIDE[name])) is None


@pytest.mark.parametrize(
    "way",
    [
        ((36.1, -4.75), (35.32, -4.45), (35.55, -4.1)),
        ((35.4, -6.3), (35.7, -6.05)),
        ((36.4, -4.9), (36.2, -5.2)),
    ],
)
def test_a_way_along_the_coast_beside_a_strait_asks(way: tuple[tuple[float, float], ...]) -> None:
    assert strait_along([LatLon(*place) for place in way], stops=()) is None


USUAL = {
    "gibraltar": [(35.93, -6.09), (35.93, -5.9), (35.97, -5.4), (36.0, -5.03)],
    "dover": [(50.75, 1.15), (51.0, 1.5), (51.16, 1.72)],
    "bonifacio": [(41.3, 8.21), (41.3, 9.2), (41.28, 9.77)],
    "bab_el_mandeb": [(14.06, 42.49), (13.6, 42.8), (12.65, 43.3), (12.43, 43.65)],
    "hormuz": [(26.42, 56.07), (26.55, 56.5), (26.16, 56.76)],
    "torres": [(-9.39, 143.86), (-9.5, 143.6), (-10.5, 142.3), (-10.57, 141.71)],
    "bering": [(65.58, -168.63), (65.97, -168.68)],
    "turkish_straits": [
        (39.92, 25.96), (40.0, 26.11), (40.21, 26.42), (40.38, 26.71), (40.7, 27.46), (40.8, 28.08),
        (40.84, 28.35), (40.92, 28.93), (41.12, 29.06), (41.26, 29.15), (41.43, 29.34),
    ],
    "tsugaru": [(41.27, 139.84), (41.3, 140.2), (41.6, 140.9), (41.64, 141.37)],
}  # fmt: skip
"""The part of the usual way through that lies where the seas of the States on a strait meet."""


@pytest.mark.parametrize("code", USUAL)
def test_the_usual_way_through_lies_in_the_strait_whole(code: str) -> None:
    found = strait_along([LatLon(*place) for place in USUAL[code]], stops=())
    assert found is not None
    assert found.code == code


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
