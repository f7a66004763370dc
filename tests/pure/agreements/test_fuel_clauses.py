"""Clauses that open fuel points: to whom, and for which units."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from sar.agreements.clauses import Setting, Suspended, TermPlain, fits, rank
from sar.agreements.fuel_clauses import (
    FuelClauses,
    FuelRuling,
    sees_fuel_point,
    sees_fuel_points,
    speaks_of_fuel,
)
from sar.agreements.spared_cases import stands
from sar.agreements.words import ClauseKind, Phase, Situation
from sar.geo.position import LatLon
from tests.bytecode import instructions_of
from tests.pure.agreements.plain import NOW, term

LAMPEDUSA = LatLon(35.5, 12.6)
CASE = Setting(Situation.MARITIME, Phase.DISTRESS, LatLon(34.0, 13.0))
ABOUT_LAMPEDUSA = MultiPolygon([box(12.0, 35.0, 13.0, 36.0)])


def taken(
    *terms: TermPlain,
    user: str = "MLT",
    kind: ClauseKind = ClauseKind.HELICOPTER,
    type_code: str = "H1",
    place: LatLon = LAMPEDUSA,
    setting: Setting = CASE,
) -> FuelRuling:
    clauses = FuelClauses(terms, owner="ITA", user=user, setting=setting, now=NOW)
    return clauses.ruling(place, kind, type_code)


def taken_alone(
    terms: list[TermPlain], kind: ClauseKind, type_code: str, place: LatLon
) -> FuelRuling:
    """The ruling for one unit of Malta's at one place, by each clause in turn."""
    ranked = rank(
        (
            term
            for term in speaks_of_fuel(terms, NOW)
            if term.grants("ITA", "MLT")
            and term.names(kind, type_code)
            and stands(term, "ITA", "MLT", CASE, NOW)
            and fits(term, replace(CASE, place=place))
        ),
        favour=lambda term: (not term.fuel_points,),
    )
    if not ranked.best:
        return FuelRuling(is_open=False, source="No clause opens it")
    return FuelRuling(is_open=bool(ranked.best[0].fuel_points), **ranked.cited())


def seen(*terms: TermPlain, viewer: str = "MLT", place: LatLon = LAMPEDUSA) -> bool:
    return sees_fuel_point(terms, owner="ITA", viewer=viewer, place=place, now=NOW).is_open


def test_a_party_takes_fuel_at_its_own_points_and_at_no_others_without_a_clause() -> None:
    assert taken(user="ITA").is_open
    assert not taken().is_open
    assert not taken(term(may_request=True)).is_open
    assert seen(viewer="ITA")
    assert not seen()


def test_a_clause_opens_the_grantors_points_to_the_grantees_and_is_named() -> None:
    opens = term("Art. 11", grantor="ITA", fuel_points=True)
    ruled = taken(opens)
    assert ruled.is_open
    assert ruled.winner is not None
    assert ruled.winner.article == "Art. 11"
    assert seen(opens)
    for kind in (ClauseKind.AIRCRAFT, ClauseKind.HELICOPTER):
        assert taken(replace(opens, kinds=(kind,))).is_open
    assert not taken(replace(opens, grantor="MLT")).is_open
    assert not seen(replace(opens, grantor="MLT"))


@pytest.mark.parametrize(
    "narrower",
    [
        {"kinds": (ClauseKind.VESSEL,)},
        {"kinds": (ClauseKind.AEROPLANE,)},
        {"types": ("H2",)},
        {"excluded_types": ("H1",)},
        {"phases": (Phase.ALERT,)},
        {"situations": (Situation.POLLUTION,)},
    ],
)
def test_it_opens_them_to_the_units_and_in_the_cases_that_it_is_about(
    narrower: dict[str, Any],
) -> None:
    narrow = term(grantor="ITA", fuel_points=True, **narrower)
    assert not taken(narrow).is_open
    assert seen(narrow), "it is known before any case"


def test_its_zone_is_asked_about_the_place_of_the_point_and_not_of_the_case() -> None:
    here = term(grantor="ITA", fuel_points=True, zone=ABOUT_LAMPEDUSA)
    assert taken(here).is_open
    assert seen(here)
    assert not taken(here, place=LatLon(37.0, 15.0)).is_open
    assert not seen(here, place=LatLon(37.0, 15.0))


def test_of_two_clauses_the_one_that_opens_wins_unless_the_other_prevails() -> None:
    opens = term("Art. 1", agreement="MED", grantor="ITA", fuel_points=True)
    shuts = term("Art. 2", agreement="RAT", ordinal=2, grantor="ITA", fuel_points=False)
    assert taken(opens, shuts).is_open
    over = replace(shuts, prevails_over=frozenset({"MED"}))
    assert not taken(opens, over).is_open
    assert not seen(opens, over)


