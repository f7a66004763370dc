"""The answers to a line of the sheet by their sources: a yes counts until it is taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.criterion_answers import (
    StandingAnswer,
    answered,
    contradictions,
    contradicts,
    standing,
    taken_back,
    told_late,
)
from sar.incidents.distress import Answer, Criterion
from sar.incidents.newest_sheet import sheet_of
from sar.incidents.sheet_words import contradictions_text, taken_back_text, told_late_text

START = datetime(2026, 10, 11, 14, 0, tzinfo=UTC)
_A, _C = Answer, Criterion


def said(answer: str, source: str, minute: int) -> StandingAnswer:
    return StandingAnswer(Answer(answer), source, START + timedelta(minutes=minute))


def line_of(*told: tuple[str, str, int, bool]) -> dict[str, Any]:
    line: dict[str, Any] | None = None
    for answer, source, minute, takes_back in told:
        line = answered(line, said(answer, source, minute), takes_back=takes_back)
    assert line is not None
    return line


@pytest.mark.parametrize(
    ("told", "counts", "stand", "contradict"),
    [
        ([("yes", "aircraft", 10, False)], "yes", {"aircraft"}, False),
        ([("yes", "aircraft", 10, False), ("no", "ship", 20, False)], "yes",
         {"aircraft", "ship"}, True),
        ([("no", "ship", 10, False), ("yes", "aircraft", 20, False)], "yes",
         {"aircraft", "ship"}, True),
        ([("yes", "aircraft", 10, False), ("no", " Aircraft ", 20, False)], "no",
         {" Aircraft "}, False),
        ([("yes", "", 10, False), ("no", " ", 20, False)], "yes", {"", " "}, True),
        ([("yes", "", 10, False), ("no", "ship", 20, False)], "yes", {"", "ship"}, True),
        ([("yes", "", 10, False), ("yes", "", 20, False)], "yes", {""}, False),
        ([("yes", "", 10, False), ("no", "", 20, True)], "no", {""}, False),
        ([("yes", "aircraft", 10, False), ("not_known", "aircraft", 20, False)], "not_known",
         {"aircraft"}, False),
        ([("yes", "aircraft", 10, False), ("not_known", "ship", 20, False)], "yes",
         {"aircraft"}, False),
        ([("not_known", "aircraft", 10, False), ("no", "ship", 20, False)], "no",
         {"ship"}, False),
        ([("yes", "aircraft", 10, False), ("no", "ship", 20, True)], "no", {"ship"}, False),
        ([("yes", "aircraft", 10, False), ("not_known", "ship", 20, True)], "not_known",
         {"ship"}, False),
        ([("yes", "aircraft", 10, False), ("yes", "ship", 20, False)], "yes",
         {"aircraft", "ship"}, False),
        ([("yes", "a", 10, False), ("yes", "b", 11, False), ("no", "a", 20, False)], "yes",
         {"a", "b"}, True),
        # Told late, of before: it counts all the same.
        ([("no", "ship", 20, False), ("yes", "aircraft", 10, False)], "yes",
         {"aircraft", "ship"}, True),
        # Told late, of before its own word: that stands.
        ([("yes", "aircraft", 60, False), ("no", "aircraft", 10, False)], "yes",
         {"aircraft"}, False),
        ([("no", "aircraft", 60, False), ("yes", "Aircraft", 10, False)], "no",
         {"aircraft"}, False),
        ([("yes", "aircraft", 60, False), ("no", "aircraft", 60, False)], "no",
         {"aircraft"}, False),
        ([("yes", "aircraft", 60, False), ("no", "aircraft", 10, True)], "no",
         {"aircraft"}, False),
    ],
)  # fmt: skip
def test_what_counts_and_what_stands(
    told: list[tuple[str, str, int, bool]], counts: str, stand: set[str], contradict: bool
) -> None:
    line = line_of(*told)
    found = standing(line)
    assert (line["answer"], found[0].answer) == (counts, counts)
    assert {one.source for one in found} == stand
    assert contradicts(found) is contradict


answers = st.tuples(
    st.sampled_from(["yes", "no", "not_known"]),
    st.sampled_from(["aircraft", "ship", "caller"]),
    st.integers(0, 60),
    st.just(False),
)


@given(st.lists(answers, min_size=1, max_size=8))
def test_any_yes_counts_until_its_own_source_takes_it_back(
    told: list[tuple[str, str, int, bool]],
) -> None:
    told = sorted(told, key=lambda one: one[2])
    last = {source: answer for answer, source, _, _ in told}
    line = line_of(*told)
    assert (line["answer"] == "yes") is ("yes" in last.values())
    assert len({one.source for one in standing(line)}) == len(standing(line))


@given(st.data())
def test_of_one_source_the_latest_word_stands_in_whatever_order_they_are_written(
    data: st.DataObject,
) -> None:
    words = data.draw(
        st.dictionaries(st.integers(0, 60), st.sampled_from(["yes", "no"]), min_size=1)
    )
    told = data.draw(st.permutations([(said, "ship", at, False) for at, said in words.items()]))
    line = line_of(*told)
    assert (line["answer"], len(standing(line))) == (words[max(words)], 1)


def test_a_line_of_an_earlier_version_stands_as_one_source() -> None:
    kept = {"answer": "yes", "source": "aircraft", "at": START.isoformat()}
    assert [one.source for one in standing(kept)] == ["aircraft"]
    after = answered(kept, said("no", "ship", 20), takes_back=False)
    assert (after["answer"], [one["source"] for one in after["others"]]) == ("yes", ["ship"])
    assert sheet_of({"answers": {"adrift": after}}) == {_C.ADRIFT: _A.YES}


def test_the_record_says_that_sources_contradict_and_names_none() -> None:
    both = line_of(("yes", "aircraft", 10, False), ("no", "MV Star", 20, False))
    found = contradictions({"adrift": both, "dead_aboard": line_of(("no", "caller", 5, False))})
    assert contradictions_text(found) == (
        "Sources contradict, and it counts as yes: adrift (yes 11 Oct 14:10Z, no 11 Oct 14:20Z)."
    )
    assert contradictions_text({}) == ""
    gone = taken_back(both, said("no", "MV Star", 30))
    assert taken_back_text(_C.ADRIFT, gone, "It makes way again.") == (
        "Taken back: adrift (yes 11 Oct 14:10Z). It makes way again."
    )


def test_the_record_says_what_was_told_late() -> None:
    before = line_of(("yes", "aircraft", 60, False))
    late = said("no", "aircraft", 10)
    assert told_late(before, late)
    assert not told_late(before, said("no", "ship", 10))
    assert not told_late(None, late)
    assert told_late_text(_C.ADRIFT, late) == (
        "Told late, and its source has spoken since: adrift (no 11 Oct 14:10Z)."
    )
