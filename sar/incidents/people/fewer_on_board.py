"""Fewer on board than had been said: one person's word, until a second has said so too (pure).

A house rule. The number is the new one at once; until the second, a search neither ends nor is
suspended by it: for those the earlier number counts.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sar.incidents.one_word import given
from sar.incidents.people.outstanding import PersonsRange, fell, in_numbers

FewerWord = Mapping[str, Any]
"""A word as `one_word` has it, with `{"party", "was": {"least", "most"}, "reason", "source",
"at"}`."""


def word_after(
    stood: FewerWord | None,
    before: PersonsRange,
    after: PersonsRange,
    *,
    highest: int | None,
    party: str,
    identity: UUID,
    reason: str,
    source: str,
    now: datetime,
) -> FewerWord | None:
    """The word that stands once the number is `after`; None: no fewer than had been said.

    The number that had been said `before` a word that nobody has seconded goes on to count, until a
    number is told that is as high: to tell no upper one says nothing of those. `highest`: that
    anybody had told before.
    """
    was = _widest(was_of(stood), before) if stood else before
    if after.most is not None and not fell(was, after, highest=highest):
        return None
    if not fell(before, after, highest=highest):
        return stood
    return {
        **given(identity, now=now),
        "party": party,
        "was": {"least": was.least, "most": was.most},
        "reason": reason,
        "source": source,
        "at": now.isoformat(),
    }


def was_of(word: FewerWord) -> PersonsRange:
    """The number that had been said."""
    return PersonsRange(word["was"]["least"], word["was"]["most"])


def _widest(one: PersonsRange, other: PersonsRange) -> PersonsRange:
    """As far as either goes; a number that nobody knows may be large."""
    unknown = one.most is None or other.most is None
    most = None if unknown else max(one.most or 0, other.most or 0)
    return PersonsRange(max(one.least, other.least), most)


def counts_until_seconded(on_board: PersonsRange, word: FewerWord | None) -> PersonsRange:
    """The number for which the search goes on: up to what had been said, as long as one person
    alone says less."""
    return on_board if word is None else _up_to(on_board, was_of(word))


def in_print(on_board: PersonsRange, was: PersonsRange | None) -> str:
    """The number as it is printed, `was` what had been said while one person alone says less:
    `326–400, one person's word, 250–400 before`."""
    if was is None:
        return in_numbers(on_board)
    until = _up_to(on_board, was)
    said = f"0–{until.most}" if not until.least and until.most else in_numbers(until)
    return f"{said}, one person's word, {in_numbers(was)} before"


def _up_to(on_board: PersonsRange, was: PersonsRange) -> PersonsRange:
    return PersonsRange(on_board.least, _widest(on_board, was).most)
