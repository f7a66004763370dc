"""Readiness to serve: the database answers, with this version's schema; told within two seconds.

If alerts do not leave it serves all the same, and says so.
"""

import asyncio
import time
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.responses import Response

from sar.alerts import health
from sar.alerts.views import AlertsLeavingView
from sar.alerts.words import AlertsLeaving
from sar.migrations import is_current

READY: Final = "ready"
WITHIN_S: Final = 2.0
FRESH_S: Final = 1.0


class ReadinessProbe:
    """One question to the database at a time, whoever asks: an unanswered one is not repeated."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine: Final = engine
        self._asked_at = 0.0
        self._asked: asyncio.Task[str] | None = None

    async def answer(self) -> Response:
        """200 `ready`, or 503 with the reason."""
        now = time.monotonic()
        if self._asked is None or (self._asked.done() and now - self._asked_at > FRESH_S):
            self._asked, self._asked_at = asyncio.create_task(self._ask()), now
        done, _ = await asyncio.wait({self._asked}, timeout=WITHIN_S)
        says = self._asked.result() if done else "the database does not answer"
        return Response(says, 200 if says.startswith(READY) else 503, media_type="text/plain")

    async def _ask(self) -> str:
        try:
            async with self._engine.connect() as connection:
                found = await connection.execute(text("SELECT version_num FROM alembic_version"))
                version = found.scalar()
                if version is None or not is_current(version):
                    return "migrate first"
                return f"{READY}{_but(await health.read(connection))}"
        except PoolTimeout:
            return "busy"
        except (DBAPIError, OSError):
            return "the database does not answer"


def _but(leaving: AlertsLeavingView) -> str:
    match leaving.state:
        case AlertsLeaving.NO_WORKER if leaving.silent_s is None:
            return ", but alerts are not leaving: no worker has ever run"
        case AlertsLeaving.NO_WORKER:
            return f", but alerts are not leaving: no worker for {leaving.silent_s} s"
        case AlertsLeaving.FAILING:
            return f", but alerts are not leaving: {', '.join(leaving.failing)} failing"
        case _:
            return ""
