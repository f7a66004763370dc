"""Entry by law, where no agreement speaks: what a unit needs in or over another State's territory.

A table by place, unit, purpose and kind of work. The paragraphs are those of UNCLOS, of the SAR
Convention's Annex (3.1.2 to 3.1.4 speak of maritime casualties alone), of the Chicago Convention
and its Annex 12, of OPRC 1990 and of UN General Assembly resolution 46/182.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from sar.agreements.clauses import Ruling, UnitPlain
from sar.agreements.words import AT_SEA, AssetService, ClearanceMode, Kind, Situation
from sar.geo.straits import Regime
from sar.geo.territory import UNDETERMINED, UNDETERMINED_BEYOND
from sar.parties.assistance_word import AssistanceAsks, AssistanceWord


class Ground(StrEnum):
    """The ground on which a unit works or passes: at sea, where it is or may be a port or internal
    waters, or on land."""

    SEA = "sea"
    INSHORE = "inshore"
    LAND = "land"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceRuling(Ruling):
    """The clearance that a unit needs; `mode` None: nobody has to be asked. `code` is stable:

    `high_seas`, `own_territory`, `passes_through`, `transit_passage`, `sea_lanes_passage`,
    of a ship of opportunity `passes_internal_waters`, `assistance_told`, `assistance_inshore` and
    `hailed_to_work` (to search, or for other work), `entry_internal_waters` (passed through), where
    nothing is agreed
    `entry_by_request` (SAR Convention), `entry_aeronautical` (Annex 12), `entry_by_consent` (no
    convention lets rescue units in) and `entry_known_position` (told and asked at the same time;
    by that State's own word `assistance_on_notice` or `assistance_on_request`),
    `not_determined_asked` and `not_determined_told` (see
    `territory.UNDETERMINED`), `entry_not_covered` (what is agreed does not hold for such a unit:
    `unlike` says why), `entry_landing` and `entry_inshore` (what is agreed does not speak of
    landing, nor of ports and internal waters), or `entry_<mode>` by a clause, which `winner` names.
    """

    mode: ClearanceMode | None
    code: str
    lead_minutes: int = 0
    contact: str = ""
    unlike: tuple[str, ...] = ()
    """The reasons that keep clauses from holding for the unit, as parts of a sentence."""


BEYOND: Final = "UNCLOS 58(1), 87"
"""The freedom of navigation and overflight, in exclusive economic zones too."""

ASKED: Final = ClearanceMode.REQUEST
SAR_ENTRY: Final = "SAR Convention, Annex 3.1.3-3.1.4"

HIGH_SEAS: Final = ClearanceRuling(mode=None, code="high_seas", source=BEYOND)
OWN: Final = ClearanceRuling(mode=None, code="own_territory", source="Its own territory")

_PASSES: Final = ClearanceRuling(mode=None, code="passes_through", source="UNCLOS 17-19")
THROUGH: Final = {
    Regime.TRANSIT: ClearanceRuling(mode=None, code="transit_passage", source="UNCLOS 38-39"),
    Regime.SEA_LANES: ClearanceRuling(mode=None, code="sea_lanes_passage", source="UNCLOS 53"),
}
"""Of ships and aircraft that only go through a strait, by its regime: whatever is agreed."""
_ASSISTS: Final = ClearanceRuling(
    mode=None, code="assistance_told", source="UNCLOS 18(2), 98; SOLAS V/33"
)
_ASSISTS_INSHORE: Final = ClearanceRuling(
    mode=None, code="assistance_inshore", source="UNCLOS 2, 8, 98; SOLAS V/33"
)
_HAILED_TO_WORK: Final = ClearanceRuling(mode=None, code="hailed_to_work", source="UNCLOS 2, 18")
_PASSES_INTERNAL: Final = ClearanceRuling(
    mode=None, code="passes_internal_waters", source="UNCLOS 2, 8"
)
_THROUGH_INTERNAL: Final = ClearanceRuling(
    mode=ASKED, code="entry_internal_waters", source="UNCLOS 2, 8"
)
_ASKED: Final = ClearanceRuling(mode=ASKED, code="not_determined_asked", source=SAR_ENTRY)
_TOLD: Final = ClearanceRuling(
    mode=ClearanceMode.NOTIFY, code="not_determined_told", source="House rule"
)
_KNOWN_POSITION: Final = ClearanceRuling(
    mode=ASKED, code="entry_known_position", source="SAR Convention, Annex 3.1.2-3.1.4"
)
_BY_WORD: Final = {
    AssistanceAsks.NOTICE: ClearanceRuling(
        mode=ClearanceMode.NOTIFY, code="assistance_on_notice", source=""
    ),
    AssistanceAsks.REQUEST: ClearanceRuling(mode=ASKED, code="assistance_on_request", source=""),
}
_CONSENT: Final = ClearanceRuling(
    mode=ASKED, code="entry_by_consent", source="House rule: each State's own law"
)

_BY_SITUATION: Final = {
    **dict.fromkeys(AT_SEA, ClearanceRuling(mode=ASKED, code="entry_by_request", source=SAR_ENTRY)),
    Situation.AERONAUTICAL: ClearanceRuling(
        mode=ASKED, code="entry_aeronautical", source="Chicago Convention 25; Annex 12, chapter 3"
    ),
    Situation.LAND: _CONSENT,
    Situation.NATURAL_DISASTER: ClearanceRuling(
        mode=ASKED,
        code="entry_by_consent",
        source="UN General Assembly resolution 46/182, annex, paragraph 3",
    ),
    Situation.POLLUTION: ClearanceRuling(
        mode=ASKED, code="entry_by_consent", source="OPRC 1990, article 7 (house reading)"
    ),
    Situation.BORDER_EMERGENCY: _CONSENT,
    Situation.CAPACITY_BUILDING: _CONSENT,
}
"""By the kind of work: how a unit is let in where nothing is agreed."""

_TO_PEOPLE: Final = AT_SEA | {Situation.AERONAUTICAL}
"""The situations in which people may be in distress at sea: UNCLOS 18(2) names persons, ships or
aircraft in danger, and an aircraft may have ditched."""


def asking_source(situation: Situation) -> str:
    """The instrument by which a State is asked for entry to such work."""
    return _BY_SITUATION[situation].source


def _house_rule(situation: Situation) -> str:
    if situation in AT_SEA:
        return "House rule, serving SAR Convention, Annex 3.1.3"
    source = asking_source(situation)
    return source if source.startswith("House rule") else f"House rule, serving {source}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """The purpose of the entry, and its place: the unit works there, or only passes; for people in
    distress at sea whose position is known (so not for an aircraft that came down on land), or to
    search."""

    situation: Situation
    at_scene: bool = True
    ground: Ground = Ground.SEA
    known_position: bool = False


def by_law(
    unit: UnitPlain,
    territory: str,
    purpose: Purpose,
    *,
    opportune: bool,
    word: AssistanceWord | None = None,
) -> ClearanceRuling:
    """The clearance that a unit needs in another State's territory or territorial sea where nothing
    is agreed. `opportune`: it is a ship of opportunity; `word`: that State's own, on assistance
    entry.

    To search a unit always asks. A vessel that goes to people in distress whose position is known
    is told and asked for at the same time; whether it waits for the answer is its own party's rule
    (assistance entry, which excludes the search, is the view of some States), unless the State has
    said itself what it asks of such vessels in its territorial sea. Its word opens nothing else,
    and takes from nobody what the law gives. A ship of opportunity assists there alone; for all
    else the centre that hails it asks.
    """
    to_people = purpose.known_position and purpose.situation in _TO_PEOPLE
    if unit.kind is Kind.VESSEL and not purpose.at_scene:
        if purpose.ground is Ground.SEA:
            return _PASSES
        return _PASSES_INTERNAL if opportune else _THROUGH_INTERNAL
    if unit.kind is Kind.VESSEL and opportune:
        if to_people:
            return _ASSISTS if purpose.ground is Ground.SEA else _ASSISTS_INSHORE
        if territory != UNDETERMINED_BEYOND:
            return _HAILED_TO_WORK
    if territory == UNDETERMINED_BEYOND:
        return replace(_TOLD, source=_house_rule(purpose.situation))
    if territory == UNDETERMINED:
        return replace(_ASKED, source=asking_source(purpose.situation))
    if unit.kind is Kind.VESSEL and to_people and purpose.ground is Ground.SEA:
        return _by_word(word, unit) or _known_position(purpose.situation)
    return _BY_SITUATION[purpose.situation]


def _known_position(situation: Situation) -> ClearanceRuling:
    """Told and asked at once. Of a ditched aircraft the law of the air says how units are let in:
    the SAR Convention's words on entry are of maritime casualties."""
    if situation in AT_SEA:
        return _KNOWN_POSITION
    return replace(_KNOWN_POSITION, source=asking_source(situation))


def _by_word(word: AssistanceWord | None, unit: UnitPlain) -> ClearanceRuling | None:
    asks = None if word is None else word.asks_of(unit.service)
    if word is None or asks is None:
        return None
    return replace(_BY_WORD[asks], source=word.as_basis)


WITHOUT_LEAVE: Final = frozenset(
    {
        "assistance_on_notice",
        "high_seas",
        "own_territory",
        "passes_through",
        "transit_passage",
        "sea_lanes_passage",
        "assistance_told",
        "not_determined_told",
        "entry_notify",
        "entry_pre_cleared",
    }
)
"""The rulings, by code, under which nobody's leave is awaited: a State is told at most."""


ASKED_BY_WHO_HAILS: Final = frozenset(
    {"assistance_inshore", "hailed_to_work", "passes_internal_waters"}
)
"""The rulings on ships of opportunity by which the centre that hails one asks for it: its master
asks nobody, and waits for nobody unless that centre says so."""
TOLD_BY_WHO_HAILS: Final = frozenset({"assistance_told"})
"""The rules by which it tells."""


BY_RIGHT: Final = WITHOUT_LEAVE - {"entry_notify", "entry_pre_cleared"}
"""The rules that rest on law itself, and not on what a State has agreed to: its no is an objection,
kept with its words, and takes no right away."""


def needs_leave(code: str) -> bool:
    """Whether a unit under this ruling waits for somebody's leave: a notice alone opens nothing."""
    return code not in WITHOUT_LEAVE


def mode_sent(code: str, wanted: ClearanceMode | None) -> ClearanceMode:
    """The notice or request that leaves: as its party wants it, else by the ruling; nobody asks
    leave unawares for what it may do without."""
    by_ruling = ClearanceMode.REQUEST if needs_leave(code) else ClearanceMode.NOTIFY
    return wanted or by_ruling


class UnitNote(StrEnum):
    """The law's addition for such a unit, where it enters without a clause that lets it in."""

    STATE_AIRCRAFT = "state_aircraft"
    UNCREWED = "uncrewed"
    MILITARY_PASSES = "military_passes"


NOTE_SOURCES: Final = {
    UnitNote.STATE_AIRCRAFT: "Chicago Convention 3(b), 3(c)",
    UnitNote.UNCREWED: "Chicago Convention 8",
    UnitNote.MILITARY_PASSES: "UNCLOS 17-19, 25, 30 (house reading)",
}


def unit_note(unit: UnitPlain, ruling: ClearanceRuling) -> UnitNote | None:
    """The law's addition for the unit where no clause lets it in; None: nothing."""
    if ruling.winner is not None:
        return None
    if ruling.mode is None:
        military = unit.kind is Kind.VESSEL and unit.service is AssetService.MILITARY
        passes = ruling.code == "passes_through"
        return UnitNote.MILITARY_PASSES if passes and military else None
    match unit.kind, unit.service:
        case Kind.UNCREWED, _:
            return UnitNote.UNCREWED
        case Kind.AIRCRAFT, AssetService.STATE | AssetService.MILITARY:
            return UnitNote.STATE_AIRCRAFT
    return None
