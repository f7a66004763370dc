"""Opening a case, and changing what is known of it."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import installation, jobs
from sar.agreements.words import Phase, Situation
from sar.errors import Conflict, Malformed, Refusal
from sar.incidents import visible
from sar.incidents.alarms.assessment_due import ask_again, due_in_phase, set_due
from sar.incidents.alarms.suspended_news import follow_news
from sar.incidents.assessment.assessing_distress import follow_distress, keep_below
from sar.incidents.assessment.seconding import await_second
from sar.incidents.assessment_clock import FIRST_AFTER, AssessmentCause
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.change_schemas import ChangeIncidentBody, InWaterBody, SetPhaseBody
from sar.incidents.checks import CLOCKS_MAY_DIFFER, check_past
from sar.incidents.distress import is_lower
from sar.incidents.informing import keeping, occasions, regions
from sar.incidents.informing.involving import enter
from sar.incidents.lead import proposals
from sar.incidents.lead.offices import check_holder, holder_row, kept_since
from sar.incidents.lifecycle.change_words import in_words
from sar.incidents.models import Incident, PhaseChange
from sar.incidents.newest_sheet import stays_below
from sar.incidents.people.fewer_on_board import word_after
from sar.incidents.people.outstanding import (
    PersonsRange,
    fell,
    highest_told,
    in_numbers,
    may_be_more,
)
from sar.incidents.phases import PHASE_CHANGED, PHASE_RAISED, reclassify, rose
from sar.incidents.recording import (
    RecordingOfCase,
    changed,
    changed_for_all,
    in_full,
    line_of,
    lines_for,
    readers_of_fact,
    recording,
)
from sar.incidents.references import next_reference
from sar.incidents.scene import plotting
from sar.incidents.schemas import OpenIncidentBody, PobBody
from sar.incidents.texts.craft import kept_of
from sar.incidents.words import CaseAction, IncidentState, Involvement
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import IncidentChanged, IncidentOpened, OnBoardTold, PhaseChanged
from sar.record.facts import Fact
from sar.record.recording import FurtherFact, Recording
from sar.time_words import minute_text


async def open_case(
    db: AsyncSession,
    caller: Caller,
    body: OpenIncidentBody,
    *,
    recording_case: RecordingOfCase = recording,
    now: datetime,
) -> None:
    """Open a case led by the caller's centre: the first centre contacted keeps it until another
    accepts (MSC.167(78) 6.7). The centres whose regions are touched are told. `recording_case` is
    of a layer above that draws more than the case."""
    body, aside = await _readable(db, body, now=now)
    exercise = await _exercise(db, body.exercise)
    reference = await next_reference(db, caller.party, now=now)
    incident = _incident(body, caller, reference=reference, exercise=exercise, now=now)
    incident.kept_from = await keeping.entries_of(db, caller, body.kept_from, now=now)
    async with recording_case(db, incident, by=caller.actor, now=now) as entry:
        db.add(incident)
        await db.flush()
        db.add(_classified(incident, caller, body.phase_reason, now=now))
        opening = (Involvement.OPENED, Involvement.LEADS)
        lead = [(caller.party, caller.centre_id)]
        await enter(db, incident, [caller.party], *opening, centres=lead, now=now)
        informed = regions.NOBODY
        if body.position is not None:
            informed = await plotting.first_position(db, caller, incident, body, now=now)
        await set_due(db, incident, now + FIRST_AFTER, AssessmentCause.OPENED)
        await follow_clocks(db, incident, now=now)
        resync = informed.newcomers.resync
        if not informed.newcomers.parties:  # else it was done for all of them
            resync = await occasions.refresh(db, incident, now=now)
        fact = IncidentOpened(
            id=incident.id, about=reference, title=incident.title, phase=incident.phase.value
        )
        db.add_all(line_of(incident, caller, line, now=now) for line in aside)
        entry.record(fact, readers=in_full, resync=resync)
        entry.further += lines_for(incident, [*aside, *informed.lines], by=caller.actor)


async def _readable(
    db: AsyncSession, body: OpenIncidentBody, *, now: datetime
) -> tuple[OpenIncidentBody, list[str]]:
    """The case without times to come and without a State to tell first that is none; and what was
    put aside so or before, in sentences."""
    aside = list(body.aside)
    change: dict[str, Any] = {}
    for name, part in (("position", body.position), ("conditions", body.conditions)):
        if part is not None and part.at is not None and part.at > now + CLOCKS_MAY_DIFFER:
            change[name] = part.model_copy(update={"at": None})
            aside.append(
                f"The time that was told of the {name} is to come ({minute_text(part.at)}): taken"
                " as of the opening. Look whether it was local time."
            )
    known = {party.id for party in await directory.parties(db)}
    if body.territory_of is not None and body.territory_of not in known:
        change["territory_of"] = None
        aside.append("Whom to tell first names no party in the directory.")
    return body.model_copy(update=change), aside


async def set_phase(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: SetPhaseBody, *, now: datetime
) -> None:
    """Reclassify the case, in any direction, with the reason."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.RECLASSIFY)
    if refusals := reclassify(incident.phase, body.phase):
        raise Conflict.of(refusals, state=incident.state)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        was, incident.phase, incident.phase_at = incident.phase, body.phase, now
        follow_distress(incident, caller, was=was, now=now)
        if stays_below(incident):
            await keep_below(db, incident, caller, body.reason, now=now)
        await due_in_phase(db, incident, lowered=is_lower(body.phase, was), now=now)
        await jobs.defer(db, PHASE_CHANGED, {"incident_id": str(incident.id)}, at=now)
        if is_lower(was, body.phase):
            await jobs.defer(db, PHASE_RAISED, {"incident_id": str(incident.id)}, at=now)
            await proposals.await_answers_sooner(db, incident)
        await follow_clocks(db, incident, now=now)
        if body.phase is Phase.DISTRESS:
            await regions.raise_anew(db, incident, now=now)
        db.add(_classified(incident, caller, body.reason, now=now))
        changed_for_all(incident, now=now)
        resync = await occasions.refresh(db, incident, now=now)
        fact = PhaseChanged(
            id=incident.id,
            about=incident.reference,
            was=was.value,
            phase=body.phase.value,
            reason=body.reason,
        )
        entry.record(fact, readers=in_full, resync=resync)


