"""Recording of what happens to distress reports, for the parties that see them."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.distress_reports import visible
from sar.distress_reports.models import DistressReport
from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.record import recording as recorded
from sar.record.recording import Recording
from sar.record.service import Actor, Views, merged


def recording(
    db: AsyncSession,
    row: DistressReport,
    *cases: Incident,
    by: Actor,
    exercise: bool,
    now: datetime,
) -> AbstractAsyncContextManager[Recording]:
    """As `sar.record.recording`, of a report and the cases that change with it, all locked or not
    yet written."""

    async def draw() -> Views:
        reports = await visible.views(db, [row.id])
        if not cases:
            return reports
        return merged([reports, await incidents.views(db, [one.id for one in cases], now=now)])

    return recorded.recording(db, draw, by=by, exercise=exercise, now=now)
