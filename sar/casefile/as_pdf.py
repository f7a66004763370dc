"""A case file as PDF/A, set by Typst from a template of ours: to be printed, signed and kept."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files
from types import ModuleType
from typing import Any, Final

from sar.casefile.case_data import CaseFile
from sar.casefile.chart import of_case
from sar.casefile.log import lines
from sar.casefile.map_files import shipped
from sar.casefile.people_rows import at_least, people_rows
from sar.casefile.places import places
from sar.casefile.printable import WAYS
from sar.geo.position import format_ddm
from sar.geo.waters import DISCLAIMER
from sar.incidents.informing_views import InvolvedView
from sar.incidents.lifecycle.change_words import in_words
from sar.incidents.people.fewer_on_board import in_print
from sar.incidents.people.outstanding import PersonsRange
from sar.incidents.texts.area_words import area_text
from sar.incidents.views import IncidentView
from sar.log import logger
from sar.record.step_words import plain
from sar.requests.deployment_views import DeploymentView, SeenDeployment
from sar.requests.views import NeedView, RequestView
from sar.wire import JsonObject

log = logger(__name__)

STANDARD: Final = "a-2b"
"""PDF/A-2b, ISO 19005-2: all that is needed to read it is in the file."""


def pdf(case: CaseFile) -> bytes:
    """The file. Takes a good part of a second: call it off the event loop."""
    import typst  # 80 MB, wanted only where somebody exports

    texts = document(case)
    *truer, last = WAYS
    for way in truer:
        try:
            return _set(typst, texts, way, case.as_of)
        except typst.TypstError as error:
            log.info("a case file is set in plainer letters", error=error.message)
    return _set(typst, texts, last, case.as_of)


def _set(typst: ModuleType, texts: JsonObject, way: Callable[[str], str], at: datetime) -> bytes:
    """An archive refuses a letter that no font of the file has: those are told by their code."""
    made: bytes = typst.compile(
        _template(),
        sys_inputs={"case": json.dumps(_printable(texts, way))},
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=STANDARD,
        timestamp=at.replace(microsecond=0),
    )
    return made


def _printable(value: Any, way: Callable[[str], str]) -> Any:
    match value:
        case str():
            return way(value)
        case list():
            return [_printable(one, way) for one in value]
        case dict():
            return {name: _printable(one, way) for name, one in value.items()}
        case _:
            return value


@cache
def _template() -> bytes:
    return files("sar.casefile").joinpath("case.typ").read_bytes()


def document(case: CaseFile) -> JsonObject:
    """The texts of the document by part, as the template sets them."""
    found = places(case)
    return {
        "reference": case.incident.reference,
        "title": case.incident.title,
        "exercise": case.incident.exercise,
        "head": f"{case.incident.phase.value.upper()}, {case.incident.state.value}",
        "as_of": f"{_day(case.as_of)}, record number {case.number} of {case.party}. All times UTC.",
        "disclaimer": DISCLAIMER,
        "facts": [[name, said] for name, said in _facts(case) if said],
        "people": people_rows(
            case.incident.people, case.incident.lead.name, with_kinds=case.with_kinds
        ),
        "chart": of_case(case, backdrop=shipped()),
        "places": [
            [
                str(number),
                place.name,
                format_ddm(place.point),
                f"{place.within_nm:g} nm" if place.within_nm else "",
                _day(place.at),
            ]
            for number, place in enumerate(found, 1)
        ],
        "needs": [row for request in case.requests for row in _needs(request)],
        "units": [_unit(work) for work in case.deployments],
        "log": [
            [
                "" if line.number is None else str(line.number),
                _day(datetime.fromisoformat(line.at)),
                " ".join(part for part in (line.party, line.centre, line.who) if part),
                f"{line.text} (own)" if line.own else line.text,
                _recorded(line.recorded_at, line.happened_at),
            ]
            for line in lines(case)
        ],
    }


def _day(at: datetime | None) -> str:
    return "" if at is None else f"{at:%d %b %Y %H:%MZ}"


def _recorded(recorded_at: str, happened_at: str) -> str:
    if not happened_at or recorded_at[:16] == happened_at[:16]:
        return ""
    return f"recorded {_day(datetime.fromisoformat(recorded_at))}"


def _facts(case: CaseFile) -> Iterable[tuple[str, str]]:
    incident, pob = case.incident, case.incident.pob
    yield "Opened", f"{_day(incident.opened_at)} by {incident.opened_by}"
    yield "Closed", f"{_day(incident.closed_at)}: {incident.outcome}" if incident.closed_at else ""
    yield "Mission coordinator (SMC)", _smc(incident)
    yield from on_scene(incident)
    yield "Search areas", "; ".join(map(area_text, incident.search_areas))
    yield "Same event", _same_event(incident)
    yield "Kind", plain(incident.situation.value)
    yield "Object", incident.object_class
    yield "On board", _on_board(incident)
    highest = incident.pob_highest
    yield "Most ever told on board", str(highest) if highest is not None else ""
    yield "Children", str(pob.children) if pob.children is not None else ""
    alone = pob.unaccompanied
    yield "Children unaccompanied", str(alone) if alone is not None else ""
    yield "Conditions", in_words({"conditions": incident.conditions.model_dump(mode="json")})
    yield "Reported by", incident.source.who
    yield "Call back", incident.source.call_back or ""
    yield "Involved", ", ".join(_involved(one) for one in incident.involved)
    yield "Description", incident.description


def on_scene(incident: IncidentView) -> Iterable[tuple[str, str]]:
    """The offices on scene, channels and altitude blocks; empty where none is told."""
    held = {"osc": incident.osc, "aco": incident.aco, "channels": incident.channels}
    yield "On scene", in_words({name: value for name, value in held.items() if value})
    blocks = [
        f"{one['assigned_to']} {one['from_ft']} to {one['to_ft']} ft"
        for one in incident.altitude_blocks
    ]
    yield "Altitude blocks", ", ".join(blocks)


def _on_board(incident: IncidentView) -> str:
    fewer = incident.fewer_on_board
    was = PersonsRange(fewer.was_min, fewer.was_max) if fewer else None
    return in_print(PersonsRange(incident.pob.min or 0, incident.pob.max), was)


def _involved(one: InvolvedView) -> str:
    led = f" (led until {_day(one.led_until)})" if one.led_until else ""
    return f"{one.party} {_day(one.since)}{led}"


def _smc(incident: IncidentView) -> str:
    has, lead = incident.smc_by_voice, incident.lead
    if has is None:
        return f"{lead.name} ({lead.party})"
    said = f"by voice since {_day(has.taken_at)}, {has.function}"
    return f"{has.centre.name} ({has.centre.party}), {said}; the case is kept by {lead.name}"


def _same_event(incident: IncidentView) -> str:
    """The linked cases and who coordinates each; one centre that coordinates all is said once."""
    if incident.event is None:
        return ""
    event = incident.event
    others = [
        (one.reference or f"a case of {one.party}", one.smc.name if one.smc else "closed")
        for one in event.cases[1:]
    ]
    if event.smc is not None:
        named = ", ".join(reference for reference, _ in others)
        return f"{named}; {event.smc.name} coordinates all of them"
    return ", ".join(f"{reference} ({smc})" for reference, smc in others)


def _needs(request: RequestView) -> Iterable[list[str]]:
    for need in request.needs:
        yield [request.reference, _need(need), _day(need.by_at), _covered(need)]


def _need(need: NeedView) -> str:
    kinds = ", ".join(plain(kind.value) for kind in need.kinds)
    withdrawn = "withdrawn" if need.withdrawn_at else ""
    asked = f"{need.quantity} {need.unit.value}"
    return "; ".join(part for part in (need.what, kinds, asked, withdrawn) if part)


def _covered(need: NeedView) -> str:
    told = need.coverage
    if told is None:
        return ""
    least = "at least " if told.room_unknown else ""
    said = f"{least}{told.promised} of {told.wanted} accepted, {least}{told.arrived} arrived"
    names = ", ".join(told.room_unknown)
    return f"{said}; room not known, people not counted: {names}" if names else said


def _unit(work: SeenDeployment) -> list[str]:
    """Unit, party, state, promised, there, persons; in brief without times and persons."""
    name = f"{work.name} ×{work.quantity}" if work.quantity > 1 else work.name
    known = [name, work.party or "ship", plain(work.state.value)]
    if not isinstance(work, DeploymentView):
        return [*known, "", "", ""]
    aboard = at_least(work.aboard, work.uncounted_aboard)
    delivered = at_least(work.delivered, work.uncounted_delivered)
    recovered = at_least(work.recovered, work.uncounted_aboard or work.uncounted_delivered)
    persons = f"{aboard} / {recovered} / {delivered} / {work.dead}"
    return [*known, _day(work.promised_at), _day(work.arrived_at), persons]