def _classified(incident: Incident, caller: Caller, reason: str, *, now: datetime) -> PhaseChange:
    """The phase that the case has now, for its history."""
    return PhaseChange(
        incident_id=incident.id,
        phase=incident.phase,
        reason=reason,
        at=now,
        by_party=caller.party,
        by_centre_id=caller.centre_id,
    )


async def _exercise(db: AsyncSession, wanted: bool | None) -> bool:
    """Exercise and real never mix: an exercise installation holds nothing real."""
    here = (await installation.read(db)).exercise
    if here and wanted is False:
        raise Conflict.of(
            Refusal(
                "exercise_installation",
                "This is an exercise installation: a real case cannot be opened here.",
            )
        )
    return here if wanted is None else wanted


def _incident(
    body: OpenIncidentBody, caller: Caller, *, reference: str, exercise: bool, now: datetime
) -> Incident:
    return Incident(
        id=body.id,
        reference=reference,
        opened_by=caller.party,
        lead_party=caller.party,
        lead_centre_id=caller.centre_id,
        exercise=exercise,
        situation=Situation(body.situation),
        title=body.title,
        phase=body.phase,
        phase_at=now,
        source=body.source.model_dump(mode="json"),
        object_class=body.object_class,
        craft=kept_of(body.craft.model_dump(mode="json") if body.craft else None),
        description=body.description,
        pob_min=body.pob.min,
        pob_max=body.pob.max,
        pob=_pob(body.pob),
        pob_highest=highest_told(None, PersonsRange(body.pob.min or 0, body.pob.max)),
        territory_of=body.territory_of,
        conditions=body.conditions.kept() if body.conditions else {},
        opened_at=now,
        updated_at=now,
        coarse_updated_at=now,
    )


