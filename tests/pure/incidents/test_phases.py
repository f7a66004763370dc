"""A case's states, phases, reach and what closing needs, by tables."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.words import Phase
from sar.geo.areas import contains
from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon
from sar.incidents.drift import Drift, carried
from sar.incidents.people.outstanding import FoundPeople, PersonsRange
from sar.incidents.phases import (
    CASE,
    ClosingStep,
    Outstanding,
    around,
    closing,
    decide_case,
    grew,
    outstanding,
    reclassify,
    rose,
    still_asked,
    suspends_at_once,
    way_of,
)
from sar.incidents.words import CaseAction, CaseSide, IncidentState
from sar.machine import Row, Step
from sar.parties.roles import Act
from sar.parties.treaty_law import BESIDE, INSTEAD, Amendments, LawFor

LAW = LawFor("ITA", Amendments.BIND)
OPEN, SUSPENDED, CLOSED = IncidentState.OPEN, IncidentState.SUSPENDED, IncidentState.CLOSED
A1 = LatLon(lat=34 + 20 / 60, lon=12 + 42 / 60)

# action: (role's act, side, state after it when open, suspended, closed; None: refused)
TABLE: dict[
    CaseAction, tuple[Act, CaseSide, IncidentState | None, IncidentState | None, object]
] = {
    CaseAction.CHANGE: (Act.WATCH, CaseSide.LEAD, OPEN, SUSPENDED, None),
    CaseAction.REPORT_POSITION: (Act.WATCH, CaseSide.INVOLVED, OPEN, SUSPENDED, CLOSED),
    CaseAction.SET_DATUM: (Act.WATCH, CaseSide.LEAD, OPEN, SUSPENDED, None),
    CaseAction.RECLASSIFY: (Act.WATCH, CaseSide.LEAD, OPEN, SUSPENDED, None),
    CaseAction.ASSESS: (Act.WATCH, CaseSide.LEAD, OPEN, SUSPENDED, None),
    CaseAction.LOG: (Act.WATCH, CaseSide.INVOLVED, OPEN, SUSPENDED, CLOSED),
    CaseAction.LINK: (Act.WATCH, CaseSide.LEAD, OPEN, SUSPENDED, CLOSED),
    CaseAction.PROPOSE: (Act.COORDINATE, CaseSide.LEAD, OPEN, SUSPENDED, None),
    CaseAction.TELL_PEOPLE: (Act.WATCH, CaseSide.LEAD, OPEN, SUSPENDED, CLOSED),
    CaseAction.TELL_LOST: (Act.WATCH, CaseSide.LEAD, OPEN, SUSPENDED, CLOSED),
    CaseAction.TELL_SMC: (Act.WATCH, CaseSide.LEAD, OPEN, SUSPENDED, None),
    CaseAction.ANSWER: (Act.COORDINATE, CaseSide.INVOLVED, OPEN, SUSPENDED, None),
    CaseAction.SUSPEND: (Act.COORDINATE, CaseSide.LEAD, SUSPENDED, None, None),
    CaseAction.LOOK_AGAIN: (Act.WATCH, CaseSide.LEAD, None, SUSPENDED, None),
    CaseAction.CLOSE: (Act.COORDINATE, CaseSide.LEAD, CLOSED, CLOSED, None),
    CaseAction.REOPEN: (Act.WATCH, CaseSide.LEAD, None, OPEN, OPEN),
}


@pytest.mark.parametrize("action", list(CaseAction))
@pytest.mark.parametrize("state", list(IncidentState))
@pytest.mark.parametrize("leads", [True, False])
def test_every_state_action_and_side_is_decided_as_the_table_says(
    state: IncidentState, action: CaseAction, leads: bool
) -> None:
    act, side, *after = TABLE[action]
    expected = after[list(IncidentState).index(state)]
    decided = decide_case(state, action, leads=leads)
    if expected is None or (side is CaseSide.LEAD and not leads):
        assert isinstance(decided, list)
        codes = {refusal.code for refusal in decided}
        assert ("wrong_state" in codes) == (expected is None)
        assert ("not_lead" in codes) == (side is CaseSide.LEAD and not leads)
    else:
        assert decided == Step(IncidentState(str(expected)))
        assert CASE[state, action] == Row(IncidentState(str(expected)), side, act)


def test_a_refusal_for_the_state_tells_what_is_possible() -> None:
    decided = decide_case(CLOSED, CaseAction.SET_DATUM, leads=True)
    assert isinstance(decided, list)
    assert decided[0].params["allowed"] == [
        "link",
        "log",
        "reopen",
        "report_position",
        "tell_lost",
        "tell_people",
    ]
    assert decided[0].sentence == "The case is closed: set datum is not possible now."


def test_only_the_lead_suspends_closes_and_proposes() -> None:
    lead_only = {action for (_, action), row in CASE.items() if row.sides == {CaseSide.LEAD}}
    assert {
        CaseAction.SUSPEND,
        CaseAction.CLOSE,
        CaseAction.REOPEN,
        CaseAction.PROPOSE,
    } <= lead_only


@pytest.mark.parametrize("was", list(Phase))
@pytest.mark.parametrize("to", list(Phase))
def test_any_phase_may_follow_any_other(was: Phase, to: Phase) -> None:
    assert [refusal.code for refusal in reclassify(was, to)] == (
        ["same_phase"] if was is to else []
    )


@given(
    radius_nm=st.floats(0, 300),
    course_deg=st.floats(0, 359.9),
    share=st.floats(0, 0.98),
)
def test_the_circle_holds_everything_within_the_uncertainty(
    radius_nm: float, course_deg: float, share: float
) -> None:
    circle = around(A1, radius_nm)
    assert contains(circle, direct(A1, course_deg, radius_nm * share))
    assert not contains(circle, direct(A1, course_deg, radius_nm * 1.02 + 0.2))


def test_drift_is_followed_for_six_hours_from_the_present_place() -> None:
    drift = Drift(180.0, 4.0)
    present = carried(A1, drift, 90.0)
    way = way_of(drift, A1, present)
    assert way is not None
    lon, lat = way.coords[-1]
    assert distance_nm(present, LatLon(lat=lat, lon=lon)) == pytest.approx(24, abs=0.01)
    assert distance_nm(A1, LatLon(lat=lat, lon=lon)) == pytest.approx(30, abs=0.01)


@pytest.mark.parametrize("drift", [None, Drift(90.0, 0.0)])
def test_what_does_not_drift_has_no_way(drift: Drift | None) -> None:
    assert way_of(drift, A1, A1) is None


FIRST, SECOND = uuid4(), uuid4()
SOMEBODY_LEFT = Outstanding(undelivered=3, unaccounted=2, unreleased=("MV Aurora",))


@pytest.mark.parametrize(
    ("left", "despite", "first", "expected"),
    [
        (Outstanding(), "", None, ClosingStep.CLOSE),
        (Outstanding(), "", FIRST, ClosingStep.CLOSE),
        (SOMEBODY_LEFT, "search ended by families' wish", None, ClosingStep.ASK_SECOND),
        (SOMEBODY_LEFT, "I agree", SECOND, ClosingStep.CLOSE),
    ],
)
def test_closing_with_anybody_left_takes_two_persons(
    left: Outstanding, despite: str, first: UUID | None, expected: ClosingStep
) -> None:
    assert closing(left, despite=despite, by=FIRST, first=first, law=LAW) == expected


def test_closing_is_refused_with_every_reason() -> None:
    refused = closing(SOMEBODY_LEFT, despite="", by=FIRST, first=SECOND, law=LAW)
    assert isinstance(refused, list)
    assert [refusal.code for refusal in refused] == [
        "persons_undelivered",
        "persons_unaccounted",
        "ships_unreleased",
    ]
    assert refused[2].sentence == "Not yet released: MV Aurora (SAR Convention, Annex 3.1.9)."


@pytest.mark.parametrize(
    ("amendments", "ends"),
    [
        (Amendments.DO_NOT_BIND, "Annex 3.1.9 of 2004 does not bind MLT."),
        (Amendments.NOT_CHECKED, "Whether Annex 3.1.9 of 2004 binds MLT is not checked."),
        (Amendments.NO_PARTY, "MLT is no party to the SAR Convention."),
    ],
)
def test_a_state_that_2004_does_not_bind_is_shown_what_binds_it(
    amendments: Amendments, ends: str
) -> None:
    law = LawFor("MLT", amendments)
    refused = closing(SOMEBODY_LEFT, despite="", by=FIRST, first=SECOND, law=law)
    assert isinstance(refused, list)
    shown = f"({BESIDE if amendments is Amendments.NO_PARTY else INSTEAD})"
    assert refused[2].sentence == f"Not yet released: MV Aurora {shown}. {ends}"


@pytest.mark.parametrize(
    ("by", "first"),
    [(FIRST, None), (FIRST, FIRST), (FIRST, SECOND), (None, FIRST), (None, SECOND)],
)
def test_a_second_by_function_closes_whoever_writes_it_down(
    by: UUID | None, first: UUID | None
) -> None:
    step = closing(SOMEBODY_LEFT, despite="I agree", by=by, first=first, second="Deputy", law=LAW)
    assert step is ClosingStep.CLOSE
    without_reason = closing(
        SOMEBODY_LEFT, despite="", by=by, first=first, second="Deputy", law=LAW
    )
    assert isinstance(without_reason, list), "and why, it must say"


def test_nobody_is_the_second_coordinator_to_himself() -> None:
    refused = closing(SOMEBODY_LEFT, despite="still", by=FIRST, first=FIRST, law=LAW)
    assert isinstance(refused, list)
    assert refused[-1].code == "second_coordinator_needed"


def test_a_key_is_neither_the_first_nor_the_second_coordinator() -> None:
    for first, second in ((None, ""), (FIRST, ""), (None, "Deputy")):
        refused = closing(
            SOMEBODY_LEFT, despite="I agree", by=None, first=first, second=second, law=LAW
        )
        assert isinstance(refused, list)
        assert refused[-1].code == "person_needed"
    assert closing(Outstanding(), despite="", by=None, first=None, law=LAW) is ClosingStep.CLOSE


@pytest.mark.parametrize(
    ("left", "more"),
    [
        (SOMEBODY_LEFT, False),
        (Outstanding(undelivered=1, unaccounted=2), False),
        (Outstanding(), False),
        (Outstanding(undelivered=4), True),
        (Outstanding(unaccounted=3), True),
        (Outstanding(surplus=1), True),
        (Outstanding(unknown=True), True),
        (Outstanding(unreleased=("MV Boreas",)), True),
    ],
)
def test_a_wish_to_close_was_for_what_was_left_then(left: Outstanding, more: bool) -> None:
    assert grew(SOMEBODY_LEFT, left) is more


@given(
    pob_max=st.none() | st.integers(0, 1000),
    delivered=st.integers(0, 1000),
    aboard=st.integers(0, 1000),
)
def test_aboard_is_not_delivered_and_nobody_is_counted_twice(
    pob_max: int | None, delivered: int, aboard: int
) -> None:
    found = FoundPeople(delivered=delivered, aboard=aboard)
    on_board = PersonsRange(pob_max or 0, pob_max)
    left = outstanding(on_board, found, highest=pob_max, distress=False)
    assert left.undelivered == aboard
    assert left.unaccounted >= 0
    if pob_max is not None and delivered + aboard <= pob_max:
        assert left.unaccounted + left.undelivered + delivered == pob_max
    assert left.surplus == (0 if pob_max is None else max(0, delivered + aboard - pob_max))
    assert left.any == bool(aboard or left.unaccounted or left.surplus)


@pytest.mark.parametrize(
    ("pob_max", "distress", "unknown"),
    [(None, True, True), (None, False, False), (0, True, False), (7, True, False)],
)
def test_an_unknown_number_on_board_is_outstanding_in_distress(
    pob_max: int | None, distress: bool, unknown: bool
) -> None:
    on_board, found = PersonsRange(pob_max or 0, pob_max), FoundPeople(delivered=pob_max or 0)
    left = outstanding(on_board, found, highest=pob_max, distress=distress)
    assert (left.unknown, left.any) == (unknown, unknown)


@pytest.mark.parametrize(
    ("was", "most", "more"),
    [
        (4, 5, True),
        (4, None, True),
        (4, 4, False),
        (4, 3, False),
        (0, 1, True),
        (None, 5, False),
        (None, None, False),
    ],
)
def test_more_may_be_on_board_than_was_known(was: int | None, most: int | None, more: bool) -> None:
    assert rose(was, most) is more


@pytest.mark.parametrize(
    ("least", "most", "highest", "found", "distress", "waits"),
    [
        # All are found, or some are not.
        (3, 3, 3, 3, True, False),
        (3, 3, 3, 2, True, True),
        (0, 3, 3, 0, False, True),
        # Nobody has told how many at most: in distress it may be many.
        (0, None, None, 0, True, True),
        (5, None, 5, 5, True, True),
        # Never in distress unknown is nobody more, and those told of are not unknown.
        (0, None, None, 0, False, False),
        (5, None, 5, 5, False, False),
        (5, None, 5, 4, False, True),
        # A number that was told once counts, though nobody stands by an upper one any more.
        (0, None, 8, 7, False, True),
        (0, None, 8, 8, False, False),
    ],
)
def test_suspending_and_closing_wait_for_a_second_person_by_one_rule(
    least: int, most: int | None, highest: int | None, found: int, distress: bool, waits: bool
) -> None:
    left = outstanding(
        PersonsRange(least, most), FoundPeople(delivered=found), highest=highest, distress=distress
    )
    assert suspends_at_once(left, seconded=False) is not waits
    assert suspends_at_once(left, seconded=True)
    closes = closing(left, despite="It is over.", by=FIRST, first=None, law=LAW)
    assert closes is (ClosingStep.ASK_SECOND if waits else ClosingStep.CLOSE)


ranges = st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)).map(
    lambda told: PersonsRange(told[0], None if told[1] is None else told[0] + told[1])
)


@given(ranges, st.none() | st.integers(0, 30), st.integers(0, 30), st.booleans())
def test_whoever_may_suspend_alone_may_close_alone(
    on_board: PersonsRange, highest: int | None, found: int, distress: bool
) -> None:
    left = outstanding(on_board, FoundPeople(delivered=found), highest=highest, distress=distress)
    closes = closing(replace(left, surplus=0), despite="It is over.", by=FIRST, first=None, law=LAW)
    assert suspends_at_once(left, seconded=False) is (closes is ClosingStep.CLOSE)


@pytest.mark.parametrize(
    ("most", "now", "stands"),
    [
        (3, 3, True),
        (3, 2, True),
        (3, 4, False),
        (3, None, False),
        (None, None, True),
        (None, 9, True),
    ],
)
def test_a_wish_to_suspend_stands_while_no_more_are_unaccounted_for(
    most: int | None, now: int | None, stands: bool
) -> None:
    assert still_asked(most, PersonsRange(0, now)) is stands
