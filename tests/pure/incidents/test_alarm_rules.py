"""Alarms of a case that leave the screens: when each stands, leaves, and is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from sar.incidents.alarm_rules import (
    IN_DISTRESS,
    SAYS,
    CaseNow,
    leaves_at_once,
    says_of,
    stands,
    tried_again_at,
)
from sar.incidents.words import AlarmCause

AT = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)


def case(
    key: str | None = "12:31",
    *,
    cause: AlarmCause = AlarmCause.UNTASKED,
    leads: bool = True,
    closed: bool = False,
    kept: bool = False,
) -> CaseNow:
    acted = () if key is None or cause is not AlarmCause.ACTED else (key, "a later one")
    gone = () if key is None or cause is not AlarmCause.HELP_GONE else (key, "another unit")
    is_silent = key is not None and cause is AlarmCause.AUTHORITY_SILENT
    silent = (key or "", "another authority") if is_silent else ()
    is_hail = key is not None and cause is AlarmCause.HAIL_UNANSWERED
    keys = {} if key is None else {cause: key}
    return CaseNow(
        is_closed=closed,
        is_kept=kept,
        leads=leads,
        keys=keys,
        acted=acted,
        gone=gone,
        silent=silent,
        hails=(key or "", "another ship") if is_hail else (),
    )


@pytest.mark.parametrize("cause", AlarmCause)
def test_it_stands_as_long_as_the_case_is_as_it_was(cause: AlarmCause) -> None:
    assert stands(cause, "12:31", case(cause=cause))
    assert not stands(cause, "12:31", case("12:41", cause=cause)), "another time, another alarm"
    assert not stands(cause, "12:31", case(None, cause=cause))
    at_its_end = stands(cause, "12:31", case(cause=cause, closed=True))
    past = cause in (AlarmCause.ACTED, AlarmCause.LIST_OWED)
    assert at_its_end is past, "closing may be what nobody has looked at"
    assert not stands(cause, "12:31", case(None, cause=cause, closed=True)), "one has looked"
    assert not stands(cause, "12:31", case(cause=cause, kept=True)), "it is not to know"


@pytest.mark.parametrize(
    ("cause", "is_over"),
    [
        (AlarmCause.UNASSESSED, True),
        (AlarmCause.BELOW, True),
        (AlarmCause.UNTASKED, True),
        (AlarmCause.UNCOVERED, True),
        (AlarmCause.UNWRITTEN, True),
        (AlarmCause.AUTHORITY_SILENT, True),
        (AlarmCause.HELP_GONE, False),
        (AlarmCause.REGION, False),
        (AlarmCause.SMC_SILENT, False),
        (AlarmCause.ACTED, False),
        (AlarmCause.OFFER_WAITS, True),
        (AlarmCause.LOOK_AGAIN, True),
        (AlarmCause.SUSPENDED_NEWS, True),
        (AlarmCause.HANDED_OVER, False),
        (AlarmCause.LIST_OWED, True),
        (AlarmCause.LEAD_UNHEARD, False),
    ],
)
def test_who_leads_no_more_is_not_asked_for_what_the_lead_is_to_do(
    cause: AlarmCause, is_over: bool
) -> None:
    assert stands(cause, "12:31", case(cause=cause, leads=False)) is not is_over


@pytest.mark.parametrize(
    ("cause", "at_once", "again"),
    [
        (AlarmCause.UNASSESSED, True, True),
        (AlarmCause.BELOW, True, True),
        (AlarmCause.UNTASKED, True, True),
        (AlarmCause.UNCOVERED, True, True),
        (AlarmCause.UNWRITTEN, True, True),
        (AlarmCause.AUTHORITY_SILENT, True, True),
        (AlarmCause.HELP_GONE, True, False),
        (AlarmCause.REGION, False, False),
        (AlarmCause.SMC_SILENT, True, True),
        (AlarmCause.ACTED, False, False),
        (AlarmCause.OFFER_WAITS, True, False),
        (AlarmCause.LOOK_AGAIN, True, True),
        (AlarmCause.SUSPENDED_NEWS, True, True),
        (AlarmCause.HANDED_OVER, True, False),
        (AlarmCause.LIST_OWED, True, False),
        (AlarmCause.LEAD_UNHEARD, True, False),
    ],
)
def test_when_it_leaves(cause: AlarmCause, at_once: bool, again: bool) -> None:
    assert leaves_at_once(cause, watched=False) is at_once
    assert not leaves_at_once(cause, watched=True), "whoever is there has five minutes"
    assert tried_again_at(cause, AT) == (AT + timedelta(minutes=30) if again else None)


def test_each_says_the_least_that_wakes_somebody() -> None:
    assert set(SAYS) == set(AlarmCause)
    assert says_of(AlarmCause.REGION, "region distress") == IN_DISTRESS
    assert says_of(AlarmCause.REGION, "region") == SAYS[AlarmCause.REGION]
    assert not any(character.isdigit() for says in SAYS.values() for character in says)
