"""The time when a unit that comes home is home, and turned round, by what its reader may
see."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from sar.agreements.words import Visibility
from sar.assets.catalogue import type_of
from sar.assets.seen import PlaceFrom, SeenAsset
from sar.assets.words import Readiness
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.matching.homeward import Homeward, homeward, placed
from sar.matching.question import LastWork
from tests.world import START

BASE = LatLon(35.5, 12.6)
AWAY = direct(BASE, 180.0, 145.0)
"""An hour's flight of an AW139."""
RECALLED = LastWork(since=START - timedelta(minutes=20))


def minutes(number: float) -> datetime:
    return START + timedelta(minutes=number)


def unit(code: str = "H1", **fields: Any) -> SeenAsset:
    """A helicopter an hour from home, as its party sees it."""
    return replace(
        SeenAsset(
            id=UUID(int=1),
            party="MLT",
            name="Nemo 11",
            type=type_of(code),
            figures=type_of(code).figures,
            place=AWAY,
            place_from=PlaceFrom.FIX,
            place_at=START,
            uncertainty_nm=0.1,
            base=BASE,
            centre_id=UUID(int=2),
            own=True,
            level=Visibility.POSITION,
            granted=None,
            notice=type_of(code).notice,
            readiness=Readiness.AVAILABLE,
            readiness_until=None,
            at_sea=False,
            quantity=1,
            bound=(),
            precision_nm=0.0,
            base_name="Lampedusa",
        ),
        **fields,
    )


UNKNOWN = Homeward(None, None, None)


@pytest.mark.parametrize(
    ("seen", "last", "home", "ready"),
    [
        (unit(), RECALLED, 60, 105),
        (unit(place_at=minutes(-15)), RECALLED, 45, 90),
        (unit(place_at=minutes(-50)), RECALLED, 40, 85),
        (unit(precision_nm=10.0, place_at=minutes(-15)), RECALLED, 60, 105),
        (unit(place=BASE), replace(RECALLED, at_base_since=minutes(-12)), -12, 33),
        (unit(place=BASE), RECALLED, 0, 45),
        (unit(), replace(RECALLED, at_base_since=minutes(-12)), 60, 105),
        (
            unit(place=BASE, precision_nm=10.0),
            replace(RECALLED, at_base_since=minutes(-12)),
            *(0, 45),
        ),
        (
            unit(place=BASE, place_at=minutes(-15)),
            replace(RECALLED, at_base_since=minutes(-12)),
            *(-15, 30),
        ),
        (unit(), LastWork(since=minutes(-5), home_at=minutes(-5)), -5, 40),
    ],
    ids=(
        "by its position",
        "by one that is older",
        "not before it was recalled",
        "by its cell, from now",
        "by its first position at home",
        "at home without one",
        "out again",
        "a cell does not tell when",
        "none that is not shown yet",
        "by its party's word",
    ),
)
def test_it_is_home_by_what_is_seen_and_turned_round_after_that(
    seen: SeenAsset, last: LastWork, home: float, ready: float
) -> None:
    comes = homeward(seen, last, now=START)
    assert comes is not None
    assert comes.home_at is not None
    assert comes.ready_at is not None
    assert abs(comes.home_at - minutes(home)) < timedelta(seconds=5)
    assert abs(comes.ready_at - minutes(ready)) < timedelta(seconds=5)
    assert comes.held_minutes(START) in (ready, ready + 1)


@pytest.mark.parametrize(
    "seen",
    [
        unit(base=None),
        unit(place=BASE, place_from=PlaceFrom.BASE, place_at=None),
        unit(place=None, place_from=None, place_at=None),
        unit("T3"),
    ],
    ids=("no base", "no position", "nothing", "no speed"),
)
def test_where_it_cannot_be_known_nothing_is_and_it_has_no_place(seen: SeenAsset) -> None:
    comes = homeward(seen, RECALLED, now=START)
    assert comes == UNKNOWN
    assert (placed(seen, comes).place, placed(seen, comes).place_from) == (None, None)


@pytest.mark.parametrize(
    ("seen", "last"),
    [
        (unit(), None),
        (unit("E3"), RECALLED),
        (unit(readiness=None), RECALLED),
        (unit(), LastWork(since=minutes(-45), home_at=minutes(-45))),
    ],
    ids=("never out", "goods", "readiness not shared", "turned round"),
)
def test_nothing_is_said(seen: SeenAsset, last: LastWork | None) -> None:
    assert homeward(seen, last, now=START) is None
    assert placed(seen, None) is seen


def test_who_it_is_offered_to_is_told_too() -> None:
    assert homeward(unit(readiness=None), replace(RECALLED, is_told=True), now=START)


def test_it_sets_out_from_home_again_or_from_where_its_party_says_that_it_is() -> None:
    sets_out = placed(unit(), homeward(unit(), RECALLED, now=START))
    assert (sets_out.place, sets_out.place_from) == (BASE, PlaceFrom.BASE)
    home = LastWork(since=START, home_at=START)
    assert placed(unit(), homeward(unit(), home, now=START)) == unit()
