"""A watch officer who acts as coordinator: every combination of the facts."""

from itertools import product

import pytest

from sar.parties.acting import ActingBar, ActingFacts, against_acting, in_sentences

_OFFICER, _CASE, _DISTRESS = (
    ActingBar.NOT_WATCH_OFFICER,
    ActingBar.NO_CASE,
    ActingBar.NOT_IN_DISTRESS,
)
_ALLOWED, _SIGNED_IN = ActingBar.NOT_ALLOWED, ActingBar.COORDINATOR_SIGNED_IN

# watch officer, about a case, leaves distress, allowed, coordinator signed in: every reason why not
TABLE: dict[tuple[bool, bool, bool, bool, bool], list[ActingBar]] = {
    (True, True, False, True, False): [],
    (True, True, False, True, True): [_SIGNED_IN],
    (True, True, False, False, False): [_ALLOWED],
    (True, True, False, False, True): [_ALLOWED, _SIGNED_IN],
    (True, True, True, True, False): [_DISTRESS],
    (True, True, True, True, True): [_DISTRESS, _SIGNED_IN],
    (True, True, True, False, False): [_DISTRESS, _ALLOWED],
    (True, True, True, False, True): [_DISTRESS, _ALLOWED, _SIGNED_IN],
    (True, False, False, True, False): [_CASE],
    (True, False, False, True, True): [_CASE, _SIGNED_IN],
    (True, False, False, False, False): [_CASE, _ALLOWED],
    (True, False, False, False, True): [_CASE, _ALLOWED, _SIGNED_IN],
    (True, False, True, True, False): [_CASE, _DISTRESS],
    (True, False, True, True, True): [_CASE, _DISTRESS, _SIGNED_IN],
    (True, False, True, False, False): [_CASE, _DISTRESS, _ALLOWED],
    (True, False, True, False, True): [_CASE, _DISTRESS, _ALLOWED, _SIGNED_IN],
    (False, True, False, True, False): [_OFFICER],
    (False, True, False, True, True): [_OFFICER, _SIGNED_IN],
    (False, True, False, False, False): [_OFFICER, _ALLOWED],
    (False, True, False, False, True): [_OFFICER, _ALLOWED, _SIGNED_IN],
    (False, True, True, True, False): [_OFFICER, _DISTRESS],
    (False, True, True, True, True): [_OFFICER, _DISTRESS, _SIGNED_IN],
    (False, True, True, False, False): [_OFFICER, _DISTRESS, _ALLOWED],
    (False, True, True, False, True): [_OFFICER, _DISTRESS, _ALLOWED, _SIGNED_IN],
    (False, False, False, True, False): [_OFFICER, _CASE],
    (False, False, False, True, True): [_OFFICER, _CASE, _SIGNED_IN],
    (False, False, False, False, False): [_OFFICER, _CASE, _ALLOWED],
    (False, False, False, False, True): [_OFFICER, _CASE, _ALLOWED, _SIGNED_IN],
    (False, False, True, True, False): [_OFFICER, _CASE, _DISTRESS],
    (False, False, True, True, True): [_OFFICER, _CASE, _DISTRESS, _SIGNED_IN],
    (False, False, True, False, False): [_OFFICER, _CASE, _DISTRESS, _ALLOWED],
    (False, False, True, False, True): [_OFFICER, _CASE, _DISTRESS, _ALLOWED, _SIGNED_IN],
}


def test_the_table_has_every_combination() -> None:
    assert set(TABLE) == set(product([True, False], repeat=5))


@pytest.mark.parametrize("facts", TABLE)
def test_every_reason_why_not_is_told(facts: tuple[bool, bool, bool, bool, bool]) -> None:
    assert against_acting(ActingFacts(*facts)) == TABLE[facts]


def test_whoever_is_signed_in_is_named_by_function() -> None:
    assert in_sentences([_SIGNED_IN], centre="MRCC Roma") == (
        "A coordinator of MRCC Roma is present, and decides."
    )
    assert all(in_sentences([bar], centre="MRCC Roma") for bar in ActingBar)
