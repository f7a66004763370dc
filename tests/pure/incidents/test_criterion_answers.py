"""The answers to a line of the sheet by their sources: a yes counts until it is taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.criterion_answers import (
    MOST_HEARD,
    StandingAnswer,
    answered,
    contradictions,
    contradicts,
    heard,
    standing_answers,
    taken_back,
    told_late,
)
from sar.incidents.distress import Answer, Criterion, is_graver, suggest
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
    found = standing_answers(line)
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
    assert len({one.source for one in standing_answers(line)}) == len(standing_answers(line))


@given(st.data())
def test_of_one_source_the_latest_word_stands_in_whatever_order_they_are_written(
    data: st.DataObject,
) -> None:
    words = data.draw(
        st.dictionaries(st.integers(0, 60), st.sampled_from(["yes", "no"]), min_size=1)
    )
    told = data.draw(st.permutations([(said, "ship", at, False) for at, said in words.items()]))
    line = line_of(*told)
    assert (line["answer"], len(standing_answers(line))) == (words[max(words)], 1)


def test_a_line_of_an_earlier_version_stands_as_one_source() -> None:
    kept = {"answer": "yes", "source": "aircraft", "at": START.isoformat()}
    assert [one.source for one in standing_answers(kept)] == ["aircraft"]
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


def hears(answer: str, source: str, minute: int, party: str = "MLT") -> StandingAnswer:
    return StandingAnswer(Answer(answer), source, START + timedelta(minutes=minute), party, True)


@pytest.mark.parametrize(
    ("lead", "told", "counts", "stand"),
    [
        # A yes counts at once, beside the lead's no.
        ([("no", "ship", 10)], [("yes", "aircraft", 20)], "yes", [("yes", True), ("no", False)]),
        # A no counts for nothing where the lead has said nothing, and stands there.
        ([], [("no", "ship", 10)], "not_known", [("not_known", False), ("no", True)]),
        # Nor beside the lead's yes, also by the same source; and it is a contradiction.
        ([("yes", "aircraft", 10)], [("no", "aircraft", 20)], "yes",
         [("yes", False), ("no", True)]),
        # Nor against its own earlier yes: to take that back is the lead's.
        ([], [("yes", "aircraft", 10), ("no", "aircraft", 20)], "yes",
         [("yes", True), ("no", True)]),
        # Its own no is over by its own yes, and the same word stands once.
        ([], [("no", "aircraft", 10), ("yes", "aircraft", 20)], "yes", [("yes", True)]),
        ([], [("yes", "aircraft", 10), ("yes", "aircraft", 20)], "yes", [("yes", True)]),
        # Told late, of before its own word.
        ([], [("no", "aircraft", 20), ("yes", "aircraft", 10)], "not_known",
         [("not_known", False), ("no", True)]),
        ([("yes", "a", 1)], [("not_known", "aircraft", 20)], "yes", [("yes", False)]),
        # What the lead does not know keeps its source and stands.
        ([("not_known", "caller", 1)], [("no", "ship", 2)], "not_known",
         [("not_known", False), ("no", True)]),
    ],
)  # fmt: skip
def test_what_was_heard_stands_beside_the_leads_word(
    lead: list[tuple[str, str, int]],
    told: list[tuple[str, str, int]],
    counts: str,
    stand: list[tuple[str, bool]],
) -> None:
    line = line_of(*((*one, False) for one in lead)) if lead else None
    for one in told:
        line = heard(line, hears(*one))
    assert line is not None
    assert line["answer"] == counts
    assert [(one.answer, one.heard) for one in standing_answers(line)] == stand


def test_nothing_heard_of_nothing_is_no_line() -> None:
    assert heard(None, hears("not_known", "ship", 1)) is None


def test_the_lead_decides_of_what_was_heard() -> None:
    line = heard(heard(None, hears("no", "ship", 1)), hears("yes", "aircraft", 2))
    lead = StandingAnswer(_A.NO, "aircraft", START + timedelta(minutes=9), "ITA")
    beside = answered(line, lead, takes_back=False)
    assert beside["answer"] == "yes", "its aircraft may be another"
    decided = answered(beside, lead, takes_back=True)
    assert (decided["answer"], decided.get("others")) == ("no", None)
    own = StandingAnswer(_A.NO, "aircraft", START + timedelta(minutes=9), "MLT")
    assert answered(line, own, takes_back=False)["answer"] == "no", "it leads now, and heard it"


words = st.tuples(
    st.sampled_from(["yes", "no", "not_known"]),
    st.sampled_from(["aircraft", "ship", ""]),
    st.integers(0, 60),
    st.sampled_from(["MLT", "TUN", "ITA"]),
)


@given(
    st.dictionaries(st.sampled_from(list(_C)), st.lists(answers, max_size=3)),
    st.lists(st.tuples(st.sampled_from(list(_C)), words), max_size=30),
)
def test_no_party_beside_the_lead_ever_lowers_the_suggestion(
    lead: dict[Criterion, list[tuple[str, str, int, bool]]],
    told: list[tuple[Criterion, tuple[str, str, int, str]]],
) -> None:
    lines = {one.value: line_of(*said) for one, said in lead.items() if said}
    for one, (answer, source, minute, party) in told:
        before = suggest(sheet_of({"answers": lines})).level
        leads_word = [each for each in standing_answers(lines.get(one.value)) if not each.heard]
        row = heard(lines.get(one.value), hears(answer, source, minute, party))
        if row is not None:
            lines[one.value] = row
        assert not is_graver(before, suggest(sheet_of({"answers": lines})).level)
        stand = standing_answers(lines.get(one.value))
        assert all(each in stand for each in leads_word if each.answer is not _A.NOT_KNOWN)
        for each in ("MLT", "TUN", "ITA"):
            assert sum(said.heard and said.party == each for said in stand) <= MOST_HEARD
