"""The fulfilment of a request, from what is promised: the state that follows from the figures."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.machine import Side, Step, decide
from sar.requests import rows
from sar.requests.coverage import filled
from sar.requests.models import Request
from sar.requests.recording import changed
from sar.requests.state_tables import REQUEST
from sar.requests.words import RequestAction, RequestState


async def update_fulfilment(db: AsyncSession, request: Request | None, *, now: datetime) -> bool:
    """Fill or uncover the locked request as its coverage now is; whether it is filled."""
    if request is None:
        return False
    await db.flush()
    parts = (await rows.parts_of(db, [request]))[request.id]
    full = filled(parts.coverage().values())
    action = RequestAction.FILL if full else RequestAction.UNCOVER
    step = decide(REQUEST, request.state, action, sides=frozenset({Side.PLATFORM}))
    if isinstance(step, Step):
        request.state = step.state
        changed(request, now=now)
    return request.state is RequestState.FILLED
