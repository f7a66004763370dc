"""Cover at home: near bases are one place, and what is lent is missed there."""

from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest

from sar.agreements.words import Kind, Visibility
from sar.assets.catalogue import type_of
from sar.assets.seen import SeenAsset
from sar.geo.position import LatLon
from sar.geo.sea.stop_ways import ON_DEMAND
from sar.matching.fleet.fleet_candidates import own_units
from sar.matching.fleet.search import FleetSearch
from sar.matching.home_cover import (
    COUNTED,
    HomeCount,
    HomePlace,
    HomeUnit,
    count_within,
    home_places,
)
from tests.pure.matching.questions import trial

LAMPEDUSA = LatLon(35.5, 12.6)
AUGUSTA = LatLon(37.2, 15.2)


def unit(at: int, kind: Kind = Kind.VESSEL, **fields: object) -> HomeUnit:
    """One that is there after ten minutes, and could be used."""
    base = HomeUnit(UUID(int=at), kind, False, 1, 10.0, True)
    return replace(base, **fields)  # type: ignore[arg-type] # any field


def test_units_are_counted_by_kind_and_by_the_time_they_take() -> None:
    units = [
        unit(1),
        unit(2, minutes=61.0),
        unit(3, Kind.AIRCRAFT, helicopter=True, minutes=60.0),
        unit(4, Kind.AIRCRAFT, serves=False),
        unit(5, number=3, minutes=120.5),
    ]
    assert count_within(units, 60) == HomeCount(1, 1, 1, 2)
    assert count_within(units, 120) == HomeCount(2, 1, 1, 3)


def test_a_unit_that_is_lent_is_missing_and_of_several_the_others_stay() -> None:
    units = [unit(1), unit(2, number=3)]
    assert count_within(units, 60, lent={UUID(int=1): 1}).vessels == 3
    assert count_within(units, 60, lent={UUID(int=2): 2}).vessels == 2
    assert count_within(units, 60, lent={UUID(int=2): 9}).vessels == 1
    assert count_within(units, 60, lent={UUID(int=7): 1}).vessels == 4


def test_those_that_are_offered_elsewhere_are_told_among_those_that_stay() -> None:
    units = [unit(1), unit(2, number=3)]
    offered = {UUID(int=1): 1, UUID(int=2): 2, UUID(int=9): 1}
    assert count_within(units, 60, offered=offered) == HomeCount(4, 0, 0, 4, 3)
    lent = {UUID(int=1): 1}
    assert count_within(units, 60, lent=lent, offered=offered) == HomeCount(3, 0, 0, 3, 2)


def based(number: int, base: LatLon | None, type_code: str = "H1", name: str = "") -> SeenAsset:
    """An own asset with its base."""
    kind = type_of(type_code)
    return SeenAsset(
        id=UUID(int=number),
        party="ITA",
        centre_id=UUID(int=0),
        name=f"Unit {number}",
        type=kind,
        own=True,
        level=Visibility.POSITION,
        granted=None,
        figures=kind.figures,
        notice=kind.notice,
        readiness=None,
        readiness_until=None,
        at_sea=False,
        quantity=1,
        bound=(),
        place=base,
        precision_nm=0.0,
        base=base,
        base_name=name,
    )


def test_bases_near_one_another_are_one_place_and_teams_have_none() -> None:
    near = LatLon(35.55, 12.65)
    lent = [
        based(1, LAMPEDUSA, name="Lampedusa"),
        based(2, AUGUSTA, name="Augusta"),
        based(3, near, name="Lampedusa harbour"),
        based(4, AUGUSTA, type_code="T1", name="Augusta"),
    ]
    assert home_places(lent) == (
        [
            HomePlace(LAMPEDUSA, "Lampedusa", (UUID(int=1), UUID(int=3))),
            HomePlace(AUGUSTA, "Augusta", (UUID(int=2),)),
        ],
        [],
    )


def test_who_has_no_base_or_one_too_many_is_told() -> None:
    four = [based(number, LatLon(35.0 + number, 12.0)) for number in range(1, 5)]
    places, without = home_places([*four, based(9, None)])
    assert [place.asset_ids for place in places] == [(UUID(int=n),) for n in (1, 2, 3)]
    assert without == [UUID(int=4), UUID(int=9)]


@pytest.mark.parametrize("seed", range(12))
def test_all_own_units_that_are_there_in_time_are_found(seed: int) -> None:
    tried = trial(seed, most=60, by_water=0.0)
    own = own_units(tried.fleet, tried.found)
    theirs = replace(tried.found, seen=tried.found.seen & tried.found.own)
    owned = replace(tried, found=theirs)
    assert not np.any(own.seen & ~own.own)
    minutes = 240.0

    wanted = {
        one.candidate.seen.id
        for one in owned.exhaustive()
        if one.rank is not None
        and one.candidate.seen.party is not None
        and one.candidate.kind in COUNTED
        and one.time is not None
        and one.time.total_minutes <= minutes
    }
    search = FleetSearch(
        tried.asked, tried.fleet, own, tried.past, sea=tried.sea, stop_ways=ON_DEMAND
    )
    found, more = search.all_within(minutes, most=1_000)
    assert not more
    assert {one.candidate.kind for one in found} <= COUNTED
    assert wanted <= {one.candidate.seen.id for one in found}
