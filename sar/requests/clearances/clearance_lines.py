"""The facts of a request for clearance, line by line, for its text and a link page (pure).

SAR Convention, Annex 3.1.3: full details of the projected mission and the need for it. Parts that
nobody has told say so where the State must know them, and are left out else; nothing is invented.
"""

from collections.abc import Iterator
from enum import Enum, auto
from typing import Final, assert_never

from sar.agreements.entry_sentences import SENSORS
from sar.agreements.words import RESCUE, AssetService, ClearanceMode, Phase, Situation
from sar.assets.catalogue import type_of
from sar.geo.position import format_telex
from sar.geo.territory import undetermined
from sar.geo.waters import DISCLAIMER, WhoseWaters
from sar.incidents.texts.case_facts import Station
from sar.incidents.texts.time_lines import date_time_group
from sar.languages.phrasing import ENGLISH, Wording
from sar.requests.clearance_views import ClearanceBasisView, ClearanceView, ParticularsView
from sar.requests.words import LinkLine

SERVICES: Final = {
    AssetService.CIVIL: "CIVIL",
    AssetService.STATE: "STATE, NOT MILITARY",
    AssetService.MILITARY: "MILITARY",
}
PURPOSES: Final = {
    **dict.fromkeys(RESCUE, "SOLELY FOR SEARCH AND RESCUE"),
    Situation.LAND: "SOLELY FOR SEARCH AND RESCUE ON LAND",
    Situation.NATURAL_DISASTER: "SOLELY FOR DISASTER RELIEF",
    Situation.POLLUTION: "SOLELY FOR RESPONSE TO POLLUTION",
    Situation.BORDER_EMERGENCY: "FOR HELP IN A BORDER EMERGENCY",
    Situation.CAPACITY_BUILDING: "FOR CAPACITY BUILDING",
}
"""Annex 3.1.2 and 3.1.3 speak of entry solely for search and rescue: other work says what it is."""

PREJUDICE: Final = DISCLAIMER.rstrip(".").upper()
NOT_DETERMINED: Final = frozenset({"not_determined_asked", "not_determined_told"})
PASSING: Final = frozenset({"passes_through", "transit_passage", "sea_lanes_passage"})
"""These rulings are the same in a State's waters and where it is not determined whose they are."""


class Into(Enum):
    """The waters that are entered, for the centre that is asked."""

    ITS_WATERS = auto()
    ITS_REGION = auto()
    """Not determined whose they are; they lie in its region."""
    SHARED_WATERS = auto()
    """Not determined whose they are, and in no region of its own: its party is concerned."""
    UNPLACED_WATERS = auto()
    """No State's by the ruling, and no position is given."""


def into(code: str, *, asked: str, here: WhoseWaters | None, in_region: bool) -> Into:
    """The waters as the text tells them, by the ruling's `code`. `asked`: the State; `here`: the
    waters at the position given, as they are known now; None: none is given. `in_region`: it lies
    in the region of the centre that is asked. Nobody's choice of whom to tell or ask says whose
    they are."""
    if here is None:
        return Into.UNPLACED_WATERS if code in NOT_DETERMINED | PASSING else Into.ITS_WATERS
    if code in NOT_DETERMINED or undetermined(here.state) or here.state != asked:
        return Into.ITS_REGION if in_region else Into.SHARED_WATERS
    return Into.ITS_WATERS


def asks_entry(asked: ClearanceView, entered: Into, to: Station, words: Wording = ENGLISH) -> str:
    """The request to the State, or its notification, and the waters."""
    where = _where(entered, to, words)
    if asked.mode is ClearanceMode.NOTIFY and asked.code in PASSING:
        return words.say("entry", "NOTIFICATION OF PASSAGE THROUGH {where}", where=where)
    if asked.mode is ClearanceMode.NOTIFY:
        return words.say("entry", "NOTIFICATION OF ENTRY INTO {where}", where=where)
    return words.say("entry", "REQUEST FOR ENTRY INTO {where}", where=where)


def _where(entered: Into, to: Station, words: Wording) -> str:
    match entered:
        case Into.ITS_WATERS:
            return words.say(
                "entry", "THE TERRITORY OR TERRITORIAL SEA OF {party}", party=to.party_name
            )
        case Into.ITS_REGION:
            return words.say(
                "entry",
                "WATERS IN THE SAR REGION OF {centre}",
                centre=to.name,
            )
        case Into.SHARED_WATERS:
            return words.say(
                "entry",
                "WATERS AT THE POSITION GIVEN",
            )
        case Into.UNPLACED_WATERS:
            return words.say("entry", "WATERS WHOSE STATE IS NOT DETERMINED HERE")
        case _:
            assert_never(entered)


