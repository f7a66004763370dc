"""Ships of opportunity by column, beside the fleet; visible to every joined party alike."""

from collections.abc import Collection, Iterable
from copy import copy
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from sar.assets.catalogue import AssetType, shipped_types
from sar.assets.seen import SeenShip
from sar.assets.whose_word import reckoned_by


class Ships:
    """The latest place of each. The row of a ship changes only when one is withdrawn."""

    def __init__(self) -> None:
        self._seen: list[SeenShip] = []
        self._reckoned: dict[str, dict[UUID, SeenShip]] = {}
        """By party: the ships that it reckons elsewhere than they show."""
        self._types = {code: place for place, code in enumerate(shipped_types())}
        self._rows: dict[UUID, int] = {}
        self._lonlat = np.empty((2, 0))
        self._type = np.empty(0, dtype=np.int32)
        self._id_high = np.empty(0, dtype=np.uint64)

    def __len__(self) -> int:
        return len(self._seen)

    def __getitem__(self, row: int) -> SeenShip:
        """The ship of a row, as matching reads it."""
        return self._seen[row]

    @property
    def lon(self) -> NDArray[np.float64]:
        """Degrees east, of all rows."""
        return self._lonlat[0, : len(self)]

    @property
    def lat(self) -> NDArray[np.float64]:
        """Degrees north."""
        return self._lonlat[1, : len(self)]

    @property
    def type(self) -> NDArray[np.int32]:
        """Indexes into `types`."""
        return self._type[: len(self)]

    @property
    def id_high(self) -> NDArray[np.uint64]:
        """The upper halves of their ids."""
        return self._id_high[: len(self)]

    @property
    def types(self) -> list[AssetType]:
        """The types that the column `type` indexes."""
        return list(shipped_types().values())

    def snapshot(self) -> "Ships":
        """A copy to be read while the ships change."""
        copied = copy(self)
        copied._seen, copied._lonlat = self._seen[:], self._lonlat.copy()
        copied._type, copied._id_high = self._type.copy(), self._id_high.copy()
        copied._rows = dict(self._rows)
        copied._reckoned = {party: dict(own) for party, own in self._reckoned.items()}
        return copied

    def reckoned_by(self, party: str) -> "Ships":
        """The ships where the party reckons them, to be read; these themselves where it has told
        no other place."""
        own = self._reckoned.get(party)
        if not own:
            return self
        copied = copy(self)
        copied._seen, copied._lonlat = self._seen[:], self._lonlat.copy()
        for id_, ship in own.items():
            row = self._rows[id_]
            copied._seen[row] = ship
            copied._lonlat[:, row] = ship.place.lon, ship.place.lat
        return copied

    def with_heard(self, heard: Collection[SeenShip]) -> "Ships":
        """The ships and vessels that are candidates for one question alone, to be read."""
        if not heard:
            return self
        copied = self.snapshot()
        copied.put(heard)
        return copied

    def put(self, ships: Iterable[SeenShip]) -> None:
        """Stores ships, new or moved."""
        for ship in ships:
            row = self._rows.setdefault(ship.id, len(self._seen))
            if row == len(self._seen):
                self._seen.append(ship)
                self._make_room()
            self._reckon(self._seen[row], ship)
            self._seen[row] = ship
            self._lonlat[:, row] = ship.place.lon, ship.place.lat
            self._type[row] = self._types[ship.type.code]
            self._id_high[row] = ship.id.int >> 64

    def drop(self, ids: Iterable[UUID]) -> None:
        """Removes ships; the last one takes the row of each."""
        for id_ in ids:
            row = self._rows.pop(id_, None)
            if row is None:
                continue
            self._reckon(self._seen[row], None)
            last = self._seen.pop()
            if last.id != id_:
                self._rows[last.id] = row
                self._seen[row] = last
                end = len(self._seen)
                for column in (self._type, self._id_high):
                    column[row] = column[end]
                self._lonlat[:, row] = self._lonlat[:, end]

    def _reckon(self, before: SeenShip, ship: SeenShip | None) -> None:
        """Stores the ship for each party that reckons it elsewhere; None: it is gone."""
        for told in before.sightings:
            self._reckoned.get(told.party, {}).pop(before.id, None)
        if ship is None:
            return
        for told in ship.sightings:
            reckoned = reckoned_by(told.party, ship)
            if reckoned is not ship:
                self._reckoned.setdefault(told.party, {})[ship.id] = reckoned

    def _make_room(self) -> None:
        if len(self._seen) > len(self._type):
            room = max(256, len(self._type))
            self._lonlat = np.concatenate((self._lonlat, np.zeros((2, room))), axis=1)
            self._type = np.concatenate((self._type, np.zeros(room, dtype=np.int32)))
            self._id_high = np.concatenate((self._id_high, np.zeros(room, dtype=np.uint64)))
