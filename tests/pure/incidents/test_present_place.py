"""The present place of a datum: the server's rule, and the vectors that hold the screens to it."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.geo.geodesy import distance_nm, inverse
from sar.geo.position import LatLon
from sar.incidents.datum import within_nm
from tests.vectors import drifts, vectors

ROWS = vectors("drift")["rows"]


def test_the_vectors_are_what_the_server_says() -> None:
    told = drifts.rows()
    assert len(told) == len(ROWS)
    for now, kept in zip(told, ROWS, strict=True):
        assert now["position"] == kept["position"]
        assert now["within_nm"] == kept["within_nm"]
        here = LatLon(lat=now["lat"], lon=now["lon"])
        assert distance_nm(here, LatLon(lat=kept["lat"], lon=kept["lon"])) < 1e-6


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_view_tells_all_that_its_present_place_follows_from(row: dict[str, Any]) -> None:
    datum, drift = row["datum"], row["datum"]["drift"]
    lon, lat = datum["point"]["coordinates"]
    leg = inverse(LatLon(lat=lat, lon=lon), LatLon(lat=row["lat"], lon=row["lon"]))
    at, since = (datetime.fromisoformat(str(t)) for t in (row["at"], datum["at"]))
    hours = min(max(0.0, (at - since).total_seconds() / 3600), 168.0)
    assert leg.distance_nm == pytest.approx(drift["speed_kn"] * hours if drift else 0.0, abs=1e-4)
    grown = datum["uncertainty_nm"] + datum["growth_kn"] * hours
    assert -1e-9 < row["within_nm"] - grown < 0.1 + 1e-9


@given(st.floats(0, 500))
def test_an_uncertainty_is_never_told_smaller_than_it_is(uncertainty_nm: float) -> None:
    assert 0 <= within_nm(uncertainty_nm) - uncertainty_nm + 1e-9 < 0.1 + 2e-9


def test_an_uncertainty_in_tenths_is_told_as_it_is() -> None:
    assert [within_nm(n / 10) for n in range(200)] == [n / 10 for n in range(200)]
