"""Warnings about a position as it is typed: to be looked at again, never a refusal.

A position is a fact, and goes on with a warning as it does without.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sar.assets.base_doubts import FAR_NM
from sar.geo.position import LatLon, format_ddm


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """A place, whether it is on land, and how far off the own waters (None: the party has none)."""

    place: LatLon
    on_land: bool
    own_waters_nm: float | None

    @property
    def is_far(self) -> bool:
        """Whether it lies far from the own waters."""
        return self.own_waters_nm is not None and self.own_waters_nm > FAR_NM


@dataclass(frozen=True, slots=True)
class PositionWarning:
    """A reason to look again, with its code."""

    code: str
    sentence: str
    params: dict[str, Any] = field(default_factory=dict)


def position_warnings(typed: TypedPlace, swapped: TypedPlace | None) -> Iterator[PositionWarning]:
    """The warnings about a place; `swapped` is the one with latitude and longitude exchanged."""
    if typed.on_land:
        yield PositionWarning(
            "on_land", "This is on land, as far as the coast is known here (Natural Earth 1:10m)."
        )
    if typed.is_far and typed.own_waters_nm is not None:
        far_nm = round(typed.own_waters_nm)
        yield PositionWarning(
            "far_from_own_waters", f"This is {far_nm} nm from your own waters.", {"nm": far_nm}
        )
    if swapped is not None and _is_likelier(swapped, typed):
        where = format_ddm(swapped.place)
        yield PositionWarning(
            "maybe_swapped",
            f"Latitude and longitude may be exchanged: {where} lies at sea in or near your own"
            " waters.",
            {"position": where},
        )


def _is_likelier(swapped: TypedPlace, typed: TypedPlace) -> bool:
    """Whether the exchanged place is where a case would be, and the typed one is not."""
    if not (typed.on_land or typed.is_far) or swapped.on_land:
        return False
    return swapped.own_waters_nm is not None and not swapped.is_far
