"""Ready-made texts of a case, from what the caller may read of it, its requests and its people."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Refusal
from sar.incidents import listing as cases
from sar.incidents.access import kept_from
from sar.incidents.handover_clock import RED
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import sheet_of
from sar.incidents.text_service import next_call
from sar.incidents.texts.case_texts import assistance_line
from sar.incidents.words import Office, SitrepForm
from sar.languages.accepting import first_other
from sar.languages.phrasing import ENGLISH, Wording
from sar.languages.places import filled
from sar.languages.translating import OtherText, in_other_language
from sar.languages.words import Language, LeftOut
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.requests.texts.addressee import not_for_uninvolved
from sar.requests.texts.appointment import appointment
from sar.requests.texts.asking_texts import offer_text, request_text
from sar.requests.texts.call_script import call_script
from sar.requests.texts.facts import (
    Facts,
    asked_lines,
    asked_of,
    authority_lines,
    callee_of,
    facts_of,
    history_reason,
    offers_of,
    operation_of,
    ships_of,
    units_of,
)
from sar.requests.texts.final_word import all_well
from sar.requests.texts.handover import ToHandOver, twelve_facts
from sar.requests.texts.holders_on_air import with_units
from sar.requests.texts.mayday_relay import mayday_relay, relay_cancelled
from sar.requests.texts.medical import medevac_request, tmas_request
from sar.requests.texts.sitrep import Operation, ReportHead, sitrep
from sar.requests.views import HandoverLineView, HandoverSheetView


class TextKind(StrEnum):
    """The texts that can be asked for."""

    SITREP_SHORT = "sitrep-short"
    SITREP_FULL = "sitrep-full"
    CALL_SCRIPT = "call-script"
    MAYDAY_RELAY = "mayday-relay"
    RELAY_CANCELLED = "relay-cancelled"
    REQUEST = "request"
    OFFER = "offer"
    OSC = "osc"
    ACO = "aco"
    MEDEVAC = "medevac"
    TMAS = "tmas"
    ALL_WELL = "all-well"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A text that is asked for, besides its kind. `centre_id`: the addressee; `assistance`,
    `plans`: in a SITREP, in somebody's words; `propose`: the callee is to take over; `to_all`:
    everybody may hear it, also a party that the case is kept from."""

    centre_id: UUID | None = None
    assistance: str = ""
    plans: str = ""
    propose: bool = False
    to_all: bool = False


@dataclass(frozen=True, slots=True)
class _Composing:
    """A text that is being composed."""

    db: AsyncSession
    caller: Caller
    incident: Incident
    facts: Facts
    wanted: Wanted
    now: datetime
    words: Wording = ENGLISH


Written = str | Refusal


async def text(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    kind: TextKind,
    wanted: Wanted,
    *,
    now: datetime,
) -> str:
    """The text as it reads now. A SITREP is a draft.

    Malformed when a call script names nobody to call; Conflict when the case does not allow it, or
    is kept from whom the text would reach.
    """
    return await _written(await _composing(db, caller, incident, kind, wanted, now=now), kind)


async def _composing(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    kind: TextKind,
    wanted: Wanted,
    *,
    now: datetime,
) -> _Composing:
    calls = kind is TextKind.CALL_SCRIPT
    facts = await facts_of(db, caller, incident, to=wanted.centre_id, calls=calls, now=now)
    return _Composing(db, caller, incident, facts, wanted, now)


async def _written(of: _Composing, kind: TextKind) -> str:
    kept = await _heard_by_all(of) if kind in BROADCAST else None
    written: Written = kept or await _COMPOSERS[kind](of)
    if isinstance(written, Refusal):
        raise Conflict.of(written, state=of.incident.state)
    return written


TRANSLATED: Final = frozenset(
    {
        TextKind.SITREP_SHORT,
        TextKind.SITREP_FULL,
        TextKind.CALL_SCRIPT,
        TextKind.REQUEST,
        TextKind.OFFER,
        TextKind.OSC,
        TextKind.ACO,
        TextKind.MEDEVAC,
        TextKind.TMAS,
        TextKind.ALL_WELL,
    }
)
"""The texts that other languages have; distress traffic is in English."""


