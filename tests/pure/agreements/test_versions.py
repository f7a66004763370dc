"""The life of a version: every state, action and party."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.versions import (
    NOTICE,
    VERSION,
    VersionFacts,
    VersionInstants,
    decide_version,
    ends_at,
    notice_too_short,
    version_state,
)
from sar.agreements.words import VersionAction, VersionState
from sar.machine import Step
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
    ("in_force", "suspend_sharing", "drafter"),
    ("in_force", "resume_sharing", "other"),
    ("in_force", "end", "drafter"),
    ("in_force", "end", "other"),
    ("suspended", "resume", "drafter"),
    ("suspended", "end", "drafter"),
    ("suspended", "end", "other"),
}


@pytest.mark.parametrize("party", ["drafter", "other"])
@pytest.mark.parametrize("action", VersionAction)
@pytest.mark.parametrize("state", VersionState)
def test_every_state_action_and_party(
    state: VersionState, action: VersionAction, party: str
) -> None:
    """The drafter is the one that suspended it; the other has suspended what it grants."""
    version = VersionFacts(
        1,
        IN_STATE[state],
        drafted_by="drafter",
        suspended_by="drafter",
        grantors=frozenset({"drafter", "other"}),
        suspended={"other": NOW},
    )
    decided = decide_version(version, action, party=party, now=NOW)
    assert isinstance(decided, Step) is ((state, action, party) in ALLOWED)
    if (state, action) not in VERSION:
        assert isinstance(decided, list)
        assert [reason.code for reason in decided] == ["wrong_state"]


@pytest.mark.parametrize(
    ("state", "action", "after"),
    [
        ("draft", "propose", "proposed"),
        ("proposed", "sign", "proposed"),
        ("proposed", "end", "ended"),
        ("in_force", "end", "ended"),
        ("suspended", "resume", "in_force"),
        ("suspended", "end", "ended"),
    ],
)
def test_an_action_leads_to_the_state_of_its_row(state: str, action: str, after: str) -> None:
    version = VersionFacts(
        1, IN_STATE[VersionState(state)], drafted_by="drafter", suspended_by="drafter"
    )
    decided = decide_version(version, VersionAction(action), party="drafter", now=NOW)
    assert decided == Step(VersionState(after))


@pytest.mark.parametrize(
    ("version", "action", "code", "sentence"),
    [
        (
            VersionFacts(2, PROPOSED, drafted_by="ITA", signed_by=frozenset({"MLT"})),
            VersionAction.SIGN,
            "already_signed",
            "MLT has confirmed version 2.",
        ),
        (
            VersionFacts(2, replace(PROPOSED, valid_until=NOW), drafted_by="ITA"),
            VersionAction.SIGN,
            "validity_over",
            "Version 2 was to be valid until 2026-10-11: draft a new one.",
        ),
        (
            VersionFacts(2, DRAFT, drafted_by="ITA"),
            VersionAction.PROPOSE,
            "not_the_drafter",
            "ITA drafted it, and only ITA may do this.",
        ),
        (
            VersionFacts(1, SUSPENDED, drafted_by="MLT", suspended_by="ITA"),
            VersionAction.RESUME,
            "not_the_suspender",
            "ITA suspended it, and only ITA may resume it.",
        ),
        (
            VersionFacts(1, IN_FORCE, drafted_by="MLT"),
            VersionAction.SIGN,
            "wrong_state",
            "Version 1 is in force: it cannot be signed.",
        ),
    ],
)
def test_a_refusal_says_why(
    version: VersionFacts, action: VersionAction, code: str, sentence: str
) -> None:
    decided = decide_version(version, action, party="MLT", now=NOW)
    assert isinstance(decided, list)
    [reason] = decided
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


@pytest.mark.parametrize(
    ("action", "party", "code"),
    [
        (VersionAction.SUSPEND_SHARING, "TUN", "grants_nothing"),
        (VersionAction.SUSPEND_SHARING, "MLT", "sharing_suspended"),
        (VersionAction.RESUME_SHARING, "ITA", "not_suspended"),
    ],
)
def test_a_party_suspends_once_and_only_what_it_grants(
    action: VersionAction, party: str, code: str
) -> None:
    version = VersionFacts(
        1,
        IN_FORCE,
        drafted_by="ITA",
        grantors=frozenset({"ITA", "MLT"}),
        suspended={"MLT": NOW + DAY},
    )
    decided = decide_version(version, action, party=party, now=NOW)
    assert isinstance(decided, list)
    assert [reason.code for reason in decided] == [code]


def test_a_party_suspends_what_it_grants_with_notice() -> None:
    assert notice_too_short(NOW + NOTICE, NOW) is None
    refusal = notice_too_short(NOW + NOTICE - timedelta(seconds=1), NOW)
    assert refusal is not None
    assert refusal.code == "notice_too_short"
    assert refusal.params == {"earliest_at": (NOW + NOTICE).isoformat(), "notice_hours": 24}
