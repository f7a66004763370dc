"""Units of a demo are shown where their type can be."""

from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID

from hypothesis import example, given
from hypothesis import strategies as st

from sar.assets.catalogue import type_of
from sar.assets.plausible import Known, KnownFix, NewFix, judge
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.scenarios.desks import Desk
from sar.scenarios.plan import Beat, Circle, Motion, PlannedRoute, Still
from sar.scenarios.units import Unit, take_up

T0 = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
UNIT = UUID(int=1)
HOME = LatLon(35.5, 12.6)
TYPE = "H2"
"""Fast, and of a kind that circles as well as stands."""
FIGURES = type_of(TYPE).figures


def _unit() -> Unit:
    return Unit(
        id="unit",
        name="Nemo",
        type_code=TYPE,
        desk=cast(Desk, None),
        home=HOME,
        motion=Still(HOME),
        notice=type_of(TYPE).notice,
        response_kn=FIGURES.response_kn,
        easy_kn=100.0,
    )


def _motion(kind: int, bearing: float, away_nm: float, since: datetime) -> Motion:
    there = direct(HOME, bearing, away_nm)
    motions: list[Motion] = [
        Still(there),
        PlannedRoute((HOME, there), FIGURES.response_kn or 1.0, since),
        Beat((there, HOME), 100.0, since),
        Circle(there, 3.0, 90.0, since),
    ]
    return motions[kind]


orders = st.tuples(
    st.integers(0, 3),
    st.floats(0, 359),
    st.floats(1, 80),
    st.integers(-30, 30),
    st.integers(0, 1800),
)


@given(st.lists(orders, min_size=2, max_size=12))
@example([(2, 0.0, 80.0, -30, 60), (3, 180.0, 5.0, 0, 0), (0, 90.0, 40.0, -10, 1)])
def test_orders_that_come_late_make_no_unit_jump(
    told: list[tuple[int, float, float, int, int]],
) -> None:
    unit, now = _unit(), T0
    unit.is_shown(HOME, T0)
    shown = []
    for kind, bearing, away_nm, late_min, after_s in told:
        unit.motion = _motion(kind, bearing, away_nm, now + timedelta(minutes=late_min))
        now += timedelta(seconds=after_s)
        point = unit.where(now).point
        unit.is_shown(point, now)
        shown.append(NewFix(UNIT, now, point))
    known = {UNIT: Known(KnownFix(T0, HOME, 0.1))}
    judged = judge(shown, known, {UNIT: FIGURES.max_kn or 0.0})
    assert not any(one.implausible for one in judged)


def test_a_unit_comes_to_where_it_is_ordered() -> None:
    unit = _unit()
    unit.is_shown(direct(HOME, 0.0, 10.0), T0)
    assert distance_nm(unit.where(T0 + timedelta(minutes=10)).point, HOME) < 0.01


def test_a_demo_that_goes_on_begins_at_the_place_it_had_shown() -> None:
    unit = _unit()
    there = direct(HOME, 45.0, 20.0)
    position = {"point": {"coordinates": [there.lon, there.lat]}, "at": T0.isoformat()}
    take_up(unit, position, now=T0 + timedelta(seconds=5))
    assert unit.shown_at == T0
    assert distance_nm(unit.where(T0).point, there) < 0.01
    assert distance_nm(unit.where(T0 + timedelta(seconds=5)).point, there) < 0.5
