"""Clauses that share what feeds hear."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from shapely.geometry import MultiPolygon, box

from sar.agreements.clauses import OccasionPlain, Suspended
from sar.agreements.feed_clauses import feed_name_of, shared_feeds
from sar.agreements.words import Phase, Situation
from sar.geo.position import LatLon
from tests.pure.agreements.plain import NOW, term

HERE = LatLon(35.5, 12.5)
ABOUT = MultiPolygon([box(12.0, 35.0, 13.0, 36.0)])
DISTRESS = OccasionPlain(Situation.MARITIME, Phase.DISTRESS)


def sees(feed: str, *, viewer: str = "MLT", occasions: Any = (), **fields: Any) -> bool:
    """Whether the viewer sees what a feed of Italy's hears, under one clause."""
    given = {"grantor": "ITA", "feeds": ("lampedusa",), **fields}
    shared = shared_feeds([term(**given)], viewer=viewer, occasions=occasions, now=NOW)
    return any(one.shares("ITA", feed, HERE) for one in shared)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Lampedusa", "lampedusa"),
        ("Lampedusa North (2)", "lampedusa-north-2"),
        ("ais_1", "ais_1"),
        ("Пост", ""),
        ("--", ""),
        ("x" * 80, "x" * 32),
    ],
)
def test_the_name_by_which_clauses_call_a_feed(name: str, said: str) -> None:
    assert feed_name_of(name) == said


def test_a_clause_shares_the_feeds_it_names_or_all_with_its_grantees_alone() -> None:
    assert sees("lampedusa")
    assert not sees("linosa")
    assert sees("linosa", feeds=("all",))
    assert sees("", feeds=("all",)), "one whose name no clause can write"
    assert not sees("lampedusa", viewer="ITA"), "nobody shares with itself"
    assert not sees("lampedusa", grantor="MLT")
    assert not sees("lampedusa", feeds=())


def test_zone_time_and_cases_limit_it() -> None:
    assert sees("lampedusa", zone=ABOUT)
    assert not sees("lampedusa", zone=MultiPolygon([box(0, 0, 1, 1)]))
    assert not sees("lampedusa", valid_from=NOW + timedelta(seconds=1))
    assert not sees("lampedusa", valid_until=NOW)
    assert not sees("lampedusa", phases=(Phase.DISTRESS,))
    assert sees("lampedusa", phases=(Phase.DISTRESS,), occasions=[DISTRESS])
    assert not sees("lampedusa", phases=(Phase.ALERT,), occasions=[DISTRESS])


def test_what_its_grantor_suspends_is_not_shared() -> None:
    assert not sees("lampedusa", suspended=(Suspended("ITA", NOW),))
    assert sees("lampedusa", suspended=(Suspended("ITA", NOW + timedelta(seconds=1)),))
    assert sees("lampedusa", suspended=(Suspended("MLT", NOW),))
    assert not sees("lampedusa", suspended=(Suspended("MLT", NOW, withdraws=True),))


def test_any_clause_opens() -> None:
    terms = [
        term(grantor="ITA", feeds=("linosa",)),
        replace(term("Art. 2", grantor="ITA", feeds=("lampedusa",)), ordinal=2),
    ]
    shared = shared_feeds(terms, viewer="MLT", occasions=[], now=NOW)
    assert [sorted(one.names or ()) for one in shared] == [["linosa"], ["lampedusa"]]
