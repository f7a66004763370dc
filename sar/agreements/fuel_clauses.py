"""Clauses by which a party opens its fuel points and bases: who sees them, and whose units take
fuel there.

`fuel_points` of a clause opens them to the grantees, or says that they are not open. Its zone is
asked about the place of the point, its limit of assets about the unit that takes fuel.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sar.agreements.clauses import Ruling, Setting, TermPlain, effective, fits, rank, within
from sar.agreements.spared_cases import shares, stands
from sar.agreements.words import ClauseKind, Kind
from sar.geo.position import LatLon


@dataclass(frozen=True, slots=True, kw_only=True)
class FuelRuling(Ruling):
    """The ruling on taking fuel at a point; without a clause it is not open."""

    is_open: bool


_CLOSED = FuelRuling(is_open=False, source="No clause opens it")


def speaks_of_fuel(terms: Iterable[TermPlain], now: datetime) -> list[TermPlain]:
    """The clauses in effect that say anything of fuel points."""
    return [term for term in terms if term.fuel_points is not None and effective(term, now)]


def sees_fuel_point(
    terms: Iterable[TermPlain], *, owner: str, viewer: str, place: LatLon, now: datetime
) -> FuelRuling:
    """The ruling on whether the viewer sees a fuel point of the owner's there: it does as soon as a
    clause opens it to any of its units, in any case."""
    if owner == viewer:
        return FuelRuling(is_open=True, source="Its own")
    return _ruled(
        term
        for term in speaks_of_fuel(terms, now)
        if term.grants(owner, viewer) and shares(term, owner, viewer, now) and within(term, place)
    )


def may_take_fuel(
    terms: Iterable[TermPlain],
    *,
    owner: str,
    user: str,
    kind: Kind | ClauseKind,
    type_code: str,
    place: LatLon,
    setting: Setting,
    now: datetime,
) -> FuelRuling:
    """The ruling on whether such a unit of the user's may take fuel at the owner's point or base
    there, for this case."""
    if owner == user:
        return FuelRuling(is_open=True, source="Its own")
    there = replace(setting, place=place)
    return _ruled(
        term
        for term in speaks_of_fuel(terms, now)
        if term.grants(owner, user)
        and term.names(kind, type_code)
        and stands(term, owner, user, setting, now)
        and fits(term, there)
    )


def _ruled(applicable: Iterable[TermPlain]) -> FuelRuling:
    ranked = rank(applicable, favour=lambda term: (not term.fuel_points,))
    if not ranked.best:
        return _CLOSED
    return FuelRuling(is_open=bool(ranked.best[0].fuel_points), **ranked.cited())
