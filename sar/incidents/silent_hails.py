"""The ships of a case that were hailed and have not answered in time, as it keeps them (pure)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

HailRow = dict[str, Any]
"""`work`, its deployment; `at`, since when the case knows; `centre_id`, of another party that
hailed it, None: the lead did."""


def silent_after(
    kept: Iterable[HailRow] | None, work: UUID, *, centre_id: UUID | None, now: datetime
) -> list[HailRow]:
    """The silent ships once this one is among them."""
    at = {"at": now.isoformat(), "centre_id": centre_id and str(centre_id)}
    return [*(without(kept, work) or ()), {"work": str(work), **at}]


def without(kept: Iterable[HailRow] | None, work: UUID) -> list[HailRow] | None:
    """The silent ships without one that has answered, or is not awaited any more; None: no ship."""
    return [one for one in kept or () if one["work"] != str(work)] or None


def is_silent(kept: Iterable[HailRow] | None, work: UUID) -> bool:
    """Whether that ship is among them."""
    return any(one["work"] == str(work) for one in kept or ())


def keys_of_hails(kept: Iterable[HailRow] | None, *, centre_id: UUID, leads: bool) -> list[str]:
    """The keys of those that ring at a centre: at the one that leads, and at one that hailed."""
    return [
        f"{one['at']} {one['work']}"
        for one in kept or ()
        if leads or one["centre_id"] == str(centre_id)
    ]
