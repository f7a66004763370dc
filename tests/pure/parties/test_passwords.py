"""Weak passwords are refused with the reason."""

import pytest

from sar.parties.passwords import fault


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
    ],
)
def test_a_password_is_weighed(password: str, says: str | None) -> None:
    found = fault(password, login="watch.officer.roma", party="ITA")
    assert (found or "").startswith(says or "") if says else found is None, found
