"""Weak passwords are refused with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zxcvbn.matching import L33T_TABLE, enumerate_l33t_subs, relevant_l33t_subtable

from sar.parties.passwords import MOST_WEIGHED, SIGNS_OF, as_weighed, fault


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "needs 12 characters"),
        ("aaaaaaaaaaaaaaa", "needs 5 different"),
        ("watch.officer.roma", "is the login itself"),
        ("ita/watch.officer.roma", "is the login itself"),
        ("passwordpassword", "is easily guessed"),
        ("letmein123456", "is easily guessed"),
        ("qwertyuiop12", "is easily guessed"),
        ("watch.officer.roma1", "is easily guessed"),
        ("watch.officer.roma" * 3, "is easily guessed"),
        ("correct horse battery", None),
        ("nine grey boats left Tunis", None),
        ("пять лодок ушли ночью", None),
        ("x7#Qm" * 50, None),
        ("4@8({[<3691!|10$57+2" * 20, None),
        ("!@#$%^&*()_+", "is easily guessed"),
        ("p4$$w0rdp@55w0rd!1|7+", "is easily guessed"),
    ],
)
def test_a_password_is_weighed(password: str, says: str | None) -> None:
    found = fault(password, login="watch.officer.roma", party="ITA")
    assert (found or "").startswith(says or "") if says else found is None, found


@given(st.text(st.sampled_from("".join(SIGNS_OF.values()) + "aé#"), max_size=500))
def test_whatever_is_typed_is_weighed_in_few_readings(typed: str) -> None:
    weighed = as_weighed(typed)
    assert len(weighed) <= MOST_WEIGHED
    assert len(enumerate_l33t_subs(relevant_l33t_subtable(weighed, L33T_TABLE))) <= 16


def test_the_signs_are_those_of_the_library() -> None:
    assert {letter: list(signs) for letter, signs in SIGNS_OF.items()} == L33T_TABLE
