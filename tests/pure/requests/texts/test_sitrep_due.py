"""The next situation report: due hourly and at each change, and nobody is stopped by it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.words import IncidentState, SitrepCause
from sar.requests.texts.sitrep_due import EVERY, DueReport, LastReport, next_report
from tests.pure.incidents.texts.test_texts import NOW

OPEN = IncidentState.OPEN
TOLD: dict[str, Any] = {
    "phase": "distress",
    "state": "open",
    "coordinator": "a",
    "on_scene": ["P61", ""],
    "on_board": [250, 400],
}
LAST = LastReport(2, NOW - timedelta(minutes=20), TOLD)


def due(
    last: LastReport | None = LAST, *, now_is: IncidentState = OPEN, **changed: Any
) -> DueReport:
    """The next report, opened two hours ago, changed five minutes ago."""
    return next_report(
        last,
        {**TOLD, **changed},
        state=now_is,
        opened_at=NOW - timedelta(hours=2),
        changed_at=NOW - timedelta(minutes=5),
        now=NOW,
    )


def test_the_first_is_due_since_the_case_was_opened() -> None:
    assert due(None) == DueReport(NOW - timedelta(hours=2), (SitrepCause.FIRST,))


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"phase": "alert"}, SitrepCause.PHASE),
        ({"coordinator": "b"}, SitrepCause.COORDINATOR),
        ({"on_scene": ["Osprey", ""]}, SitrepCause.ON_SCENE),
        ({"on_scene": ["P61", "Osprey"]}, SitrepCause.ON_SCENE),
        ({"on_board": [250, 480]}, SitrepCause.ON_BOARD),
        ({"state": "suspended"}, SitrepCause.ENDED),
    ],
)
def test_it_is_due_at_each_change(changed: dict[str, Any], cause: SitrepCause) -> None:
    assert due(**changed) == DueReport(NOW - timedelta(minutes=5), (cause,))


def test_it_is_due_after_an_hour_while_the_case_is_worked_on() -> None:
    assert due() == DueReport(LAST.at + EVERY, ())
    old = LastReport(2, NOW - EVERY, TOLD)
    assert due(old) == DueReport(NOW, (SitrepCause.HOUR,))
    for state in (IncidentState.SUSPENDED, IncidentState.CLOSED):
        ended = LastReport(2, NOW - EVERY, {**TOLD, "state": state.value})
        over = next_report(
            ended,
            {**TOLD, "state": state.value},
            state=state,
            opened_at=NOW - timedelta(hours=2),
            changed_at=NOW,
            now=NOW,
        )
        assert over == DueReport(None, ())


def test_of_a_report_that_kept_nothing_only_the_hour_counts() -> None:
    assert due(LastReport(2, LAST.at, {}), phase="alert") == DueReport(LAST.at + EVERY, ())


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3)), st.booleans())
def test_it_is_never_due_before_the_last_and_is_due_when_it_says(
    since: timedelta, is_changed: bool
) -> None:
    last = LastReport(1, NOW - since, TOLD)
    found = due(last, phase="alert") if is_changed else due(last)
    assert found.at is not None
    assert found.at >= last.at
    assert bool(found.causes) == (found.at <= NOW)
