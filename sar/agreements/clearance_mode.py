"""The clearance a rescue unit needs in another State's territory, by agreement or else by law."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from sar.agreements.clauses import (
    Favour,
    Setting,
    TermPlain,
    UnitPlain,
    basis,
    effective,
    fits,
    is_among,
    rank,
)
from sar.agreements.clearance_law import (
    ASKED,
    HIGH_SEAS,
    OWN,
    THROUGH,
    ClearanceRuling,
    Ground,
    Purpose,
    asking_source,
    by_law,
)
from sar.agreements.entry_sentences import SENSORS, SERVICES
from sar.agreements.spared_cases import stands
from sar.agreements.term_document import ClearanceClause
from sar.agreements.words import ClearanceMode, Phase
from sar.geo.straits import Regime
from sar.parties.assistance_word import AssistanceWord

_WITHOUT_CONSENT: Final = frozenset({ClearanceMode.PRE_CLEARED, ClearanceMode.NOTIFY})
_UNSPOKEN: Final = {
    Ground.LAND: ClearanceRuling(mode=ASKED, code="entry_landing", source=""),
    Ground.INSHORE: ClearanceRuling(mode=ASKED, code="entry_inshore", source=""),
}


def clearance_needed(
    terms: Iterable[TermPlain],
    *,
    territory: str | None,
    entering: str,
    unit: UnitPlain,
    setting: Setting,
    now: datetime,
    at_scene: bool = True,
    ground: Ground = Ground.SEA,
    known_position: bool = False,
    through: Regime | None = None,
    word: AssistanceWord | None = None,
) -> ClearanceRuling:
    """The clearance a unit of `entering` (a ship of opportunity: "") needs in or over a territory,
    or territorial sea.

    `territory` None: beyond any territorial sea known here. `at_scene`: it works there, and does
    not only pass; `ground`: where it does; `known_position`: for people whose position is known;
    `through`: the regime of the strait that it only goes through; `word`: that State's own word on
    assistance entry, which a clause goes before. Clauses govern work, and who only
    passes where the law has it ask: no clause takes innocent passage away. Zones test
    `setting.place`. Among clauses `prohibited` wins, then the least formality, then the shorter
    notice.
    """
    if territory is None:
        return HIGH_SEAS
    if territory == entering:
        return OWN
    if not at_scene and through in THROUGH:
        return THROUGH[through]
    purpose = Purpose(
        situation=setting.situation,
        at_scene=at_scene,
        ground=ground,
        known_position=known_position and setting.phase is Phase.DISTRESS,
    )
    law = by_law(unit, territory, purpose, opportune=not entering, word=word)
    if law.mode is None and not at_scene:
        return law
    speaking = [
        term for term in terms if _speaks(term, territory, entering, unit, setting, now=now)
    ]
    found = {term.id: clause for term in speaking if (clause := governing(term, unit))}
    applicable = [term for term in speaking if term.id in found]
    ranked = rank(applicable, favour=lambda term: favour_of(found[term.id]))
    if not ranked.best:
        return _not_covered(law, speaking, unit)
    clause = found[ranked.best[0].id]
    if ground in _UNSPOKEN and lets_in_at_sea_alone(clause):
        source = law.source if law.mode is ASKED else asking_source(setting.situation)
        return replace(_UNSPOKEN[ground], source=source)
    return ClearanceRuling(
        mode=clause.mode,
        code=f"entry_{clause.mode}",
        lead_minutes=clause.lead_minutes,
        contact=clause.contact,
        **ranked.cited(),
    )


def _speaks(
    term: TermPlain,
    territory: str,
    entering: str,
    unit: UnitPlain,
    setting: Setting,
    *,
    now: datetime,
) -> bool:
    """Whether the term is in force for such units there, and has a clause on their entry."""
    return (
        any(_speaks_of(clause, unit) for clause in term.entry)
        and term.grants(territory, entering)
        and term.names(unit.named_as, unit.type_code)
        and effective(term, now)
        and stands(term, territory, entering, setting, now, entry=True)
        and fits(term, setting)
    )


def _not_covered(
    law: ClearanceRuling, speaking: Iterable[TermPlain], unit: UnitPlain
) -> ClearanceRuling:
    """The law, with the clauses that speak of such units but do not hold for this one."""
    passed_over = {
        basis(term): tuple(against(clause, unit))
        for term in speaking
        for clause in term.entry
        if _speaks_of(clause, unit)
    }
    if law.mode is not ASKED or not passed_over:
        return law
    return ClearanceRuling(
        mode=ASKED,
        code="entry_not_covered",
        source=law.source,
        losers=tuple(passed_over),
        unlike=tuple(dict.fromkeys(why for whys in passed_over.values() for why in whys)),
    )


def against(clause: ClearanceClause, unit: UnitPlain) -> Iterator[str]:
    """The reasons that keep a clause from holding for the unit, as parts of a sentence; so does
    what is not told."""
    if clause.services and unit.service not in clause.services:
        yield f"it is {SERVICES[unit.service]}" if unit.service else "its service is not told"
    if clause.unarmed and unit.armed is not False:
        yield "it is armed" if unit.armed else "whether it is armed is not told"
    if clause.excluded_sensors:
        if unit.sensors is None:
            yield "its sensors are not told"
            return
        has = [SENSORS[one] for one in clause.excluded_sensors if one in unit.sensors]
        yield from (f"it carries {sensor}" for sensor in has)


def lets_in_at_sea_alone(clause: ClearanceClause) -> bool:
    """Whether it lets units in without consent, and speaks of the territorial sea alone."""
    return not clause.landing and clause.mode in _WITHOUT_CONSENT


def _speaks_of(clause: ClearanceClause, unit: UnitPlain) -> bool:
    return not clause.kinds or is_among(unit.named_as, clause.kinds)


def _clauses(term: TermPlain, unit: UnitPlain) -> Iterator[ClearanceClause]:
    """The clauses of a term that hold for the unit."""
    for clause in term.entry:
        if _speaks_of(clause, unit) and not any(against(clause, unit)):
            yield clause


def governing(term: TermPlain, unit: UnitPlain) -> ClearanceClause | None:
    """The clause of a term that governs a unit: one that names its kind before one for all, the
    narrowest first, then the one that says the most about it."""
    return min(
        _clauses(term, unit),
        key=lambda c: (
            not c.kinds,
            unit.named_as not in c.kinds,
            -_conditions(c),
            *favour_of(c),
        ),
        default=None,
    )


def _conditions(clause: ClearanceClause) -> int:
    return bool(clause.services) + clause.unarmed + bool(clause.excluded_sensors)


def favour_of(clause: ClearanceClause) -> Favour:
    """Its rank: `prohibited` first, then the least formality, then the shorter notice."""
    modes = (
        ClearanceMode.PROHIBITED,
        ClearanceMode.PRE_CLEARED,
        ClearanceMode.NOTIFY,
        ClearanceMode.REQUEST,
    )
    return modes.index(clause.mode), clause.lead_minutes
