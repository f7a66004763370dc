"""Help of another authority that is gone, or comes again, as a case keeps it (pure)."""

from collections.abc import Sequence
from datetime import datetime

from sar.incidents.gone_help import GoneRow
from sar.incidents.words import HelpGone, UnitComes


def gone_after(
    stood: Sequence[GoneRow],
    *,
    name: str,
    unit: str,
    gone: HelpGone | None,
    comes: UnitComes | None,
    now: datetime,
) -> list[GoneRow]:
    """The units that are gone once the authority `name` has told of its `unit`.

    A unit that is back or sails again ends it for that one alone; another of its units that has set
    out takes the place of all of authorities that were gone, never of one that was tasked here.
    """
    if gone is not None:
        row = {"name": unit or name, "why": gone.value, "at": now.isoformat(), "by": name}
        return [*(one for one in stood if not _is_it(one, name=name, unit=unit)), row]
    if comes is None:
        return list(stood)
    if comes is UnitComes.ANOTHER:
        return [one for one in stood if not _may_be_theirs(one, name=name, unit=unit)]
    back = [one for one in stood if _is_it(one, name=name, unit=unit)] or _only_one(stood, name)
    return [one for one in stood if one not in back]


def why_gone(stood: Sequence[GoneRow], *, name: str, unit: str) -> HelpGone | None:
    """The reason why that unit of the authority does not come; None: it is not among the gone."""
    found = next((one for one in stood if _is_it(one, name=name, unit=unit)), None)
    return HelpGone(found["why"]) if found else None


def _is_it(one: GoneRow, *, name: str, unit: str) -> bool:
    """Whether it is that unit. Earlier versions did not keep whose it was."""
    if "work" in one or one.get("by", name) != name:
        return False
    return bool(one["name"] == (unit or name))


def _may_be_theirs(one: GoneRow, *, name: str, unit: str) -> bool:
    return "by" in one or _is_it(one, name=name, unit=unit)


def _only_one(stood: Sequence[GoneRow], name: str) -> list[GoneRow]:
    """The one unit of the authority that is gone, whatever it was called; none where several are:
    nobody knows which."""
    theirs = [one for one in stood if one.get("by") == name]
    return theirs if len(theirs) == 1 else []
