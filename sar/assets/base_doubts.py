"""Doubts about the bases of a list: latitude and longitude that look exchanged (pure).

They are told, and hold nothing back: a base may lie anywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from shapely import MultiPolygon

from sar.assets.csv_import import ListedAsset
from sar.geo.areas import contains_all
from sar.geo.arrays import Mask
from sar.geo.geodesy import distances_nm
from sar.geo.position import LatLon, exchanged, format_ddm

FAR_NM: Final = 300.0
"""Positions farther than this from the own waters are looked at again (house figure)."""


@dataclass(frozen=True, slots=True)
class OwnWaters:
    """The regions of a party's centres that serve, and their places."""

    regions: Sequence[MultiPolygon]
    centres: Sequence[LatLon]

    def are_near(self, places: Sequence[LatLon]) -> Mask:
        """Whether each place lies in a region or near a centre."""
        lons = np.array([place.lon for place in places], dtype=np.float64)
        lats = np.array([place.lat for place in places], dtype=np.float64)
        near = np.zeros(len(places), dtype=np.bool_)
        for region in self.regions:
            near |= contains_all(region, lons, lats)
        for centre in self.centres:
            near |= distances_nm(lons, lats, centre) <= FAR_NM
        return near


@dataclass(frozen=True, slots=True)
class BaseDoubt:
    """A base to look at again, with its code."""

    line: int
    name: str
    code: str
    sentence: str


def base_doubts(listed: Sequence[ListedAsset], own: OwnWaters) -> Iterator[BaseDoubt]:
    """The doubts about bases far from the own waters that would lie in or near them if their
    latitude and longitude were exchanged."""
    based = [(one, one.body.base.to_latlon()) for one in listed if one.body.base is not None]
    near = own.are_near([place for _, place in based])
    far = [pair for pair, is_near in zip(based, near, strict=True) if not is_near]
    pairs = [(one, other) for one, place in far if (other := exchanged(place)) is not None]
    at_home = own.are_near([other for _, other in pairs])
    for (one, other), is_home in zip(pairs, at_home, strict=True):
        if is_home:
            yield BaseDoubt(
                one.line,
                one.body.name,
                "maybe_swapped",
                "Latitude and longitude of the base may be exchanged:"
                f" {format_ddm(other)} lies in or near your own waters.",
            )
