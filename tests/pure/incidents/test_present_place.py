"""The present place of a datum: the server's rule, and the vectors that hold the screens to it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.words import Phase, Situation
from sar.geo.geodesy import distance_nm, inverse
from sar.geo.position import LatLon
from sar.incidents.datum import drifted, within_nm
from sar.incidents.models import Incident
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
    old = max(0.0, (at - since).total_seconds() / 3600)
    hours, later = min(old, 168.0), max(0.0, old - 168.0)
    assert datetime.fromisoformat(str(datum["followed_until"])) == since + timedelta(days=7)
    assert row["unknown"] is (later > 0)
    assert leg.distance_nm == pytest.approx(drift["speed_kn"] * hours if drift else 0.0, abs=1e-4)
    grown = datum["uncertainty_nm"] + datum["growth_kn"] * hours
    grown += datum["unknown_growth_kn"] * later
    assert -1e-9 < row["within_nm"] - grown < 0.1 + 1e-9


@given(st.floats(0, 500))
def test_an_uncertainty_is_never_told_smaller_than_it_is(uncertainty_nm: float) -> None:
    assert 0 <= within_nm(uncertainty_nm) - uncertainty_nm + 1e-9 < 0.1 + 2e-9


def test_an_uncertainty_in_tenths_is_told_as_it_is() -> None:
    assert [within_nm(n / 10) for n in range(200)] == [n / 10 for n in range(200)]


@pytest.mark.parametrize("drift", [None, {"course_deg": 90.0, "speed_kn": 1.2}])
@given(st.floats(7.0, 60.0), st.floats(0.1, 30.0))
def test_after_a_week_the_area_grows_and_never_stands(
    drift: dict[str, float] | None, days: float, more: float
) -> None:
    incident = Incident(
        reference="ITA-2026-0001", opened_by="ITA", lead_party="ITA", lead_centre_id=UUID(int=0),
        exercise=True, situation=Situation.MARITIME, title="", phase=Phase.DISTRESS,
        datum=LatLon(34.0, 12.0), datum_at=drifts.START, datum_uncertainty_nm=1.0,
    )  # fmt: skip
    if drift:
        incident.drift_course_deg, incident.drift_speed_kn = drift["course_deg"], drift["speed_kn"]
    early = drifted(incident, now=drifts.START + timedelta(days=days))
    late = drifted(incident, now=drifts.START + timedelta(days=days + more))
    assert late.is_unknown
    assert late.place == drifted(incident, now=drifts.START + timedelta(days=7)).place
    assert late.uncertainty_nm - early.uncertainty_nm >= 0.5 * 24.0 * more - 1e-6
    assert not drifted(incident, now=drifts.START + timedelta(days=6.99)).is_unknown
