"""The clearance a rescue unit needs in another State's territory, by agreement or else by law."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

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
from sar.geo.territory import UNDETERMINED, UNDETERMINED_BEYOND


class Ground(StrEnum):
    """The ground on which a unit works: at sea, where it may be a port or internal waters, or on
    land."""

    SEA = "sea"
    INSHORE = "inshore"
    LAND = "land"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceRuling(Ruling):
    """The clearance that a unit needs; `mode` None: nobody has to be asked. `code` is stable:

    `high_seas`, `own_territory`, `passes_through`, `assistance_told`, `entry_by_request` (nothing
    is agreed), `not_determined_asked` and `not_determined_told` (see `territory.UNDETERMINED`),
    `entry_landing` and `entry_inshore` (what is agreed does not speak of landing, nor of ports and
    internal waters), or `entry_<mode>` by a clause, which `winner` names.
    """

    mode: ClearanceMode | None
    code: str
    lead_minutes: int = 0
    contact: str = ""


BEYOND: Final = "UNCLOS 58(1), 87"
"""The freedom of navigation and overflight, in exclusive economic zones too."""

_WITHOUT_CONSENT: Final = frozenset({ClearanceMode.PRE_CLEARED, ClearanceMode.NOTIFY})
_ENTRY: Final = "SAR Convention, Annex 3.1.3-3.1.4"
_PASSES: Final = ClearanceRuling(mode=None, code="passes_through", source="UNCLOS 17")
_ASSISTS: Final = ClearanceRuling(
    mode=None, code="assistance_told", source="UNCLOS 18(2), 98; SOLAS V/33"
)
_BY_REQUEST: Final = ClearanceRuling(
    mode=ClearanceMode.REQUEST, code="entry_by_request", source=_ENTRY
)
_UNSPOKEN: Final = {
    Ground.LAND: ClearanceRuling(mode=ClearanceMode.REQUEST, code="entry_landing", source=_ENTRY),
    Ground.INSHORE: ClearanceRuling(
        mode=ClearanceMode.REQUEST, code="entry_inshore", source=_ENTRY
    ),
}
_ASKED: Final = ClearanceRuling(
    mode=ClearanceMode.REQUEST, code="not_determined_asked", source=_ENTRY
)
_TOLD: Final = ClearanceRuling(
    mode=ClearanceMode.NOTIFY,
    code="not_determined_told",
    source="House rule, serving SAR Convention, Annex 3.1.3",
)


def clearance_needed(
    terms: Iterable[TermPlain],
    *,
    territory: str | None,
    entering: str,
    kind: Kind,
    type_code: str,
    setting: Setting,
    now: datetime,
    at_scene: bool = True,
    ground: Ground = Ground.SEA,
) -> ClearanceRuling:
    """The clearance a unit of `entering` (a ship of opportunity: "") needs in or over a territory,
    or territorial sea.

    `territory` None: beyond any territorial sea known here. `at_scene`: it works there, and does
    not only pass; `ground`: where it works. Zones test `setting.place`. Among clauses
    `prohibited` wins, then the least formality, then the shorter notice.
    """
    if territory is None:
        return ClearanceRuling(mode=None, code="high_seas", source=BEYOND)
    if territory == entering:
        return ClearanceRuling(mode=None, code="own_territory", source="Its own territory")
    if kind is Kind.VESSEL and not (at_scene and entering):
        by_law = _ASSISTS if at_scene else _PASSES
    elif territory == UNDETERMINED_BEYOND:
        by_law = _TOLD
    elif territory == UNDETERMINED:
        by_law = _ASKED
    else:
        by_law = _BY_REQUEST
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
        return by_law
    clause = _clause(ranked.best[0], kind)
    if ground in _UNSPOKEN and lets_in_at_sea_alone(clause):
        return _UNSPOKEN[ground]
    return ClearanceRuling(
        mode=clause.mode,
        code=f"entry_{clause.mode}",
        lead_minutes=clause.lead_minutes,
        contact=clause.contact,
        **ranked.cited(),
    )


def lets_in_at_sea_alone(clause: ClearanceClause) -> bool:
    """Whether it lets units in without consent, and speaks of the territorial sea alone."""
    return not clause.landing and clause.mode in _WITHOUT_CONSENT


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
