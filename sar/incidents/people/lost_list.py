"""The list of the missing and the dead, which a named authority takes by counts (pure).

From the suspension or end of a search an authority that looks for the missing and names the dead
takes the list within six hours (house figure; Global Compact for Migration, objective 8). It holds
counts alone, never who they are. A change afterwards is told anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sar.incidents.people.outstanding import PersonsRange, missing_in_numbers
from sar.incidents.words import IncidentState

TAKEN_WITHIN: Final = timedelta(hours=6)

TakenList = Mapping[str, Any]
"""`{"authority", "function", "channel", "at", "party", "least", "most", "dead", "searched"}`: who
took the list last, with which counts, and whether it was searched for them still."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The missing and the dead of a case. `missing.most` None: nobody knows how many."""

    missing: PersonsRange
    dead: int

    @property
    def any(self) -> bool:
        """Whether anybody is, or may be, missing or dead."""
        return self.missing.most != 0 or self.dead > 0

    @property
    def counts(self) -> dict[str, int | None]:
        """As the list holds them."""
        return {"least": self.missing.least, "most": self.missing.most, "dead": self.dead}

    @property
    def text(self) -> str:
        """`214–564 missing, 82 dead`."""
        return f"{missing_in_numbers(self.missing)} missing, {self.dead} dead"


def is_owed(
    state: IncidentState, lost: Lost, taken: TakenList | None, *, was_distress: bool
) -> bool:
    """Whether an authority is to take the list: nobody searches any more, somebody is missing or
    dead, and none has taken it as it now stands since the search was suspended or ended. If nobody
    knows how many were on board, it is owed of a case that was in distress: others have ended
    without anybody at sea."""
    if state is IncidentState.OPEN:
        return False
    known = lost.missing.most is not None or lost.missing.least > 0 or lost.dead > 0
    if not (lost.any if known else was_distress):
        return False
    if taken is None or taken.get("searched", False):
        return True
    return any(taken[name] != count for name, count in lost.counts.items())


def due_after(owed: bool, due_at: datetime | None, *, now: datetime) -> datetime | None:
    """The limit for taking the list; None: none is owed. A clock that runs goes on."""
    return (due_at or now + TAKEN_WITHIN) if owed else None
