"""Lines of what an answer link asks, from the views that the answering party reads (pure)."""

from collections.abc import Iterator

from sar.assets.catalogue import type_of
from sar.geo.position import format_telex
from sar.incidents.text_lines import date_time_group, position, weather
from sar.incidents.texts import PHASE_NAMES, Case, at_risk
from sar.requests.answer_links.views import LinkFactView
from sar.requests.clearance_views import ClearanceView
from sar.requests.texts.wanted import need_line
from sar.requests.views import AddresseeView, RequestView
from sar.requests.words import AnswerState, ClearanceState, LinkLine


def request_lines(asked: RequestView, own: AddresseeView, case: Case | None) -> list[LinkFactView]:
    """The lines of a request to the centre; `case`: that for which it asks, if there is one."""
    found = _of_request(asked, own, case)
    return [LinkFactView(name=name, text=text) for name, text in found if text]


def _of_request(
    asked: RequestView, own: AddresseeView, case: Case | None
) -> Iterator[tuple[LinkLine, str]]:
    for need in asked.needs:
        if need.withdrawn_at is None:
            yield LinkLine.NEED, need_line(need)
    yield LinkLine.MESSAGE, asked.message
    if case is not None:
        yield LinkLine.PHASE, PHASE_NAMES[case.phase]
        what = ", ".join(part for part in (case.title, case.object_class) if part)
        yield LinkLine.WHAT, f"{what}. {case.description}".strip()
        yield LinkLine.POSITION, position(case.datum)
        yield LinkLine.PEOPLE, at_risk(case)
        yield LinkLine.WEATHER, weather(case.weather)
        yield LinkLine.COORDINATES, case.lead.named
    elif asked.place is not None:
        yield LinkLine.POSITION, format_telex(asked.place.to_latlon())
    due_at = own.answer_due_at or own.acknowledge_due_at
    awaited = own.state in (AnswerState.SENT, AnswerState.ACKNOWLEDGED)
    yield LinkLine.DUE, date_time_group(due_at) if due_at and awaited else ""


def clearance_lines(asked: ClearanceView) -> list[LinkFactView]:
    """The lines of a clearance."""
    return [LinkFactView(name=name, text=text) for name, text in _of_clearance(asked) if text]


def _of_clearance(asked: ClearanceView) -> Iterator[tuple[LinkLine, str]]:
    yield LinkLine.UNIT, f"{asked.name}, {type_of(asked.type).name}, {asked.party}"
    where = format_telex(asked.place.to_latlon()) if asked.place else ""
    about = f"ABOUT {date_time_group(asked.enters_at)}" if asked.enters_at else ""
    yield LinkLine.ENTERS, ", ".join(part for part in (where, about) if part)
    yield LinkLine.PURPOSE, asked.situation.replace("_", " ").upper()
    yield LinkLine.PHASE, PHASE_NAMES[asked.phase] if asked.phase else ""
    basis = asked.basis
    by = f"{basis.article}, {basis.agreement}" if basis.agreement else basis.instrument or ""
    yield LinkLine.BASIS, by
    yield LinkLine.DETAILS, asked.details
    yield LinkLine.CONTACT, asked.contact
    due_at = asked.answer_due_at or asked.acknowledge_due_at
    awaited = asked.state in (ClearanceState.ASKED, ClearanceState.ACKNOWLEDGED)
    yield LinkLine.DUE, date_time_group(due_at) if awaited else ""
