"""The draught of a vessel, which parts the waters of ships from those of boats."""

from enum import StrEnum
from typing import Final

DEEP_ABOVE_M: Final = 6.0
"""House figure: about where coasters end and ships begin that keep to charted deep water."""


class Draught(StrEnum):
    """Deep vessels keep off shoals where there is room to; shallow ones cross them."""

    DEEP = "deep"
    SHALLOW = "shallow"

    @classmethod
    def of(cls, draught_m: float | None) -> "Draught":
        """The class by metres from the waterline to the keel; a vessel without any is a boat."""
        if draught_m is None:
            return cls.SHALLOW
        return cls.DEEP if draught_m > DEEP_ABOVE_M else cls.SHALLOW