def purpose(asked: ClearanceView, words: Wording = ENGLISH) -> str:
    """The purpose for which the unit enters, and no other."""
    return words.word(PURPOSES[asked.situation])


def without_prejudice(entered: Into, words: Wording = ENGLISH) -> list[str]:
    """The reservation that no words on it bind anybody; before it, where the request has not said
    so, that it is not determined whose waters they are."""
    prejudice = words.word(PREJUDICE)
    if entered in (Into.ITS_REGION, Into.SHARED_WATERS):
        return [words.say("entry", "WHOSE WATERS THEY ARE IS NOT DETERMINED HERE"), prejudice]
    return [prejudice]


def basis_in_words(basis: ClearanceBasisView, words: Wording = ENGLISH) -> str:
    """The clause, or the instrument, on which entry is asked."""
    if not basis.agreement:
        return basis.instrument or ""
    return words.say(
        "entry",
        "{article} OF {agreement}, VERSION {version}",
        article=basis.article,
        agreement=basis.agreement,
        version=basis.version,
    )


def unit_and_mission(
    asked: ClearanceView,
    *,
    party_name: str,
    persons: str = "",
    at_work: bool,
    words: Wording = ENGLISH,
) -> Iterator[tuple[LinkLine, str]]:
    """The unit, the projected mission and the need for it, each line with its name. `persons`: how
    many are at risk, for a reader who may know it; `at_work`: the unit is still at work."""
    unit, mission = asked.particulars, asked.mission
    yield LinkLine.NEED, mission.need or _distress(asked, words)
    yield LinkLine.PEOPLE, persons
    kind = words.word(type_of(asked.type).name)
    whose = _whose(unit, party_name, words)
    yield LinkLine.UNIT, words.listed([words.apart(asked.name), kind, whose])
    marks = words.listed(
        words.say("entry", "{mark} {value}", mark=mark, value=value)
        for mark, value in (
            (words.say("entry", "CALL SIGN"), unit.callsign),
            ("MMSI", unit.mmsi),
            ("IMO", unit.imo),
            ("ICAO 24", unit.icao24),
        )
        if value
    )
    yield LinkLine.REGISTRATION, marks or _not_told(words)
    service = words.word(SERVICES[unit.service]) if unit.service else _not_told(words)
    yield LinkLine.SERVICE, service
    yield LinkLine.ARMED, _armed(unit.armed, words)
    sensors = words.listed(words.word(SENSORS[one]).upper() for one in unit.sensors)
    yield LinkLine.SENSORS, sensors or words.say("entry", "NONE TOLD")
    crew = _not_told(words) if mission.crew is None else words.apart(str(mission.crew))
    yield LinkLine.CREW, crew
    yield LinkLine.ENTERS, _enters(asked, words) if at_work else ""
    yield LinkLine.STAYS, _stays(mission.duration_minutes, words)
    yield LinkLine.TRACKS, mission.tracks
    yield LinkLine.HEIGHTS, mission.heights
    yield LinkLine.LANDING, mission.landing
    yield LinkLine.RADIO, mission.radio
    yield LinkLine.TRANSPONDER, mission.transponder
    yield LinkLine.LIAISON, mission.liaison
    yield LinkLine.DETAILS, asked.details


def _whose(unit: ParticularsView, party_name: str, words: Wording) -> str:
    """The party that the unit is of; a hailed ship is of none, and flies a flag."""
    if not unit.hailed:
        return words.say("entry", "OF {party}", party=party_name)
    if unit.flag is None:
        return words.say("entry", "SHIP OF OPPORTUNITY, FLAG NOT TOLD")
    return words.say("entry", "SHIP OF OPPORTUNITY, FLAG {flag}", flag=unit.flag)


def _distress(asked: ClearanceView, words: Wording) -> str:
    if asked.phase is not Phase.DISTRESS:
        return ""
    return words.say("entry", "PERSONS IN DISTRESS")


def _armed(armed: bool | None, words: Wording) -> str:
    match armed:
        case True:
            return words.say("entry", "YES")
        case False:
            return words.say("entry", "NO")
        case None:
            return _not_told(words)


def _not_told(words: Wording) -> str:
    """Said anew in each line: whoever reads lines apart judges each by the words said in it."""
    return words.say("entry", "NOT TOLD")


def _enters(asked: ClearanceView, words: Wording) -> str:
    where = format_telex(asked.place.to_latlon()) if asked.place else ""
    when = date_time_group(asked.enters_at) if asked.enters_at else ""
    if where and when:
        return words.say("entry", "AT {place} ABOUT {time}", place=where, time=when)
    if where:
        return words.say("entry", "AT {place}", place=where)
    return words.say("entry", "ABOUT {time}", time=when) if when else ""


def _stays(minutes: int | None, words: Wording) -> str:
    return "" if minutes is None else words.say("entry", "{count} MIN", count=minutes)
