"""The answers to one line of the sheet by their sources: all stand, and the gravest counts (pure).

A later answer of another source takes none back: *no* from a ship at 14:20 does not undo *yes* from
an aircraft at 14:10. A *yes* counts until its own source says otherwise, or somebody decides, with
a reason, that it stands no more. Of one source the word of the latest time stands, whenever it was
written down: its *no* of 12:36, told late, does not undo its *yes* of 13:26. A source that nobody
knows is equal to none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sar.incidents.distress import Answer, Criterion

AnswerRow = Mapping[str, Any]
"""`answer`, `source`, `at`."""
LineRow = dict[str, Any]
"""The answer that counts, as `AnswerRow`, with the `others` that stand; earlier versions kept none.
"""


@dataclass(frozen=True, slots=True)
class StandingAnswer:
    """The last answer of one source to a line, and of when it is."""

    answer: Answer
    source: str
    at: datetime


def standing(line: Mapping[str, Any] | None) -> list[StandingAnswer]:
    """The answers that stand, the one that counts first."""
    if not line:
        return []
    rows: Iterable[AnswerRow] = [line, *line.get("others", ())]
    return [
        StandingAnswer(Answer(row["answer"]), row["source"], datetime.fromisoformat(row["at"]))
        for row in rows
    ]


def answered(before: Mapping[str, Any] | None, new: StandingAnswer, *, takes_back: bool) -> LineRow:
    """The line once a source has answered. Its own earlier answer is over; those of other sources
    stand, unless it is decided that they do not (`takes_back`). *Not known* says nothing against
    another source. What it said before its word that stands changes nothing."""
    if before and not takes_back and told_late(before, new):
        return dict(before)
    others = [
        one
        for one in standing(before)
        if not takes_back and not _repeats(one, new) and one.answer is not Answer.NOT_KNOWN
    ]
    if new.answer is Answer.NOT_KNOWN and others:
        return _row(others)
    return _row([*others, new])


def told_late(before: Mapping[str, Any] | None, new: StandingAnswer) -> bool:
    """Whether its source has said otherwise since, by the times of its words."""
    return any(_is_of_one(one, new) and one.at > new.at for one in standing(before))


def contradicts(found: Sequence[StandingAnswer]) -> bool:
    """Whether one source says yes, and another no."""
    return {Answer.YES, Answer.NO} <= {one.answer for one in found}


def contradictions(
    answers: Mapping[str, Mapping[str, Any]],
) -> dict[Criterion, list[StandingAnswer]]:
    """The lines of a sheet whose sources contradict each other, by time."""
    found = {one: standing(answers[one]) for one in Criterion if one in answers}
    return {
        one: sorted(said, key=lambda each: each.at)
        for one, said in found.items()
        if contradicts(said)
    }


def taken_back(before: Mapping[str, Any] | None, new: StandingAnswer) -> list[StandingAnswer]:
    """The answers of other sources that a decision takes back, by time."""
    others = [one for one in standing(before) if not _is_of_one(one, new)]
    return sorted(others, key=lambda one: one.at)


def _repeats(one: StandingAnswer, new: StandingAnswer) -> bool:
    """Whether the new answer stands in the place of that one: of the same source, or where nobody
    knows of which either is, the same answer again."""
    unknown = not _key(one) and not _key(new) and one.answer is new.answer
    return unknown or _is_of_one(one, new)


def _is_of_one(one: StandingAnswer, other: StandingAnswer) -> bool:
    """Whether both are known to be of one source. Sources that were erased, or never told, may be
    several."""
    return _key(one) != "" and _key(one) == _key(other)


def _key(one: StandingAnswer) -> str:
    return " ".join(one.source.casefold().split())


def _row(found: Sequence[StandingAnswer]) -> LineRow:
    """The newest of the gravest counts."""
    by_time = sorted(found, key=lambda one: one.at)
    counts = max(by_time, key=lambda one: (_GRAVITY[one.answer], one.at))
    others = [one for one in by_time if one is not counts]
    return {**_plain(counts), **({"others": [_plain(one) for one in others]} if others else {})}


_GRAVITY = {Answer.NOT_KNOWN: 0, Answer.NO: 1, Answer.YES: 2}


def _plain(one: StandingAnswer) -> dict[str, Any]:
    return {"answer": one.answer.value, "source": one.source, "at": one.at.isoformat()}
