"""Help of another authority that is gone, or comes again, as a case keeps it (pure)."""

from datetime import datetime
from typing import Any

from sar.incidents.words import HelpGone, UnitComes

GoneRow = dict[str, Any]
"""`name`, `why`, `at`, and the authority that it is of (`by`); without: a unit that is tasked
here."""


def gone_after(
    stood: GoneRow | None,
    *,
    name: str,
    unit: str,
    gone: HelpGone | None,
    comes: UnitComes | None,
    now: datetime,
) -> GoneRow | None:
    """The help that is gone once the authority `name` has told of its `unit`.

    That one of its units is back, sails again or has set out takes the place of an authority's that
    was gone, never of a unit that was tasked here.
    """
    if gone is not None:
        return {"name": unit or name, "why": gone.value, "at": now.isoformat(), "by": name}
    if comes is None or stood is None:
        return stood
    # Earlier versions did not keep whose unit it was.
    theirs = "by" in stood or stood["name"] in (unit, name)
    return None if theirs else stood
