"""Sending a request to centres: who may be asked, and how much; the clocks that start, who becomes
involved."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, jobs
from sar.agreements import time_limits
from sar.agreements.clauses import Setting, TermPlain
from sar.agreements.load import load_terms
from sar.agreements.words import UNHURRIED, ClockName
from sar.alerts import rows as alerts
from sar.alerts.words import AlertMatter
from sar.errors import Malformed, TooManyToParty
from sar.incidents import visible as incidents
from sar.incidents.centre_ref import CentreRef
from sar.incidents.informing.involving import Newcomers, involve
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_distress_still
from sar.incidents.words import Involvement
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.requests import pair_rows
from sar.requests.asking import quota
from sar.requests.models import Addressee, Request
from sar.requests.scene_setting import setting_of

OVERDUE = "requests.acknowledgement_overdue"
"""The job that puts a missing acknowledgement on the record."""
ANSWER_OVERDUE = "requests.answer_overdue"
"""The job that puts a missing answer on the record, also after an acknowledgement."""


async def check_centres(
    db: AsyncSession, caller: Caller, ids: Sequence[UUID], *, known: Sequence[UUID] = ()
) -> list[CentreRef]:
    """The centres to address, in the order named, or Malformed. Any centre may be asked to assist
    (Annex 3.1.7), also one that is only listed; not the caller's own."""
    refs = await incidents.centre_refs(db, ids=ids)
    retired = await directory.retired(db, ids)
    faults: list[dict[str, Any]] = []
    for place, id_ in enumerate(ids):
        if id_ not in refs:
            faults.append(_fault(place, "no_such_centre", "is not a centre in the directory"))
        elif id_ in retired:
            faults.append(_fault(place, "centre_retired", "is a centre that is retired"))
        elif id_ in known or id_ in ids[:place]:
            faults.append(_fault(place, "addressed_already", "is addressed already"))
        elif id_ == caller.centre_id:
            faults.append(_fault(place, "own_centre", "is your own centre"))
    if faults:
        raise Malformed.all(faults)
    return [refs[id_] for id_ in ids]


def _fault(place: int, code: str, reason: str) -> dict[str, Any]:
    return {"field": f"to[{place}]", "code": code, "reason": reason}


async def check_quotas(
    db: AsyncSession,
    request: Request,
    incident: Incident | None,
    centres: Sequence[CentreRef],
    *,
    now: datetime,
) -> None:
    """TooManyToParty where the request would exceed what its party may ask of one of the centres'
    parties. Until the transaction ends nothing else is sent between them, below distress."""
    asker = request.party_code
    parties = {centre.party for centre in centres if not centre.listed} - {asker}
    if not parties or (incident is not None and is_distress_still(incident)):
        return
    await pair_rows.lock_pairs(db, asker=asker, asked=parties)
    asked = await pair_rows.asked_below_distress(
        db,
        asker=asker,
        asked=parties,
        exercise=request.exercise,
        besides=request.id,
        since=now - quota.WITHIN,
    )
    full = {
        party: found
        for party, rows in asked.items()
        if (found := quota.full_quota(_asked(rows), now=now)) is not None
    }
    if full:
        last = max(found.try_again_in for found in full.values())
        names = await directory.state_names(db)
        raise TooManyToParty(
            {party: found.sentence(names.of(party)) for party, found in full.items()},
            names,
            retry_after_s=max(1, ceil(clock.real_seconds(last))),
        )


def _asked(rows: Sequence[tuple[bool, datetime]]) -> quota.Asked:
    return quota.Asked(
        awaiting=sum(waits for waits, _ in rows), sent_at=tuple(at for _, at in rows)
    )


async def send(
    db: AsyncSession,
    request: Request,
    incident: Incident | None,
    addressees: Sequence[Addressee],
    *,
    now: datetime,
) -> Newcomers:
    """Send it to the addressees: their clocks start, their parties become involved."""
    terms = await load_terms(db, now=now, parties=[request.party_code])
    setting = setting_of(request, incident)
    for addressee in addressees:
        _start_clocks(addressee, request, terms, setting, now=now)
        about = {"addressee_id": str(addressee.id)}
        await jobs.defer(db, OVERDUE, about, at=addressee.acknowledge_due_at or now)
        await jobs.defer(db, ANSWER_OVERDUE, about, at=addressee.answer_due_at or now)
    if setting.situation not in UNHURRIED:
        await alerts.begin(db, AlertMatter.REQUEST, [one.id for one in addressees], now=now)
    if incident is None:
        return Newcomers()
    centres = [(one.party_code, one.centre_id) for one in addressees]
    parties, why = [party for party, _ in centres], Involvement.ADDRESSED
    return await involve(db, incident, parties, why, centres=centres, now=now)


def _start_clocks(
    addressee: Addressee,
    request: Request,
    terms: Sequence[TermPlain],
    setting: Setting,
    *,
    now: datetime,
) -> None:
    found = time_limits.limits(
        (ClockName.ACKNOWLEDGE, ClockName.ANSWER),
        terms,
        asker=request.party_code,
        asked=addressee.party_code,
        setting=setting,
        now=now,
    )
    addressee.sent_at = now
    addressee.acknowledge_due_at = time_limits.due(found, ClockName.ACKNOWLEDGE, now=now)
    addressee.answer_due_at = time_limits.due(found, ClockName.ANSWER, now=now)
    addressee.limits = time_limits.stored(found)
