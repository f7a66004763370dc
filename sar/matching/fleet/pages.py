"""Pages of ranked matches: the evaluated ones, and the cursor to the next page."""

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
    """Assets and ships without a verdict yet: they rank after the page, and their verdict depends
    on their route. Their number, and certain facts about some of them."""

    number: int = 0
    out: int = 0
    """They cannot go by word of their party: not available, or worse."""
    without_place: int = 0
    """Their place is not known to the asker: no time can be given."""


_ALL_EVALUATED: Final = NotEvaluated()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`line` holds the evaluated matches, up to the last of `page` at least; `unsuited` of the
    others have types that cannot serve the need."""

    line: list[Match]
    page: list[Match]
    following: RankKey | None
    """The key of the last match of the page, when there are more."""
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
    """The page of up to `limit` matches after that key."""
    start = count_up_to([rank_key(m, question) for m in line], after)
    page = with_bands(line[start : start + limit], question.scene)
    more = len(line) + unsuited + not_weighed.number > start + len(page)
    following = rank_key(page[-1], question) if page and more else None
    return SearchResult(line, page, following, unsuited, not_weighed)


def count_up_to(places: Sequence[RankKey], after: RankKey) -> int:
    """The number of keys, which are in order, up to and including `after`."""
    return bisect_right(places, after)
