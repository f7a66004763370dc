"""The last work of each unit that comes home from it, or is home again a while ago.

It is told whoever asks: matching shows it to those alone who know the unit's readiness, and reckons
by the position that they may see.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.grants_sql import UUIDS
from sar.assets.words import Readiness
from sar.db import Instant
from sar.geo.units import M_PER_NM
from sar.matching.homeward import HOME_NM
from sar.matching.question import LastWork
from sar.requests.deployment_traits import TRAITS
from sar.requests.words import DeploymentAction, DeploymentState

COUNTS_FOR: Final = timedelta(hours=48)
"""A unit that was recalled, and of which nobody says that it is home, counts as at sea for so long
(house figure); no turn-round takes longer."""

LOOKED_AT: Final = 5_000
"""So many positions on its way home are looked at (house figure, 14 h at one in ten seconds): one
party's units that report without end cost others no more."""


async def last_works(
    db: AsyncSession,
    *,
    exercise: bool,
    now: datetime,
    asset_ids: Collection[UUID] | None = None,
) -> dict[UUID, LastWork]:
    """By asset: its last work, if it left for it and is released, recalled or home from it.

    Work of an exercise counts for an `exercise` alone, and not once the unit was called away from
    it. Its party's later word on its readiness prevails, if it says that it can go.
    """
    found = await db.execute(
        _LAST_WORKS,
        {
            "exercise": exercise,
            "ended_after": now - COUNTS_FOR,
            "ids": None if asset_ids is None else list(asset_ids),
            **_WORDS,
        },
    )
    return {
        row.asset_id: LastWork(
            since=row.since,
            home_at=row.since if row.state == DeploymentState.RETURNED else None,
            at_base_since=row.at_base_since,
        )
        for row in found
    }


_WORDS: Final = {
    "homeward": [state.value for state, traits in TRAITS.items() if traits.homeward],
    "ended": [DeploymentState.RECALLED.value, DeploymentState.RETURNED.value],
    "called_away": DeploymentAction.CALL_AWAY.value,
    "can_go": [Readiness.AVAILABLE.value, Readiness.LIMITED.value],
    "home_m": HOME_NM * M_PER_NM,
    "looked_at": LOOKED_AT,
}
_LAST_WORKS: Final = text("""
    SELECT work.asset_id, work.state, entered.at AS since, home.at AS at_base_since
    FROM deployment work
    JOIN asset ON asset.id = work.asset_id
    LEFT JOIN incident ON incident.id = work.incident_id
    LEFT JOIN request ON request.id = work.request_id
    JOIN LATERAL (
        SELECT min(step.at) AS at FROM deployment_step step
        WHERE step.deployment_id = work.id AND step.to_state = work.state
    ) entered ON entered.at IS NOT NULL
    LEFT JOIN LATERAL (
        SELECT point.at FROM (
            SELECT track.at, track.point FROM track_point track
            WHERE track.asset_id = work.asset_id AND track.at >= entered.at
            ORDER BY track.at LIMIT :looked_at OFFSET 0
        ) point
        WHERE ST_DWithin(point.point, asset.base, :home_m)
        ORDER BY point.at LIMIT 1
    ) home ON true
    WHERE (work.left_at IS NOT NULL OR work.arrived_at IS NOT NULL)
        AND (CAST(:ids AS uuid[]) IS NULL OR work.asset_id = ANY (:ids))
        AND (work.state = ANY (:homeward)
            OR work.state = ANY (:ended) AND work.updated_at > :ended_after)
        AND (:exercise OR NOT coalesce(incident.exercise, request.exercise, false))
        AND NOT (work.state = ANY (:ended) AND asset.readiness = ANY (:can_go)
            AND coalesce(asset.readiness_at > entered.at, false))
        AND NOT EXISTS (
            SELECT FROM deployment_step step
            WHERE step.deployment_id = work.id AND step.action = :called_away
        )
        AND NOT EXISTS (
            SELECT FROM deployment later
            WHERE later.asset_id = work.asset_id AND later.left_at IS NOT NULL
                AND later.created_at > work.created_at
        )
""").bindparams(bindparam("ended_after", type_=Instant()), bindparam("ids", type_=UUIDS))
