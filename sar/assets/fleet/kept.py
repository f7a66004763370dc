"""Cache of each party's access to the fleet: only changed rows are computed again."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from sar.agreements.grants_array import FleetFacts, Promises
from sar.assets.fleet.access import FleetAccess, access_of
from sar.assets.fleet.columns import Fleet

ROOM_BYTES: Final = 64 * 2**20
"""Memory of all entries but the last."""


@dataclass(frozen=True, slots=True)
class _Kept:
    fleet: Fleet
    promises: Promises
    changes: int
    found: FleetAccess


class AccessCache:
    """Access by viewer, least recently used out first.

    Asked by one question at a time; an access that others read is copied before it changes.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    @property
    def size_bytes(self) -> int:
        """The memory of the cached columns."""
        return sum(kept.found.size_bytes for kept in self._kept.values())

    def access_of(
        self,
        fleet: Fleet,
        promises: Promises,
        facts: FleetFacts,
        *,
        viewer: str,
        deployed: Mapping[int, UUID],
    ) -> FleetAccess:
        """As `access.access_of` over the whole fleet, without the places of delayed rows."""
        kept = self._kept.pop(viewer, None)
        rows = None if kept is None else _changed(kept, fleet, promises, deployed)
        if kept is None or rows is None:
            found = access_of(fleet, promises.grants_for(facts), viewer=viewer, deployed=deployed)
        else:
            found = kept.found if kept.found.readers == 0 else kept.found.snapshot()
            if len(rows):
                grants = promises.grants_for(facts.of(rows))
                part = access_of(fleet, grants, viewer=viewer, deployed=deployed, rows=rows)
                found.refresh(rows, part)
            found.deployed = deployed
        self._kept[viewer] = _Kept(fleet, promises, fleet.changes, found)
        while len(self._kept) > 1 and self.size_bytes > ROOM_BYTES:
            self._kept.popitem(last=False)
        return found


def _changed(
    kept: _Kept,
    fleet: Fleet,
    promises: Promises,
    deployed: Mapping[int, UUID],
) -> NDArray[np.intp] | None:
    """The rows to which access may have changed; None: all."""
    found = kept.found
    same = kept.fleet is fleet and kept.promises is promises and len(found.seen) == fleet.length
    rows = fleet.changed_since(kept.changes) if same else None
    if rows is None:
        return None
    shared = found.deployed.keys() ^ deployed.keys()
    return np.unique(np.concatenate((rows, np.array([*shared], dtype=np.intp))))
