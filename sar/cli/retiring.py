"""Work that a centre still has, for which an operator may not retire it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.words import CoordinationState, IncidentState
from sar.requests.state_tables import ASKING
from sar.requests.words import UNANSWERED, AnswerState

_NAMED: Final = 3

# As text, not by the models: these take a fifth of a second of the command's time to build.
_LEFT: Final = (
    (
        """
        SELECT reference FROM incident
        WHERE state <> :closed AND (
            lead_centre_id = :centre
            OR smc_by_voice ->> 'centre_id' = cast(:centre AS text)
            OR id IN (
                SELECT incident_id FROM coordination
                WHERE state = :proposed AND :centre IN (from_centre_id, to_centre_id)
            )
        )
        ORDER BY reference
        """,
        "it has a part in the lead of {}: close these, or hand them over",
    ),
    (
        """
        SELECT reference FROM request
        WHERE state = ANY(:asking) AND (
            centre_id = :centre
            OR id IN (
                SELECT request_id FROM addressee WHERE centre_id = :centre AND state <> :declined
            )
        )
        ORDER BY reference
        """,
        "requests are open with it: {}: close or answer these",
    ),
    (
        """
        SELECT reference FROM clearance
        WHERE centre_id = :centre AND state = ANY(:unanswered) ORDER BY reference
        """,
        "it is asked for clearances: {}: answer these",
    ),
    (
        "SELECT name FROM asset WHERE centre_id = :centre AND retired_at IS NULL ORDER BY name",
        "assets belong to it: {}: give these to another centre",
    ),
    (
        """
        SELECT login FROM person
        WHERE disabled_at IS NULL
            AND id IN (SELECT person_id FROM posting WHERE centre_id = :centre)
        ORDER BY login
        """,
        "people act for it: {}: give these other roles, or close their accounts",
    ),
    (
        """
        SELECT label FROM api_key
        WHERE centre_id = :centre AND revoked_at IS NULL ORDER BY label
        """,
        "keys act for it: {}: revoke these",
    ),
)
"""The names of what it still has, and what is to be done about it first."""


async def work_left(db: AsyncSession, centre_id: UUID) -> list[str]:
    """The reasons why the centre may not be retired yet, each with what is to be done first."""
    given = {
        "centre": centre_id,
        "closed": IncidentState.CLOSED,
        "proposed": CoordinationState.PROPOSED,
        "declined": AnswerState.DECLINED,
        "asking": sorted(ASKING),
        "unanswered": sorted(UNANSWERED),
    }
    reasons = []
    for statement, reason in _LEFT:
        bound = {name: value for name, value in given.items() if f":{name}" in statement}
        if names := list(await db.scalars(text(statement), bound)):
            reasons.append(reason.format(_few(names)))
    return reasons


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
