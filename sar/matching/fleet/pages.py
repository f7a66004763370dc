"""The line of matches page by page: what of it was worked out, and the cursor to what follows."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sar.matching.evaluation import Match
from sar.matching.fleet.best_first import Place
from sar.matching.question import Asked
from sar.matching.ranking import place_in_line, with_bands


@dataclass(frozen=True, slots=True)
class NotWeighed:
    """Assets and ships that have no verdict yet: they come after the page, and which verdict they
    get depends on their way. Their number, and what is sure of some of them."""

    number: int = 0
    out: int = 0
    """By word of their party they cannot go: not available, if nothing graver."""
    without_place: int = 0
    """Where they are is not known here: no time can be given."""


_ALL_WEIGHED: Final = NotWeighed()


@dataclass(frozen=True, slots=True)
class Swept:
    """`line` is what was worked out, from the first to the last of `page` at least; of the others
    `unsuited` are of types that cannot serve the need."""

    line: list[Match]
    page: list[Match]
    following: Place | None
    """The place of the last of the page, when there are more."""
    unsuited: int = 0
    not_weighed: NotWeighed = _ALL_WEIGHED


def swept(
    line: list[Match],
    asked: Asked,
    *,
    limit: int,
    after: Place,
    unsuited: int = 0,
    not_weighed: NotWeighed = NotWeighed(),
) -> Swept:
    """The page of up to `limit` that begins after that place."""
    start = begins([place_in_line(m, asked.want) for m in line], after)
    page = with_bands(line[start : start + limit], asked.scene)
    more = len(line) + unsuited + not_weighed.number > start + len(page)
    following = place_in_line(page[-1], asked.want) if page and more else None
    return Swept(line, page, following, unsuited, not_weighed)


def begins(places: Sequence[Place], after: Place) -> int:
    """How many of the places, which are in order, are not after it."""
    return bisect_right(places, after)
