"""Deferred work of requests: that of the packages, and contacts that are alerted anew."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents.alarms.unwritten import LEAD_UNHEARD
from sar.incidents.phases import PHASE_RAISED
from sar.requests import addressee_alerts as _addressee_alerts  # noqa: F401 registers what alerts are about
from sar.requests import case_alerts as _case_alerts  # noqa: F401 as above
from sar.requests import waking
from sar.requests.answer_links import for_alerts as _for_alerts  # noqa: F401 as above
from sar.requests.asking import jobs as _asking  # noqa: F401 registers its works
from sar.requests.asking import jobs_untasked as _untasked  # noqa: F401 as above
from sar.requests.clearances import clearance_alerts as _clearance_alerts  # noqa: F401 registers what alerts are about
from sar.requests.clearances import jobs as _clearances  # noqa: F401 registers its works
from sar.requests.deployments import jobs as _deployments  # noqa: F401 as above
from sar.requests.offers import jobs as _offers  # noqa: F401 as above


@jobs.task(PHASE_RAISED)
async def look_at_raised(db: AsyncSession, *, incident_id: str, now: datetime) -> None:
    """Look anew whom to alert of what is awaited in a case whose phase was raised."""
    await waking.look_at_raised(db, UUID(incident_id), now=now)


@jobs.task(LEAD_UNHEARD)
async def note_lead_unheard(
    db: AsyncSession, *, incident_id: str, since: str, now: datetime
) -> None:
    """Tell the centres whose units are at work that the lead of their case is silent."""
    await waking.note_lead_unheard(db, UUID(incident_id), since, now=now)