async def translated_text(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    kind: TextKind,
    wanted: Wanted,
    *,
    language: Language | None,
    now: datetime,
) -> tuple[str, OtherText | LeftOut]:
    """The text in English, as `text` has it, and beneath it in the language, or why not; None: the
    first that the directory says of the addressee. Both are of the same facts."""
    of = await _composing(db, caller, incident, kind, wanted, now=now)
    english = await _written(of, kind)
    chosen = language or _language_of(of, kind)
    if chosen is None or chosen is Language.EN:
        return english, LeftOut.ENGLISH_SPOKEN
    if kind not in TRANSLATED:
        return english, LeftOut.ENGLISH_ONLY

    async def say(words: Wording) -> str:
        return await _written(replace(of, words=words), kind)

    return english, await in_other_language(chosen, say, exercise=incident.exercise)


def _language_of(of: _Composing, kind: TextKind) -> Language | None:
    """The language of the addressee by the directory; of an offer that is who leads."""
    to = of.facts.case.lead if kind is TextKind.OFFER else of.facts.to
    return first_other(to.languages) if to else None


BROADCAST: Final = frozenset({TextKind.MAYDAY_RELAY, TextKind.RELAY_CANCELLED, TextKind.ALL_WELL})
"""The texts that everybody hears who listens."""


async def _heard_by_all(of: _Composing) -> Refusal | None:
    """The refusal of a text that everybody hears, of a case that is kept from somebody, until the
    officer has said that it is to go out all the same. A party that is not involved does not learn
    from whom it is kept, and sends none."""
    kept = sorted(kept_from(of.incident))
    if kept and not of.facts.involved:
        raise not_for_uninvolved(of.incident)
    if of.wanted.to_all or not kept:
        return None
    return Refusal(
        "heard_by_all",
        filled(
            "{reference} is kept from {parties}, and everybody hears a broadcast. Call ships by"
            " name where that is enough; else ask for the text once more, for all to hear.",
            reference=of.incident.reference,
            parties=", ".join((await directory.state_names(of.db)).each(kept)),
        ),
        {"parties": kept},
    )


async def _sitrep(of: _Composing, form: SitrepForm) -> Written:
    number = await cases.next_sitrep(of.db, of.incident.id, of.caller.centre_id)
    report = report_of(
        of.facts,
        number=number,
        form=form,
        issued=False,
        wanted=of.wanted,
        now=of.now,
        words=of.words,
    )
    return written_report(of.facts, report, await _operation(of), now=of.now, words=of.words)


async def _operation(of: _Composing) -> Operation:
    return await operation_of(of.db, of.caller, of.incident, of.facts)


def report_of(
    facts: Facts,
    *,
    number: int,
    form: SitrepForm,
    issued: bool,
    wanted: Wanted,
    now: datetime,
    words: Wording = ENGLISH,
) -> ReportHead:
    """A report; it asks for what is still required where nobody has said what."""
    assistance = assistance_line(
        facts.case, facts.needs(words), said=wanted.assistance, now=now, words=words
    )
    return ReportHead(number, form, issued, assistance, wanted.plans)


def written_report(
    facts: Facts, report: ReportHead, of: Operation, *, now: datetime, words: Wording = ENGLISH
) -> str:
    """The report as it reads."""
    return sitrep(facts.case, report, of, sender=facts.sender, to=facts.to, now=now, words=words)


async def _sitrep_short(of: _Composing) -> Written:
    return await _sitrep(of, SitrepForm.SHORT)


async def _sitrep_full(of: _Composing) -> Written:
    return await _sitrep(of, SitrepForm.FULL)


async def _call_script(of: _Composing) -> Written:
    facts = of.facts
    callee = await callee_of(
        of.db, of.caller, of.incident, facts, propose=of.wanted.propose, now=of.now, words=of.words
    )
    return call_script(
        facts.case,
        sender=facts.sender,
        callee=callee,
        needs=facts.needs(of.words),
        now=of.now,
        words=of.words,
    )


