"""The instant of a step, and the contradictions that stand beside a unit: by tables."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from sar.errors import Malformed
from sar.requests.step_doubts import (
    KEPT_AT_MOST,
    DoubtRow,
    count_said,
    doubts_after,
    doubts_earlier_work,
    earlier_said,
    uncounted_in,
)
from sar.requests.step_times import Earlier, StepInstant, instant_of, of_one
from sar.requests.tally import Tally
from sar.requests.words import DeploymentAction

_A: Final = DeploymentAction
NOW: Final = datetime(2026, 10, 11, 13, 0, tzinfo=UTC)


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


LAST: Final = Earlier("arrive", ago(30.5))
OTHER: Final = Earlier("load", ago(10))
FIRST: Final = Earlier("commit", ago(60), first=True)


@pytest.mark.parametrize(
    ("stated", "earlier", "at", "said"),
    [
        (None, [LAST], NOW, ""),
        (ago(5), [LAST], ago(5), ""),
        (None, [], NOW, ""),
        (ago(40), [], ago(40), ""),
        (ago(31), [Earlier("arrive", ago(30.5))], ago(30.5), ""),
        (ago(40), [LAST], ago(40),
         "Told to have been before arrive at 11 Oct 12:29Z, which it follows."),
        (ago(90), [FIRST], ago(90), "Told to have been before the deployment began at 11 Oct"
         " 12:00Z."),
        (ago(20), [LAST, OTHER], ago(20),
         "Told to have been before load at 11 Oct 12:50Z, which it follows."),
    ],
)  # fmt: skip
def test_a_step_is_recorded_when_it_was_told_to_be_and_said_to_be_out_of_order(
    stated: datetime | None, earlier: list[Earlier], at: datetime, said: str
) -> None:
    found = instant_of(stated, earlier, now=NOW)
    assert (found.at, found.said) == (at, said)


def test_nothing_has_happened_in_the_future() -> None:
    with pytest.raises(Malformed):
        instant_of(NOW + timedelta(hours=1), [LAST], now=NOW)


def test_what_the_other_unit_did_is_not_told_at_the_one() -> None:
    instant = instant_of(ago(20), [LAST, OTHER], now=NOW)
    assert of_one(instant, OTHER).said == instant.said
    assert of_one(instant, LAST).said == "Told to have been before the last step of the other unit."
    fine = StepInstant(ago(1))
    assert of_one(fine, LAST) == fine


OUT: Final = StepInstant(ago(40), LAST)
IN_ORDER: Final = StepInstant(ago(1))
COUNT: Final[DoubtRow] = {"code": "more_than_aboard", "at": "", "params": {}}
EARLIER: Final[DoubtRow] = {"code": "earlier_work", "at": "", "params": {}}
ORDER: Final[DoubtRow] = {"code": "out_of_order", "at": "", "params": {}}


@pytest.mark.parametrize(
    ("standing", "action", "aboard", "persons", "instant", "codes"),
    [
        ([], _A.DELIVER, 3, 3, IN_ORDER, []),
        ([], _A.DELIVER, 3, 4, IN_ORDER, ["more_than_aboard"]),
        ([], _A.DELIVER, 3, 4, OUT, ["more_than_aboard", "out_of_order"]),
        ([COUNT], _A.DELIVER, 3, 3, IN_ORDER, ["more_than_aboard"]),
        ([COUNT, ORDER], _A.CORRECT_COUNT, 3, None, None, ["out_of_order"]),
        ([COUNT, ORDER], _A.ARRIVE, 3, None, IN_ORDER, ["more_than_aboard"]),
        ([ORDER], _A.ARRIVE, 0, None, OUT, ["out_of_order", "out_of_order"]),
        ([ORDER], _A.FOUND_DEAD, 0, 2, None, ["out_of_order"]),
    ],
)
def test_a_contradiction_stands_until_it_is_resolved(
    standing: list[DoubtRow],
    action: DeploymentAction,
    aboard: int,
    persons: int | None,
    instant: StepInstant | None,
    codes: list[str],
) -> None:
    before = Tally(aboard=aboard, recovered=aboard)
    after = doubts_after(standing, action, before, persons=persons, instant=instant, now=NOW)
    assert [row["code"] for row in after] == codes


@pytest.mark.parametrize(
    ("standing", "action", "goes_on", "codes"),
    [
        ([], _A.DEPART, True, ["earlier_work"]),
        ([], _A.DEPART, False, []),
        ([], _A.DEPART, None, []),
        ([EARLIER], _A.ARRIVE, True, ["earlier_work"]),
        ([EARLIER, COUNT], _A.LOAD, False, ["more_than_aboard"]),
        ([EARLIER], _A.CORRECT_COUNT, None, ["earlier_work"]),
    ],
)
def test_an_earlier_work_that_goes_on_stands_once_until_it_has_ended(
    standing: list[DoubtRow], action: DeploymentAction, goes_on: bool | None, codes: list[str]
) -> None:
    after = doubts_after(standing, action, Tally(), earlier_goes_on=goes_on, now=NOW)
    assert [row["code"] for row in after] == codes
    assert bool(earlier_said("Nemo", goes_on)) is (goes_on is True)
    assert doubts_earlier_work(after) is ("earlier_work" in codes)


def test_it_says_with_what_numbers_and_beside_which_step() -> None:
    before = Tally(aboard=3, recovered=3)
    count, order = doubts_after([], _A.DELIVER, before, persons=4, instant=OUT, now=NOW)
    assert count["params"] == {"action": "deliver", "persons": 4, "aboard": 3, "uncounted": 1}
    assert order["params"] == {
        "action": "deliver",
        "before": "arrive",
        "at": LAST.at.isoformat(),
    }
    said = count_said(before, _A.DELIVER, persons=4)
    assert said == "3 were known to be aboard: count the persons anew."
    assert count_said(before, _A.DELIVER, persons=3) == ""


def test_no_more_stand_beside_a_unit_than_can_be_read() -> None:
    rows: list[DoubtRow] = []
    for _ in range(KEPT_AT_MOST + 3):
        rows = doubts_after(rows, _A.DELIVER, Tally(), persons=1, now=NOW)
    assert len(rows) == KEPT_AT_MOST
    assert uncounted_in(rows) == KEPT_AT_MOST + 3, "nobody is forgotten with them"
    for _ in range(KEPT_AT_MOST + 3):
        rows = doubts_after(rows, _A.ARRIVE, Tally(), instant=OUT, now=NOW)
    assert len(rows) == KEPT_AT_MOST
    assert uncounted_in(rows) == KEPT_AT_MOST + 3
