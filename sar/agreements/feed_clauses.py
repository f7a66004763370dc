"""Clauses by which a party shares what its feeds hear: vessels off the air that are in no register
(pure).

`feeds` of a clause names them, or all of them. A clause with phases or situations asks for an open
case of the grantee's, as with what is shown of assets; its zone is asked about the place of the
vessel. A limit of assets does not bear on it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sar.agreements.clauses import OccasionPlain, TermPlain, effective, has_occasion, within
from sar.agreements.spared_cases import shares
from sar.geo.position import LatLon

ALL_FEEDS: Final = "all"
"""The name in a clause that stands for every feed of the grantor."""
LONGEST: Final = 32


def feed_name_of(name: str) -> str:
    """The name of a feed as clauses write it: `Lampedusa North` is `lampedusa-north`; empty, where
    it has neither Latin letters nor digits."""
    return re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-_")[:LONGEST].rstrip("-_")


@dataclass(frozen=True, slots=True)
class SharedFeeds:
    """Feeds of a party that one clause shares; None: all of them. `term` is the clause."""

    owner: str
    names: frozenset[str] | None
    term: TermPlain

    def shares(self, owner: str, feed: str, place: LatLon | None) -> bool:
        """Whether it shares what a feed of that party has heard at the place."""
        return (
            owner == self.owner
            and (self.names is None or feed in self.names)
            and within(self.term, place)
        )


def shared_feeds(
    terms: Iterable[TermPlain],
    *,
    viewer: str,
    occasions: Iterable[OccasionPlain],
    now: datetime,
) -> list[SharedFeeds]:
    """The feeds that other parties share with the viewer now. Every clause opens and none closes,
    so that the viewer sees what any of them shares, whichever prevails."""
    met = list(occasions)
    return [
        SharedFeeds(
            owner, None if ALL_FEEDS in term.feeds else frozenset(map(str, term.feeds)), term
        )
        for term in terms
        if term.feeds and effective(term, now) and has_occasion(term, met)
        for owner in sorted(term.parties)
        if term.grants(owner, viewer) and shares(term, owner, viewer, now)
    ]
