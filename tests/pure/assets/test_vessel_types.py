"""Types of ship and cargo of AIS."""

import pytest

from sar.assets.catalogue import type_of
from sar.assets.vessel_types import hailed_as, type_words


@pytest.mark.parametrize(
    ("ship_type", "length_m", "words", "code"),
    [
        (30, 28, "fishing vessel", "M1"),
        (52, 30, "tug", "M1"),
        (69, 170, "passenger ship", "M3"),
        (60, 30, "passenger ship", "M5"),
        (40, 90, "high-speed craft", "M3"),
        (40, None, "high-speed craft", "M5"),
        (70, 190, "cargo ship", "M4"),
        (89, None, "tanker", "M2"),
        (90, 120, "other type of vessel", "M4"),
        (90, 20, "other type of vessel", None),
        (36, 15, "sailing vessel", None),
        (37, 15, "pleasure craft", None),
        (33, 80, "dredger or at underwater work", None),
        (35, 120, "at military work", None),
        (51, 40, "search-and-rescue vessel", None),
        (55, 40, "law-enforcement vessel", None),
        (56, 40, None, None),
        (0, 40, None, None),
        (None, 40, None, None),
    ],
)
def test_types_in_words_and_what_they_are_taken_as(
    ship_type: int | None, length_m: int | None, words: str | None, code: str | None
) -> None:
    assert (type_words(ship_type), hailed_as(ship_type, length_m)) == (words, code)
    assert code is None or type_of(code).opportunity
