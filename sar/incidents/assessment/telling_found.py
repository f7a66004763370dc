"""Telling that others than the units of a case found people, and correcting what was told."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.errors import Malformed
from sar.incidents import visible
from sar.incidents.alarms.suspended_news import follow_news
from sar.incidents.assessment_schemas import FoundByOthersBody
from sar.incidents.case_clocks import follow_clocks
from sar.incidents.checks import check_past
from sar.incidents.models import Incident
from sar.incidents.people.found_by_others import FoundRow, after_entry, numbers_of, where_of
from sar.incidents.recording import readers_of_fact
from sar.incidents.words import CaseAction, IncidentState
from sar.parties.caller import Caller
from sar.record.entries import FoundByOthers, FoundByOthersCorrected
from sar.record.recording import Recording


async def tell_found(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    body: FoundByOthersBody,
    within: AbstractAsyncContextManager[Recording],
    follow: Callable[[], Awaitable[None]],
    *,
    now: datetime,
) -> None:
    """Count the people in whom others found, or count an entry anew; of a closed case too, beside
    which it stands red. The incident is locked, and its version stays, as with the counts of units.

    It is recorded `within` what the layer that knows the requests draws; `follow`: what follows
    there from the people's number.
    """
    visible.allow(caller, incident, CaseAction.LOG)
    check_past("at", body.at, now=now)
    was = _corrected(incident, body)
    row = _row(body, was, caller.party, now=now)
    readers = await readers_of_fact(db, incident)
    async with within as entry:
        incident.found_by_others = after_entry(incident.found_by_others, row)
        incident.updated_at = now
        if incident.state is IncidentState.CLOSED:
            incident.heard_after_close_at = now
        await follow_news(db, incident, now=now)
        await follow_clocks(db, incident, now=now)
        await follow()
        entry.record(_fact(incident, row, was, body.reason), readers=readers)


def _corrected(incident: Incident, body: FoundByOthersBody) -> FoundRow | None:
    """The entry that is corrected, which takes a reason; None: it is a new one."""
    if body.corrects is None:
        if body.reason:
            raise Malformed.at("corrects", "missing", "must say which entry is corrected")
        return None
    was = next((one for one in incident.found_by_others if one["id"] == str(body.corrects)), None)
    if was is None:
        raise Malformed.at("corrects", "no_such_entry", "is no such entry of this case")
    if not body.reason:
        raise Malformed.at("reason", "missing", "must say why the numbers are corrected")
    return was


def _row(body: FoundByOthersBody, was: FoundRow | None, party: str, *, now: datetime) -> FoundRow:
    at = body.at.isoformat() if body.at else was["at"] if was else now.isoformat()
    return {
        "id": was["id"] if was else str(uuid7()),
        "by": body.by,
        "alive": body.alive,
        "dead": body.dead,
        "aboard": body.aboard,
        "place": body.place,
        "source": body.source,
        "at": at,
        "party": party,
    }


def _fact(
    incident: Incident, row: FoundRow, was: FoundRow | None, reason: str
) -> FoundByOthers | FoundByOthersCorrected:
    told = {
        "id": incident.id,
        "about": incident.reference,
        "entry": row["id"],
        "by": row["by"],
        "counts": numbers_of(row).text,
        "place": where_of(row),
        "source": row["source"],
        "happened_at": datetime.fromisoformat(row["at"]),
    }
    if was is None:
        return FoundByOthers(**told)
    return FoundByOthersCorrected(
        **told, before=f"{was['by']}: {numbers_of(was).text}, {where_of(was)}", reason=reason
    )
