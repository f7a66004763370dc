"""A report that waits is taken up at its centre, or passed on to another one: it stays to be
settled."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.distress_reports import visible
from sar.distress_reports.models import DistressReport
from sar.distress_reports.recording import recording
from sar.distress_reports.ringing import ring
from sar.distress_reports.schemas import PassReportOnBody
from sar.distress_reports.settling import waiting_report
from sar.distress_reports.signal_names import name_of
from sar.errors import Conflict, Refusal
from sar.languages.places import filled
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record.entries import DistressPassedOn, DistressTakenUp


async def take_up(db: AsyncSession, caller: Caller, report_id: UUID, *, now: datetime) -> None:
    """Note that somebody at the caller's centres has it, and looks into it: no further contact is
    alerted of it there for now. It settles nothing; taken up already, nothing changes."""
    row = await waiting_report(db, caller, report_id)
    present = (await visible.rings_now(db, [row])).get(row.id)
    rang = [
        one
        for one in await visible.ringings_of(db, row.id, caller.party)
        if one.of_hearer or (present is not None and one.id == present.row.id)
    ]
    if not rang:
        raise await _not_here(db, row)
    is_here = row.party_code == caller.party
    if is_here:
        has_it = present is not None and present.taken_up_at is not None
    else:
        has_it = all(one.taken_up_at is not None for one in rang)
    if has_it:
        return
    async with recording(db, row, by=caller.actor, exercise=row.exercise, now=now) as entry:
        for one in rang:
            one.taken_up_at = now
        fact = DistressTakenUp(
            id=row.id,
            about=name_of(row.means, row.sender),
            centre=(await directory.access_centre(db, caller.centre_id)).name,
        )
        entry.record(fact, readers=visible.readers_of(row) if is_here else [caller.party])


async def pass_on(
    db: AsyncSession, caller: Caller, report_id: UUID, body: PassReportOnBody, *, now: datetime
) -> None:
    """Have it ring at another centre that is here, with the reason; the caller's party sees it
    still. It rings there whatever positions come later: a person has decided it."""
    row = await waiting_report(db, caller, report_id)
    if row.party_code != caller.party:
        raise await _not_here(db, row)
    to = await directory.access_centre(db, body.centre_id)
    await directory.check_serving(db, "centre_id", to.id)
    if to.id == row.centre_id:
        raise Conflict.of(Refusal("rings_there", "It rings at that centre."))
    if to.party_code not in await directory.joined(db):
        raise Conflict.of(
            Refusal(
                "party_not_joined",
                "That centre's party has not joined, so that nothing rings there: call it.",
            )
        )
    told = set(visible.readers_of(row))
    async with recording(db, row, by=caller.actor, exercise=row.exercise, now=now) as entry:
        row.passed_by = sorted({*row.passed_by, caller.party} - {to.party_code})
        row.passed_at = now
        row.party_code, row.centre_id = to.party_code, to.id
        await ring(db, row, now=now)
        fact = DistressPassedOn(
            id=row.id,
            about=name_of(row.means, row.sender),
            by=(await directory.access_centre(db, caller.centre_id)).name,
            centre=to.name,
            reason=body.reason,
        )
        entry.record(fact, readers=told.union(visible.readers_of(row)))


async def _not_here(db: AsyncSession, row: DistressReport) -> Conflict:
    centre = await directory.access_centre(db, row.centre_id)
    sentence = filled("It rings at {centre}: call it, or open the case here.", centre=centre.name)
    return Conflict.of(Refusal("rings_elsewhere", sentence))
