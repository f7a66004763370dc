"""The law of live data, held against any write: old snapshot + entries = new snapshot."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from sar.live.snapshot import THINGS
from sar.record.service import Picture, apply

ClientOf = Callable[[str, str], httpx.AsyncClient]
Json = dict[str, Any]

JOINED = ("ITA", "MLT", "TUN", "GRC")


@dataclass
class Kept:
    """What the entries of a write did to each party's picture."""

    entries: dict[str, list[Json]]
    resynced: set[str]
    """Parties that had to read their snapshot again: of them the law asks no more."""
    changed: set[str]
    """Parties whose snapshot is another than before."""


class LawKeeper:
    """Follows every party's record over HTTP, as a screen does."""

    def __init__(self, client_of: ClientOf, parties: tuple[str, ...] = JOINED) -> None:
        self._client_of = client_of
        self._parties = parties

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[Kept]:
        """Whatever is written inside, each party's entries lead to its new snapshot."""
        kept = Kept({}, set(), set())
        before = {party: await self.snapshot(party) for party in self._parties}
        yield kept
        for party in self._parties:
            after = await self.snapshot(party)
            entries = await self._entries(party, before[party]["number"])
            kept.entries[party] = entries
            numbers = [entry["number"] for entry in entries]
            assert numbers == list(range(before[party]["number"] + 1, after["number"] + 1)), party
            old, new = picture_of(before[party]), picture_of(after)
            if old != new:
                kept.changed.add(party)
            if any(entry["resync"] for entry in entries):
                kept.resynced.add(party)
                continue
            followed = old
            for entry in entries:
                followed = apply(followed, entry["changes"])
            assert followed == new, f"{party}: {difference(followed, new)}"

    async def snapshot(self, party: str) -> Json:
        """The party's snapshot now."""
        answer = await self._client_of(party, "observer").get("/api/snapshot")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    async def _entries(self, party: str, since: int) -> list[Json]:
        entries: list[Json] = []
        while True:
            answer = await self._client_of(party, "observer").get(
                "/api/record", params={"since": since, "limit": 500}
            )
            assert answer.status_code == 200, answer.text
            page = answer.json()["entries"]
            entries += page
            if len(page) < 500:
                return entries
            since = page[-1]["number"]


def picture_of(snapshot: Json) -> Picture:
    """The part of a snapshot that entries change."""
    return {(thing, view["id"]): view for thing in THINGS for view in snapshot[thing]}


def difference(one: Picture, other: Picture) -> dict[str, Json]:
    """What to look at when two pictures should be equal."""
    return {
        f"{key[0]} {key[1]}": {"followed": one.get(key), "snapshot": other.get(key)}
        for key in one.keys() | other.keys()
        if one.get(key) != other.get(key)
    }
