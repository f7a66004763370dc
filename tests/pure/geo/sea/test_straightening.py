"""Ways drawn taut on chart sheets: the same from both ends, and whichever cells found them."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sar.geo.geodesy import direct, distance_nm, length_nm
from sar.geo.position import LatLon
from sar.geo.sea.draught import Draught
from sar.geo.sea.land import over_land_nm, vectors
from sar.geo.sea.passages import as_asked
from sar.geo.sea.sheets import leg_cost, sheets_of
from sar.geo.sea.sight import Vector, arc
from sar.geo.sea.straightening import straightened

IONIAN_SEA = LatLon(36.0, 18.0)
OFF_PASSERO_WEST, OFF_PASSERO_EAST = LatLon(36.55, 14.6), LatLon(37.1, 15.6)
ROUND_PASSERO = LatLon(36.3, 15.2)

PLACES = st.builds(
    lambda course_deg, miles: direct(IONIAN_SEA, course_deg, miles),
    st.floats(0, 360),
    st.floats(1, 200),
)


def unit(p: LatLon) -> Vector:
    a, b, c = vectors(p.lon, p.lat).tolist()
    return a, b, c


def cost(a: LatLon, b: LatLon) -> float:
    ends = vectors([a.lon, b.lon], [a.lat, b.lat])
    along = np.linspace(ends[0], ends[1], 5_000)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    return leg_cost(sheets_of(along, ends, as_asked(), Draught.DEEP), unit(a), unit(b), np.inf)[0]


@given(PLACES, PLACES)
@hypothesis_settings(max_examples=30, deadline=None)
def test_a_leg_costs_the_same_in_both_directions_and_no_less_than_its_length(
    a: LatLon, b: LatLon
) -> None:
    there = cost(a, b)
    assert there == pytest.approx(cost(b, a), rel=0.02, abs=1e-4)
    assert there >= arc(unit(a), unit(b)) * (1.0 - 1e-9) - 1e-9  # a few millimetres


def test_over_the_open_sea_a_way_is_drawn_straight() -> None:
    a, b = IONIAN_SEA, LatLon(34.5, 20.0)
    corners = (a, LatLon(36.0, 19.5), LatLon(35.0, 20.5), b)
    drawn = straightened(corners, as_asked(), Draught.DEEP)
    assert (drawn[0], drawn[-1]) == (a, b)
    assert length_nm(drawn) == pytest.approx(distance_nm(a, b), rel=1e-6)


@pytest.mark.parametrize(("draught", "within"), [(Draught.SHALLOW, 0.005), (Draught.DEEP, 0.03)])
def test_ways_of_two_shapes_round_a_cape_are_drawn_into_one(
    draught: Draught, within: float
) -> None:
    """Deep, inside the wide offing costs as much as the longer way outside it."""
    a, b = OFF_PASSERO_WEST, OFF_PASSERO_EAST
    wide = (a, LatLon(36.2, 14.9), ROUND_PASSERO, LatLon(36.5, 15.7), b)
    close = (a, LatLon(36.58, 15.1), LatLon(36.62, 15.25), b)
    ways = [straightened(path, as_asked(), draught) for path in (wide, close)]
    ways.append(straightened(wide[::-1], as_asked(), draught))
    lengths = [length_nm(way) for way in ways]
    assert max(lengths) <= (1.0 + within) * min(lengths)
    assert min(lengths) >= distance_nm(a, b)
    for way in ways:
        assert all(over_land_nm(p, q, 60.0) == 0.0 for p, q in itertools.pairwise(way))
