"""The clearance a rescue unit needs in another State's territory, by agreement or else by law."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sar.agreements.clauses import (
    ClearanceClause,
    Favour,
    Ruling,
    Setting,
    TermPlain,
    effective,
    fits,
    rank,
)
from sar.agreements.words import ClearanceMode, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceRuling(Ruling):
    """The clearance that a unit needs; `mode` None: there is nobody to ask. `code` is stable:

    `high_seas`, `own_territory`, `innocent_passage`, `entry_by_request` (nothing is agreed),
    or `entry_<mode>` by a clause, which `winner` names.
    """

    mode: ClearanceMode | None
    code: str
    lead_minutes: int = 0
    contact: str = ""


def clearance_needed(
    terms: Iterable[TermPlain],
    *,
    territory: str | None,
    entering: str,
    kind: Kind,
    type_code: str,
    setting: Setting,
    now: datetime,
) -> ClearanceRuling:
    """The clearance a unit of `entering` needs in or over a territory, or territorial sea.

    `territory` None: the way and the scene lie on the high seas. Zones test `setting.place`.
    Among clauses `prohibited` wins, then the least formality, then the shorter notice.
    """
    if territory is None:
        return ClearanceRuling(mode=None, code="high_seas", source="UNCLOS 87")
    if territory == entering:
        return ClearanceRuling(mode=None, code="own_territory", source="Its own territory")
    applicable = [
        term
        for term in terms
        if any(_covers(clause, kind) for clause in term.clearances)
        and term.grants(territory, entering)
        and term.names(kind, type_code)
        and effective(term, now)
        and fits(term, setting)
    ]
    ranked = rank(applicable, favour=lambda term: _rank(_clause(term, kind)))
    if not ranked.best:
        return _by_law(kind)
    clause = _clause(ranked.best[0], kind)
    return ClearanceRuling(
        mode=clause.mode,
        code=f"entry_{clause.mode}",
        lead_minutes=clause.lead_minutes,
        contact=clause.contact,
        **ranked.cited(),
    )


def _by_law(kind: Kind) -> ClearanceRuling:
    """Without a clause: ships in innocent passage ask nothing, everything else is asked for."""
    match kind:
        case Kind.VESSEL:
            return ClearanceRuling(mode=None, code="innocent_passage", source="UNCLOS 17-18")
        case Kind.AIRCRAFT | Kind.UNCREWED | Kind.TEAM | Kind.EQUIPMENT | Kind.EXPERTISE:
            return ClearanceRuling(
                mode=ClearanceMode.REQUEST,
                code="entry_by_request",
                source="SAR Convention, Annex 3.1.3-3.1.4",
            )
        case _ as never:
            assert_never(never)


def _covers(clause: ClearanceClause, kind: Kind) -> bool:
    return not clause.kinds or kind in clause.kinds


def _clause(term: TermPlain, kind: Kind) -> ClearanceClause:
    """The clause of a term that governs a kind: one that names it before one for all."""
    return min(
        (c for c in term.clearances if _covers(c, kind)), key=lambda c: (not c.kinds, *_rank(c))
    )


def _rank(clause: ClearanceClause) -> Favour:
    modes = (
        ClearanceMode.PROHIBITED,
        ClearanceMode.PRE_CLEARED,
        ClearanceMode.NOTIFY,
        ClearanceMode.REQUEST,
    )
    return modes.index(clause.mode), clause.lead_minutes
