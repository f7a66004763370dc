"""The units that were to come to a case and do not, or not in time, as it keeps them (pure)."""

from collections.abc import Sequence
from typing import Any

GoneRow = dict[str, Any]
"""`name`, `why`, `at`; of a unit that is tasked here also `work`, its deployment, and `unit`, its
asset or ship; of another authority's that authority (`by`)."""


def gone_units(kept: object) -> list[GoneRow]:
    """The units in the order in which they were told; earlier versions kept one alone."""
    if isinstance(kept, dict):
        return [kept]
    return list(kept) if isinstance(kept, Sequence) else []


def newest_gone(kept: object) -> GoneRow | None:
    """The one that was told last; None: none is gone."""
    return next(reversed(gone_units(kept)), None)
