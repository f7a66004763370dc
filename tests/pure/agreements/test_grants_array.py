"""Sweeping a fleet asks the zones of terms as the readable rule does."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from sar.agreements.clauses import AssetFacts, Suspended, TermPlain, Veil, covers
from sar.agreements.grants_array import FleetFacts, FleetIndex, Promises, in_order_of
from sar.agreements.terms import asset_grant
from sar.agreements.words import ClauseKind, Kind, Visibility
from sar.geo.position import LatLon
from tests.bytecode import instructions_of
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


REFERENCES = ("A", "B", "C")
ZONES = (None, ZONE, MultiPolygon([box(12.0, 34.0, 16.0, 38.0)]))
TYPES = ((ClauseKind.HELICOPTER, "H1"), (ClauseKind.AEROPLANE, "A1"), (ClauseKind.VESSEL, "S1"))
VISIBILITIES = (*Visibility, Visibility.POSITION)


@st.composite
def shown(draw: st.DrawFn) -> TermPlain:
    agreement = draw(st.sampled_from(REFERENCES))
    exact = draw(st.booleans())
    return term(
        f"Art. {draw(st.integers(0, 9))}",
        agreement=agreement,
        ordinal=draw(st.integers(0, 9)),
        parties=frozenset({"ITA", "MLT", draw(st.sampled_from(["TUN", "GRC"]))}),
        prevails_over=draw(st.frozensets(st.sampled_from(REFERENCES))) - {agreement},
        grantor=draw(st.sampled_from([None, "ITA", "MLT"])),
        kinds=draw(st.sampled_from([(), (ClauseKind.AIRCRAFT,), (ClauseKind.VESSEL,)])),
        types=draw(st.sampled_from([(), ("H1",), ("S1",)])),
        excluded_types=draw(st.sampled_from([(), ("A1",)])),
        zone=draw(st.sampled_from(ZONES)),
        visibility=draw(st.sampled_from(VISIBILITIES)),
        position_precision_nm=0.0 if exact else 20.0,
        position_delay_minutes=draw(st.sampled_from([0, 0, 30])),
        suspended=draw(st.sampled_from([(), (Suspended("TUN", NOW),)])),
    )


ASSETS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), PLACES | st.none()), max_size=12)


@given(st.lists(shown(), max_size=10), ASSETS)
def test_of_many_terms_each_asset_is_granted_what_the_rule_grants(
    terms: list[TermPlain], assets: list[tuple[int, int, LatLon | None]]
) -> None:
    owners = (*OWNERS, "ITA")
    fleet = fleet_of(assets, {one.veil for one in terms})
    promises = Promises(terms, FleetIndex(owners, TYPES), viewer="ITA", occasions=(), now=NOW)
    swept = promises.grants_for(fleet)
    for at, (owner, type_, place) in enumerate(assets):
        facts = AssetFacts(*TYPES[type_], place, dict.fromkeys(fleet.earlier, place))
        expected = asset_grant(
            terms, owner=owners[owner], viewer="ITA", asset=facts, occasions=(), now=NOW
        )
        assert swept.grants[swept.grant[at]] == replace(expected, losers=())


def fleet_of(assets: Sequence[tuple[int, int, LatLon | None]], veils: set[Veil]) -> FleetFacts:
    places = [place for _, _, place in assets]
    lon = np.array([place.lon if place else np.nan for place in places], dtype=float)
    lat = np.array([place.lat if place else np.nan for place in places], dtype=float)
    return FleetFacts(
        owner=np.array([owner for owner, _, _ in assets], dtype=np.int32),
        type=np.array([type_ for _, type_, _ in assets], dtype=np.int32),
        lon=lon,
        lat=lat,
        earlier=dict.fromkeys(veils, (lon, lat)),
    )


def of_several_texts(count: int) -> list[TermPlain]:
    """Every tenth has a zone; the texts prevail over one another in a circle."""
    return [
        term(
            agreement=f"R{at % 5}",
            ordinal=at,
            grantor="MLT",
            prevails_over=frozenset({f"R{(at + 1) % 5}"}),
            visibility=Visibility.EXISTENCE,
            zone=None if at % 10 else ZONES[1 + at // 10 % 2],
        )
        for at in range(count)
    ]


def granted(terms: list[TermPlain], types: int, assets: int) -> None:
    """To ITA, of assets of so many types, in every combination of the zones."""
    index = FleetIndex(("MLT",), [(ClauseKind.VESSEL, f"S{at}") for at in range(types)])
    drawn = [(0, at % types, LatLon(33.5, 9.0 + 8.0 * at / assets)) for at in range(assets)]
    promises = Promises(terms, index, viewer="ITA", occasions=(), now=NOW)
    promises.grants_for(fleet_of(drawn, set()))


def test_five_times_the_terms_cost_five_times_as_much_for_however_many_types() -> None:
    few, many, of_many_types = (
        instructions_of(partial(granted, of_several_texts(terms), types, 50))
        for terms, types in ((200, 5), (1_000, 5), (1_000, 50))
    )
    assert many < 6.5 * few
    assert of_many_types < 1.5 * many, "they are not ranked for each type"
