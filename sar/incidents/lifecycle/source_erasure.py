"""Erasing the sources of a case: who told of it, the call-back, the craft's name, call sign, flag,
last port and route, who gave its positions and the number on board, and who told whom others found.
They are blank then wherever the platform has written them; what people have written themselves in
words is erased by entry (`record.erasing`)."""

import re
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import func
from sqlmodel import col

from sar.incidents import visible
from sar.incidents.models import DatumChange, Incident, LogLine, ReportedPosition, Sitrep
from sar.incidents.recording import changed, recording
from sar.record import erasing
from sar.record.entries import (
    DatumSet,
    FoundByOthers,
    FoundByOthersCorrected,
    HelpRefused,
    HelpWanted,
    OnBoardTold,
    OtherAuthorityHasIt,
    OtherAuthorityLeft,
    OtherAuthorityUnitComes,
    OtherAuthorityUnitGone,
    PeopleCalled,
    PositionReported,
    RecordErased,
    TowEnded,
    TowTold,
    all_facts,
)
from sar.record.erasing import ErasedParts
from sar.record.service import PLATFORM
from sar.wire import JsonObject

ERASED: Final = "a source since erased"
TOLD_BY: Final = frozenset(
    fact.__name__
    for fact in (
        PositionReported,
        FoundByOthers,
        FoundByOthersCorrected,
        OnBoardTold,
        HelpRefused,
        HelpWanted,
        TowTold,
        TowEnded,
        OtherAuthorityHasIt,
        OtherAuthorityLeft,
        OtherAuthorityUnitComes,
        OtherAuthorityUnitGone,
    )
)
"""The facts that name a source of their own."""
LINES: Final = (
    r"^(People are in the water since [^.]*\. Source: ).*$",
    r"^(.*? are on board, not .*? Source: ).*$",
)
"""Lines of the log that the platform writes with a source at their end."""
REASON: Final = r"^(First position, reported by |Reported by ).*$"
"""Reasons of a datum that the platform or its screens make of a reported position."""


async def erase_sources(
    db: AsyncSession, reference: str, *, reason: str, by: str = "operator", now: datetime
) -> ErasedParts:
    """Blank the sources of the case, and what entries told of them.

    All who had read any of it are told that it was erased, and why.
    """
    incident = await visible.locked(db, await visible.id_of(db, reference))
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        _blank(incident)
        changed(incident, now=now)
        await _blank_rows(db, incident.id)
        without = partial(without_sources, incident_id=str(incident.id))
        erased = await erasing.erase_in_part(db, str(incident.id), without, reason=reason, by=by)
        fact = RecordErased(
            id="",
            about="",
            what=f"sources of {incident.reference}",
            said_at=f"{incident.opened_at:%Y-%m-%d %H:%MZ}",
            reason=reason,
            seal=erased.seal,
        )
        entry.record(fact, readers=erased.readers)
    return erased


def _blank(incident: Incident) -> None:
    incident.source = blank_source(incident.source)
    incident.voyage = None
    incident.craft = None
    incident.called_people = incident.called_people and _without(incident.called_people, "agreed")
    incident.pob = _without(incident.pob, "source")
    incident.fewer_on_board = incident.fewer_on_board and _without(
        incident.fewer_on_board, "source"
    )
    incident.in_water = incident.in_water and _without(incident.in_water, "source")
    incident.refuses_help = incident.refuses_help and _without(incident.refuses_help, "source")
    incident.tow = incident.tow and _without(incident.tow, "source")
    incident.other_authorities = [_without(one, "source") for one in incident.other_authorities]
    incident.found_by_others = [_without(one, "source") for one in incident.found_by_others]
    if incident.assessment:
        answers = incident.assessment["answers"]
        blank = {one: _line_without_sources(line) for one, line in answers.items()}
        incident.assessment = {**_without(incident.assessment, "source"), "answers": blank}


def _line_without_sources(line: dict[str, Any]) -> dict[str, Any]:
    """A line of the sheet, and what other sources have said of it."""
    blank = _without(line, "source")
    if "others" in blank:
        blank["others"] = [_without(other, "source") for other in blank["others"]]
    return blank


