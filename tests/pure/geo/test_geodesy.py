"""Geodesy agrees with an independent library, and cells reveal what they promise and no more."""

import math

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import assume, given
from hypothesis import strategies as st

from sar.geo.geodesy import (
    AWAY,
    CELL,
    NEAR,
    coarse_cell,
    direct,
    direction_deg,
    displaced_cell,
    displaced_cells,
    distance_nm,
    distances_nm,
    inverse,
    snap,
    snap_all,
)
from sar.geo.position import LatLon
from sar.geo.units import M_PER_NM

POSITIONS = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))
SECRETS = st.integers(0, 2**31 - 1)
AT = LatLon(1.0, 2.0)
"""As a berth: the place itself."""
LYING_OFF = st.tuples(
    st.builds(LatLon, st.floats(-80, 80), st.floats(-180, 180)),
    st.floats(0, 360),
    st.floats(0, 2.5),
)
"""A berth, and a course and so many precisions away from it."""
PRECISIONS = st.floats(0.01, 600) | st.sampled_from([0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0])


@given(POSITIONS, POSITIONS)
def test_inverse_agrees_with_the_second_opinion(a: LatLon, b: LatLon) -> None:
    other = Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon)
    leg = inverse(a, b)
    assert leg.distance_nm * M_PER_NM == pytest.approx(other["s12"], abs=1e-6)
    assert 0.0 <= leg.course_deg < 360.0
    arrived = Geodesic.WGS84.Direct(a.lat, a.lon, leg.course_deg, leg.distance_nm * M_PER_NM)
    miss = Geodesic.WGS84.Inverse(arrived["lat2"], arrived["lon2"], b.lat, b.lon)
    assert miss["s12"] < 1e-3


@given(POSITIONS, st.floats(0, 360), st.floats(0, 5000))
def test_direct_and_inverse_are_each_others_answer(
    start: LatLon, course_deg: float, range_nm: float
) -> None:
    end = direct(start, course_deg, range_nm)
    assert distance_nm(start, end) == pytest.approx(range_nm, abs=1e-6)


@given(st.lists(POSITIONS, min_size=1, max_size=20), POSITIONS)
def test_many_distances_equal_single_ones(many: list[LatLon], to: LatLon) -> None:
    got = distances_nm([p.lon for p in many], [p.lat for p in many], to)
    assert got.tolist() == pytest.approx([distance_nm(p, to) for p in many], abs=1e-9)


def test_distances_take_arrays_of_any_kind_and_none() -> None:
    to = LatLon(35, 12)
    assert distances_nm(np.array([12], dtype=np.float32), np.array([35]), to).tolist() == [0.0]
    assert distances_nm([], [], to).shape == (0,)


@pytest.mark.parametrize(
    ("a", "b", "nm"),
    [
        (LatLon(0, 179.5), LatLon(0, -179.5), 60.108),
        (LatLon(89.5, 0), LatLon(89.5, 180), 60.313),
        (LatLon(0, 0), LatLon(0, 180), 10801.26),
        (LatLon(35.5, 12.6), LatLon(35.5, 12.6), 0.0),
    ],
)
def test_known_distances(a: LatLon, b: LatLon, nm: float) -> None:
    assert distance_nm(a, b) == pytest.approx(nm, rel=1e-4)


def test_a_leg_of_no_length_has_course_zero() -> None:
    assert inverse(LatLon(10, 20), LatLon(10, 20)).course_deg == 0.0


@given(POSITIONS, PRECISIONS)
def test_snapping_stays_within_the_precision_and_is_idempotent(
    p: LatLon, precision_nm: float
) -> None:
    cell = snap(p, precision_nm)
    assert distance_nm(p, cell) <= precision_nm
    assert snap(cell, precision_nm) == cell


@given(POSITIONS, st.sampled_from([0.5, 1.0, 5.0, 30.0]))
def test_a_cell_keeps_about_its_size_at_any_latitude(p: LatLon, precision_nm: float) -> None:
    """Just inside half a cell of the centre every position gives the same cell."""
    centre = snap(p, precision_nm)
    if distance_nm(centre, LatLon(math.copysign(90, centre.lat), 0)) < 3 * precision_nm:
        return  # round the pole cells are wedges; tested below
    for course_deg in range(0, 360, 90):
        assert snap(direct(centre, course_deg, 0.35 * precision_nm), precision_nm) == centre
        assert snap(direct(centre, course_deg, 0.6 * precision_nm), precision_nm) != centre


