"""People of a case who were found by others than its units, and their place in its balance (pure).

People who reach the shore, bodies on a beach, a boat of the customs or the navy, a vessel of a
centre that has not joined: at Cutro (2023) no unit was tasked and 94 people were dead. They are
counts, never who they are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sar.incidents.people.outstanding import FoundPeople

FoundRow = dict[str, Any]
"""`id`, `by` (an authority, or that they reached the shore), `alive` and `dead` (None: not told),
`aboard` (they are aboard that vessel still), `place`, `source`, `at`, `party` (who
told it here)."""
UnitCounts = Mapping[str, Any]
"""The counts of the units of a case, as `Incident.people` has them."""


@dataclass(frozen=True, slots=True)
class FoundNumbers:
    """The numbers found alive and dead; None: nobody has told it, and nobody is counted by it."""

    alive: int | None
    dead: int | None

    @property
    def text(self) -> str:
        """`80 alive, number of dead not told`."""
        alive = "number alive not told" if self.alive is None else f"{self.alive} alive"
        dead = "number of dead not told" if self.dead is None else f"{self.dead} dead"
        return f"{alive}, {dead}"


def numbers_of(row: FoundRow) -> FoundNumbers:
    """The numbers of an entry."""
    return FoundNumbers(row["alive"], row["dead"])


def where_of(row: FoundRow) -> str:
    """The place where they are, in words: `aboard their vessel`, `at Steccato beach`."""
    aboard = "aboard their vessel" if row["aboard"] else ""
    place = f"at {row['place']}" if row["place"] else ""
    return " ".join(filter(None, (aboard, place))) or "place not told"


def after_entry(rows: Sequence[FoundRow], row: FoundRow) -> list[FoundRow]:
    """The list once that entry is told: one more, or in the place of the one that it corrects."""
    if all(one["id"] != row["id"] for one in rows):
        return [*rows, row]
    return [row if one["id"] == row["id"] else one for one in rows]


def found_people(counts: UnitCounts, rows: Iterable[FoundRow]) -> FoundPeople:
    """The people who were found, by the units of a case as they were counted last and by others:
    the one sum that all goes by, missing, closing, suspending and texts alike."""
    whole = with_others(counts, rows)
    return FoundPeople(
        aboard=sum(one["persons"] for one in whole["aboard"]),
        delivered=sum(one["persons"] for one in whole["delivered"]),
        dead=whole["dead"],
        born=whole.get("born", 0),
        doubted=whole.get("doubted", 0),
        uncounted=tuple(one["name"] for one in whole.get("uncounted", ())),
        uncounted_delivered=tuple(
            dict.fromkeys(one["name"] for one in whole.get("uncounted_delivered", ()))
        ),
    )


def with_others(counts: UnitCounts, rows: Iterable[FoundRow]) -> dict[str, Any]:
    """The counts of the units with those whom others found: alive they are delivered, and the dead
    landed, unless they are aboard the vessel of those others still. A number that nobody has told
    adds nothing: missing is never fewer by it."""
    aboard, dead_aboard = list(counts.get("aboard", ())), list(counts.get("dead_aboard", ()))
    delivered = _by_place(counts.get("delivered", ()))
    landed = _by_place(counts.get("dead_landed", ()))
    dead = counts.get("dead", 0)
    for row in rows:
        found = numbers_of(row)
        alive, died = found.alive or 0, found.dead or 0
        dead += died
        if row["aboard"]:
            aboard += _aboard(row["by"], alive)
            dead_aboard += _aboard(row["by"], died)
        else:
            delivered[row["place"]] += alive
            landed[row["place"]] += died
    return {
        **counts,
        "aboard": aboard,
        "delivered": _places(delivered),
        "dead": dead,
        "dead_aboard": dead_aboard,
        "dead_landed": _places(landed),
    }


def _aboard(name: str, persons: int) -> list[dict[str, Any]]:
    return [{"deployment_id": None, "name": name, "persons": persons}] if persons else []


def _by_place(places: Iterable[Mapping[str, Any]]) -> Counter[str]:
    return Counter({one["place"]: one["persons"] for one in places})


def _places(counted: Counter[str]) -> list[dict[str, Any]]:
    return [{"place": at, "persons": many} for at, many in counted.items() if many]
