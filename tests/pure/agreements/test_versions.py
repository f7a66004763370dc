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
    holds,
    left_at,
    notice_too_short,
    version_state,
)
from sar.agreements.words import VersionAction, VersionState
from sar.geo.state_names import StateNames
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
    ("in_force", "take_back_notice", "other"),
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
    """The drafter is the one that suspended it; the other has suspended what it grants, and given
    notice that its part ends."""
    version = VersionFacts(
        1,
        IN_STATE[state],
        drafted_by="drafter",
        suspended_by="drafter",
        grantors=frozenset({"drafter", "other"}),
        suspended={"other": NOW},
        withdrawn={"other": NOW + DAY},
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
        ("in_force", "end", "in_force"),
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
            "Malta has confirmed version 2.",
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
            "Italy drafted it, and only Italy may do this.",
        ),
        (
            VersionFacts(1, SUSPENDED, drafted_by="MLT", suspended_by="ITA"),
            VersionAction.RESUME,
            "not_the_suspender",
            "Italy suspended it, and only Italy may resume it.",
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
    names = StateNames({"ITA": "Italy", "MLT": "Malta"})
    decided = decide_version(replace(version, names=names), action, party="MLT", now=NOW)
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


@pytest.mark.parametrize(
    ("withdraws", "says"),
    [
        (False, "What a party grants is suspended with 24 hours' notice"),
        (True, "A party ends its part in a version in force with 24 hours' notice"),
    ],
)
def test_a_party_suspends_what_it_grants_or_ends_its_part_with_notice(
    withdraws: bool, says: str
) -> None:
    assert notice_too_short(NOW + NOTICE, NOW, withdraws=withdraws) is None
    refusal = notice_too_short(NOW + NOTICE - timedelta(seconds=1), NOW, withdraws=withdraws)
    assert refusal is not None
    assert refusal.code == "notice_too_short"
    assert refusal.params == {"earliest_at": (NOW + NOTICE).isoformat(), "notice_hours": 24}
    assert refusal.sentence.startswith(says)


@pytest.mark.parametrize(
    ("withdrawn", "action", "code"),
    [
        ({}, VersionAction.TAKE_BACK_NOTICE, "no_notice"),
        ({"MLT": NOW + DAY}, VersionAction.TAKE_BACK_NOTICE, "no_notice"),
        ({"ITA": NOW}, VersionAction.TAKE_BACK_NOTICE, "part_ended"),
        ({"ITA": NOW}, VersionAction.END, "part_ended"),
        ({"ITA": NOW}, VersionAction.SUSPEND_SHARING, "part_ended"),
        ({"ITA": NOW}, VersionAction.RESUME_SHARING, "part_ended"),
        ({"ITA": NOW + DAY}, VersionAction.TAKE_BACK_NOTICE, None),
        ({"ITA": NOW + DAY}, VersionAction.END, None),
        ({"ITA": NOW + DAY}, VersionAction.SUSPEND_SHARING, None),
        ({"MLT": NOW}, VersionAction.END, None),
    ],
)
def test_a_notice_is_taken_back_before_it_takes_effect_and_ends_all_acts_then(
    withdrawn: dict[str, datetime], action: VersionAction, code: str | None
) -> None:
    version = VersionFacts(
        1, IN_FORCE, drafted_by="ITA", grantors=frozenset({"ITA", "MLT"}), withdrawn=withdrawn
    )
    decided = decide_version(version, action, party="ITA", now=NOW)
    found = [reason.code for reason in decided] if isinstance(decided, list) else []
    assert found == ([code] if code else [])


@pytest.mark.parametrize(
    ("parties", "days", "left"),
    [
        (("ITA", "MLT"), [], None),
        (("ITA", "MLT"), [3], 3),
        (("ITA", "MLT"), [3, 2], 2),
        (("ITA", "MLT", "TUN"), [3], None),
        (("ITA", "MLT", "TUN"), [3, 9], 9),
        (("ITA", "MLT", "TUN"), [9, 3, 5], 5),
    ],
)
def test_a_version_is_left_when_fewer_than_two_parties_take_part(
    parties: tuple[str, ...], days: list[int], left: int | None
) -> None:
    found = left_at(parties, (NOW + day * DAY for day in days))
    assert found == (None if left is None else NOW + left * DAY)


def test_a_version_that_was_left_is_ended_and_still_holds_until_a_newer_one_takes_over() -> None:
    left = replace(IN_FORCE, left_at=NOW)
    assert version_state(left, NOW) is VersionState.ENDED
    assert version_state(left, NOW - timedelta(seconds=1)) is VersionState.IN_FORCE
    assert holds(left, NOW)
    assert left.over_at == NOW
    over = replace(left, ended_at=NOW + DAY)
    assert (holds(over, NOW), holds(over, NOW + DAY)) == (True, False)
    assert over.over_at == NOW