def _pob(body: PobBody) -> dict[str, Any]:
    return body.model_dump(mode="json", exclude={"min", "max"})


async def change(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    body: ChangeIncidentBody,
    within: AbstractAsyncContextManager[Recording],
    follow: Callable[[], Awaitable[None]],
    in_sea: Callable[[], Awaitable[None]],
    *,
    now: datetime,
) -> None:
    """Change what the lead knows or has arranged; the incident is locked, its version checked.

    It is recorded `within` what the layer that knows the requests draws; `follow`: what follows
    there from the people's number, and `in_sea` from the sea. Of a closed case what is told of its
    people is recorded too.
    """
    tells_people = body.model_fields_set <= _OF_PEOPLE
    visible.allow(caller, incident, CaseAction.TELL_PEOPLE if tells_people else CaseAction.CHANGE)
    await _check_change(db, caller, body, now=now)
    _check_fewer(incident, body)
    readers = await readers_of_fact(db, incident)
    async with within as entry:
        before, highest = incident.on_board, incident.pob_highest
        for field, value in _columns(body, incident, now=now).items():
            setattr(incident, field, value)
        incident.pob_highest = highest_told(highest, incident.on_board)
        await _keep_word(db, caller, incident, body, before, highest, now=now)
        if rose(before.most, incident.on_board.most):
            incident.asked_to_close = None  # it was for those who were known to be missing
        if _is_heard_of(incident, body, before):
            if incident.state is IncidentState.CLOSED:
                incident.heard_after_close_at = now
            await follow_news(db, incident, now=now)
        resync: frozenset[str] = frozenset()
        if "situation" in body.model_fields_set:
            changed_for_all(incident, now=now)
            resync = await occasions.refresh(db, incident, now=now)
        else:
            changed(incident, now=now)
        if causes := _CAUSES.keys() & body.model_fields_set:
            await ask_again(db, incident, _CAUSES[min(causes)], now=now)
        first, *more = _facts(incident, body, before)
        entry.record(first, readers=readers, resync=resync)
        entry.further += [FurtherFact(fact, caller.actor) for fact in more]
        if "in_water" in body.model_fields_set:
            said = _in_water(body.in_water)
            db.add(line_of(incident, caller, said, now=now))
            entry.further += lines_for(incident, [said], by=caller.actor)
        if "conditions" in body.model_fields_set:
            await in_sea()
            await follow_clocks(db, incident, now=now)
        if "pob" in body.model_fields_set:
            await follow_clocks(db, incident, now=now)
            told = _told(incident, body, before).sentence
            line = told.removeprefix(f"{incident.reference}: ")
            db.add(line_of(incident, caller, line, now=now))
            await follow()


_OF_PEOPLE: Final = frozenset({"pob", "pob_reason", "in_water"})
"""A change that tells of the people alone is a fact, and not refused of a closed case either."""


def _is_heard_of(incident: Incident, body: ChangeIncidentBody, before: PersonsRange) -> bool:
    """Whether it contradicts that the case is closed: more may be on board, or in the water."""
    in_water = "in_water" in body.model_fields_set and body.in_water is not None
    return in_water or may_be_more(before, incident.on_board)


async def _keep_word(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    body: ChangeIncidentBody,
    before: PersonsRange,
    highest: int | None,
    *,
    now: datetime,
) -> None:
    """Keep that one person says that fewer were on board, until a second says so too."""
    if "pob" not in body.model_fields_set:
        return
    stood = incident.fewer_on_board
    word = word_after(
        stood,
        before,
        incident.on_board,
        highest=highest,
        party=caller.party,
        identity=caller.identity,
        reason=body.pob_reason,
        source=incident.pob.get("source") or "",
        now=now,
    )
    incident.fewer_on_board = dict(word) if word else None
    if word and (stood is None or word["id"] != stood["id"]):
        await await_second(db, incident, word)


_CAUSES: Final[Mapping[str, AssessmentCause]] = {
    "conditions": AssessmentCause.WEATHER,
    "in_water": AssessmentCause.PEOPLE,
    "pob": AssessmentCause.PEOPLE,
}
"""The changes after which the case is to be assessed at once."""


