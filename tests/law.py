"""The law of the record, held against any write: old snapshot + entries = new snapshot."""

import os
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.client.tables import by_row
from sar.live import snapshot
from sar.live.snapshot import THINGS
from sar.record import service as record
from sar.record.service import Picture, apply
from sar.wire import canonical_bytes
from tests.beginnings import read_once
from tests.clients import ClientOf

Json = dict[str, Any]

JOINED = ("ITA", "MLT", "TUN", "GRC")

WHOLE_LAW = "SAR_TESTS_WHOLE_LAW"
"""Set in the environment, `lawful` reads for all parties; `make test-long` does."""


class Source(Protocol):
    """The places at which a reader finds its snapshot and its entries."""

    async def snapshot(self, party: str) -> tuple[int, Picture]:
        """The number of the party's last entry, and its picture."""
        ...

    async def entries(self, party: str, since: int) -> list[Json]:
        """The party's entries after its own number `since`."""
        ...


class OverHttp:
    """As a screen finds them; the snapshot `by_column` or by row."""

    def __init__(self, client_of: ClientOf, *, by_column: bool = False) -> None:
        self._client_of = client_of
        self._by_column = by_column

    async def snapshot(self, party: str) -> tuple[int, Picture]:
        """The party's snapshot now."""
        shape = "columns" if self._by_column else "rows"
        found = by_row(await self._get(party, "/api/snapshot", format=shape))
        return found["number"], picture_of(found)

    async def entries(self, party: str, since: int) -> list[Json]:
        """Page by page, to the party's last: a page of large changes is cut short."""
        entries: list[Json] = []
        while True:
            page = await self._get(party, "/api/record", since=since, limit=500)
            entries += page["entries"]
            if not page["entries"] or (since := entries[-1]["number"]) >= page["number"]:
                return entries

    async def _get(self, party: str, path: str, **params: int | str) -> Json:
        answer = await self._client_of(party, "observer").get(path, params=params)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found


class InTransaction:
    """As the database has them in the test's own transaction."""

    def __init__(self, db: AsyncSession) -> None:
        self._db = db

    async def snapshot(self, party: str) -> tuple[int, Picture]:
        """The pictures that a snapshot would hold, which is the same by column and by row."""
        return await read_once(self._db, f"snapshot of {party}", partial(self._snapshot, party))

    async def _snapshot(self, party: str) -> tuple[int, Picture]:
        self._db.expire_all()
        taken = await snapshot.take(self._db, party, now=clock.now())
        by_columns = by_row(orjson.loads(canonical_bytes(taken.by_column())))
        picture = picture_of(orjson.loads(canonical_bytes(taken.by_row())))
        assert picture_of(by_columns) == picture, party
        return taken.number, picture

    async def entries(self, party: str, since: int) -> list[Json]:
        """Read from the record."""
        read = await record.since(self._db, party, since, limit=10_000)
        return [record.parse(one) for one in read]


@dataclass
class Reader:
    """One party's picture, kept as the protocol asks and by nothing else."""

    party: str
    source: Source
    picture: Picture = field(default_factory=dict)
    number: int = 0
    entries: list[Json] = field(default_factory=list)
    """All that it has read."""

    async def start(self) -> None:
        """Take the snapshot."""
        self.number, self.picture = await self.source.snapshot(self.party)

    async def follow(self) -> None:
        """Apply the entries that have come, or take the snapshot again when one says so."""
        read = await self.source.entries(self.party, self.number)
        numbers = [entry["number"] for entry in read]
        assert numbers == list(range(self.number + 1, self.number + 1 + len(read))), self.party
        self.entries += read
        if any(entry["resync"] for entry in read):
            await self.start()
        for entry in read:
            if entry["number"] > self.number:
                self.picture = apply(self.picture, entry["changes"])
                self.number = entry["number"]

    async def check(self, now: Source | None = None) -> None:
        """Once nobody writes: the picture that was followed is the one a snapshot shows, taken
        from `now` if that is another source."""
        await self.follow()
        number, present = await (now or self.source).snapshot(self.party)
        assert self.number == number, self.party
        assert self.picture == present, f"{self.party}: {difference(self.picture, present)}"

    @property
    def resynced(self) -> bool:
        """Whether it was told to take the snapshot again: of it the law asks no more."""
        return any(entry["resync"] for entry in self.entries)


@dataclass
class Kept:
    """The effect of a write's entries on each party's picture."""

    entries: dict[str, list[Json]] = field(default_factory=dict)
    resynced: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    """Parties whose snapshot is another than before."""


@asynccontextmanager
async def kept(
    source: Source, parties: tuple[str, ...] = JOINED, *, now: Source | None = None
) -> AsyncIterator[Kept]:
    """Each party's entries lead to its new snapshot, whatever is written inside; that one is taken
    from `now` if given."""
    found = Kept()
    readers = [Reader(party, source) for party in parties]
    for reader in readers:
        await reader.start()
    before = {reader.party: reader.picture for reader in readers}
    yield found
    for reader in readers:
        await reader.check(now)
        found.entries[reader.party] = reader.entries
        if reader.resynced:
            found.resynced.add(reader.party)
        if reader.picture != before[reader.party]:
            found.changed.add(reader.party)


@asynccontextmanager
async def lawful(db: AsyncSession) -> AsyncIterator[None]:
    """As `kept`, read in the test's own transaction; for one party by the test's name, Italy,
    which leads most cases, in half of them, and for all where the whole law is asked for."""
    async with kept(InTransaction(db), JOINED if WHOLE_LAW in os.environ else _one_party()):
        yield


def _one_party() -> tuple[str]:
    """Always the same for one test."""
    first, *others = JOINED
    test = os.environ["PYTEST_CURRENT_TEST"].partition(" ")[0]
    each = (*others, *(first for _ in others))
    return (each[zlib.crc32(test.encode()) % len(each)],)


def picture_of(found: Json) -> Picture:
    """The part of a snapshot that entries change."""
    return {(thing, view["id"]): view for thing in THINGS for view in found[thing]}


def difference(one: Picture, other: Picture) -> dict[str, Json]:
    """The differences of two pictures that should be equal."""
    return {
        f"{key[0]} {key[1]}": {"followed": one.get(key), "snapshot": other.get(key)}
        for key in one.keys() | other.keys()
        if one.get(key) != other.get(key)
    }
