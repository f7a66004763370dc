"""Clauses that conflict: what a version says of a subject on which another clause holds against it.

Two treaties on one subject: the later one governs (VCLT 30(3)). Here the clause that is most
favourable to the grantee does, unless one says that it prevails (`terms`). The two rules agree
but where the later clause says less; its negotiators are told so before they confirm it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from itertools import product
from math import inf
from operator import or_
from typing import Any, Final
from uuid import UUID

from shapely import get_num_coordinates

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


class Comparison:
    """A version's clauses compared with others, at several instants: each two once, and only those
    that speak of one subject between the same parties.

    `allowance`: how much more is compared, by the clauses, units and corners of zones looked at;
    beyond it clauses that are not compared yet are `left`: whether they conflict is not known.
    """

    def __init__(self, tried: Sequence[TermPlain], *, allowance: float = inf) -> None:
        self.allowance = allowance
        self.left: set[UUID] = set()
        """The clauses of others that were met and not compared."""
        self.parties = frozenset[str]().union(*(term.parties for term in tried))
        self._tried = [_Speaking.of(term) for term in tried]
        self._between: dict[tuple[str, str], int] = defaultdict(int)
        self._about: dict[Dimension, int] = defaultdict(int)
        for at, one in enumerate(self._tried):
            for pair in one.pairs:
                self._between[pair] |= 1 << at
            for dimension in one.words:
                self._about[dimension] |= 1 << at
        self._known: dict[UUID, list[_Unlike]] = {}
        self._own_known: list[tuple[_Unlike, _Unlike]] | None = None

    def conflicts_at(self, others: Iterable[TermPlain], at: datetime) -> Iterator[ClauseConflict]:
        """The conflicts with `others`, of other agreements, at an instant, and within its own
        text."""
        for other in others:
            for unlike in self._with(other):
                yield from unlike.told(other, at)
        for forth, back in self._own():
            found = list(forth.told(back.one.term, at))
            yield from found
            told = {conflict.dimension for conflict in found}
            also = back.told(forth.one.term, at)
            yield from (conflict for conflict in also if conflict.dimension not in told)

    def _with(self, other: TermPlain) -> "list[_Unlike]":
        if other.id not in self._known:
            if self.allowance <= 0:
                self.left.add(other.id)
                return []
            self.left.discard(other.id)
            self._known[other.id] = list(self._compared(_Speaking.of(other)))
        return self._known[other.id]

    def _compared(self, other: "_Speaking") -> "Iterator[_Unlike]":
        self.allowance -= 1 + _length(other)
        between = reduce(or_, (self._between.get(pair, 0) for pair in other.pairs), 0)
        left = between & reduce(or_, (self._about.get(one, 0) for one in other.words), 0)
        while left:
            at = (left & -left).bit_length() - 1
            left ^= 1 << at
            one = self._tried[at]
            if not prevails(one.term, other.term):
                unlike = self._unlike(one, other)
                if unlike.dimensions:
                    yield unlike

    def _own(self) -> "list[tuple[_Unlike, _Unlike]]":
        """Unlike clauses of its own text, which is compared whole: it has not so many clauses."""
        if self._own_known is None:
            allowance = self.allowance
            both = ((self._unlike(a, b), self._unlike(b, a)) for a, b in self._alike())
            self._own_known = [(a, b) for a, b in both if a.dimensions or b.dimensions]
            self.allowance = allowance
        return self._own_known

    def _alike(self) -> "Iterator[tuple[_Speaking, _Speaking]]":
        """Each two clauses of its own that speak of exactly the same, in order."""
        later: dict[tuple[object, ...], list[_Speaking]] = defaultdict(list)
        for one in reversed(self._tried):
            later[one.scope].append(one)
        for one in self._tried:
            later[one.scope].pop()
            yield from ((one, another) for another in reversed(later[one.scope]))

    def _unlike(self, one: "_Speaking", other: "_Speaking") -> "_Unlike":
        """The subjects on which the second holds against the first one, or stands beside it."""
        self.allowance -= 1
        beaten = prevails(other.term, one.term)
        found = []
        for dimension in one.words:
            if dimension not in other.words:
                continue
            self.allowance -= len(one.words[dimension]) / _UNITS_AS_A_CLAUSE
            differs = _differs(one, other, dimension, beaten=beaten)
            if differs is None:
                continue
            if one.term.zone is not None and other.term.zone is not None:
                self.allowance -= (one.corners + other.corners) / _CORNERS_AS_A_CLAUSE
            if _meet(one.term, other.term, dimension):
                found.append((dimension, differs))
        return _Unlike(one, tuple(sorted(one.pairs & other.pairs)) if found else (), found)


_UNITS_AS_A_CLAUSE: Final = 10
_CORNERS_AS_A_CLAUSE: Final = 500
"""So many are looked at in the time in which two plain clauses are compared, about."""


def _length(speaking: "_Speaking") -> float:
    """Its length as the allowance counts it."""
    said = sum(map(len, speaking.words.values()))
    return (said + len(speaking.pairs)) / _UNITS_AS_A_CLAUSE


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
    corners: int
    """Of its zone."""

    @classmethod
    def of(cls, term: TermPlain) -> "_Speaking":
        promises = frozenset(pairs(term.parties, grantor=term.grantor, grantees=term.grantees))
        words = {one: _words(term, one) for one in Dimension}
        spoken = {one: said for one, said in words.items() if said}
        corners = 0 if term.zone is None else get_num_coordinates(term.zone)
        return cls(term, promises, _scope(term), spoken, int(corners))


@dataclass(frozen=True, slots=True)
class _Unlike:
    """A clause with the subjects on which another holds against it, or stands beside it, and the
    pairs of parties to whom both speak."""

    one: _Speaking
    common: tuple[tuple[str, str], ...]
    dimensions: Sequence[tuple[Dimension, bool]]

    def told(self, other: TermPlain, at: datetime) -> Iterator[ClauseConflict]:
        """The conflicts at an instant, between those with whom the other is not suspended then."""
        between = tuple(pair for pair in self.common if shares(other, *pair, at))
        for dimension, beside in self.dimensions if between else ():
            yield ClauseConflict(dimension, between, self.one.term, other, beside=beside)


def _differs(
    one: _Speaking, other: _Speaking, dimension: Dimension, *, beaten: bool
) -> bool | None:
    """None: they say the same, or the first one holds; else whether the other stands beside it."""
    mine, theirs = one.words[dimension], other.words[dimension]
    if mine == theirs:
        return None
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


def _entering(term: TermPlain) -> Iterator[tuple[int, tuple[Favour, object]]]:
    """By the number of the unit."""
    for number, unit in enumerate(_UNITS):
        if term.types or not term.kinds or is_among(unit.named_as, term.kinds):
            clause = governing(term, unit)
            if clause is not None:
                said = (clause.mode, clause.lead_minutes, clause.contact, clause.landing)
                yield number, (favour_of(clause), said)
