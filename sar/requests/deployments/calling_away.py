"""Real life goes first: what an exercise binds can be called away to real work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import commitments
from sar.errors import Conflict, NotFound, Refusal
from sar.parties.caller import Caller
from sar.requests import visible
from sar.requests.locks import Held

CALLED_AWAY: Final = "Called away to real work."
_HINT: Final = (
    "That is an exercise, and real work goes first: its owner or the lead of the exercise calls it "
    "away."
)


def against_calling_away(held: Held) -> list[Refusal]:
    """That the work is real, if it is."""
    if held.exercise:
        return []
    said = "It is real work: only from an exercise is a unit called away. Recall or divert it."
    return [Refusal("real_work", said)]


@asynccontextmanager
async def telling_of_exercises(db: AsyncSession, caller: Caller) -> AsyncIterator[None]:
    """Where an exercise is in the way of real work, say so to whoever sees its deployment."""
    try:
        yield
    except commitments.Bound as bound:
        for deployment_id in bound.exercises:
            try:
                await visible.access_deployment(db, caller, deployment_id)
            except NotFound:
                continue
            told = {"exercise": True, "deployment_id": str(deployment_id)}
            refusal = replace(
                bound.refusal,
                sentence=f"{bound.refusal.sentence} {_HINT}",
                params={**bound.refusal.params, **told},
            )
            raise Conflict.of(refusal) from None
        raise
