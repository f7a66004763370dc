"""Clauses that conflict: what a version says of a subject on which another clause holds against it.

Two treaties on one subject: the later one governs (VCLT 30(3)). Here the clause that is most
favourable to the grantee does, unless one says that it prevails (`terms`). The two rules agree
but where the later clause says less; its negotiators are told so before they confirm it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Final

from sar.agreements.clauses import ClearanceClause, Favour, TermPlain, pairs, prevails
from sar.agreements.clearance_mode import favour_of
from sar.agreements.terms import QUOTED, burden
from sar.agreements.words import RESCUE, ClockName, Dimension

MOST_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class ClauseConflict:
    """Two clauses that speak of the same, and differently, with none saying that it prevails."""

    dimension: Dimension
    between: tuple[tuple[str, str], ...]
    """Pairs of grantor and grantee to whom both speak, in order."""
    clause: TermPlain
    """Of the version that is looked at; `other` holds against it, or both are quoted."""
    other: TermPlain
    quoted: bool
    """Words, of which neither goes before the other."""


def conflicts(tried: Sequence[TermPlain], beside: Iterable[TermPlain]) -> Iterator[ClauseConflict]:
    """The conflicts of a version's clauses with those `beside` it, of other agreements; and with
    clauses of its own that speak of exactly the same."""
    mine = {term.id: _pairs(term) for term in tried}
    for other in beside:
        theirs = _pairs(other)
        for term in tried:
            between = mine[term.id] & theirs
            if between and not (prevails(term, other) or prevails(other, term)):
                yield from _found(term, other, between)
    for one, another in combinations(tried, 2):
        between = mine[one.id] & mine[another.id]
        if between and _scope(one) == _scope(another):
            found = list(_found(one, another, between))
            yield from found
            told = {conflict.dimension for conflict in found}
            back = _found(another, one, between)
            yield from (conflict for conflict in back if conflict.dimension not in told)


def _found(
    term: TermPlain, other: TermPlain, between: frozenset[tuple[str, str]]
) -> Iterator[ClauseConflict]:
    yielding = [one for one in Dimension if _yields(term, other, one)]
    if yielding and _meet(term, other):
        for one in yielding:
            yield ClauseConflict(one, tuple(sorted(between)), term, other, quoted=one in QUOTED)


def only(term: TermPlain, dimension: Dimension) -> TermPlain:
    """The term as far as it speaks of one subject, to be said in a sentence."""
    silent: dict[str, Any] = {name: it for name, it in _SILENT.items() if name != dimension}
    return replace(term, suspended=(), **silent)


_SILENT: Final[Mapping[str, Any]] = {
    "feeds": (),
    "visibility": None,
    "incident_awareness": None,
    "may_request": None,
    "clocks": {},
    "clearances": (),
    "costs": None,
    "command": "",
    "liability": "",
    "crew_status": "",
    "data_use": "",
}


def _pairs(term: TermPlain) -> frozenset[tuple[str, str]]:
    return frozenset(pairs(term.parties, grantor=term.grantor, grantees=term.grantees))


# --- whether two clauses speak of the same ---


def _meet(one: TermPlain, other: TermPlain) -> bool:
    """Whether there may be an asset, a place, a case and a day that both clauses speak of.

    A clause that names types and one that names kinds may: types are not looked up here.
    """
    return (
        _assets_meet(one, other)
        and (not (one.phases and other.phases) or not {*one.phases}.isdisjoint(other.phases))
        and not {*(one.situations or RESCUE)}.isdisjoint(other.situations or RESCUE)
        and _days_meet(one, other)
        and (one.zone is None or other.zone is None or bool(one.zone.intersects(other.zone)))
    )


def _assets_meet(one: TermPlain, other: TermPlain) -> bool:
    barred = {*one.excluded_types, *other.excluded_types}
    kinds, theirs = {*one.kinds}, {*other.kinds}
    types, their_types = {*one.types} - barred, {*other.types} - barred
    if not (one.kinds or one.types):
        return bool(theirs or their_types or not other.types)
    if not (other.kinds or other.types):
        return bool(kinds or types)
    return bool(kinds & theirs or types & their_types) or bool(
        (kinds and their_types) or (theirs and types)
    )


def _days_meet(one: TermPlain, other: TermPlain) -> bool:
    begins = [at for at in (one.valid_from, other.valid_from) if at]
    ends = [at for at in (one.valid_until, other.valid_until) if at]
    return not (begins and ends) or max(begins) < min(ends)


def _scope(term: TermPlain) -> tuple[object, ...]:
    return (
        *(frozenset(some) for some in (term.kinds, term.types, term.excluded_types)),
        term.zone.wkb if term.zone else b"",
        frozenset(term.phases),
        frozenset(term.situations),
        term.valid_from,
        term.valid_until,
    )


# --- whether one holds against the other ---


def _yields(term: TermPlain, other: TermPlain, dimension: Dimension) -> bool:
    """Whether the other's word on the subject holds against the term's, or is quoted beside it."""
    if dimension in QUOTED:
        said, others = (" ".join(getattr(one, dimension).split()) for one in (term, other))
        return bool(said and others) and said != others
    spoken = _SPOKEN[dimension]
    return any(
        least < own
        for of, own in spoken(term)
        for same, least in spoken(other)
        if _speak_of_one(of, same)
    )


def _speak_of_one(one: object, other: object) -> bool:
    if isinstance(one, ClearanceClause) and isinstance(other, ClearanceClause):
        kinds, services = (one.kinds, other.kinds), (one.services, other.services)
        return all(not (a and b) or not {*a}.isdisjoint(b) for a, b in (kinds, services))
    return one == other


_Words = Iterator[tuple[object, Favour]]
"""What a clause says on a subject, each with its rank by its favour to the grantee."""


def _visible(term: TermPlain) -> _Words:
    if term.visibility is not None:
        yield None, (-term.visibility.rank, term.precision_nm, term.delay_minutes)


def _aware(term: TermPlain) -> _Words:
    if term.incident_awareness is not None:
        yield None, (-term.incident_awareness.rank,)


def _asked(term: TermPlain) -> _Words:
    if term.may_request is not None:
        yield None, (not term.may_request,)


def _timed(term: TermPlain) -> _Words:
    for clock in ClockName:
        if clock in term.clocks:
            yield clock, (term.clocks[clock],)


def _cleared(term: TermPlain) -> _Words:
    for clause in term.clearances:
        yield clause, (*favour_of(clause), not clause.landing)


def _paid(term: TermPlain) -> _Words:
    if term.costs is not None:
        yield None, burden(term)


_SPOKEN: Final[Mapping[Dimension, Callable[[TermPlain], _Words]]] = {
    Dimension.VISIBILITY: _visible,
    Dimension.INCIDENT_AWARENESS: _aware,
    Dimension.MAY_REQUEST: _asked,
    Dimension.CLOCKS: _timed,
    Dimension.CLEARANCES: _cleared,
    Dimension.COSTS: _paid,
}
