"""The units that were to come to a case and do not, or not in time, as it keeps them (pure)."""

from collections.abc import Sequence
from typing import Any

GoneRow = dict[str, Any]
"""`name`, `why`, `at`; of a unit that is tasked here also `work`, its deployment, and `unit`, its
asset or ship, and `owner`, its party (None: a ship of opportunity); of another authority's that
authority (`by`)."""


def gone_units(kept: object) -> list[GoneRow]:
    """The units in the order in which they were told; earlier versions kept one alone."""
    if isinstance(kept, dict):
        return [kept]
    return list(kept) if isinstance(kept, Sequence) else []


def newest_gone(kept: object) -> GoneRow | None:
    """The one that was told last; None: none is gone."""
    return next(reversed(gone_units(kept)), None)


def key_of_help(gone: GoneRow) -> str:
    """The key of help that is gone: another unit, or the same again, is another matter."""
    return f"{gone['at']} {gone['why']} {gone['name']}"


def rings_at(gone: GoneRow, party: str, *, leads: bool) -> bool:
    """Whether it rings at a centre of the party: at who leads, and at the unit's owner. Earlier
    versions did not keep whose it was."""
    return leads or ("by" not in gone and gone.get("owner", party) == party)
