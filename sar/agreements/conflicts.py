"""Clauses that conflict: what a version says of a subject on which another clause holds against it.

Two treaties on one subject: the later one governs (VCLT 30(3)). Here the clause that is most
favourable to the grantee does, unless one says that it prevails (`terms`). The two rules agree
but where the later clause says less; its negotiators are told so before they confirm it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations, product
from typing import Any, Final

from sar.agreements.clauses import (
    Favour,
    TermPlain,
    UnitPlain,
    is_among,
    order_of,
    pairs,
    prevails,
)
from sar.agreements.clearance_mode import favour_of, governing
from sar.agreements.spared_cases import shares
from sar.agreements.term_document import SCOPE, TermDocument, says
from sar.agreements.terms import QUOTED, burden
from sar.agreements.words import (
    RESCUE,
    WIDER,
    AssetService,
    ClauseKind,
    ClockName,
    Dimension,
    Kind,
    Sensor,
    narrowest,
)

Spoken = Mapping[object, tuple[Favour, object]]
"""The terms of a clause on a subject, by clock or unit where it says several things: each with its
rank by its favour to the grantee."""


@dataclass(frozen=True, slots=True)
class ClauseConflict:
    """Two clauses that speak of the same, and differently."""

    dimension: Dimension
    between: tuple[tuple[str, str], ...]
    """Pairs of grantor and grantee to whom both speak, in order."""
    clause: TermPlain
    """Of the version that is looked at."""
    other: TermPlain
    """It holds against the clause, or stands beside it."""
    beside: bool
    """Neither goes before the other: of texts both are quoted, of positions the finer of each
    holds."""


def conflicts(
    tried: Sequence[TermPlain], others: Iterable[TermPlain], *, at: datetime
) -> Iterator[ClauseConflict]:
    """The conflicts of a version's clauses with `others`, of other agreements, at an instant; and
    with clauses of its own that speak of exactly the same."""
    speaking = [_Speaking.of(term) for term in tried]
    for other in map(_Speaking.of, others):
        for one in speaking:
            if not prevails(one.term, other.term):
                yield from _between(one, other, at)
    for one, another in combinations(speaking, 2):
        if one.scope == another.scope:
            found = list(_between(one, another, at))
            yield from found
            told = {conflict.dimension for conflict in found}
            back = _between(another, one, at)
            yield from (conflict for conflict in back if conflict.dimension not in told)


def only(term: TermPlain, dimension: Dimension) -> TermPlain:
    """The term as far as it speaks of one subject, to be said in a sentence."""
    spoken = _FIELDS.get(dimension, dimension)
    silent: dict[str, Any] = {name: it for name, it in _SILENT.items() if name != spoken}
    return replace(term, **silent)


_SILENT: Final[Mapping[str, Any]] = {
    name: it for name, it in says(TermDocument(article="")).items() if name not in SCOPE
}
"""A clause that says nothing: each of its dimensions, whichever there are."""
_FIELDS: Final[Mapping[str, str]] = {Dimension.CLEARANCES: "entry"}
"""The field that speaks of a dimension, where it has another name."""


@dataclass(frozen=True, slots=True)
class _Speaking:
    """A term with whom it speaks to, of what, and what it says."""

    term: TermPlain
    pairs: frozenset[tuple[str, str]]
    scope: tuple[object, ...]
    words: Mapping[Dimension, Spoken]

    @classmethod
    def of(cls, term: TermPlain) -> "_Speaking":
        promises = frozenset(pairs(term.parties, grantor=term.grantor, grantees=term.grantees))
        words = {one: _words(term, one) for one in Dimension}
        return cls(term, promises, _scope(term), {one: said for one, said in words.items() if said})


def _between(one: _Speaking, other: _Speaking, at: datetime) -> Iterator[ClauseConflict]:
    common = one.pairs & other.pairs
    if not common:
        return
    between = tuple(pair for pair in sorted(common) if shares(other.term, *pair, at))
    beaten = prevails(other.term, one.term)
    for dimension in one.words.keys() & other.words.keys() if between else ():
        differs = _differs(one, other, dimension, beaten=beaten)
        if differs is not None and _meet(one.term, other.term, dimension):
            yield ClauseConflict(dimension, between, one.term, other.term, beside=differs)


def _differs(
    one: _Speaking, other: _Speaking, dimension: Dimension, *, beaten: bool
) -> bool | None:
    """None: they say the same, or the first one holds; else whether the other stands beside it."""
    mine, theirs = one.words[dimension], other.words[dimension]
    both = [(mine[of], theirs[of]) for of in mine.keys() & theirs.keys()]
    unlike = [pair for pair in both if pair[0][1] != pair[1][1]]
    if not unlike:
        return None
    if dimension in QUOTED:
        return not beaten
    ranks = [(a, b) for (a, _), (b, _) in unlike]
    if not beaten and dimension is Dimension.VISIBILITY and all(a[0] == b[0] for a, b in ranks):
        return True if any(y < x for a, b in ranks for x, y in zip(a, b, strict=True)) else None
    orders = order_of(one.term), order_of(other.term)
    return False if beaten or any((b, orders[1]) < (a, orders[0]) for a, b in ranks) else None


# --- whether two clauses speak of the same ---


def _meet(one: TermPlain, other: TermPlain, dimension: Dimension) -> bool:
    """Whether there may be an asset, a place, a case and a day that both clauses speak of, as far
    as the rule on the subject asks for them.

    A clause that names types and one that names kinds may: types are not looked up here.
    """
    of_assets = dimension not in (Dimension.INCIDENT_AWARENESS, Dimension.CLOCKS)
    of_one_case = dimension is not Dimension.VISIBILITY  # a viewer may have several
    return (
        (not of_assets or _assets_meet(one, other))
        and (not of_one_case or _cases_meet(one, other))
        and _days_meet(one, other)
        and (one.zone is None or other.zone is None or bool(one.zone.intersects(other.zone)))
    )


def _assets_meet(one: TermPlain, other: TermPlain) -> bool:
    barred = {*one.excluded_types, *other.excluded_types}
    kinds, theirs = narrowest(one.kinds), narrowest(other.kinds)
    types, their_types = {*one.types} - barred, {*other.types} - barred
    if not (one.kinds or one.types):
        return bool(theirs or their_types or not other.types)
    if not (other.kinds or other.types):
        return bool(kinds or types)
    return bool(kinds & theirs or types & their_types) or bool(
        (kinds and their_types) or (theirs and types)
    )


def _cases_meet(one: TermPlain, other: TermPlain) -> bool:
    phases = not (one.phases and other.phases) or not {*one.phases}.isdisjoint(other.phases)
    situations = {*(one.situations or RESCUE)}
    return phases and not situations.isdisjoint(other.situations or RESCUE)


def _days_meet(one: TermPlain, other: TermPlain) -> bool:
    begins = [at for term in (one, other) if (at := term.valid_from)]
    ends = [
        at
        for term in (one, other)
        for at in (term.valid_until, term.instants.valid_until, term.instants.over_at)
        if at
    ]
    begins += [term.instants.valid_from for term in (one, other)]
    return not ends or max(begins) < min(ends)


def _scope(term: TermPlain) -> tuple[object, ...]:
    return (
        *(frozenset(some) for some in (term.kinds, term.types, term.excluded_types)),
        term.zone.wkb if term.zone else b"",
        frozenset(term.phases),
        frozenset(term.situations),
        term.valid_from,
        term.valid_until,
    )


# --- what a clause says ---

_UNITS: Final = [
    UnitPlain(Kind(WIDER.get(kind, kind)), "", service, armed, sensors, kind)
    for kind, service, armed, sensors in product(
        sorted(narrowest(ClauseKind)),
        (None, *AssetService),
        (False, True),
        (frozenset[Sensor](), frozenset(Sensor)),
    )
]
"""Units of every sort that clauses on entry tell apart."""


def _words(term: TermPlain, dimension: Dimension) -> Spoken:
    match dimension:
        case Dimension.VISIBILITY if (level := term.visibility) is not None:
            favour = (-level.rank, term.precision_nm, term.delay_minutes)
            return {None: (favour, favour)}
        case Dimension.INCIDENT_AWARENESS if (aware := term.incident_awareness) is not None:
            return {None: ((-aware.rank,), aware)}
        case Dimension.MAY_REQUEST if term.may_request is not None:
            return {None: ((not term.may_request,), term.may_request)}
        case Dimension.FUEL_POINTS if term.fuel_points is not None:
            return {None: ((not term.fuel_points,), term.fuel_points)}
        case Dimension.CLOCKS:
            limits = {clock: term.clocks[clock] for clock in ClockName if clock in term.clocks}
            return {clock: ((minutes,), minutes) for clock, minutes in limits.items()}
        case Dimension.CLEARANCES if term.entry:
            return dict(_entering(term))
        case Dimension.COSTS if term.costs is not None:
            return {None: (burden(term), term.costs)}
        case _ if dimension in QUOTED and (text := " ".join(getattr(term, dimension).split())):
            return {None: ((), text)}
    return {}


def _entering(term: TermPlain) -> Iterator[tuple[UnitPlain, tuple[Favour, object]]]:
    for unit in _UNITS:
        if term.types or not term.kinds or is_among(unit.named_as, term.kinds):
            clause = governing(term, unit)
            if clause is not None:
                said = (clause.mode, clause.lead_minutes, clause.contact, clause.landing)
                yield unit, (favour_of(clause), said)
