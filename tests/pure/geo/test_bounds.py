"""The bound of a distance lies below the geodesic, and close to it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sar.geo.bounds import least_nm, rough_nm
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon

POSITIONS = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))


@given(st.lists(POSITIONS, min_size=1, max_size=20), POSITIONS)
def test_no_geodesic_is_shorter_and_none_much_longer(many: list[LatLon], to: LatLon) -> None:
    lons, lats = np.array([(p.lon, p.lat) for p in many]).T
    for bound, exact in zip(
        least_nm(lons, lats, to).tolist(), (distance_nm(p, to) for p in many), strict=True
    ):
        assert bound <= exact
        assert exact <= bound * 1.0102 + 1e-5


@given(st.lists(POSITIONS, min_size=1, max_size=20), POSITIONS)
def test_the_rough_bound_lies_below_that(many: list[LatLon], to: LatLon) -> None:
    lons, lats = np.array([(p.lon, p.lat) for p in many]).T
    assert (rough_nm(lons, lats, to) <= least_nm(lons, lats, to) + 1e-6).all()
    assert np.isnan(rough_nm(np.array([np.nan]), np.array([np.nan]), to)).all()


def test_nowhere_is_at_no_distance() -> None:
    assert np.isnan(least_nm(np.array([np.nan]), np.array([np.nan]), LatLon(0, 0))).all()
