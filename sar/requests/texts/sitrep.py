"""Situation reports of a case, short and full, by the headings of the IMO (pure).

IAMSAR Volume II, SITREP: A to F are the short form, with which the first report leaves at once;
G to N are added later, without an I. House figure: one an hour, and one at each change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from sar.geo.position import LatLon, format_telex
from sar.incidents.distress import Answer, Criterion, Sheet
from sar.incidents.sheet_words import CRITERIA
from sar.incidents.texts.area_words import SHAPE
from sar.incidents.texts.case_facts import Case, Station
from sar.incidents.texts.case_texts import (
    at_risk,
    channels_of,
    contact_line,
    coordinators,
    phase_name,
    references,
    reported,
    sentences,
    whole_identity,
    written,
)
from sar.incidents.texts.kind_lines import kinds_line
from sar.incidents.texts.message_frame import heading, message, reply_to
from sar.incidents.texts.place_lines import position
from sar.incidents.texts.time_lines import date_time_group, time_of_day
from sar.incidents.texts.weather_lines import weather, weather_head, weather_line
from sar.incidents.words import HelpGone, IncidentState, SitrepForm
from sar.languages.phrasing import ENGLISH, Wording
from sar.requests.texts.handover import AskedLine, AuthorityLine, UnitLine

SEEN: Final = (
    Criterion.NOT_SEAWORTHY,
    Criterion.OVERLOADED,
    Criterion.SHORT_OF_SUPPLIES,
    Criterion.NO_ABLE_CREW,
    Criterion.NO_EQUIPMENT,
    Criterion.NO_LIFE_JACKETS,
    Criterion.ADRIFT,
    Criterion.BELOW_DECK,
    Criterion.LISTING,
)
"""The lines of the assessment that describe the craft."""
MOST_CORNERS: Final = 12
"""An area of more is told by its shape in words, or by the box around it."""


@dataclass(frozen=True, slots=True)
class SearchArea:
    """An area to be searched, by its corners. `note`: begins with its shape in words, if it has
    one."""

    name: str
    corners: Sequence[LatLon]
    assigned_to: str = ""
    pattern: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AltitudeBlock:
    """Heights that are kept for one aircraft or purpose."""

    assigned_to: str
    from_ft: int
    to_ft: int


def heights(blocks: Sequence[AltitudeBlock], words: Wording = ENGLISH) -> str:
    """The heights, and for whom each are kept."""
    return words.listed(
        words.say(
            "sitrep",
            "{least} TO {most} FT {whom}",
            least=one.from_ft,
            most=one.to_ft,
            whom=one.assigned_to,
        )
        if one.assigned_to
        else words.say("sitrep", "{least} TO {most} FT", least=one.from_ft, most=one.to_ft)
        for one in blocks
    )


@dataclass(frozen=True, slots=True)
class Operation:
    """The work on a case, as the reader may see it."""

    sheet: Sheet
    units: Sequence[UnitLine] = ()
    requests: Sequence[AskedLine] = ()
    authorities: Sequence[AuthorityLine] = ()
    areas: Sequence[SearchArea] = ()
    blocks: Sequence[AltitudeBlock] = ()
    in_water_since: datetime | None = None
    look_again_at: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ReportHead:
    """The report itself: its number and form. `assistance`: what is required; `plans`: what comes
    next."""

    number: int
    form: SitrepForm
    issued: bool
    assistance: str
    plans: str = ""


def usual_form(number: int) -> SitrepForm:
    """The form of the report of that number: the first one leaves short, at once."""
    return SitrepForm.SHORT if number == 1 else SitrepForm.FULL


def sitrep(
    case: Case,
    report: ReportHead,
    of: Operation,
    *,
    sender: Station,
    to: Station | None,
    now: datetime,
    words: Wording = ENGLISH,
) -> str:
    """A SAR situation report. One that is not issued says so."""
    lines = [
        *heading(case, sender=sender, to=_addressee(to, words), now=now, words=words),
        _number(case, report, words),
        words.say("sitrep", "CASE {references}", references=references(case, words)),
        *_short(case, report, words),
    ]
    if report.form is SitrepForm.FULL:
        lines += _full(case, report, of, words, now=now)
    else:
        lines += [f"H. {line}" for line in weather_line(case.weather, words)]
    return message(case, [*lines, *reply_to(sender, lead=case.lead, words=words)], words)


def _addressee(to: Station | None, words: Wording) -> str:
    return to.named if to else words.say("sitrep", "ALL CONCERNED")


def _number(case: Case, report: ReportHead, words: Wording) -> str:
    if case.state is IncidentState.CLOSED:
        said = words.say("sitrep", "SAR SITREP NO {number} AND FINAL", number=report.number)
    else:
        said = words.say("sitrep", "SAR SITREP NO {number}", number=report.number)
    return said if report.issued else f"{said} {words.say('sitrep', '(DRAFT, NOT ISSUED)')}"


def _short(case: Case, report: ReportHead, words: Wording) -> Iterator[str]:
    say = partial(words.say, "sitrep")
    where = position(case.datum, route=case.route, words=words)
    yield say("A. IDENTITY OF CASUALTY: {casualty}", casualty=whole_identity(case, words))
    yield say("B. POSITION: {position}", position=where)
    yield say("C. SITUATION: {situation}", situation=_situation(case, words))
    people = sentences(at_risk(case, words), kinds_line(case.people, words))
    yield say("D. NUMBER OF PERSONS AT RISK: {persons}", persons=people)
    yield say("E. ASSISTANCE REQUIRED: {needs}", needs=report.assistance)
    yield say("F. COORDINATING RCC: {centres}", centres=coordinators(case, words))
    yield from contact_line(case, words)


def _situation(case: Case, words: Wording) -> str:
    phase = phase_name(case.phase, words)
    if case.state is not IncidentState.OPEN:
        ended = (
            words.say("sitrep", "SEARCH SUSPENDED")
            if case.state is IncidentState.SUSPENDED
            else words.say("sitrep", "CASE CLOSED")
        )
        at = f" {words.apart(date_time_group(case.ended_at))}" if case.ended_at else ""
        phase = words.say("sitrep", "{ended} IN PHASE {phase}", ended=f"{ended}{at}", phase=phase)
    kind = words.listed([phase, words.word(case.situation).upper()])
    return sentences(kind, written(case.description, words), reported(case, words))


def _full(
    case: Case, report: ReportHead, of: Operation, words: Wording, *, now: datetime
) -> Iterator[str]:
    say = partial(words.say, "sitrep")
    seen = weather(case.weather, words) or _nothing(words)
    yield say("G. DESCRIPTION OF CASUALTY: {casualty}", casualty=_craft(case, of, words))
    yield f"H. {weather_head(case.weather, words)}: {seen}"
    yield say("J. INITIAL ACTION TAKEN: {action}", action=_action(of, words, now=now))
    yield say("K. SEARCH AREA: {areas}", areas=_areas(of, words))
    yield say("L. COORDINATING INSTRUCTIONS: {orders}", orders=_instructions(case, of, words))
    yield say("M. FUTURE PLANS: {plans}", plans=_plans(case, report, of, words, now=now))
    said = _conclusion(case, of, words)
    yield say("N. ADDITIONAL INFORMATION/CONCLUSION: {said}", said=said)


def _nothing(words: Wording) -> str:
    return words.say("sitrep", "NOTHING ON FILE")


def _craft(case: Case, of: Operation, words: Wording) -> str:
    said = [
        f"{words.word(CRITERIA[one])}: {words.word(answer)}"
        for one in SEEN
        if (answer := of.sheet.get(one)) and answer is not Answer.NOT_KNOWN
    ]
    since = of.in_water_since
    water = (
        words.say("sitrep", "PEOPLE IN THE WATER SINCE {time}", time=date_time_group(since))
        if since and case.state is IncidentState.OPEN
        else ""
    )
    return sentences(words.listed(said), water) or _nothing(words)


def _action(of: Operation, words: Wording, *, now: datetime) -> str:
    say = partial(words.say, "sitrep")
    units = words.listed(_unit(one, words, now=now) for one in of.units)
    asked = words.listed(_asked(one, words) for one in of.requests if one.centres)
    done = sentences(
        say("TASKED {units}", units=units) if units else "",
        say("ASKED {requests}", requests=asked) if asked else "",
    ) or say("NO UNIT TASKED, NOBODY ASKED")
    elsewhere = words.listed(_authority(one, words, now=now) for one in of.authorities)
    also = say("OTHER AUTHORITIES HAVE IT: {names}", names=elsewhere) if elsewhere else ""
    return sentences(done, also)


def _authority(one: AuthorityLine, words: Wording, *, now: datetime) -> str:
    say = partial(words.say, "sitrep")
    contact = (
        say("CONTACT {time}", time=time_of_day(one.contact_at, now=now))
        if one.contact_at
        else say("NOT CONFIRMED BY CONTACT")
    )
    said = words.listed([*_authority_unit(one, words), contact])
    return f"{words.apart(one.name)} ({said})"


def _authority_unit(one: AuthorityLine, words: Wording) -> Iterator[str]:
    say = partial(words.say, "sitrep")
    unit = words.apart(one.unit) or say("ITS UNIT")
    match one.gone:
        case HelpGone.TURNED_BACK:
            yield say("{unit} TURNED BACK", unit=unit)
        case HelpGone.UNABLE:
            yield say("{unit} CANNOT COME", unit=unit)
        case HelpGone.LATE:
            yield say("{unit} IS LATE", unit=unit)
        case None if one.unit:
            yield unit


def _asked(one: AskedLine, words: Wording) -> str:
    centres = words.listed(
        f"{words.apart(name)} ({words.word(state)})" for name, state in one.centres
    )
    say = partial(words.say, "sitrep")
    return say("{reference} TO {centres}", reference=one.reference, centres=centres)


def _unit(one: UnitLine, words: Wording, *, now: datetime) -> str:
    whose = one.owner or words.say("sitrep", "SHIP OF OPPORTUNITY")
    said = f"{words.apart(one.name)} ({words.apart(whose)}) {words.word(one.state)}"
    if not one.expected_at:
        return said
    at = time_of_day(one.expected_at, now=now)
    return words.listed([said, words.say("sitrep", "EXPECTED {time}", time=at)])


def _areas(of: Operation, words: Wording) -> str:
    said = dict.fromkeys(_area(one, words) for one in of.areas)  # parts of one shape alike
    return sentences(*said) or _nothing(words)


def _area(one: SearchArea, words: Wording) -> str:
    where = words.listed(part for part in (written(one.note, words), _corners(one, words)) if part)
    details = words.listed(words.apart(part) for part in (one.pattern, one.assigned_to) if part)
    return f"{words.apart(one.name)}: {where}" + (f" ({details})" if details else "")


def _corners(one: SearchArea, words: Wording) -> str:
    """The corners, or of too many the box around them; empty where the note says enough."""
    if len(one.corners) <= MOST_CORNERS:
        return words.listed(words.apart(format_telex(corner)) for corner in one.corners)
    if SHAPE.match(one.note):
        return ""
    lats, lons = [p.lat for p in one.corners], [p.lon for p in one.corners]
    return words.say(
        "sitrep",
        "WITHIN {south_west} TO {north_east}, SEE THE CHART",
        south_west=format_telex(LatLon(min(lats), min(lons))),
        north_east=format_telex(LatLon(max(lats), max(lons))),
    )


def _instructions(case: Case, of: Operation, words: Wording) -> str:
    say = partial(words.say, "sitrep")
    blocks, channels = heights(of.blocks, words), channels_of(case)
    return sentences(
        say("OSC {holder}", holder=case.on_scene) if case.on_scene else say("NO OSC NAMED"),
        say("ACO {holder}", holder=case.in_the_air) if case.in_the_air else "",
        say("CHANNELS {channels}", channels=channels) if channels else "",
        say("HEIGHTS {heights}", heights=blocks) if blocks else "",
    )


def _plans(case: Case, report: ReportHead, of: Operation, words: Wording, *, now: datetime) -> str:
    say = partial(words.say, "sitrep")
    look, goes_on = "", ""
    if case.state is IncidentState.OPEN:
        goes_on = say("SEARCH AND RESCUE GO ON. NEXT SITREP WITHIN THE HOUR")
    elif case.state is IncidentState.SUSPENDED:
        goes_on = say("ANY NEWS RESUMES THE SEARCH")
        if of.look_again_at:
            look = say("LOOK AGAIN BY {time}", time=time_of_day(of.look_again_at, now=now))
    return sentences(written(report.plans, words), look, goes_on) or say("NONE")


def _conclusion(case: Case, of: Operation, words: Wording) -> str:
    say = partial(words.say, "sitrep")
    at = ""
    if case.state is not IncidentState.OPEN and case.ended_at is not None:
        time = date_time_group(case.ended_at)
        if case.state is IncidentState.SUSPENDED:
            at = say("SEARCH AND RESCUE SUSPENDED {time}", time=time)
        else:
            at = say("SEARCH AND RESCUE ENDED {time}", time=time)
    return sentences(at, written(of.outcome, words)) or say("NONE")
