"""The next situation report of a case: due or not, and why (pure).

House figure, serving IAMSAR Volume II: one an hour while the case is worked on, and one at each
change of phase, coordinator or number on board. It holds nothing up: nobody is stopped by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sar.incidents.words import IncidentState, SitrepCause

EVERY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LastReport:
    """The last report of the centre: its number, when it was issued, what it told (`told_by`);
    empty of one that was issued before this was kept."""

    number: int
    at: datetime
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DueReport:
    """The next report: since when it is due, or when it will be; None: no more is."""

    at: datetime | None
    causes: tuple[SitrepCause, ...]


_CHANGES: Final[Mapping[str, SitrepCause]] = {
    "phase": SitrepCause.PHASE,
    "coordinator": SitrepCause.COORDINATOR,
    "on_scene": SitrepCause.ON_SCENE,
    "on_board": SitrepCause.ON_BOARD,
    "state": SitrepCause.ENDED,
}


def next_report(
    last: LastReport | None,
    told: Mapping[str, Any],
    *,
    state: IncidentState,
    opened_at: datetime,
    changed_at: datetime,
    now: datetime,
) -> DueReport:
    """The next report of the centre that leads; `told`: what it would tell now. `changed_at`: the
    last change of the case, since when a change counts at the latest."""
    if last is None:
        return DueReport(opened_at, (SitrepCause.FIRST,))
    changed = tuple(
        cause
        for name, cause in _CHANGES.items()
        if name in last.told and last.told[name] != told[name]
    )
    if changed:
        return DueReport(max(last.at, min(changed_at, now)), changed)
    if state is not IncidentState.OPEN:
        return DueReport(None, ())
    due_at = last.at + EVERY
    return DueReport(due_at, (SitrepCause.HOUR,) if now >= due_at else ())
