"""The feed of positions: many, lossy, latest wins, each party's own view of them."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.assets import visible as assets
from sar.assets.views import KnownPositionView
from sar.assets.visible_positions import moved_since, shared_in, ship_positions
from sar.geo.position import LatLon
from sar.live.audience import Audience, Listener
from sar.live.outbox import PositionChanges
from sar.live.protocol import Subscription

DELAYED_EVERY_S: Final = 5.0
"""The time between two looks at positions that an agreement delays or makes coarse: they move by
time alone."""
PART: Final = 1_000
"""So many positions are looked through without a pause."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A position as one party sees it, encoded once; the view itself is four times as large."""

    place: LatLon
    text: str
    by_time: bool
    """Whether it moves by time alone."""


Sea = dict[UUID, Shown]
"""Everything that one party sees moving."""


class PositionFeed:
    """The positions each listening party was sent last; only differences are sent.

    A party is followed from its first listener that watches positions to its last.
    """

    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._mark = 0
        self._seas: dict[str, Sea] = {}
        self._deployed: dict[tuple[str, Subscription], set[UUID]] = {}
        """Assets deployed in the incidents that a watch names."""
        self._again: set[str] = set()
        self._delayed_due_s = 0.0
        self._one_at_a_time = asyncio.Lock()

    def look_again(self, party: str) -> None:
        """The party's access has changed, whether or not anything moved."""
        if party in self._seas:
            self._again.add(party)

    def look_at_delayed(self) -> None:
        """Time may have jumped: the next look is also at positions that move by it alone."""
        self._delayed_due_s = 0.0

    async def welcome(self, db: AsyncSession, listener: Listener) -> None:
        """Offer all positions that the listener watches."""
        async with self._one_at_a_time:
            listener.outbox.forget_positions()
            party, watch = listener.party, listener.watch
            if watch is None:
                return
            if party not in self._seas:
                if not self._seas:
                    self._mark = (await moved_since(db, self._mark)).mark
                self._seas[party] = await _look(db, party)
            deployed = await self._look_for_deployed(db, party, watch)
            everything: Changes = {id_: (None, shown) for id_, shown in self._seas[party].items()}
            listener.outbox.offer_positions(await _concerning_in_parts(watch, deployed, everything))

    async def send_changes(self, db: AsyncSession) -> None:
        """Offer what has changed since the last time."""
        async with self._one_at_a_time:
            self._forget_the_absent()
            if not self._seas:
                return
            again, self._again = self._again | self._delayed(), set()
            try:
                await self._follow_marks(db, again)
                for party in again & self._seas.keys():
                    await self._look_at_all(db, party)
            except BaseException:
                self._again |= again
                raise

    def _forget_the_absent(self) -> None:
        watched = {(one.party, one.watch) for one in self._audience if one.watch is not None}
        parties = {party for party, _ in watched}
        self._seas = {party: sea for party, sea in self._seas.items() if party in parties}
        self._deployed = {key: ids for key, ids in self._deployed.items() if key in watched}

    def _delayed(self) -> set[str]:
        now_s = asyncio.get_running_loop().time()
        if now_s < self._delayed_due_s:
            return set()
        self._delayed_due_s = now_s + DELAYED_EVERY_S
        return {
            party
            for party, sea in self._seas.items()
            if any(shown.by_time for shown in sea.values())
        }

    async def _follow_marks(self, db: AsyncSession, again: set[str]) -> None:
        """Moved positions, for the parties that are not sent everything anyway."""
        moved = await moved_since(db, self._mark)
        parties = self._seas.keys() - again
        if parties and (moved.assets or moved.ships):
            seen = await assets.positions_for(db, parties, moved.assets, now=clock.now())
            ships = await ship_positions(db, ids=moved.ships)
            encoded: dict[int, Shown] = {}
            for party in parties:
                fresh = _encoded([*seen[party], *ships], encoded)
                self._change(party, fresh, gone={*moved.assets, *moved.ships} - fresh.keys())
        self._mark = moved.mark

    async def _look_at_all(self, db: AsyncSession, party: str) -> None:
        """Everything the party sees, and again what is newly deployed in a watched incident."""
        sea = self._seas[party]
        for key_party, watch in list(self._deployed):
            if key_party == party:
                known = self._deployed[party, watch]
                for id_ in await self._look_for_deployed(db, party, watch) - known:
                    sea.pop(id_, None)
        fresh = await _look(db, party)
        self._change(party, fresh, gone=sea.keys() - fresh.keys())

    async def _look_for_deployed(
        self, db: AsyncSession, party: str, watch: Subscription
    ) -> set[UUID]:
        if not watch.incidents:
            return set()
        deployed = await shared_in(db, party, watch.incidents)
        self._deployed[party, watch] = deployed
        return deployed

    def _change(self, party: str, fresh: Sea, *, gone: Collection[UUID]) -> None:
        """Take `fresh` into the party's sea and `gone` out of it, and offer what that changes."""
        sea = self._seas[party]
        changes: dict[UUID, tuple[Shown | None, Shown | None]] = {
            id_: (sea.get(id_), shown)
            for id_, shown in fresh.items()
            if id_ not in sea or sea[id_].text != shown.text
        }
        changes |= {id_: (sea[id_], None) for id_ in gone if id_ in sea}
        sea.update(fresh)
        for id_ in gone:
            sea.pop(id_, None)
        by_watch: dict[Subscription, list[Listener]] = defaultdict(list)
        for listener in self._audience.of(party):
            if listener.watch is not None:
                by_watch[listener.watch].append(listener)
        for watch, listeners in by_watch.items():
            told = concerning(watch, self._deployed.get((party, watch), set()), changes)
            for listener in listeners:
                listener.outbox.offer_positions(told)


Changes = Mapping[UUID, tuple[Shown | None, Shown | None]]
"""Before and after; None: not seen."""


def concerning(
    watch: Subscription, deployed: Collection[UUID], changes: Changes
) -> PositionChanges:
    """The changes that concern a watch: what it holds, and what has just left it or was lost."""
    return PositionChanges(
        (id_, None if after is None else after.text)
        for id_, (before, after) in changes.items()
        if id_ in deployed or any(shown and watch.holds(shown.place) for shown in (before, after))
    )


async def _concerning_in_parts(
    watch: Subscription, deployed: Collection[UUID], changes: Changes
) -> PositionChanges:
    """The same of a whole sea; the loop is others' in between."""
    found = PositionChanges()
    left = iter(changes.items())
    while part := dict(islice(left, PART)):
        found |= concerning(watch, deployed, part)
        await asyncio.sleep(0)
    return found


def _moves_by_time(view: KnownPositionView) -> bool:
    return view.delay_minutes > 0 or view.precision_nm > 0


async def _look(db: AsyncSession, party: str) -> Sea:
    seen = await assets.positions(db, party, now=clock.now())
    return _encoded([*seen, *await ship_positions(db)], {})


def _encoded(views: Iterable[KnownPositionView], encoded: dict[int, Shown]) -> Sea:
    """The views by id; one that several parties are told is encoded once, and kept by `encoded`
    while it lives."""
    sea: Sea = {}
    for view in views:
        shown = encoded.get(id(view))
        if shown is None:
            shown = Shown(view.point.to_latlon(), view.model_dump_json(), _moves_by_time(view))
            encoded[id(view)] = shown
        sea[view.id] = shown
    return sea
