"""Contradictions in the numbers told of those on board, which are kept as they were told (pure).

Not counted is not zero. A number that contradicts another is recorded all the
same: it stands beside them, red, until they are told anew, and keeps no case from being opened.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sar.incidents.words import PobDoubt


@dataclass(frozen=True, slots=True)
class ToldNumbers:
    """The numbers of those on board, each as somebody has told it; None: nobody has."""

    most: int | None = None
    adults: int | None = None
    children: int | None = None
    unaccompanied: int | None = None


@dataclass(frozen=True, slots=True)
class DoubtedNumber:
    """A number that is more than the other which should hold it."""

    code: PobDoubt
    persons: int
    most: int


def pob_doubts(told: ToldNumbers) -> list[DoubtedNumber]:
    """Every contradiction in the numbers."""
    return list(_doubts(told))


def _doubts(told: ToldNumbers) -> Iterator[DoubtedNumber]:
    alone, children = told.unaccompanied, told.children
    if alone is not None and children is not None and alone > children:
        yield DoubtedNumber(PobDoubt.MORE_ALONE_THAN_CHILDREN, alone, children)
    counted = (told.adults or 0) + (told.children or 0)
    if told.most is not None and counted > told.most:
        yield DoubtedNumber(PobDoubt.MORE_COUNTED_THAN_MOST, counted, told.most)
