"""The line of matches page by page: what of it was worked out, and the cursor to what follows."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sar.matching.evaluation import Match
from sar.matching.fleet.best_first import RankKey
from sar.matching.question import Question
from sar.matching.ranking import rank_key, with_bands


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """Assets and ships that have no verdict yet: they come after the page, and which verdict they
    get depends on their way. Their number, and what is sure of some of them."""

    number: int = 0
    out: int = 0
    """By word of their party they cannot go: not available, if nothing graver."""
    without_place: int = 0
    """Where they are is not known here: no time can be given."""


_ALL_EVALUATED: Final = NotEvaluated()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`line` is what was worked out, from the first to the last of `page` at least; of the others
    `unsuited` are of types that cannot serve the need."""

    line: list[Match]
    page: list[Match]
    following: RankKey | None
    """The place of the last of the page, when there are more."""
    unsuited: int = 0
    not_weighed: NotEvaluated = _ALL_EVALUATED


def page_of(
    line: list[Match],
    question: Question,
    *,
    limit: int,
    after: RankKey,
    unsuited: int = 0,
    not_weighed: NotEvaluated = NotEvaluated(),
) -> SearchResult:
    """The page of up to `limit` that begins after that place."""
    start = count_up_to([rank_key(m, question.want) for m in line], after)
    page = with_bands(line[start : start + limit], question.scene)
    more = len(line) + unsuited + not_weighed.number > start + len(page)
    following = rank_key(page[-1], question.want) if page and more else None
    return SearchResult(line, page, following, unsuited, not_weighed)


def count_up_to(places: Sequence[RankKey], after: RankKey) -> int:
    """How many of the places, which are in order, are not after it."""
    return bisect_right(places, after)
