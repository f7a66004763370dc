"""The sockets of this process, by party."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from prometheus_client import Gauge

from sar.errors import SlowDown
from sar.http.shared_messages import SendingAtOnce
from sar.live.outbox import Outbox
from sar.live.protocol import Subscription
from sar.parties.caller import Caller

MAX_PER_IDENTITY: Final = 200
MAX_PER_PARTY: Final = 600
"""Of all its people and keys, which are without number (house figure)."""
RETRY_AFTER_S: Final = 30

LISTENERS = Gauge("sar_live_listeners", "Open sockets of the live feed")


class Listener:
    """One socket: its caller, its subscription, and its outbox."""

    def __init__(self, caller: Caller, line: SendingAtOnce | None = None) -> None:
        self.caller = caller
        self.outbox = Outbox(line)
        self.watch: Subscription | None = None
        """The positions that it watches; None: none."""
        self._dismissal: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def party(self) -> str:
        """The caller whose access it has."""
        return self.caller.party

    @property
    def opened_by(self) -> UUID:
        """The session or key that opened it, whose end closes it."""
        opened_by = self.caller.sign_in_id or self.caller.key_id
        assert opened_by is not None  # noqa: S101 a caller has one or the other
        return opened_by

    def dismiss(self, code: int) -> None:
        """Have the socket closed with this code."""
        if not self._dismissal.done():
            self._dismissal.set_result(code)

    async def dismissed(self) -> int:
        """Wait until it is dismissed; the code to close with."""
        return await asyncio.shield(self._dismissal)


class Audience:
    """All listeners of this process."""

    def __init__(self) -> None:
        self._by_party: dict[str, set[Listener]] = defaultdict(set)
        self._count: dict[UUID, int] = defaultdict(int)

    def admit(self, caller: Caller, line: SendingAtOnce | None = None) -> Listener:
        """A new listener; SlowDown when the person or key, or the party, has too many."""
        of_party = len(self._by_party.get(caller.party, ()))
        if self._count.get(caller.identity, 0) >= MAX_PER_IDENTITY or of_party >= MAX_PER_PARTY:
            raise SlowDown(RETRY_AFTER_S)
        listener = Listener(caller, line)
        self._by_party[caller.party].add(listener)
        self._count[caller.identity] += 1
        LISTENERS.inc()
        return listener

    def leave(self, listener: Listener) -> None:
        """The socket is gone."""
        listeners = self._by_party[listener.party]
        listeners.discard(listener)
        if not listeners:
            del self._by_party[listener.party]
        self._count[listener.caller.identity] -= 1
        if not self._count[listener.caller.identity]:
            del self._count[listener.caller.identity]
        LISTENERS.dec()

    @property
    def parties(self) -> list[str]:
        """Parties with a listener."""
        return list(self._by_party)

    @property
    def sign_ins(self) -> frozenset[UUID]:
        """The sessions that have a page open here."""
        return frozenset(one.caller.sign_in_id for one in self if one.caller.sign_in_id)

    def of(self, party: str) -> list[Listener]:
        """The party's listeners."""
        return list(self._by_party.get(party, ()))

    def __iter__(self) -> Iterator[Listener]:
        return iter([one for listeners in self._by_party.values() for one in listeners])
