"""The times at which units were at work for cases that still need their positions."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.track_days import KeptWork
from sar.assets.track_thinning import WholeWindow
from sar.incidents.models import Incident
from sar.incidents.words import IncidentState
from sar.requests.deployment_rows import active
from sar.requests.models import Deployment

BEFORE_WORK: Final = timedelta(days=1)
"""A unit is where it was told last when its work begins (house figure)."""


async def kept_works(db: AsyncSession, *, closed_after: datetime) -> list[KeptWork]:
    """Of cases that are not closed, or were closed after an instant, and of work without a case
    that has gone on since; from a day before each work until it was last changed."""
    is_over = ~active()
    rows = await db.execute(
        select(
            col(Deployment.asset_id),
            col(Deployment.created_at),
            col(Deployment.updated_at),
            is_over.label("is_over"),
        )
        .outerjoin(Incident, col(Incident.id) == col(Deployment.incident_id))
        .where(
            col(Deployment.asset_id).is_not(None),
            or_(
                ~is_over,
                col(Incident.state) != IncidentState.CLOSED,
                col(Incident.closed_at) > closed_after,
                col(Incident.id).is_(None) & (col(Deployment.updated_at) > closed_after),
            ),
        )
        .order_by(col(Deployment.id))
    )
    return [
        KeptWork(row.asset_id, WholeWindow(row.created_at - BEFORE_WORK, until))
        for row in rows
        for until in [row.updated_at if row.is_over else None]
    ]
