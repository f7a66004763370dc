"""A fault in the column of centres: the text that was given, and the codes that would do."""

import pytest

from sar.assets.centre_codes import MOST_CODES, unknown_centre, unknown_centres
from sar.assets.csv_import import Claim

OWN = {"MRCC-ROMA": "MRCC Roma", "MRSC-BARI": "6° MRSC Bari"}


@pytest.mark.parametrize(
    ("given", "code"),
    [("MRCC Roma", "MRCC-ROMA"), ("mrcc-roma", "MRCC-ROMA"), ("6° mrsc bari", "MRSC-BARI")],
)
def test_a_name_or_another_spelling_is_answered_by_the_code(given: str, code: str) -> None:
    assert unknown_centre(given, OWN) == f"'{given}' is no code: write {code}"


def test_any_other_text_is_answered_by_all_codes_that_would_do() -> None:
    assert unknown_centre("RCC-MALTA", OWN) == (
        "'RCC-MALTA' is not the code of a centre of yours: "
        "write MRCC-ROMA or MRSC-BARI, or leave it empty for your own centre"
    )


def test_a_name_that_two_centres_share_is_answered_by_all_codes() -> None:
    shared = {"ONE": "Rescue", "TWO": "Rescue"}
    assert "write ONE or TWO," in unknown_centre("rescue", shared)


def test_of_many_centres_the_first_codes_are_told_and_how_many_more_there_are() -> None:
    many = {f"C-{number:02}": f"Centre {number}" for number in range(MOST_CODES + 3)}
    reason = unknown_centre("x" * 90, many)
    assert reason.startswith(f"'{'x' * 40}' is not the code")
    assert "C-11 or one of 3 others, or leave" in reason


def test_only_a_centre_that_is_not_there_is_a_fault() -> None:
    claims = [
        Claim(2, "centre", "MRCC-ROMA"),
        Claim(3, "mmsi", "247000319"),
        Claim(4, "centre", "X"),
    ]
    assert [(one.line, one.column, one.code) for one in unknown_centres(claims, OWN)] == [
        (4, "centre", "unknown_centre")
    ]