@given(st.floats(-180, 180), st.sampled_from([-1.0, 1.0]), PRECISIONS)
def test_all_longitudes_meet_at_the_pole(lon: float, side: float, precision_nm: float) -> None:
    pole = LatLon(side * 90, 0)
    assert snap(LatLon(side * 90, lon), precision_nm) == pole
    assert snap(direct(pole, lon, 0.45 * precision_nm), precision_nm) == pole


@given(st.floats(-90, 90), PRECISIONS)
def test_both_signs_of_the_antimeridian_are_one_place(lat: float, precision_nm: float) -> None:
    assert snap(LatLon(lat, 180), precision_nm) == snap(LatLon(lat, -180), precision_nm)


@given(st.lists(POSITIONS, min_size=1, max_size=20), PRECISIONS | st.just(0.0))
def test_many_cells_equal_single_ones_to_the_last_bit(
    many: list[LatLon], precision_nm: float
) -> None:
    lons, lats = np.array([(p.lon, p.lat) for p in [*many, LatLon(90, 180)]]).T
    got = snap_all(lons, lats, precision_nm)
    each = [snap(p, precision_nm) for p in [*many, LatLon(90, 180)]]
    assert np.column_stack(got).tolist() == [[p.lon, p.lat] for p in each]
    assert np.isnan(snap_all(np.array([np.nan]), np.array([np.nan]), precision_nm)).all()


@given(POSITIONS, PRECISIONS, SECRETS)
def test_a_displaced_cell_stays_within_the_precision(
    p: LatLon, precision_nm: float, secret: int
) -> None:
    assert distance_nm(p, displaced_cell(p, precision_nm, secret)) <= precision_nm


@given(st.floats(0.0, 4.0), st.floats(-180, 180), st.sampled_from([-1.0, 1.0]), PRECISIONS, SECRETS)
def test_a_displaced_cell_stays_within_the_precision_round_the_poles(
    cells: float, lon: float, side: float, precision_nm: float, secret: int
) -> None:
    near = direct(LatLon(side * 90, 0), lon, cells * precision_nm)
    assert distance_nm(near, displaced_cell(near, precision_nm, secret)) <= precision_nm


@given(st.floats(-90, 90), PRECISIONS, SECRETS)
def test_a_displaced_cell_goes_on_across_the_antimeridian(
    lat: float, precision_nm: float, secret: int
) -> None:
    east, west = (displaced_cell(LatLon(lat, lon), precision_nm, secret) for lon in (180, -180))
    assert east == west


@given(POSITIONS, PRECISIONS, SECRETS)
def test_at_its_berth_a_place_is_told_as_the_berth_whatever_the_secret(
    berth: LatLon, precision_nm: float, secret: int
) -> None:
    assert displaced_cell(berth, precision_nm, secret, berth) == berth


@given(LYING_OFF, PRECISIONS, SECRETS)
def test_near_a_berth_a_place_is_told_as_without_it_or_lies_within_twice_the_precision_of_it(
    lying_off: tuple[LatLon, float, float], precision_nm: float, secret: int
) -> None:
    berth, course_deg, away = lying_off
    p = direct(berth, course_deg, away * precision_nm)
    told = displaced_cell(p, precision_nm, secret, berth)
    if told != displaced_cell(p, precision_nm, secret):
        assert told == berth
        assert distance_nm(p, berth) <= 2 * precision_nm
    assert told == berth or away > 0.25


@given(st.floats(-70, 70), st.floats(-170, 170), st.floats(1, 60), st.data())
def test_what_is_told_near_a_berth_follows_from_the_displaced_place_alone(
    lat: float, lon: float, precision_nm: float, data: st.DataObject
) -> None:
    """Two places that are told alike by two secrets without a berth are so with one, but for those
    on the edge of its circle, which runs through cells."""
    berth = LatLon(lat, lon)
    one, other = data.draw(SECRETS), data.draw(SECRETS)
    course_deg, away = data.draw(st.floats(0, 360)), data.draw(st.floats(0, 2.5))
    p = direct(berth, course_deg, away * precision_nm)
    north, east = (
        a - b for a, b in zip(*(away_in_cells(precision_nm, s) for s in (one, other)), strict=True)
    )
    size_nm = CELL * precision_nm
    q = direct(p, math.degrees(math.atan2(east, north)), size_nm * math.hypot(north, east))
    plain = displaced_cell(p, precision_nm, one), displaced_cell(q, precision_nm, other)
    off_nm = distance_nm(plain[0], berth)
    assume(plain[0] == plain[1] and abs(off_nm - NEAR * precision_nm) > size_nm)
    told = (
        displaced_cell(p, precision_nm, one, berth),
        displaced_cell(q, precision_nm, other, berth),
    )
    assert told[0] == told[1]