def test_it_shuts_when_the_owner_suspends_what_it_grants_and_not_sooner() -> None:
    opens = term(grantor="ITA", fuel_points=True)
    assert not taken(replace(opens, suspended=(Suspended("ITA", NOW),))).is_open
    assert not seen(replace(opens, suspended=(Suspended("ITA", NOW),)))
    later = (Suspended("ITA", NOW + timedelta(hours=1)),)
    assert taken(replace(opens, suspended=later)).is_open
    assert seen(replace(opens, suspended=later))


def ruled_at(
    terms: list[TermPlain], points: list[tuple[str, LatLon]], viewer: str = "MLT"
) -> list[FuelRuling]:
    steps = sees_fuel_points(terms, viewer=viewer, points=points, now=NOW)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: list[FuelRuling] = end.value
            return found


REFERENCES = ("A", "B", "C")
ZONES = (None, ABOUT_LAMPEDUSA, MultiPolygon([box(12.5, 35.0, 14.0, 37.0)]))


@st.composite
def opening(draw: st.DrawFn) -> TermPlain:
    agreement = draw(st.sampled_from(REFERENCES))
    over = draw(st.frozensets(st.sampled_from(REFERENCES))) - {agreement}
    suspends = draw(st.sampled_from([None, "ITA", "TUN"]))
    return term(
        agreement=agreement,
        ordinal=draw(st.integers(0, 9)),
        prevails_over=over,
        grantor=draw(st.sampled_from([None, "ITA", "TUN"])),
        grantees=draw(st.sampled_from([(), ("MLT",), ("TUN",)])),
        fuel_points=draw(st.sampled_from([True, True, False, None])),
        zone=draw(st.sampled_from(ZONES)),
        suspended=() if suspends is None else (Suspended(suspends, NOW),),
        valid_until=draw(st.sampled_from([None, None, NOW])),
    )


PLACES = st.builds(LatLon, st.sampled_from([35.0, 35.5, 36.5]), st.sampled_from([12.0, 12.7, 13.5]))


@given(
    st.lists(opening(), max_size=8),
    st.lists(st.tuples(st.sampled_from(["ITA", "MLT", "TUN", "GRC"]), PLACES), max_size=8),
)
def test_of_many_points_each_is_seen_as_it_is_alone(
    terms: list[TermPlain], points: list[tuple[str, LatLon]]
) -> None:
    alone = [
        sees_fuel_point(terms, owner=owner, viewer="MLT", place=place, now=NOW)
        for owner, place in points
    ]
    assert ruled_at(terms, points) == [replace(one, losers=()) for one in alone]


UNITS = ((ClauseKind.HELICOPTER, "H1"), (ClauseKind.AEROPLANE, "H2"))


@given(
    st.lists(opening(), max_size=8),
    st.lists(st.tuples(st.sampled_from(UNITS), PLACES), max_size=8),
    st.sampled_from([(), (ClauseKind.AEROPLANE,)]),
)
def test_of_many_units_and_places_each_is_ruled_as_it_is_alone(
    terms: list[TermPlain],
    asked: list[tuple[tuple[ClauseKind, str], LatLon]],
    kinds: tuple[ClauseKind, ...],
) -> None:
    some = [replace(one, kinds=kinds if one.ordinal % 2 else ()) for one in terms]
    clauses = FuelClauses(some, owner="ITA", user="MLT", setting=CASE, now=NOW)
    for (kind, type_code), place in asked:
        alone = taken_alone(some, kind, type_code, place)
        assert clauses.ruling(place, kind, type_code) == replace(alone, losers=())


def zoned(count: int) -> list[TermPlain]:
    """Every fourth has one of a few zones."""
    zones = [MultiPolygon([box(12.0, 35.0, 12.0 + at / 8, 36.0)]) for at in range(1, 5)]
    return [
        term(
            ordinal=at,
            grantor="ITA",
            fuel_points=True,
            zone=None if at % 4 else zones[at // 4 % 4],
            prevails_over=frozenset({"OLD"}),
        )
        for at in range(count)
    ]


def points_of(count: int) -> list[tuple[str, LatLon]]:
    return [("ITA", LatLon(35.5, 11.9 + 0.7 * at / count)) for at in range(count)]


@pytest.mark.parametrize(("terms", "points"), [(5, 1), (1, 5)])
def test_five_times_the_terms_or_points_cost_five_times_as_much(terms: int, points: int) -> None:
    few, many = (
        instructions_of(partial(ruled_at, zoned(200 * more), points_of(100 * further)))
        for more, further in ((1, 1), (terms, points))
    )
    assert many < 6.5 * few
    whole = instructions_of(partial(ruled_at, zoned(1_000), points_of(500)))
    once = instructions_of(partial(ruled_at, zoned(1_000), points_of(1)))
    assert whole < 8 * once, "clauses are ranked for each set of zones, not for each point"
