"""Known bases of a fleet, by the party and the craft of the units that may land there."""

from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sar.assets.fleet.access import FleetAccess
from sar.assets.fleet.columns import Fleet
from sar.geo.arrays import Floats, Mask, Rows
from sar.geo.bounds import least_nm, rough_nm
from sar.geo.position import LatLon
from sar.geo.sea.compiled import compiled
from sar.matching.fleet.asset_classes import AssetClasses
from sar.matching.fuel_stops import OpenStops
from sar.matching.landing_places import NOWHERE, Landings

Keys = NDArray[np.int16] | NDArray[np.int32]

_CRAFTS: Final = 3
"""Of each party: aeroplanes and what else flies or drives, helicopters, vessels."""
_VESSELS: Final = 2

_FAR_NM: Final = 600.0
"""Bases farther away than this need no closer bound."""


class BasesInOrder(NamedTuple):
    """Known bases of aircraft, in the order of `landing_of`, and the first index of each number; a
    last entry ends the last."""

    lon: Floats
    lat: Floats
    first: Rows


class FleetBases:
    """The bases that the asker may know, and the least distance of each from the scene."""

    def __init__(
        self,
        scene: LatLon | None,
        fleet: Fleet,
        access: FleetAccess,
        classes: AssetClasses,
        stops: OpenStops,
    ) -> None:
        self._scene, self._fleet, self._access = scene, fleet, access
        self._classes, self._stops = classes, stops
        self._owners = {party: at for at, party in enumerate(fleet.index.owners)}

    def landing_of(self, rows: Rows) -> Keys:
        """A number for its party and craft."""
        craft: NDArray[np.int32] = self._craft[self._fleet["type"][rows]]
        key = _CRAFTS * self._fleet["owner"][rows] + craft
        # Numbers of few parties fit in sixteen bits, which sort much faster.
        few = _CRAFTS * len(self._owners) < np.iinfo(np.int16).max
        return key.astype(np.int16) if few else key

    @cached_property
    def _craft(self) -> NDArray[np.int32]:
        """By class, its place among the crafts of a party."""
        classes = self._classes
        craft = np.where(classes.sails, _VESSELS, classes.helicopter)
        return craft.astype(np.int32)

    def landings(self, party: str, *, helicopter: bool) -> Landings:
        """The known bases of a party where its aircraft land."""
        if party not in self._owners:
            return NOWHERE
        bases, wanted = self._own_bases, _CRAFTS * self._owners[party] + helicopter
        theirs = slice(bases.first[wanted], bases.first[wanted + 1])
        return Landings(bases.lon[theirs], bases.lat[theirs])

    @cached_property
    def known(self) -> BasesInOrder:
        """The known bases, and whatever may be open to units of each number beside these."""
        own, stops = self._own_bases, self._stops
        if stops.is_idle:
            return own
        numbers = np.repeat(np.arange(len(own.first) - 1), np.diff(own.first))
        lons, lats, keys = [own.lon], [own.lat], [numbers]
        for user in sorted(stops.users() & self._owners.keys()):
            for craft, places in enumerate(self._open_to(user)):
                found = places.besides()
                lons.append(np.array([one.lon for one in found]))
                lats.append(np.array([one.lat for one in found]))
                keys.append(np.full(len(found), _CRAFTS * self._owners[user] + craft))
        key = np.concatenate(keys)
        order = np.argsort(key, kind="stable")
        first = np.searchsorted(key[order], np.arange(len(own.first)))
        return BasesInOrder(np.concatenate(lons)[order], np.concatenate(lats)[order], first)

    def _open_to(self, user: str) -> list[Landings]:
        """By craft, all places where units of a party may take fuel."""
        stops, of_party = self._stops, self._landings
        by_air = [stops.landings(of_party, user, helicopter=lands) for lands in (False, True)]
        return [*by_air, stops.points_of_vessels(user)]

    def _landings(self, party: str, helicopter: bool) -> Landings:
        return self.landings(party, helicopter=helicopter)

    @cached_property
    def _own_bases(self) -> BasesInOrder:
        fleet, found = self._fleet, self._access
        rows, first = fleet.derived("aircraft", self._aircraft)
        base_lon, base_lat = fleet["base_lon"], fleet["base_lat"]
        known = _known(rows, first, found.seen, found.own, fleet["base_shared"], base_lon, base_lat)
        return BasesInOrder(*known)

    def _aircraft(self) -> tuple[NDArray[np.int32], Rows]:
        """The rows of all aircraft with a base, in the order of `landing_of`, and the first index
        of each number; a last entry ends the last."""
        fleet = self._fleet
        based = fleet["in_register"] & ~np.isnan(fleet["base_lon"])
        rows = np.flatnonzero(based & self._classes.flies[fleet["type"]])
        key = self.landing_of(rows)
        count = np.bincount(key, minlength=_CRAFTS * len(self._owners))
        in_order = rows[np.argsort(key, kind="stable")].astype(np.int32)
        return in_order, np.append(0, np.cumsum(count))

    @cached_property
    def nm(self) -> Floats:
        """Lower bound of the distance from the scene to each base."""
        bases, scene = self.known, self._scene
        if scene is None:
            return np.full(len(bases.lon), np.inf)
        found = rough_nm(bases.lon, bases.lat, scene)
        near = np.flatnonzero(found < _FAR_NM)
        found[near] = least_nm(bases.lon[near], bases.lat[near], scene)
        return found

    @cached_property
    def least_nm(self) -> Floats:
        """Lower bound of the distance from the scene to a base, by the number of `landing_of`;
        infinite without any."""
        first = self.known.first
        found = np.full(len(first) - 1, np.inf)
        some = np.flatnonzero(np.diff(first))
        if len(some):
            found[some] = np.minimum.reduceat(self.nm, first[some])
        return found


@compiled
def _known(
    aircraft: NDArray[np.int32],
    first: Rows,
    seen: Mask,
    own: Mask,
    shared: Mask,
    base_lon: Floats,
    base_lat: Floats,
) -> tuple[Floats, Floats, Rows]:
    """The bases of those aircraft whose base the asker knows, and the first index of each
    number."""
    lon, lat = np.empty(len(aircraft)), np.empty(len(aircraft))
    begins, count = np.zeros(len(first), np.intp), 0
    for key in range(len(first) - 1):
        for row in aircraft[first[key] : first[key + 1]]:
            if seen[row] and (own[row] or shared[row]):
                lon[count], lat[count] = base_lon[row], base_lat[row]
                count += 1
        begins[key + 1] = count
    return lon[:count], lat[:count], begins
