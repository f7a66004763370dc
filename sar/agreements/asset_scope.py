"""The assets that an article is about: what its limit of kinds and types bears on, and its words.

The limit bears on what is shown of assets, on asking for them by name, on those that take fuel, on
entry, costs and the texts (`terms`, `clearance_mode`, `fuel_clauses`); never on clocks, on what is
told of cases, or on feeds.
"""

from typing import Final

from sar.agreements.spoken import KINDS, listed
from sar.agreements.term_document import ClearanceClause, TermDocument
from sar.agreements.words import ClauseKind, narrowest

LIMIT: Final = ("kinds", "types", "excluded_types")
"""The fields that say which assets an article is about; without any it is about all."""
BEARS_ON: Final = (
    "visibility",
    "may_request",
    "fuel_points",
    "entry",
    "costs",
    "data_use",
    "command",
    "liability",
    "crew_status",
)
"""The fields that say something of those assets alone."""
WHATEVER_IS_ASKED: Final = ", of whatever is asked for"
"""Said of promises that the limit does not bear on, where an article has one."""


def is_limited(term: TermDocument) -> bool:
    """Whether the article is about some assets only."""
    return any(getattr(term, field) for field in LIMIT)


def bears_on(term: TermDocument) -> bool:
    """Whether the article says anything on which a limit of assets bears."""
    return any(_says(term, field) for field in BEARS_ON)


def says_beyond(term: TermDocument) -> bool:
    """Whether a limit bears on more than what is shown of assets, and the asking for them."""
    return any(_says(term, field) for field in BEARS_ON if field not in _OWN)


_OWN: Final = ("visibility", "may_request")


def _says(term: TermDocument, field: str) -> bool:
    return getattr(term, field) not in (None, "", ())


def kinds_meant(clause: ClearanceClause, term: TermDocument) -> tuple[ClauseKind, ...]:
    """The kinds of a clause on entry that the article may be about, or of which it may be about
    some; the kinds of types are not looked up here."""
    if term.types or not term.kinds:
        return clause.kinds
    meant = narrowest(term.kinds)
    return tuple(kind for kind in clause.kinds if narrowest([kind]) & meant)


def own_assets(term: TermDocument) -> str:
    """The grantor's assets that the article is about; where a condition of the whole says which,
    not again."""
    if says_beyond(term) and is_limited(term):
        return "its assets"
    named = _named(term)
    return (f"its {named}" if named else "all its assets") + _barred(term, " (", ")")


def condition(term: TermDocument) -> str:
    """The limit as a condition of the whole article: `for vessels alone`."""
    named = _named(term)
    return f"for {named} alone{_barred(term, ', ')}" if named else f"for all assets{_barred(term)}"


def _named(term: TermDocument) -> str:
    named = [KINDS[kind] for kind in term.kinds]
    if term.types:
        named.append(f"assets of type {listed(term.types, last=' or ')}")
    return listed(named)


def _barred(term: TermDocument, before: str = ", ", after: str = "") -> str:
    if not term.excluded_types:
        return ""
    return f"{before}never type {listed(term.excluded_types, last=' or ')}{after}"
