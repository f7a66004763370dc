"""The answers to one line of the sheet by their sources: all stand, and the gravest counts (pure).

A later answer of another source takes none back: *no* from a ship at 14:20 does not undo *yes* from
an aircraft at 14:10. A *yes* counts until its own source says otherwise, or somebody decides, with
a reason, that it stands no more. Of one source the word of the latest time stands, whenever it was
written down: its *no* of 12:36, told late, does not undo its *yes* of 13:26. A source that nobody
knows is equal to none.

Any party involved may say what it heard. Such a word stands beside the lead's word, with who said
it, and takes nothing away: its *yes* counts, its *no* counts for nothing until the lead has said so
too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sar.incidents.distress import Answer, Criterion

AnswerRow = Mapping[str, Any]
"""`answer`, `source`, `at`; `party`, and `heard` where it is a word beside the lead's."""
LineRow = dict[str, Any]
"""The answer that counts, as `AnswerRow`, with the `others` that stand; earlier versions kept none.
"""


@dataclass(frozen=True, slots=True)
class StandingAnswer:
    """The last answer of one source to a line, and of when it is. `party`: who wrote it down; None:
    an earlier version kept it for the lead. `heard`: beside the lead's sheet."""

    answer: Answer
    source: str
    at: datetime
    party: str | None = None
    heard: bool = False


def standing_answers(line: Mapping[str, Any] | None) -> list[StandingAnswer]:
    """The answers that stand, the one that counts first."""
    if not line:
        return []
    rows: Iterable[AnswerRow] = [line, *line.get("others", ())]
    return [
        StandingAnswer(
            Answer(row["answer"]),
            row["source"],
            datetime.fromisoformat(row["at"]),
            row.get("party"),
            row.get("heard", False),
        )
        for row in rows
    ]


def answered(before: Mapping[str, Any] | None, new: StandingAnswer, *, takes_back: bool) -> LineRow:
    """The line once a source has answered. Its own earlier answer is over; those of other sources
    stand, unless it is decided that they do not (`takes_back`). *Not known* says nothing against
    another source. Its words before the one that stands change nothing."""
    if before and not takes_back and told_late(before, new):
        return dict(before)
    others = [
        one
        for one in standing_answers(before)
        if not takes_back and not _repeats(one, new) and one.answer is not Answer.NOT_KNOWN
    ]
    if new.answer is Answer.NOT_KNOWN and others:
        return _row(others)
    return _row([*others, new])


def heard(before: Mapping[str, Any] | None, new: StandingAnswer) -> LineRow | None:
    """The line once a party involved has said what it heard, beside what the lead has written: it
    is never less grave by that. Its own earlier word is over where that was no graver. *Not known*,
    and what it said before its word that stands, change nothing; None: there is no line yet."""
    if new.answer is _UNKNOWN or (before and told_late(before, new)):
        return dict(before) if before else None
    stood = [one for one in standing_answers(before) if one.answer is not _UNKNOWN or one.source]
    kept = [one for one in stood if not (one.heard and _is_over(one, new))]
    said = [one for one in kept if one.heard and one.party == new.party]
    worn = sorted(said, key=_weight)[: max(0, len(said) + 1 - MOST_HEARD)]
    return _row([*(one for one in kept if one not in worn), new])


def _is_over(one: StandingAnswer, new: StandingAnswer) -> bool:
    return _repeats(one, new) and _GRAVITY[one.answer] <= _GRAVITY[new.answer]


def told_late(before: Mapping[str, Any] | None, new: StandingAnswer) -> bool:
    """Whether its source has said otherwise since, by the times of its words."""
    return any(_is_of_one(one, new) and one.at > new.at for one in standing_answers(before))


def contradicts(found: Sequence[StandingAnswer]) -> bool:
    """Whether one source says yes, and another no."""
    return {Answer.YES, Answer.NO} <= {one.answer for one in found}


def contradictions(
    answers: Mapping[str, Mapping[str, Any]],
) -> dict[Criterion, list[StandingAnswer]]:
    """The lines of a sheet whose sources contradict each other, by time."""
    found = {one: standing_answers(answers[one]) for one in Criterion if one in answers}
    return {
        one: sorted(said, key=lambda each: each.at)
        for one, said in found.items()
        if contradicts(said)
    }


def taken_back(before: Mapping[str, Any] | None, new: StandingAnswer) -> list[StandingAnswer]:
    """The answers of other sources that a decision takes back, by time."""
    others = [one for one in standing_answers(before) if not _is_of_one(one, new)]
    return sorted(others, key=lambda one: one.at)


def _repeats(one: StandingAnswer, new: StandingAnswer) -> bool:
    """Whether the new answer stands in the place of that one: of the same source, or where nobody
    knows of which either is, the same answer again."""
    unknown = not _key(one) and not _key(new) and one.answer is new.answer
    return (unknown and _is_of_one_sheet(one, new)) or _is_of_one(one, new)


def _is_of_one(one: StandingAnswer, other: StandingAnswer) -> bool:
    """Whether both are known to be of one source. Sources that were erased, or never told, may be
    several; so may two of one name of which different parties heard."""
    return _key(one) != "" and _key(one) == _key(other) and _is_of_one_sheet(one, other)


def _is_of_one_sheet(one: StandingAnswer, other: StandingAnswer) -> bool:
    """Whether both are the lead's words, whoever led then, or those of one party."""
    return not (one.heard or other.heard) or one.party == other.party


def _key(one: StandingAnswer) -> str:
    return " ".join(one.source.casefold().split())


def _row(found: Sequence[StandingAnswer]) -> LineRow:
    """The newest of the gravest counts; where there is nothing but a *no* that was heard beside the
    lead's sheet, the line is not known, and that stands beside it."""
    by_time = sorted(found, key=lambda one: one.at)
    counting = [one for one in by_time if not one.heard or one.answer is Answer.YES]
    counts = max(counting, key=_weight, default=StandingAnswer(_UNKNOWN, "", by_time[-1].at))
    others = [one for one in by_time if one is not counts]
    return {**_plain(counts), **({"others": [_plain(one) for one in others]} if others else {})}


_UNKNOWN: Final = Answer.NOT_KNOWN
_GRAVITY: Final = {Answer.NOT_KNOWN: 0, Answer.NO: 1, Answer.YES: 2}
MOST_HEARD: Final = 10
"""Words that were heard beside the lead's sheet, of one party to one line: the gravest and newest
are kept there. The record has all."""


def _weight(one: StandingAnswer) -> tuple[int, datetime]:
    return _GRAVITY[one.answer], one.at


def _plain(one: StandingAnswer) -> dict[str, Any]:
    said: dict[str, Any] = {
        "answer": one.answer.value,
        "source": one.source,
        "at": one.at.isoformat(),
    }
    party = {"party": one.party} if one.party is not None else {}
    return {**said, **party, **({"heard": True} if one.heard else {})}
