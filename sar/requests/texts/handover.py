"""The twelve facts that are handed over with a case, each as a line (pure).

A house list: it serves SAR Convention, Annex 4.5.4 and MSC.167(78) 6.7, by which whoever leads
stays responsible until another has taken over.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sar.incidents.distress import Answer, Criterion, Sheet
from sar.incidents.sheet_words import CRITERIA
from sar.incidents.texts.case_facts import Case
from sar.incidents.texts.case_texts import PHASE_NAMES, channels_of, sentences
from sar.incidents.texts.craft import identified
from sar.incidents.texts.kind_lines import kinds_line, medical_line
from sar.incidents.texts.people_lines import people_line, persons
from sar.incidents.texts.place_lines import position
from sar.incidents.texts.time_lines import time_of_day
from sar.incidents.texts.weather_lines import weather
from sar.incidents.words import HandoverFact, HelpGone

_CRAFT: Final = (
    Criterion.NOT_SEAWORTHY,
    Criterion.OVERLOADED,
    Criterion.SHORT_OF_SUPPLIES,
    Criterion.NO_ABLE_CREW,
    Criterion.NO_EQUIPMENT,
    Criterion.ADRIFT,
    Criterion.BELOW_DECK,
    Criterion.LISTING,
)
_MEDICAL: Final = (Criterion.URGENT_MEDICAL, Criterion.DEAD_ABOARD, Criterion.CHILDREN_OR_PREGNANT)
_LIFE_JACKETS: Final = {Answer.YES: "NONE SEEN, OR NOT ENOUGH", Answer.NO: "SEEN, ENOUGH"}
_GONE: Final[Mapping[HelpGone, str]] = {
    HelpGone.TURNED_BACK: "TURNED BACK",
    HelpGone.UNABLE: "CANNOT COME",
    HelpGone.LATE: "IS LATE",
}
NOT_KNOWN: Final = "NOT KNOWN"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit at work for the case. `owner`: who commands it; None: a ship, whose master does."""

    name: str
    owner: str | None
    state: str
    expected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A request, with each centre asked and how its answer stands."""

    reference: str
    centres: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """Another authority that has the case. `gone`: why its unit does not come; `contact_at`: the
    last contact with it; None: no contact has confirmed it."""

    name: str
    unit: str
    contact_at: datetime | None
    gone: HelpGone | None = None


@dataclass(frozen=True, slots=True)
class ToHandOver:
    """All that the facts are drawn from, as the reader may see it."""

    case: Case
    reason: str
    """The reason why the phase was set."""
    sheet: Sheet
    call_back: str
    language: str
    next_call: str = ""
    units: Sequence[UnitLine] = ()
    requests: Sequence[AskedLine] = ()
    authorities: Sequence[AuthorityLine] = ()
    kept_from: Sequence[str] = ()
    in_water: str = ""


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One fact; one that is not known says so."""

    fact: HandoverFact
    text: str
    known: bool


def twelve_facts(of: ToHandOver, *, now: datetime) -> list[HandoverLine]:
    """The facts as they stand at `now`, the four red ones first."""
    said = dict(_lines(of, now=now))
    return [
        HandoverLine(fact, said.get(fact) or NOT_KNOWN, known=bool(said.get(fact)))
        for fact in HandoverFact
    ]


def _lines(of: ToHandOver, *, now: datetime) -> Iterator[tuple[HandoverFact, str]]:
    case = of.case
    yield HandoverFact.PHASE, sentences(PHASE_NAMES[case.phase], of.reason)
    is_placed = case.datum is not None or case.route
    yield HandoverFact.POSITION, position(case.datum, route=case.route) if is_placed else ""
    on_board = persons(case.casualty)
    counted = sentences("" if on_board == NOT_KNOWN else on_board, people_line(case.people))
    counted = sentences(counted, kinds_line(case.people))
    yield HandoverFact.ON_BOARD, counted
    named = identified(case.craft) if case.craft else ""
    what = sentences(case.object_class, named, case.description)
    craft = sentences(what, _seen(of.sheet, _CRAFT), of.in_water)
    yield HandoverFact.CRAFT, craft
    known = (of.call_back, of.language, of.next_call, channels_of(case))
    spoken = ", ".join(part for part in known if part)
    yield HandoverFact.CALL_BACK, spoken
    dead = case.people.found.dead if case.people else 0
    medical = (_seen(of.sheet, _MEDICAL), medical_line(case.people), f"DEAD {dead}" if dead else "")
    yield HandoverFact.MEDICAL, sentences(*medical)
    without = of.sheet.get(Criterion.NO_LIFE_JACKETS, Answer.NOT_KNOWN)
    yield HandoverFact.LIFE_JACKETS, _LIFE_JACKETS.get(without, "")
    yield HandoverFact.WEATHER, weather(case.weather)
    units = _units(of.units, ships=False, on_scene=case.on_scene, now=now)
    elsewhere = "; ".join(_authority(one, now=now) for one in of.authorities)
    also = f"OTHER AUTHORITIES HAVE IT: {elsewhere}" if elsewhere else ""
    yield HandoverFact.UNITS, sentences(units, also)
    yield HandoverFact.SHIPS, _units(of.units, ships=True, on_scene="", now=now)
    yield HandoverFact.REQUESTS, "; ".join(map(_asked, of.requests))
    yield HandoverFact.PLACES, _places(of)


def _seen(sheet: Sheet, criteria: Iterable[Criterion]) -> str:
    words: Mapping[Answer, str] = {Answer.YES: "YES", Answer.NO: "NO"}
    found = [(CRITERIA[one], words.get(sheet[one])) for one in criteria if one in sheet]
    return ", ".join(f"{name}: {answer}" for name, answer in found if answer)


def _units(units: Sequence[UnitLine], *, ships: bool, on_scene: str, now: datetime) -> str:
    found = "; ".join(_unit(one, now=now) for one in units if (one.owner is None) is ships)
    if not found:
        return "NONE TASKED" if not ships else "NONE HAILED"
    return sentences(found, on_scene)


def _unit(one: UnitLine, *, now: datetime) -> str:
    commands = f"{one.owner} commands" if one.owner else "her master commands"
    expected = f", expected {time_of_day(one.expected_at, now=now)}" if one.expected_at else ""
    return f"{one.name} ({commands}), {one.state}{expected}"


def _authority(one: AuthorityLine, *, now: datetime) -> str:
    at = one.contact_at
    contact = f"contact {time_of_day(at, now=now)}" if at else "NOT CONFIRMED BY CONTACT"
    gone = f"{one.unit or 'its unit'} {_GONE[one.gone]}" if one.gone else one.unit
    return ", ".join(part for part in (one.name, gone, contact) if part)


def _asked(one: AskedLine) -> str:
    centres = ", ".join(f"{name} ({state})" for name, state in one.centres) or "nobody"
    return f"{one.reference} to {centres}"


def _places(of: ToHandOver) -> str:
    delivered = of.case.people.delivered if of.case.people else ()
    landed = ", ".join(f"{number} at {place or 'a place not named'}" for place, number in delivered)
    places = of.case.people.uncounted_at if of.case.people else ()
    uncounted = ", ".join(f"at {place or 'a place not named'}" for place in places)
    kept = ", ".join(of.kept_from)
    return sentences(
        f"LANDED {landed}" if landed else "",
        f"LANDED, NOT COUNTED, {uncounted}" if uncounted else "",
        f"NOT TO BE TOLD: {kept}" if kept else "",
    )
