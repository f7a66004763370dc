"""The life of a version: every state, action and party."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.versions import (
    MAY,
    Action,
    Standing,
    VersionInstants,
    ends_at,
    refusals,
    version_state,
)
from sar.agreements.words import VersionState
from tests.pure.agreements.plain import DAY, IN_FORCE, NOW

DRAFT = VersionInstants(valid_from=NOW)
PROPOSED = replace(DRAFT, proposed_at=NOW - DAY)
SUSPENDED = replace(IN_FORCE, suspended_at=NOW - DAY)
ENDED = replace(IN_FORCE, ended_at=NOW)
IN_STATE = {
    VersionState.DRAFT: DRAFT,
    VersionState.PROPOSED: PROPOSED,
    VersionState.IN_FORCE: IN_FORCE,
    VersionState.SUSPENDED: SUSPENDED,
    VersionState.ENDED: ENDED,
}


@pytest.mark.parametrize(
    ("instants", "state"),
    [
        *((instants, state) for state, instants in IN_STATE.items()),
        (replace(IN_FORCE, valid_from=NOW + DAY), "proposed"),
        (replace(IN_FORCE, valid_from=NOW), "in_force"),
        (replace(IN_FORCE, valid_until=NOW), "ended"),
        (replace(IN_FORCE, valid_until=NOW + DAY), "in_force"),
        (replace(IN_FORCE, ended_at=NOW + DAY), "in_force"),
        (replace(SUSPENDED, ended_at=NOW), "ended"),
        (replace(SUSPENDED, valid_until=NOW), "ended"),
        (replace(PROPOSED, ended_at=NOW), "ended"),
        (replace(PROPOSED, valid_until=NOW), "proposed"),
    ],
)
def test_the_state_follows_from_the_instants(instants: VersionInstants, state: str) -> None:
    assert version_state(instants, NOW) == state


ALLOWED = {
    ("draft", "propose", "drafter"),
    ("proposed", "sign", "drafter"),
    ("proposed", "sign", "other"),
    ("proposed", "end", "drafter"),
    ("proposed", "end", "other"),
    ("in_force", "suspend", "drafter"),
    ("in_force", "suspend", "other"),
    ("in_force", "end", "drafter"),
    ("in_force", "end", "other"),
    ("suspended", "resume", "drafter"),
    ("suspended", "end", "drafter"),
    ("suspended", "end", "other"),
}


@pytest.mark.parametrize("party", ["drafter", "other"])
@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("state", VersionState)
def test_every_state_action_and_party(state: VersionState, action: Action, party: str) -> None:
    """The drafter is the one that suspended it."""
    version = Standing(1, IN_STATE[state], drafted_by="drafter", suspended_by="drafter")
    reasons = refusals(version, action, party=party, now=NOW)
    assert (reasons == []) is ((state, action, party) in ALLOWED)
    if (state, action) not in MAY:
        assert [reason.code for reason in reasons] == ["wrong_state"]


@pytest.mark.parametrize(
    ("version", "action", "code", "sentence"),
    [
        (
            Standing(2, PROPOSED, drafted_by="ITA", signed_by=frozenset({"MLT"})),
            Action.SIGN,
            "already_signed",
            "MLT has signed version 2.",
        ),
        (
            Standing(2, replace(PROPOSED, valid_until=NOW), drafted_by="ITA"),
            Action.SIGN,
            "validity_over",
            "Version 2 was to be valid until 2026-10-11: draft a new one.",
        ),
        (
            Standing(2, DRAFT, drafted_by="ITA"),
            Action.PROPOSE,
            "not_the_drafter",
            "ITA drafted it, and only ITA may do this.",
        ),
        (
            Standing(1, SUSPENDED, drafted_by="MLT", suspended_by="ITA"),
            Action.RESUME,
            "not_the_suspender",
            "ITA suspended it, and only ITA may resume it.",
        ),
        (
            Standing(1, IN_FORCE, drafted_by="MLT"),
            Action.SIGN,
            "wrong_state",
            "Version 1 is in force: it cannot be signed.",
        ),
    ],
)
def test_a_refusal_says_why(version: Standing, action: Action, code: str, sentence: str) -> None:
    [reason] = refusals(version, action, party="MLT", now=NOW)
    assert (reason.code, reason.sentence) == (code, sentence)


def test_it_does_not_end_by_itself() -> None:
    assert ends_at(1, {1: IN_FORCE, 2: PROPOSED}) is None


def test_it_ends_when_a_newer_version_enters_into_force() -> None:
    newer = replace(IN_FORCE, valid_from=NOW + DAY)
    assert ends_at(1, {1: IN_FORCE, 2: newer}) == NOW + DAY
    assert ends_at(2, {1: IN_FORCE, 2: newer}) is None


def test_a_newer_version_signed_late_takes_over_when_signed() -> None:
    newer = replace(IN_FORCE, valid_from=NOW - 9 * DAY, signed_at=NOW)
    assert ends_at(1, {1: IN_FORCE, 2: newer}) == NOW


def test_notice_ends_it_earlier() -> None:
    noticed = replace(IN_FORCE, notice_at=NOW + DAY)
    newer = replace(IN_FORCE, valid_from=NOW + 2 * DAY)
    assert ends_at(1, {1: noticed, 2: newer}) == NOW + DAY


@pytest.mark.parametrize("bound", ["notice_at", "valid_until"])
def test_a_newer_version_that_never_enters_ends_nothing(bound: str) -> None:
    newer = replace(IN_FORCE, valid_from=NOW + 2 * DAY, **{bound: NOW + DAY})
    assert ends_at(1, {1: IN_FORCE, 2: newer}) is None


INSTANTS = st.one_of(st.none(), st.integers(-3, 3).map(lambda d: NOW + timedelta(days=d)))
VERSIONS = st.builds(
    VersionInstants,
    valid_from=st.integers(-3, 3).map(lambda d: NOW + timedelta(days=d)),
    valid_until=INSTANTS,
    proposed_at=st.just(NOW - 4 * DAY),
    signed_at=INSTANTS,
    notice_at=INSTANTS,
)


@given(st.lists(VERSIONS, min_size=1, max_size=4), st.integers(-5, 5))
def test_two_versions_are_never_in_force_at_once(drawn: list[VersionInstants], days: int) -> None:
    versions = dict(enumerate(drawn, 1))
    at: datetime = NOW + timedelta(days=days)
    states = [
        version_state(replace(version, ended_at=ends_at(number, versions)), at)
        for number, version in versions.items()
        if version.signed_at is not None and version.signed_at <= at
    ]
    assert states.count(VersionState.IN_FORCE) <= 1