_NAMES: Final = {"territory_of": "whom to tell", "craft": "identity of the craft"}
"""Fields that the record tells by other words. The State's name stays with the lead's party, and
the craft's identity with the involved: it stands in their pictures."""


def _facts(incident: Incident, body: ChangeIncidentBody, before: PersonsRange) -> list[Fact]:
    """The changes; the number on board stands with its old and new value in a fact of its own."""
    given = body.model_fields_set - {"pob", "pob_reason"}
    names = ", ".join(sorted(_NAMES.get(field, field.replace("_", " ")) for field in given))
    facts: list[Fact] = []
    if names:
        told = in_words(body.model_dump(mode="json", include=given))
        facts.append(
            IncidentChanged(id=incident.id, about=incident.reference, fields=names, told=told)
        )
    if "pob" in body.model_fields_set:
        facts.append(_told(incident, body, before))
    return facts


def _in_water(body: InWaterBody | None) -> str:
    if body is None:
        return "Nobody is in the water any more."
    return f"People are in the water since {minute_text(body.since)}. Source: {body.source}."


def _told(incident: Incident, body: ChangeIncidentBody, before: PersonsRange) -> OnBoardTold:
    return OnBoardTold(
        id=incident.id,
        about=incident.reference,
        was=in_numbers(before),
        now=in_numbers(incident.on_board),
        reason=body.pob_reason,
        source=incident.pob.get("source") or "not told",
    )


async def _check_change(
    db: AsyncSession, caller: Caller, body: ChangeIncidentBody, *, now: datetime
) -> None:
    check_past("conditions.at", body.conditions.at if body.conditions else None, now=now)
    check_past("in_water.since", body.in_water.since if body.in_water else None, now=now)
    await check_territory(db, body.territory_of)
    for office, holder in (("osc", body.osc), ("aco", body.aco)):
        await check_holder(db, caller, office, holder, now=now)


async def check_territory(db: AsyncSession, code: str | None) -> None:
    """Malformed when the directory does not know the party."""
    if code is not None and code not in {party.id for party in await directory.parties(db)}:
        raise Malformed.at("territory_of", "no_such_party", "is not a party in the directory")


def _check_fewer(incident: Incident, body: ChangeIncidentBody) -> None:
    """Malformed when fewer are said to be on board and nobody says why, or who says so."""
    if "pob" not in body.model_fields_set:
        return
    pob = body.pob or PobBody()
    told = PersonsRange(pob.min or 0, pob.max)
    if not fell(incident.on_board, told, highest=incident.pob_highest):
        return
    if not body.pob_reason:
        raise Malformed.at("pob_reason", "missing", "must say why fewer are on board")
    if not pob.source:
        raise Malformed.at("pob.source", "missing", "must say who says that fewer are on board")


def _columns(body: ChangeIncidentBody, incident: Incident, *, now: datetime) -> Mapping[str, Any]:
    """The columns that a change sets, by name."""
    given = body.model_fields_set
    plain = body.model_dump(mode="json", include=given)
    columns: dict[str, Any] = {
        field: plain[field] if plain[field] is not None else []
        for field in given & {"channels", "search_areas", "altitude_blocks"}
    }
    columns |= {field: plain[field] for field in given & {"title", "description", "object_class"}}
    if "territory_of" in given:
        columns["territory_of"] = body.territory_of
    if "craft" in given:
        columns["craft"] = kept_of(plain["craft"])
    if "situation" in given:
        columns["situation"] = Situation(plain["situation"])
    if "conditions" in given:
        columns["conditions"] = body.conditions.kept() if body.conditions else {}
    if "in_water" in given:
        columns["in_water"] = plain["in_water"]
    if "pob" in given:
        pob = body.pob or PobBody()
        columns |= {"pob_min": pob.min, "pob_max": pob.max, "pob": _pob(pob)}
    for office, holder in (("osc", body.osc), ("aco", body.aco)):
        if office in given:
            columns[office] = kept_since(getattr(incident, office), holder_row(holder, now=now))
    return columns
