"""The time at which a drifting or growing area first reaches a region."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box
from shapely.geometry.base import BaseGeometry

from sar.agreements.words import Phase, Situation
from sar.geo.position import LatLon
from sar.incidents.datum import drifted
from sar.incidents.informing.region_reach import all_about, first_reached, next_look
from sar.incidents.informing.regions import shapes_at
from sar.incidents.models import Incident
from sar.incidents.phases import DRIFT_LOOKED_AHEAD

SET_AT = datetime(2026, 10, 11, 12, 0, tzinfo=UTC)
WEST = 270.0
NOBODY = UUID(int=1)


def case(
    *,
    at: tuple[float, float] = (34.0, 12.0),
    within_nm: float = 2.0,
    drift: tuple[float, float] | None = None,
) -> Incident:
    course_deg, speed_kn = drift or (None, None)
    return Incident(
        reference="EX-2026-0001", opened_by="ITA", lead_party="ITA", lead_centre_id=NOBODY,
        exercise=True, situation=Situation.MARITIME, title="Boat", phase=Phase.DISTRESS,
        phase_at=SET_AT, opened_at=SET_AT, updated_at=SET_AT, coarse_updated_at=SET_AT,
        datum=LatLon(*at), datum_at=SET_AT, datum_uncertainty_nm=within_nm,
        drift_course_deg=course_deg, drift_speed_kn=speed_kn, object_class="", conditions={},
    )  # fmt: skip


def west_of(lon: float) -> BaseGeometry:
    return box(lon - 20, 30, lon, 38)


def hours_until(incident: Incident, *areas: BaseGeometry, days: float = 60) -> float | None:
    found = first_reached(
        lambda at: shapes_at(incident, at), areas, after=SET_AT, until=SET_AT + timedelta(days=days)
    )
    return None if found is None else (found - SET_AT) / timedelta(hours=1)


@pytest.mark.parametrize(
    ("incident", "edge", "hours"),
    [
        # One degree of longitude is about 49.85 nm there. The circle moves, and grows by a
        # quarter of its drift; a fast one is seen to come six hours before.
        (case(drift=(WEST, 1.0)), 11.0, (49.85 - 2) / 1.25),
        (case(drift=(WEST, 5.0)), 11.0, 49.85 / 5 - 6),
        # Nobody knows how it drifts: the circle alone grows, by half a knot.
        (case(), 11.0, (49.85 - 2) / 0.5),
        # It drifts away: its circle follows it, slower. After a week it grows to every side by
        # as much as it drifted: 210 nm off, within 44, at 1.25 kn.
        (case(drift=(90.0, 1.0)), 11.0, 168 + (49.85 + 168 - 44) / 1.25),
        # It lies in it: at the first minute that is looked at.
        (case(), 13.0, 1 / 60),
        (case(), -20.0, None),
    ],
)
def test_the_first_minute_at_which_the_area_touches(
    incident: Incident, edge: float, hours: float | None
) -> None:
    found = hours_until(incident, west_of(edge))
    if hours is None:
        assert found is None
    else:
        assert found == pytest.approx(hours, rel=0.01, abs=0.05)


def test_of_several_regions_the_first_counts() -> None:
    incident = case(drift=(WEST, 1.0))
    near, far = west_of(11.0), west_of(10.0)
    assert hours_until(incident, far, near) == hours_until(incident, near)
    assert hours_until(incident) is None, "there is none"


def test_nothing_is_told_beyond_the_day_that_is_looked_at() -> None:
    incident = case(drift=(WEST, 1.0))
    assert hours_until(incident, west_of(11.0), days=1) is None
    assert hours_until(incident, west_of(11.0), days=2) is not None


@pytest.mark.parametrize(
    ("minutes", "day"),
    [(0, 1), (1, 1), (24 * 60 - 1, 1), (24 * 60, 2), (48 * 60 - 1, 2), (48 * 60, 5)]
    + [(now * 24 * 60, later) for now, later in ((3, 5), (4, 5), (5, 8), (34, 35), (35, 38))],
)
def test_it_is_looked_at_again_daily_and_then_every_third_day(minutes: int, day: int) -> None:
    now = SET_AT + timedelta(minutes=minutes)
    assert next_look(SET_AT, now) == SET_AT + timedelta(days=day)


def test_a_datum_of_later_than_now_is_looked_at_a_day_after_it() -> None:
    assert next_look(SET_AT, SET_AT - timedelta(minutes=1)) == SET_AT + timedelta(days=1)


@given(
    st.floats(0, 359), st.floats(0, 20), st.floats(-70, 70), st.floats(-179, 179),
    st.integers(0, 240),
)  # fmt: skip
def test_the_disc_about_days_to_come_holds_the_area_of_each_of_them(
    course_deg: float, speed_kn: float, lat: float, lon: float, start_h: int
) -> None:
    incident = case(at=(lat, lon), drift=(course_deg, speed_kn))
    first = SET_AT + timedelta(hours=start_h)
    last = first + timedelta(days=3)
    here, there = drifted(incident, now=first), drifted(incident, now=last + DRIFT_LOOKED_AHEAD)
    assert here.place is not None
    assert there.place is not None
    whole: MultiPolygon = all_about(here.place, there.place, there.uncertainty_nm)
    for hour in (0, 36, 72):
        circle, *_ = shapes_at(incident, first + timedelta(hours=hour))
        assert whole.buffer(0.05).covers(circle)
