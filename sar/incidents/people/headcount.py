"""People by kind, as somebody has counted them: what is not counted is not zero (pure).

At sea a few numbers by voice are enough; who receives people ashore counts the rest. Totals of each
kind alone, never one kind by another: few persons of two kinds would be one person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class CountedKind(StrEnum):
    """A kind of people that may be counted; ages in years."""

    CHILDREN = "children"
    ALONE = "alone"
    """Children with nobody of their family, or nobody knows."""
    URGENT_MEDICAL = "urgent_medical"
    PREGNANT = "pregnant"
    AGE_0_4 = "age_0_4"
    AGE_5_11 = "age_5_11"
    AGE_12_14 = "age_12_14"
    AGE_15_17 = "age_15_17"
    AGE_18_59 = "age_18_59"
    AGE_60_UP = "age_60_up"
    MAYBE_A_CHILD = "maybe_a_child"
    """Of no known age: a child, as long as nothing else is known (CRC general comment 6, 31)."""
    FEMALE = "female"
    MALE = "male"


SAID: Final[Mapping[CountedKind, str]] = {
    CountedKind.CHILDREN: "children",
    CountedKind.ALONE: "children alone",
    CountedKind.URGENT_MEDICAL: "in urgent need of a doctor",
    CountedKind.PREGNANT: "pregnant",
    CountedKind.AGE_0_4: "aged 0 to 4",
    CountedKind.AGE_5_11: "aged 5 to 11",
    CountedKind.AGE_12_14: "aged 12 to 14",
    CountedKind.AGE_15_17: "aged 15 to 17",
    CountedKind.AGE_18_59: "aged 18 to 59",
    CountedKind.AGE_60_UP: "aged 60 or more",
    CountedKind.MAYBE_A_CHILD: "maybe a child",
    CountedKind.FEMALE: "female",
    CountedKind.MALE: "male",
}


@dataclass(frozen=True, slots=True)
class Headcount:
    """The counts of one unit's people, of so many `persons` whom it recovered; None: people are, or
    were, aboard whom nobody has counted."""

    persons: int | None
    counts: Mapping[CountedKind, int]


@dataclass(frozen=True, slots=True)
class KindTotal:
    """The number of a kind among `of` persons, for whom somebody has counted it; None: of
    some of those nobody knows how many they are."""

    kind: CountedKind
    counted: int
    of: int | None


def totals(units: Iterable[Headcount]) -> list[KindTotal]:
    """The kinds that anybody has counted, over all units; a unit that has not counted one is left
    out of `of`."""
    units = list(units)
    return [
        KindTotal(
            kind,
            sum(unit.counts[kind] for unit in counting),
            _all_of(counting),
        )
        for kind in CountedKind
        if (counting := [unit for unit in units if kind in unit.counts])
    ]


def _all_of(units: Iterable[Headcount]) -> int | None:
    """The persons of all the units; None: those of one are not known."""
    persons = [unit.persons for unit in units]
    return None if None in persons else sum(many for many in persons if many is not None)


def in_words(counts: Mapping[CountedKind, int]) -> str:
    """`12 children, 3 children alone, 0 pregnant`, in the order of the kinds."""
    return ", ".join(f"{counts[kind]} {SAID[kind]}" for kind in CountedKind if kind in counts)


def doubts(headcount: Headcount) -> str:
    """A sentence for the record, where more of one kind are counted than were recovered, which are
    known then, or more children alone than children."""
    counts = headcount.counts
    most = headcount.persons
    more = [kind for kind, many in counts.items() if most is not None and many > most]
    children, alone = (counts.get(kind) for kind in (CountedKind.CHILDREN, CountedKind.ALONE))
    said = []
    if more:
        kinds = ", ".join(SAID[kind] for kind in CountedKind if kind in more)
        said.append(f"Those are more than the {most} whom it recovered: {kinds}.")
    if children is not None and alone is not None and alone > children:
        said.append(f"{alone} children alone are more than the {children} children.")
    return " ".join(said)
