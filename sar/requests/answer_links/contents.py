"""Lines of what an answer link asks, from the views that the answering party reads (pure)."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sar.geo.position import format_telex
from sar.incidents.texts.case_facts import Case, Station
from sar.incidents.texts.case_texts import at_risk, phase_name
from sar.incidents.texts.place_lines import position
from sar.incidents.texts.time_lines import date_time_group
from sar.incidents.texts.weather_lines import weather_line
from sar.languages.phrasing import ENGLISH, OtherWording, Wording
from sar.languages.words import Manner, Use, manner
from sar.requests.answer_links.views import LinkFactView
from sar.requests.clearance_views import ClearanceView
from sar.requests.clearances.clearance_lines import (
    Into,
    asks_entry,
    basis_in_words,
    purpose,
    unit_and_mission,
    without_prejudice,
)
from sar.requests.state_tables import AWAITED
from sar.requests.texts.wanted import need_line
from sar.requests.views import AddresseeView, RequestView
from sar.requests.words import UNANSWERED, LinkLine


def request_lines(
    asked: RequestView,
    own: AddresseeView,
    case: Case | None,
    other: OtherWording | None = None,
    *,
    exercise: bool,
    now: datetime,
) -> list[LinkFactView]:
    """The lines of a request to the centre, in `other` too as far as it may be used; `case`: that
    for which it asks, if there is one."""

    def lines(words: Wording) -> Iterator[tuple[LinkLine, str]]:
        return _of_request(asked, own, case, words, now=now)

    return in_both(lines, other, exercise=exercise)


def in_both(
    lines: Callable[[Wording], Iterator[tuple[LinkLine, str]]],
    other: OtherWording | None,
    *,
    exercise: bool,
) -> list[LinkFactView]:
    """The lines in English, and each in the other language where it has every word of it; in real
    use where somebody has reviewed them too."""
    english = list(lines(ENGLISH))
    said = _usable(lines, other, exercise=exercise) if other else [None] * len(english)
    return [
        LinkFactView(name=name, text=text, other=one)
        for (name, text), one in zip(english, said, strict=True)
        if text
    ]


def _usable(
    lines: Callable[[Wording], Iterator[tuple[LinkLine, str]]],
    other: OtherWording,
    *,
    exercise: bool,
) -> list[str | None]:
    found: list[str | None] = []
    for _, text in lines(other):
        reviewed = not other.unreviewed
        stands = manner(Use.PAGE, reviewed=reviewed, exercise=exercise) is not Manner.ABSENT
        found.append(text if stands and not other.missing else None)
        other.missing.clear()
        other.unreviewed.clear()
    return found


def _of_request(
    asked: RequestView, own: AddresseeView, case: Case | None, words: Wording, *, now: datetime
) -> Iterator[tuple[LinkLine, str]]:
    for need in asked.needs:
        if need.withdrawn_at is None:
            yield LinkLine.NEED, need_line(need, words, now=now)
    yield LinkLine.MESSAGE, asked.message
    if case is not None:
        yield LinkLine.PHASE, phase_name(case.phase, words)
        what = ", ".join(part for part in (case.title, case.object_class) if part)
        yield LinkLine.WHAT, f"{what}. {case.description}".strip()
        yield LinkLine.POSITION, position(case.datum, words=words)
        yield LinkLine.PEOPLE, at_risk(case, words)
        yield LinkLine.WEATHER, "".join(weather_line(case.weather, words))
        yield LinkLine.COORDINATES, case.lead.named
    elif asked.place is not None:
        yield LinkLine.POSITION, format_telex(asked.place.to_latlon())
    due_at = own.answer_due_at or own.acknowledge_due_at
    awaited = own.state in AWAITED
    yield LinkLine.DUE, _due(due_at, words, now=now) if due_at and awaited else ""


def _due(at: datetime, words: Wording, *, now: datetime) -> str:
    said = date_time_group(at)
    return said if now <= at else words.say("request", "AT ONCE (WAS DUE {time})", time=said)


def clearance_lines(
    asked: ClearanceView,
    *,
    asked_by: Station,
    to: Station,
    entered: Into,
    other: OtherWording | None = None,
) -> list[LinkFactView]:
    """The lines of a clearance, those of its text (Annex 3.1.3), in `other` too as far as it may be
    used. The number at risk is for those involved in the case, which the State is not by this.
    """

    def lines(words: Wording) -> Iterator[tuple[LinkLine, str]]:
        return _of_clearance(asked, asked_by, to, entered, words)

    return in_both(lines, other, exercise=asked.exercise)


def _basis(asked: ClearanceView, words: Wording) -> str:
    """The basis, and once the State has objected where by it no leave is needed, what that is."""
    basis = basis_in_words(asked.basis, words)
    if not asked.objection:
        return basis
    return words.say(
        "entry",
        "{basis}. BY IT NO LEAVE IS NEEDED: YOUR OBJECTION IS ON RECORD AND CLOSES NO BORDER",
        basis=basis,
    )


def _of_clearance(
    asked: ClearanceView, asked_by: Station, to: Station, entered: Into, words: Wording
) -> Iterator[tuple[LinkLine, str]]:
    yield LinkLine.ENTRY, asks_entry(asked, entered, to, words)
    yield LinkLine.PURPOSE, purpose(asked, words)
    yield LinkLine.PREJUDICE, ". ".join(without_prejudice(entered, words))
    yield LinkLine.PHASE, phase_name(asked.phase, words) if asked.phase else ""
    yield from unit_and_mission(asked, party_name=asked_by.party_name, at_work=True, words=words)
    yield LinkLine.BASIS, _basis(asked, words)
    yield LinkLine.CONTACT, asked.contact
    due_at = asked.answer_due_at or asked.acknowledge_due_at
    awaited = asked.state in UNANSWERED
    yield LinkLine.DUE, date_time_group(due_at) if awaited else ""
