"""Access to distress reports: seen by the party at whose centre it rings, the one that heard it,
and those that have passed it on; in the picture until somebody has said which case it is of."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.alerts import rows as alerts
from sar.distress_reports.models import DistressReport, SignalRinging
from sar.distress_reports.presenting import RingsNow, report_view
from sar.distress_reports.views import DistressReportView
from sar.distress_reports.words import HEARD, ReportState
from sar.errors import NotFound
from sar.incidents import visible as incidents
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.record import access_barrier
from sar.record.service import Picture, Views


def sees(party: str) -> ColumnElement[bool]:
    """Whether a row is visible to the party."""
    return or_(
        col(DistressReport.party_code) == party,
        col(DistressReport.heard_party) == party,
        col(DistressReport.passed_by).contains([party]),
    )


def readers_of(row: DistressReport) -> list[str]:
    """The parties that see it."""
    return sorted({row.party_code, row.heard_party, *row.passed_by})


async def access_report(
    db: AsyncSession, caller: Caller, report_id: UUID, *, lock: bool = False
) -> DistressReport:
    """A report that the caller's party sees, or NotFound."""
    query = select(DistressReport).where(col(DistressReport.id) == report_id, sees(caller.party))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound("distress report")
    return found


async def waiting(db: AsyncSession, party: str) -> Sequence[DistressReport]:
    """The reports that nobody has settled, the newest first."""
    return await _newest(db, sees(party) & (col(DistressReport.state) == ReportState.WAITING))


async def of_case(db: AsyncSession, party: str, incident_id: UUID) -> Sequence[DistressReport]:
    """The reports of a case, the newest first; whoever asks for them has looked at the case."""
    return await _newest(db, sees(party) & (col(DistressReport.incident_id) == incident_id))


async def _newest(db: AsyncSession, wanted: ColumnElement[bool]) -> Sequence[DistressReport]:
    query = select(DistressReport).where(wanted).order_by(col(DistressReport.id).desc())
    return (await db.scalars(query)).all()


async def see(
    db: AsyncSession, party: str, rows: Collection[DistressReport], *, by_id: bool = False
) -> list[DistressReportView]:
    """The reports as the party reads them, in a list or `by_id`."""
    cases = {row.incident_id for row in rows if row.incident_id is not None}
    seen = await incidents.involved_in(db, party, cases) if cases else ()
    return await _views(db, rows, seen, by_id=by_id)


async def _views(
    db: AsyncSession,
    rows: Collection[DistressReport],
    cases: Collection[UUID],
    *,
    by_id: bool = False,
) -> list[DistressReportView]:
    ids = {row.centre_id for row in rows} | {row.region_centre_id for row in rows}
    centres = await incidents.centre_refs(db, ids={one for one in ids if one is not None})
    rings = await rings_now(db, rows)
    return [
        report_view(
            row,
            centres,
            rings=rings.get(row.id),
            case_seen=row.incident_id in cases,
            by_id=by_id,
        )
        for row in rows
    ]


async def rings_now(db: AsyncSession, rows: Collection[DistressReport]) -> dict[UUID, RingsNow]:
    """The present ringing at the report's centre, by the report's id."""
    if not rows:
        return {}
    ids = [row.id for row in rows]
    query = (
        select(SignalRinging)
        .where(col(SignalRinging.report_id).in_(ids), ~col(SignalRinging.of_hearer))
        .order_by(col(SignalRinging.at), col(SignalRinging.id))
        .execution_options(populate_existing=True)
    )
    found = {one.report_id: one for one in await db.scalars(query)}
    alerting = await alerts.alerting_of(db, [one.id for one in found.values()])
    return {id_: RingsNow(one, alerting.get(one.id)) for id_, one in found.items()}


async def ringing_by_id(db: AsyncSession, ringing_id: UUID) -> SignalRinging | None:
    """One ringing as it is now; None: there is no such one."""
    return await db.get(SignalRinging, ringing_id, populate_existing=True)


async def ringings_of(db: AsyncSession, report_id: UUID, party: str) -> Sequence[SignalRinging]:
    """All ringings of a report at the centres of a party, the oldest first."""
    query = select(SignalRinging).where(
        col(SignalRinging.report_id) == report_id, col(SignalRinging.party_code) == party
    )
    return (await db.scalars(query.order_by(col(SignalRinging.at)))).all()


async def report_of(db: AsyncSession, report_id: UUID, *, lock: bool = False) -> DistressReport:
    """The report whoever may see it, for what the platform does by itself."""
    query = select(DistressReport).where(col(DistressReport.id) == report_id)
    query = query.execution_options(populate_existing=True)
    return (await db.scalars(query.with_for_update() if lock else query)).one()


async def lock_sender(db: AsyncSession, sender: str) -> None:
    """Hold what is heard of a transmitter until the transaction ends: two receivers may hear it at
    once."""
    await db.execute(_LOCK, {"sender": sender})


_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('distress ' || :sender, 3))")


async def newest_of(db: AsyncSession, sender: str) -> DistressReport | None:
    """The newest report of a transmitter, locked, whoever heard it."""
    query = (
        select(DistressReport)
        .where(col(DistressReport.sender) == sender)
        .order_by(col(DistressReport.last_at).desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await db.execute(query)).scalar_one_or_none()


async def waiting_of(
    db: AsyncSession, party: str, sender: str, text: str, *, lock: bool = True
) -> DistressReport | None:
    """The report that waits, which the party sees: of the same sender, or with the very same text;
    the newest."""
    same = [col(DistressReport.texts).contains([{"text": text}])]
    if sender:
        same.append(col(DistressReport.sender) == sender)
    query = (
        select(DistressReport)
        .where(sees(party), col(DistressReport.state) == ReportState.WAITING, or_(*same))
        .order_by(col(DistressReport.id).desc())
        .limit(1)
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return (await db.execute(query)).scalar_one_or_none()


async def last_placed(db: AsyncSession, party: str, sender: str) -> DistressReport | None:
    """The report of the sender that the party sees and that has the newest place."""
    query = (
        select(DistressReport)
        .where(
            sees(party),
            col(DistressReport.sender) == sender,
            col(DistressReport.point).is_not(None),
        )
        .order_by(col(DistressReport.point_at).desc())
        .limit(1)
    )
    return (await db.execute(query)).scalar_one_or_none()


async def heard_since(db: AsyncSession, party: str, since: datetime) -> int:
    """The number of reports that a party's receivers have made since then; texts are none."""
    query = select(func.count()).where(
        col(DistressReport.heard_party) == party,
        col(DistressReport.first_at) > since,
        col(DistressReport.means).in_(HEARD),
    )
    return (await db.execute(query)).scalar_one()


async def views(db: AsyncSession, ids: Collection[UUID]) -> Views:
    """The reports as they look to every party, for the record."""
    await access_barrier.note(db)
    query = select(DistressReport).where(
        col(DistressReport.id).in_(ids), col(DistressReport.state) == ReportState.WAITING
    )
    drawn = await _draw(db, (await db.scalars(query)).all())
    joined = set(await directory.joined(db))
    return {party: seen for party, seen in drawn.items() if party in joined}


async def picture(db: AsyncSession, party: str) -> Picture:
    """All that the party has in its picture."""
    return (await _draw(db, await waiting(db, party))).get(party, {})


async def _draw(db: AsyncSession, rows: Sequence[DistressReport]) -> dict[str, Picture]:
    result: dict[str, Picture] = defaultdict(dict)
    for row, view in zip(rows, await _views(db, rows, ()), strict=True):
        for party in readers_of(row):
            result[party]["distress_report", str(row.id)] = view.plain()
    return result