async def _mayday_relay(of: _Composing) -> Written:
    case = await with_units(of.db, of.caller, of.incident, of.facts.case, now=of.now)
    return mayday_relay(case, sender=of.facts.sender, now=of.now)


async def _relay_cancelled(of: _Composing) -> Written:
    return relay_cancelled(of.facts.case, sender=of.facts.sender, now=of.now)


async def _request(of: _Composing) -> Written:
    facts = of.facts
    return request_text(
        facts.case,
        asked_of(facts, of.words, now=of.now),
        sender=facts.sender,
        to=facts.to,
        now=of.now,
        words=of.words,
    )


async def _offer(of: _Composing) -> Written:
    facts = of.facts
    found = await offers_of(of.db, of.caller, of.incident, now=of.now)
    return offer_text(
        facts.case, found, sender=facts.sender, to=facts.case.lead, now=of.now, words=of.words
    )


async def _osc(of: _Composing) -> Written:
    return await _appointment(of, Office.OSC)


async def _aco(of: _Composing) -> Written:
    return await _appointment(of, Office.ACO)


async def _appointment(of: _Composing, office: Office) -> Written:
    operation = await _operation(of)
    return appointment(
        await with_units(of.db, of.caller, of.incident, of.facts.case, now=of.now),
        office,
        units=operation.units,
        blocks=operation.blocks,
        sender=of.facts.sender,
        now=of.now,
        words=of.words,
    )


async def _medevac(of: _Composing) -> Written:
    facts = of.facts
    return medevac_request(facts.case, sender=facts.sender, to=facts.to, now=of.now, words=of.words)


async def _tmas(of: _Composing) -> Written:
    facts = of.facts
    return tmas_request(facts.case, sender=facts.sender, to=facts.to, now=of.now, words=of.words)


async def _all_well(of: _Composing) -> Written:
    return all_well(
        of.facts.case,
        ships=await ships_of(of.db, of.caller.party, of.incident.id),
        sender=of.facts.sender,
        now=of.now,
        words=of.words,
    )


_COMPOSERS: Final[Mapping[TextKind, Callable[[_Composing], Awaitable[Written]]]] = {
    TextKind.SITREP_SHORT: _sitrep_short,
    TextKind.SITREP_FULL: _sitrep_full,
    TextKind.CALL_SCRIPT: _call_script,
    TextKind.MAYDAY_RELAY: _mayday_relay,
    TextKind.RELAY_CANCELLED: _relay_cancelled,
    TextKind.REQUEST: _request,
    TextKind.OFFER: _offer,
    TextKind.OSC: _osc,
    TextKind.ACO: _aco,
    TextKind.MEDEVAC: _medevac,
    TextKind.TMAS: _tmas,
    TextKind.ALL_WELL: _all_well,
}


async def handover(
    db: AsyncSession, caller: Caller, incident: Incident, *, now: datetime
) -> HandoverSheetView:
    """The twelve facts to hand over, as the caller's party may read them."""
    facts = await facts_of(db, caller, incident, to=None, now=now)
    names = await directory.state_names(db)
    water = incident.in_water
    lines = twelve_facts(
        ToHandOver(
            case=facts.case,
            reason=await history_reason(db, incident.id),
            sheet=sheet_of(incident.assessment),
            call_back=incident.source["call_back"] or "",
            language=incident.source["language"] or "",
            next_call=next_call(incident, now=now),
            units=await units_of(db, caller.party, incident.id),
            requests=asked_lines(facts.requests),
            authorities=authority_lines(incident),
            kept_from=names.each(one["party"] for one in incident.kept_from),
            in_water=f"PEOPLE IN THE WATER SINCE {water['since'][:16]}Z" if water else "",
        ),
        now=now,
    )
    return HandoverSheetView(
        as_of=now,
        lines=[
            HandoverLineView(fact=one.fact, text=one.text, known=one.known, first=one.fact in RED)
            for one in lines
        ],
    )
