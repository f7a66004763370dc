"""Types of ship and cargo of AIS."""

import pytest

from sar.assets.catalogue import type_of
from sar.assets.vessel_types import STATUS_WORDS, hailed_as, type_words, vessel_kind
from sar.assets.words import NavigationStatus


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


@pytest.mark.parametrize(
    ("ship_type", "kind"),
    [
        (70, "cargo"),
        (79, "cargo"),
        (80, "tanker"),
        (60, "passenger"),
        (40, "passenger"),
        (30, "fishing"),
        (31, "tug"),
        (52, "tug"),
        (33, "tug"),
        (36, "leisure"),
        (37, "leisure"),
        (35, "state"),
        (51, "state"),
        (55, "state"),
        (59, "state"),
        (90, "other"),
        (38, "other"),
        (None, "other"),
    ],
)
def test_a_map_draws_it_as_its_kind(ship_type: int | None, kind: str) -> None:
    assert vessel_kind(ship_type) == kind


def test_every_status_has_its_words() -> None:
    assert set(STATUS_WORDS) == set(NavigationStatus)
