"""Feeds as an operator adds them, and as their readers tell of them."""

from typing import Any

from sar import clock
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.interop.models import FeedMail, ReceiverFeed


def feed(**fields: Any) -> ReceiverFeed:
    """A feed of Italy's of which a reader has just told that it is connected and was just heard."""
    now = clock.real_now()
    given = {"party_code": "ITA", "name": "Lampedusa", "address": "tcp://10.0.0.5:10110"}
    told = {"told_at": now, "connected_since": now, "last_message_at": now, "created_at": now}
    return ReceiverFeed(**(given | told | fields))


async def add_feeds(database_url: str, *rows: ReceiverFeed | FeedMail) -> None:
    """Commit them, in place of those of their names."""
    engine = make_engine(database_url, DatabaseRole.SYSTEM)
    async with make_sessions(engine)() as db, db.begin():
        for row in rows:
            await db.merge(row)
    await engine.dispose()
