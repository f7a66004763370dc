"""The counts of requests, positions and sign-ins, exchanged between the web processes of one
database: all together allow what one allows, whichever of them a client keeps to. Processes
of one machine tell each other of heavy work, too.

A process tells once a second what it has counted, by hash, and adds what it is told. Nobody waits
for it: where the database is away each process counts by itself, and tells the rest afterwards.
"""

import json
import platform
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from prometheus_client import Counter
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from sar import limits
from sar.http.heavy_work import HeavyNews, HeavyWork
from sar.log import logger

log = logger(__name__)

COUNTS_CHANNEL: Final = "sar_counts"
MOST: Final = 200
"""Counters in one message, of which PostgreSQL takes 8,000 bytes: parties come beside them."""

OF_OTHERS: Final = Counter(
    "sar_counted_elsewhere_seconds",
    "Requests, positions and sign-ins that other web processes have counted, as the time that they"
    " take at the pace that is allowed",
)

_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


@cache
def machine() -> str:
    """The same for all processes that share this machine's processors, in containers too."""
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:
        return platform.node()


class CountsExchange:
    """One process's part in it."""

    def __init__(self, process_id: UUID, heavy: HeavyWork | None = None) -> None:
        self._id: Final = process_id.hex
        self._heavy: Final = heavy or HeavyWork()

    async def tell(self, db: AsyncSession) -> None:
        """Tell the other processes what was counted here since the last time."""
        counted, news = limits.take_untold(MOST), self._heavy.news()
        if not (counted or news.had_s or news.served):
            return
        said = {
            "from": self._id,
            "ms": {key: round(1e3 * s) for key, s in counted.items()},
            "on": machine(),
            "had_ms": {party: round(1e3 * s) for party, s in news.had_s.items()},
            "served": news.served,
        }
        try:
            await db.execute(
                select(func.pg_notify(COUNTS_CHANNEL, json.dumps(said, separators=(",", ":"))))
            )
            await db.commit()
        except BaseException:
            limits.give_back(counted)
            self._heavy.give_back(news)
            raise

    def hear(self, payload: str) -> None:
        """Add what another process has counted; one of another version may say it otherwise."""
        try:
            said = json.loads(payload)
            counted = {str(key): int(ms) / 1e3 for key, ms in said["ms"].items()}
            is_own = said["from"] == self._id
            news = _news(said) if said.get("on") == machine() else None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            log.warning("counts of another process are not read", error=repr(error))
            return
        if is_own:
            return
        limits.add_of_others(counted)
        OF_OTHERS.inc(sum(counted.values()))
        if news is not None:
            self._heavy.hear(news)


def _news(said: dict[str, Any]) -> HeavyNews:
    had_s = {str(party): int(ms) / 1e3 for party, ms in said.get("had_ms", {}).items()}
    return HeavyNews(had_s, [str(party) for party in said.get("served", ())])