async def _blank_rows(db: AsyncSession, incident_id: UUID) -> None:
    """Blank the sources in what belongs to the case."""
    await db.execute(
        update(ReportedPosition)
        .where(col(ReportedPosition.incident_id) == incident_id)
        .values(source="")
    )
    await db.execute(
        update(Sitrep)
        .where(col(Sitrep.incident_id) == incident_id)
        .values(text=col(Sitrep.without_sources))
    )
    reason = func.regexp_replace(col(DatumChange.reason), REASON, rf"\1{ERASED}.")
    await db.execute(
        update(DatumChange).where(col(DatumChange.incident_id) == incident_id).values(reason=reason)
    )
    for line in LINES:
        written = func.regexp_replace(col(LogLine.text), line, rf"\1{ERASED}.")
        await db.execute(
            update(LogLine).where(col(LogLine.incident_id) == incident_id).values(text=written)
        )


def blank_source(source: JsonObject) -> JsonObject:
    """The source of a case with nothing but its language; a call-back that is withheld stays so."""
    return {name: _blanked(name, value) for name, value in source.items()}


def _blanked(name: str, value: Any) -> Any:
    return value if name == "language" or value is None else ""


def _without(holder: JsonObject, name: str) -> JsonObject:
    return {**holder, name: ""} if holder.get(name) else holder


def without_sources(body: JsonObject, *, incident_id: str) -> JsonObject:
    """An entry's payload without the sources of the case, in its picture and in the fact itself."""
    steps = [_step(step, incident_id) for step in body["changes"]]
    left = {**body, "changes": steps}
    if body["about"]["id"] != incident_id:
        return left
    facts = body["facts"]
    if body["type"] in TOLD_BY and facts.get("source"):
        return _told_anew(left, {**facts, "source": ERASED})
    if body["type"] == PeopleCalled.__name__ and facts.get("outcome"):
        return _told_anew(left, {**facts, "outcome": ERASED})
    if body["type"] == DatumSet.__name__ and re.match(REASON, facts["reason"], re.DOTALL):
        reason = re.sub(REASON, rf"\1{ERASED}.", facts["reason"], flags=re.DOTALL)
        return _told_anew(left, {**facts, "reason": reason})
    if body["type"] == "LogWritten" and (text := _line(facts["text"])) != facts["text"]:
        sentence = f"{body['about']['reference']}: {text}"
        return {**left, "facts": {**facts, "text": text}, "sentence": " ".join(sentence.split())}
    return left


def _told_anew(body: JsonObject, facts: JsonObject) -> JsonObject:
    about = body["about"]
    told = all_facts()[body["type"]](id=about["id"], about=about["reference"], **facts)
    return {**body, "facts": facts, "sentence": " ".join(told.sentence.split())}


def _line(text: str) -> str:
    for line in LINES:
        text = re.sub(line, rf"\1{ERASED}.", text, flags=re.DOTALL)
    return text


def _step(step: JsonObject, incident_id: str) -> JsonObject:
    """The step without the sources, if it shows the case in full."""
    value = step["value"]
    if (step["thing"], step["id"]) != ("incident", incident_id) or value is None:
        return step
    if not isinstance(value.get("source"), dict):
        return step
    shown = {**value, "source": blank_source(value["source"])}
    shown |= dict.fromkeys(value.keys() & {"voyage", "craft"})
    for holder in ("pob", "fewer_on_board", "in_water", "refuses_help", "tow", "other_authority"):
        if isinstance(value.get(holder), dict):
            shown[holder] = _without(value[holder], "source")
    if isinstance(value.get("called_people"), dict):
        shown["called_people"] = _without(value["called_people"], "agreed")
    if isinstance(sheet := value.get("assessment"), dict):
        answers = [_line_without_sources(one) for one in sheet["answers"]]
        shown["assessment"] = {**_without(sheet, "source"), "answers": answers}
    for list_name in ("latest_positions", "other_authorities", "found_by_others"):
        if isinstance(value.get(list_name), list):
            shown[list_name] = [_without(one, "source") for one in value[list_name]]
    if isinstance(people := value.get("people"), dict) and people.get("found_by_others"):
        found = [_without(one, "source") for one in people["found_by_others"]]
        shown["people"] = {**people, "found_by_others": found}
    return {**step, "value": shown}
