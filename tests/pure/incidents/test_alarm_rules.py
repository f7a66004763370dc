"""Alarms of a case that leave the screens: when each stands, leaves, and is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from sar.incidents.alarm_rules import (
    IN_DISTRESS,
    SAYS,
    CaseNow,
    again_each,
    is_taken_up,
    is_unreached,
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
    is_unit = key is not None and cause is AlarmCause.UNIT_SILENT
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
        units=(key or "", "another unit") if is_unit else (),
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
        (AlarmCause.LEAD_UNREACHED, False),
    ],
)
def test_who_leads_no_more_is_not_asked_for_what_the_lead_is_to_do(
    cause: AlarmCause, is_over: bool
) -> None:
    assert stands(cause, "12:31", case(cause=cause, leads=False)) is not is_over


@pytest.mark.parametrize(
    ("cause", "at_once", "turns"),
    [
        (AlarmCause.UNASSESSED, True, "two"),
        (AlarmCause.BELOW, True, "many"),
        (AlarmCause.UNTASKED, True, "many"),
        (AlarmCause.UNCOVERED, True, "many"),
        (AlarmCause.UNWRITTEN, True, "many"),
        (AlarmCause.AUTHORITY_SILENT, True, "many"),
        (AlarmCause.HELP_GONE, True, "one"),
        (AlarmCause.REGION, False, "one"),
        (AlarmCause.SMC_SILENT, True, "many"),
        (AlarmCause.ACTED, False, "one"),
        (AlarmCause.OFFER_WAITS, True, "one"),
        (AlarmCause.LOOK_AGAIN, True, "two"),
        (AlarmCause.SUSPENDED_NEWS, True, "two"),
        (AlarmCause.HANDED_OVER, True, "one"),
        (AlarmCause.LIST_OWED, True, "one"),
        (AlarmCause.LEAD_UNHEARD, True, "one"),
        (AlarmCause.LEAD_UNREACHED, True, "one"),
    ],
)
def test_when_it_leaves(cause: AlarmCause, at_once: bool, turns: str) -> None:
    assert leaves_at_once(cause, watched=False) is at_once
    assert not leaves_at_once(cause, watched=True), "whoever is there has five minutes"
    assert tried_again_at(cause, AT) == (None if turns == "one" else AT + timedelta(minutes=30))
    assert again_each(cause) == (timedelta(minutes=30) if turns == "many" else None)


NEVER, BEFORE, LATER = None, AT - timedelta(minutes=1), AT + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("seen_at", "written_at", "is_one"),
    [
        (NEVER, NEVER, True),
        (BEFORE, NEVER, True),
        (NEVER, BEFORE, True),
        (BEFORE, BEFORE, True),
        (AT, NEVER, False),
        (LATER, BEFORE, False),
        (NEVER, LATER, False),
        (BEFORE, LATER, False),
    ],
)
def test_a_lead_that_has_said_nothing_since_is_not_reached(
    seen_at: datetime | None, written_at: datetime | None, is_one: bool
) -> None:
    assert is_unreached(AT, seen_at=seen_at, written_at=written_at) is is_one


def test_who_has_taken_it_up_has_it_until_a_contact_is_alerted_again() -> None:
    assert not is_taken_up(None, [])
    assert is_taken_up(AT, [])
    assert is_taken_up(AT, [BEFORE, AT])
    assert not is_taken_up(AT, [BEFORE, LATER])


def test_each_says_the_least_that_wakes_somebody() -> None:
    assert set(SAYS) == set(AlarmCause)
    assert says_of(AlarmCause.REGION, "region distress") == IN_DISTRESS
    assert says_of(AlarmCause.REGION, "region") == SAYS[AlarmCause.REGION]
    assert not any(character.isdigit() for says in SAYS.values() for character in says)
