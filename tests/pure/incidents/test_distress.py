"""The suggestion of a phase: cases that have happened, and what holds for every sheet."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.words import Phase
from sar.incidents.assessment_clock import due_after, is_assessed
from sar.incidents.distress import (
    LEAST_PHASE,
    OF_THE_REGULATION,
    WITH_OVERLOADED,
    Answer,
    Criterion,
    PhaseGround,
    Suggestion,
    is_below,
    is_graver,
    not_known,
    suggest,
)

C, G, S = Criterion, PhaseGround, Suggestion

YACHT_SURE = dict.fromkeys(OF_THE_REGULATION, Answer.NO)


def sheet(*yes: Criterion, no: tuple[Criterion, ...] = ()) -> dict[Criterion, Answer]:
    return dict.fromkeys(yes, Answer.YES) | dict.fromkeys(no, Answer.NO)


CASES = [
    (
        "11 October 2013: a sinking boat with children asks",
        sheet(C.ASKS_FOR_RESCUE, C.NOT_SEAWORTHY, C.OVERLOADED, C.CHILDREN_OR_PREGNANT),
        S.DISTRESS,
        {G.ASKS_FOR_RESCUE, G.OVERLOADED_AND_MORE},
    ),
    (
        "Pylos 2023: told by others, dead reported, help refused",
        sheet(C.OVERLOADED, C.NO_ABLE_CREW, C.NO_EQUIPMENT, C.DEAD_ABOARD, no=(C.ASKS_FOR_RESCUE,)),
        S.DISTRESS,
        {G.DEAD_ABOARD, G.OVERLOADED_AND_MORE},
    ),
    (
        "Pylos 2023, as an aircraft saw it: overcrowded, no life-jackets",
        sheet(C.OVERLOADED, C.NO_LIFE_JACKETS),
        S.DISTRESS,
        {G.OVERLOADED_AND_MORE},
    ),
    (
        "Cutro 2023: one person on deck, weather worsening, all else not known",
        sheet(C.BAD_WEATHER, C.BELOW_DECK),
        S.ALERT,
        {G.WEATHER_AND_NOT_KNOWN},
    ),
    (
        "an inflatable of which only the call is known",
        sheet(C.ASKS_FOR_RESCUE),
        S.DISTRESS,
        {G.ASKS_FOR_RESCUE},
    ),
    (
        "a yacht in fair weather that asks for a tow",
        YACHT_SURE | sheet(C.ASKS_FOR_OTHER_HELP, C.ADRIFT),
        S.NONE,
        set(),
    ),
    (
        "the same, and the weather gets worse",
        YACHT_SURE | sheet(C.ASKS_FOR_OTHER_HELP, C.ADRIFT, C.BAD_WEATHER),
        S.ALERT,
        {G.TWO_OR_MORE},
    ),
    (
        "a sailor with appendicitis on a sound ship",
        YACHT_SURE | sheet(C.ASKS_FOR_OTHER_HELP, C.URGENT_MEDICAL),
        S.MEDEVAC,
        {G.URGENT_MEDICAL},
    ),
    (
        "a pirogue overdue, of which nobody hears",
        sheet(C.INQUIRIES_FAILED),
        S.ALERT,
        {G.NOT_HEARD_OF},
    ),
    (
        "Fass Boye 2023: the wider inquiries failed too",
        sheet(C.INQUIRIES_FAILED, C.WIDER_INQUIRIES_FAILED),
        S.DISTRESS,
        {G.NOT_HEARD_OF},
    ),
    ("overloaded and no more known", sheet(C.OVERLOADED), S.ALERT, {G.OVERLOADED}),
    ("everything not known", {}, S.NONE, set()),
    ("everything denied", dict.fromkeys(Criterion, Answer.NO), S.NONE, set()),
    ("drifting, with people below deck", sheet(C.ADRIFT, C.BELOW_DECK, C.LISTING), S.NONE, set()),
]


@pytest.mark.parametrize(("named", "answers", "level", "grounds"), CASES, ids=[c[0] for c in CASES])
def test_cases_that_have_happened_come_out_right(
    named: str, answers: dict[Criterion, Answer], level: Suggestion, grounds: set[PhaseGround]
) -> None:
    found = suggest(answers)
    assert (found.level, {reason.ground for reason in found.reasons}) == (level, grounds), named


def test_units_that_turned_back_off_cutro_make_it_distress() -> None:
    found = suggest(sheet(C.BAD_WEATHER), help_gone=True)
    assert found.level is S.DISTRESS
    assert [reason.ground for reason in found.reasons] == [G.WEATHER_AND_NOT_KNOWN, G.HELP_GONE]


sheets = st.dictionaries(st.sampled_from(Criterion), st.sampled_from(Answer))


@given(sheets, st.booleans())
def test_whoever_left_distress_alone_has_it_suggested_still(
    answers: dict[Criterion, Answer], gone: bool
) -> None:
    found = suggest(answers, help_gone=gone, left_distress=True)
    assert found.level is S.DISTRESS
    assert found.reasons[-1].ground is G.LEFT_DISTRESS


@pytest.mark.parametrize("more", WITH_OVERLOADED)
def test_overloaded_with_any_of_six_is_distress(more: Criterion) -> None:
    assert suggest(sheet(C.OVERLOADED, more)).level is S.DISTRESS


def test_weather_with_all_else_denied_is_no_alert() -> None:
    denied = (C.NOT_SEAWORTHY, C.OVERLOADED, C.NO_ABLE_CREW)
    assert suggest(sheet(C.BAD_WEATHER, no=denied)).level is S.NONE
    assert suggest(sheet(C.BAD_WEATHER, no=denied[:2])).level is S.ALERT


def test_what_nobody_has_answered_is_told() -> None:
    assert not_known({}) == tuple(Criterion)
    assert C.OVERLOADED not in not_known(sheet(C.OVERLOADED))


@given(sheets, st.sampled_from(Criterion), st.booleans())
def test_a_graver_answer_never_lowers_the_suggestion(
    answers: dict[Criterion, Answer], one: Criterion, gone: bool
) -> None:
    levels = [
        suggest(answers | {one: answer}, help_gone=gone).level
        for answer in (Answer.NO, Answer.NOT_KNOWN, Answer.YES)
    ]
    assert not any(is_graver(lower, higher) for lower, higher in pairwise(levels))


@given(sheets, st.booleans())
def test_a_line_left_out_is_not_known(answers: dict[Criterion, Answer], gone: bool) -> None:
    known = {one: answer for one, answer in answers.items() if answer is not Answer.NOT_KNOWN}
    assert suggest(answers, help_gone=gone) == suggest(known, help_gone=gone)


@given(sheets, st.booleans())
def test_the_suggestion_is_explained_by_its_reasons_alone(
    answers: dict[Criterion, Answer], gone: bool
) -> None:
    found = suggest(answers, help_gone=gone)
    named = {one for reason in found.reasons for one in reason.criteria}
    told = {one: answers.get(one, Answer.NOT_KNOWN) for one in named}
    rest = dict.fromkeys(set(Criterion) - named, Answer.NO)
    again = suggest(
        rest | told, help_gone=PhaseGround.HELP_GONE in {r.ground for r in found.reasons}
    )
    assert again.level is found.level


@given(sheets)
def test_help_that_is_gone_never_lowers(answers: dict[Criterion, Answer]) -> None:
    assert not is_graver(suggest(answers).level, suggest(answers, help_gone=True).level)


@pytest.mark.parametrize("level", list(Suggestion))
def test_only_a_lower_phase_is_below(level: Suggestion) -> None:
    order = (Phase.UNCERTAINTY, Phase.ALERT, Phase.DISTRESS)
    asks = order.index(LEAST_PHASE[level])
    found = next(one for one in (suggest(a) for _, a, _, _ in CASES) if one.level is level)
    assert [is_below(phase, found) for phase in order] == [place < asks for place in range(3)]


NOW = datetime(2026, 7, 11, 12, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("phase", "minutes"), [(Phase.ALERT, 30), (Phase.UNCERTAINTY, 60), (Phase.DISTRESS, None)]
)
def test_an_assessment_is_due_again_by_the_phase(phase: Phase, minutes: int | None) -> None:
    due = None if minutes is None else NOW + timedelta(minutes=minutes)
    assert due_after(phase, at=NOW) == due
    assert is_assessed(phase, is_open=True, attended=False) is (minutes is not None)
    assert not is_assessed(phase, is_open=True, attended=True)
    assert not is_assessed(phase, is_open=False, attended=False)
