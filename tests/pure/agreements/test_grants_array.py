"""Sweeping a fleet asks the zones of terms as the readable rule does."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from sar.agreements.clauses import AssetFacts, covers
from sar.agreements.grants_array import FleetFacts, FleetIndex, Promises, in_order_of
from sar.agreements.terms import asset_grant
from sar.agreements.words import Kind, Visibility
from sar.geo.position import LatLon
from tests.pure.agreements.plain import NOW, term

OWNERS = ("MLT", "TUN", "GRC")
ZONE = MultiPolygon([box(10.0, 33.0, 14.0, 36.0)])
PLACES = st.builds(LatLon, st.floats(32.5, 36.5), st.floats(9.5, 14.5))


@given(
    st.lists(st.tuples(st.integers(0, 2), PLACES | st.none()), max_size=30),
    st.sampled_from([0.0, 2.0, 60.0]),
)
def test_each_asset_is_granted_what_the_rule_grants(
    assets: list[tuple[int, LatLon | None]], precision_nm: float
) -> None:
    """Also those near the zone's edges, and of owners that none is of."""
    told = term(
        visibility=Visibility.POSITION,
        grantor="MLT",
        zone=ZONE,
        position_precision_nm=precision_nm,
    )
    places = [place for _, place in assets]
    fleet = FleetFacts(
        owner=np.array([owner for owner, _ in assets], dtype=np.int32),
        type=np.zeros(len(assets), dtype=np.int32),
        lon=np.array([place.lon if place else np.nan for place in places], dtype=float),
        lat=np.array([place.lat if place else np.nan for place in places], dtype=float),
    )
    fleet = replace(fleet, earlier={told.veil: (fleet.lon, fleet.lat)})
    words = FleetIndex(OWNERS, ((Kind.AIRCRAFT, "H1"),))
    swept = Promises([told], words, viewer="ITA", occasions=(), now=NOW).grants_for(fleet)
    for at, (owner, place) in enumerate(assets):
        facts = AssetFacts(Kind.AIRCRAFT, "H1", place, {told.veil: place})
        expected = asset_grant(
            [told], owner=OWNERS[owner], viewer="ITA", asset=facts, occasions=(), now=NOW
        )
        assert swept.grants[swept.grant[at]] == expected
        assert (expected.level is Visibility.POSITION) == (owner == 0 and covers(told, facts))


def test_rows_stand_by_their_owners() -> None:
    rows, first = in_order_of(np.array([2, 0, 2, 1], dtype=np.int32))
    assert (rows.tolist(), first.tolist()) == ([1, 3, 0, 2], [0, 1, 2, 4])
