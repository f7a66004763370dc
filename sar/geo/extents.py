"""Extents and words of waters that other modules share; it imports no geometry."""

from enum import StrEnum
from typing import Final

TERRITORIAL_SEA_NM: Final = 12.0
"""The breadth that UNCLOS 3 allows."""
TILE_DEG: Final = 2.0
"""The width and the height of the tiles by which lines are kept."""


class WatersBy(StrEnum):
    """The ground on which it is known whose waters these are."""

    DECLARED = "declared"
    APPROXIMATE = "approximate"
    NOT_DETERMINED = "not_determined"
    BEYOND = "beyond"
    """Nobody's: beyond any territorial sea known here."""
