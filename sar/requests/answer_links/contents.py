"""Lines of what an answer link asks, from the views that the answering party reads (pure)."""

from collections.abc import Callable, Iterator

from sar.assets.catalogue import type_of
from sar.geo.position import format_telex
from sar.incidents.text_lines import date_time_group, position, weather
from sar.incidents.texts import Case, at_risk, phase_name
from sar.languages.phrasing import ENGLISH, OtherWording, Wording
from sar.requests.answer_links.views import LinkFactView
from sar.requests.clearance_views import ClearanceView
from sar.requests.texts.wanted import need_line
from sar.requests.views import AddresseeView, RequestView
from sar.requests.words import AnswerState, ClearanceState, LinkLine


def request_lines(
    asked: RequestView, own: AddresseeView, case: Case | None, other: OtherWording | None = None
) -> list[LinkFactView]:
    """The lines of a request to the centre, in `other` too; `case`: that for which it asks, if
    there is one."""
    return _both(lambda words: _of_request(asked, own, case, words), other)


def _both(
    lines: Callable[[Wording], Iterator[tuple[LinkLine, str]]], other: OtherWording | None
) -> list[LinkFactView]:
    """The lines in English, and each in the other language where it has every word of them."""
    said = [text for _, text in lines(other) if text] if other else []
    whole = other is not None and not other.missing
    english = [(name, text) for name, text in lines(ENGLISH) if text]
    return [
        LinkFactView(name=name, text=text, other=said[place] if whole else None)
        for place, (name, text) in enumerate(english)
    ]


def _of_request(
    asked: RequestView, own: AddresseeView, case: Case | None, words: Wording
) -> Iterator[tuple[LinkLine, str]]:
    for need in asked.needs:
        if need.withdrawn_at is None:
            yield LinkLine.NEED, need_line(need, words)
    yield LinkLine.MESSAGE, asked.message
    if case is not None:
        yield LinkLine.PHASE, phase_name(case.phase, words)
        what = ", ".join(part for part in (case.title, case.object_class) if part)
        yield LinkLine.WHAT, f"{what}. {case.description}".strip()
        yield LinkLine.POSITION, position(case.datum, words=words)
        yield LinkLine.PEOPLE, at_risk(case, words)
        yield LinkLine.WEATHER, weather(case.weather, words)
        yield LinkLine.COORDINATES, case.lead.named
    elif asked.place is not None:
        yield LinkLine.POSITION, format_telex(asked.place.to_latlon())
    due_at = own.answer_due_at or own.acknowledge_due_at
    awaited = own.state in (AnswerState.SENT, AnswerState.ACKNOWLEDGED)
    yield LinkLine.DUE, date_time_group(due_at) if due_at and awaited else ""


def clearance_lines(asked: ClearanceView, other: OtherWording | None = None) -> list[LinkFactView]:
    """The lines of a clearance, in `other` too."""
    return _both(lambda words: _of_clearance(asked, words), other)


def _of_clearance(asked: ClearanceView, words: Wording) -> Iterator[tuple[LinkLine, str]]:
    kind = words.word(type_of(asked.type).name)
    yield LinkLine.UNIT, words.listed([words.apart(asked.name), kind, asked.party])
    where = words.apart(format_telex(asked.place.to_latlon())) if asked.place else ""
    at = date_time_group(asked.enters_at) if asked.enters_at else ""
    about = words.say("entry", "ABOUT {time}", time=at) if at else ""
    yield LinkLine.ENTERS, words.listed(part for part in (where, about) if part)
    yield LinkLine.PURPOSE, words.word(asked.situation).upper()
    yield LinkLine.PHASE, phase_name(asked.phase, words) if asked.phase else ""
    basis = asked.basis
    by = f"{basis.article}, {basis.agreement}" if basis.agreement else basis.instrument or ""
    yield LinkLine.BASIS, by
    yield LinkLine.DETAILS, asked.details
    yield LinkLine.CONTACT, asked.contact
    due_at = asked.answer_due_at or asked.acknowledge_due_at
    awaited = asked.state in (ClearanceState.ASKED, ClearanceState.ACKNOWLEDGED)
    yield LinkLine.DUE, date_time_group(due_at) if awaited else ""
