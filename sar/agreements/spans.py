"""Spans of time for which a coarse position is held back, so that a mover's stays coarse (pure).

A cell of `precision_nm` tells a mover's place far better than that, if the instant is known at
which it enters the cell: a straight course through a few cells is then one line. So who sees
positions coarsely is told the newest fix of each whole span of time alone, when the span is over.
Spans are counted from a fixed instant: nothing but the stored fixes and the time decides, and
nothing is to be learnt from when a position is told.
"""

from math import ceil
from typing import Final

CELLS: Final = 5
"""House figure: a span is so long that a mover at its type's greatest speed goes so many times as
far as the precision; cells of it are smaller.

Fitted with a line, ten hours of a ship's straight course then tell its place no better than to
half the precision. Longer ones average more cells: they are displaced (`geodesy.displaced_cell`).
"""

SPAN_S: Final = 3_600.0 * CELLS
"""The span of a mile of precision and a knot of speed."""


def span_s(precision_nm: float, max_kn: float | None) -> int:
    """The seconds for which a new place is held back; 0: exact, or of what has no speed."""
    if not max_kn or precision_nm <= 0.0:
        return 0
    return ceil(SPAN_S * precision_nm / max_kn)