def away_in_cells(precision_nm: float, secret: int) -> tuple[float, float]:
    direction = math.radians(direction_deg(precision_nm, secret))
    return AWAY / CELL * math.cos(direction), AWAY / CELL * math.sin(direction)


@given(
    st.lists(
        st.tuples(POSITIONS, SECRETS, st.none() | POSITIONS | st.just(AT)), min_size=1, max_size=20
    ),
    PRECISIONS | st.just(0.0),
)
def test_many_displaced_cells_equal_single_ones_to_the_last_bit(
    drawn: list[tuple[LatLon, int, LatLon | None]], precision_nm: float
) -> None:
    many = [(p, secret, p if berth is AT else berth) for p, secret, berth in drawn]
    lons, lats = np.array([(p.lon, p.lat) for p, *_ in many]).T
    secrets = np.array([secret for _, secret, _ in many])
    berths = np.array([(b.lon, b.lat) if b else (np.nan, np.nan) for *_, b in many]).T
    got = displaced_cells(lons, lats, precision_nm, secrets, (berths[0], berths[1]))
    each = [displaced_cell(p, precision_nm, secret, berth) for p, secret, berth in many]
    assert np.column_stack(got).tolist() == [[p.lon, p.lat] for p in each]
    nowhere = np.array([np.nan])
    for there in (nowhere, np.array([7.0])):
        told = displaced_cells(nowhere, nowhere, precision_nm, secrets[:1], (there, there))
        assert np.isnan(told).all()


@given(st.floats(-70, 70), st.floats(-180, 180), st.sampled_from([1.0, 5.0, 20.0, 60.0]), SECRETS)
def test_the_mean_of_many_cells_stays_half_the_precision_off(
    lat: float, lon: float, precision_nm: float, secret: int
) -> None:
    off_nm = mean_off_nm(LatLon(lat, lon), precision_nm, secret)
    assert math.hypot(*off_nm) == pytest.approx(AWAY * precision_nm, rel=0.05)


def mean_off_nm(around: LatLon, precision_nm: float, secret: int) -> tuple[float, float]:
    """To the north and to the east, over places all round that fill some cells evenly."""
    gone_deg = np.linspace(0.0, 10 * CELL * precision_nm, 250) / 60.0
    north_deg, east_deg = (side.ravel() for side in np.meshgrid(gone_deg, gone_deg))
    lats = around.lat + north_deg
    lons = around.lon + east_deg / math.cos(math.radians(around.lat))
    wrapped = (lons + 180.0) % 360.0 - 180.0
    nowhere = np.full(len(lats), np.nan)
    secrets = np.full(len(lats), secret)
    told = displaced_cells(wrapped, lats, precision_nm, secrets, (nowhere, nowhere))
    off_deg = (told[0] - wrapped + 180.0) % 360.0 - 180.0
    east = float(np.mean(off_deg * np.cos(np.radians(lats)))) * 60.0
    return float(np.mean(told[1] - lats)) * 60.0, east


def test_directions_by_secret_are_alike_and_by_precision_are_strangers() -> None:
    secrets = range(0, 2**31, 2**31 // 20_000)
    fine, coarse = (
        [direction_deg(precision_nm, secret) for secret in secrets] for precision_nm in (10.0, 20.0)
    )
    for told in (fine, [(a - b) % 360 for a, b in zip(fine, coarse, strict=True)]):
        by_octant = np.bincount(np.array(told, dtype=int) // 45, minlength=8)
        assert (abs(by_octant / len(secrets) - 1 / 8) < 0.01).all()


def test_precision_zero_is_the_position_itself() -> None:
    assert displaced_cell(LatLon(1.23, 4.56), 0, 7) == LatLon(1.23, 4.56)
    assert snap(LatLon(1.23, 4.56), 0) == LatLon(1.23, 4.56)


@pytest.mark.parametrize("precision_nm", [-1.0, math.nan, math.inf])
def test_a_precision_is_a_distance(precision_nm: float) -> None:
    with pytest.raises(ValueError, match="not a distance"):
        snap(LatLon(0, 0), precision_nm)


def test_a_coarse_cell_is_half_a_degree_high() -> None:
    assert coarse_cell(LatLon(35.4, 12.6)).lat == 35.5
    assert coarse_cell(LatLon(35.26, 12.6)) == coarse_cell(LatLon(35.74, 12.6))
    assert coarse_cell(LatLon(35.24, 12.6)) != coarse_cell(LatLon(35.26, 12.6))


@given(POSITIONS)
def test_a_coarse_cell_is_within_its_half_diagonal(p: LatLon) -> None:
    assert distance_nm(p, coarse_cell(p)) < 0.5 * 60 * math.sqrt(0.5) * 1.01
