"""The counts of requests, positions and sign-ins, exchanged between the web processes of one
database: all together allow what one allows, whichever of them a client keeps to.

A process tells once a second what it has counted, by hash, and adds what it is told. Nobody waits
for it: where the database is away each process counts by itself, and tells the rest afterwards.
"""

import json
from typing import Final
from uuid import UUID

from prometheus_client import Counter
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from sar import limits
from sar.log import logger

log = logger(__name__)

COUNTS_CHANNEL: Final = "sar_counts"
MOST: Final = 250
"""Counters in one message, of which PostgreSQL takes 8,000 bytes."""

OF_OTHERS: Final = Counter(
    "sar_counted_elsewhere_seconds",
    "Requests, positions and sign-ins that other web processes have counted, as the time that they"
    " take at the pace that is allowed",
)


class CountsExchange:
    """One process's part in it."""

    def __init__(self, process_id: UUID) -> None:
        self._id: Final = process_id.hex

    async def tell(self, db: AsyncSession) -> None:
        """Tell the other processes what was counted here since the last time."""
        counted = limits.take_untold(MOST)
        if not counted:
            return
        said = {"from": self._id, "ms": {key: round(1e3 * s) for key, s in counted.items()}}
        try:
            await db.execute(
                select(func.pg_notify(COUNTS_CHANNEL, json.dumps(said, separators=(",", ":"))))
            )
            await db.commit()
        except BaseException:
            limits.give_back(counted)
            raise

    def hear(self, payload: str) -> None:
        """Add what another process has counted; one of another version may say it otherwise."""
        try:
            said = json.loads(payload)
            counted = {str(key): int(ms) / 1e3 for key, ms in said["ms"].items()}
            is_own = said["from"] == self._id
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            log.warning("counts of another process are not read", error=repr(error))
            return
        if is_own:
            return
        limits.add_of_others(counted)
        OF_OTHERS.inc(sum(counted.values()))
