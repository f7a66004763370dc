"""The costs of a unit's work by its clause: hours, money and the last day of the claim."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.term_document import CostClause
from sar.agreements.words import CostRule
from sar.requests.cost_estimate import (
    WorkTime,
    counted_hours,
    digits,
    estimate,
    exact,
    money,
    work_time,
)
from sar.requests.words import DeploymentState, Owed
from tests.pure.requests.noon import NOON

HOUR = timedelta(hours=1)
D = DeploymentState
MARGINAL = CostClause(CostRule.MARGINAL, 12, "EUR", 4500.0, 90)


@pytest.mark.parametrize(
    ("hours", "free", "counted"),
    [
        (0, "0", 0),
        (0.01, "0", 1),
        (1, "0", 1),
        (1.01, "0", 2),
        (12, "12", 0),
        (12.5, "12", 1),
        (13, "12", 1),
        (3, "0.5", 3),
        (3.5, "0.5", 3),
        (5, "10000", 0),
    ],
)
def test_the_free_hours_go_first_and_each_hour_begun_after_counts_whole(
    hours: float, free: str, counted: int
) -> None:
    assert counted_hours(hours * HOUR, free_hours=Decimal(free)) == counted


@pytest.mark.parametrize(
    ("steps", "ended"),
    [
        ((D.COMMITTED, D.UNDERWAY), None),
        ((D.UNDERWAY, D.ON_SCENE, D.RELEASED), 2),
        ((D.UNDERWAY, D.ON_SCENE, D.RELEASED, D.RETURNING, D.RETURNED), 2),
        ((D.UNDERWAY, D.RECALLED), 1),
        ((D.UNDERWAY, D.DIVERTED, D.DIVERTED), 1),
        ((D.COMMITTED, D.STOOD_DOWN), 1),
        # A closed case: it took survivors aboard all the same, and was released again.
        ((D.UNDERWAY, D.RELEASED, D.LOADED), None),
        ((D.UNDERWAY, D.RELEASED, D.LOADED, D.DELIVERED, D.RELEASED, D.RETURNED), 4),
    ],
)
def test_work_ends_with_release_recall_or_diversion(
    steps: tuple[DeploymentState, ...], ended: int | None
) -> None:
    told = [(state, NOON + hour * HOUR) for hour, state in enumerate(steps)]
    expected = None if ended is None else NOON + ended * HOUR
    assert work_time(NOON, told) == WorkTime(NOON, expected)


ENDED = WorkTime(NOON, NOON + 15 * HOUR)
NOVEMBER = date(2026, 11, 11)


@pytest.mark.parametrize(
    ("costs", "time", "owed", "counted", "amount", "until"),
    [
        (MARGINAL, ENDED, Owed.BY_RATE, 3, "13500.00", date(2027, 1, 10)),
        (MARGINAL, WorkTime(NOON), Owed.BY_RATE, 8, "36000.00", None),
        (MARGINAL, WorkTime(NOON, NOON + HOUR), Owed.NOTHING, 0, None, None),
        (MARGINAL, WorkTime(None, NOON), Owed.NOTHING, 0, None, None),
        (CostClause(CostRule.OWN, 0, "EUR", 100.0, 9), ENDED, Owed.NOTHING, 0, None, None),
        (CostClause(CostRule.FULL), ENDED, Owed.BY_ACCOUNT, 15, None, None),
        (CostClause(CostRule.FULL, 0, "", None, 30), ENDED, Owed.BY_ACCOUNT, 15, None, NOVEMBER),
        (CostClause(CostRule.FULL, 20), ENDED, Owed.NOTHING, 0, None, None),
        (CostClause(CostRule.MARGINAL, 0.1, "TND", 0.1), ENDED, Owed.BY_RATE, 15, "1.50", None),
    ],
)  # fmt: skip
def test_an_estimate_says_what_the_clause_says(
    costs: CostClause,
    time: WorkTime,
    owed: Owed,
    counted: int,
    amount: str | None,
    until: date | None,
) -> None:
    found = estimate(costs, time, now=NOON + 20 * HOUR)
    assert (found.owed, found.counted_hours) == (owed, counted)
    assert (None if found.amount is None else money(found.amount)) == amount
    assert found.claim_until == until
    assert found.final is (time.ended_at is not None)


def test_the_last_day_of_a_claim_is_counted_in_utc() -> None:
    late = datetime.fromisoformat("2026-12-31T23:30:00-05:00")
    clause = CostClause(CostRule.FULL, claim_days=1)
    found = estimate(clause, WorkTime(late - HOUR, late), now=late)
    assert found.claim_until == date(2027, 1, 2)


@pytest.mark.parametrize(
    ("typed", "money_said", "digits_said"),
    [
        (0.0, "0.00", "0"),
        (4500.0, "4500.00", "4500"),
        (1234.5, "1234.50", "1234.5"),
        (0.125, "0.125", "0.125"),
        (1e9, "1000000000.00", "1000000000"),
        (1e-07, "0.0000001", "0.0000001"),
    ],
)
def test_numbers_are_as_they_were_typed(typed: float, money_said: str, digits_said: str) -> None:
    assert (money(exact(typed)), digits(exact(typed))) == (money_said, digits_said)


RATES = st.integers(0, 10**11).map(lambda cents: cents / 100)
FREE = st.integers(0, 400).map(lambda quarters: quarters / 4)
CLAUSES = st.builds(
    CostClause,
    st.sampled_from((CostRule.MARGINAL, CostRule.FULL)),
    free_hours=FREE,
    currency=st.just("EUR"),
    rate_per_hour=RATES,
)
SPANS = st.timedeltas(timedelta(), timedelta(days=60))


@given(CLAUSES, SPANS, SPANS)
def test_longer_work_never_costs_less(costs: CostClause, one: timedelta, other: timedelta) -> None:
    amounts = [
        estimate(costs, WorkTime(NOON, NOON + span), now=NOON).amount or Decimal(0)
        for span in sorted((one, other))
    ]
    assert amounts == sorted(amounts)


@given(CLAUSES, SPANS)
def test_within_the_free_hours_nothing_is_owed(costs: CostClause, span: timedelta) -> None:
    found = estimate(costs, WorkTime(NOON, NOON + span), now=NOON)
    if span <= timedelta(hours=costs.free_hours):
        assert (found.owed, found.amount, found.claim_until) == (Owed.NOTHING, None, None)
    else:
        cents = round((costs.rate_per_hour or 0) * 100)
        assert found.amount == Decimal(cents) / 100 * found.counted_hours, "to the cent"


@given(CLAUSES, SPANS, st.booleans())
def test_who_bears_its_own_is_owed_nothing(
    costs: CostClause, span: timedelta, goes_on: bool
) -> None:
    own = CostClause(CostRule.OWN, costs.free_hours, "EUR", costs.rate_per_hour, 10)
    time = WorkTime(NOON, None if goes_on else NOON + span)
    found = estimate(own, time, now=NOON + span)
    assert (found.owed, found.amount, found.claim_until) == (Owed.NOTHING, None, None)
