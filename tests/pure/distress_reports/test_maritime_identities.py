"""Maritime identities, and the States of their digits."""

import pytest
from pyais.constants import COUNTRY_MAPPING

from sar.distress_reports.reading.maritime_identities import (
    FLAG_BY_DIGITS,
    KNOWN_DIGITS,
    flag_of,
    is_identity,
    is_of_ship,
)


@pytest.mark.parametrize(
    ("digits", "of_ship", "flag"),
    [
        ("247123456", True, "ITA"),
        ("256000001", True, "MLT"),
        ("306123456", True, None),  # three territories share 306
        ("982471234", True, "ITA"),  # a craft of a ship
        ("824712345", True, "ITA"),  # a handheld radio
        ("972123456", True, None),  # a man overboard device
        ("970123456", True, None),
        ("974123456", True, None),
        ("002470001", False, "ITA"),
        ("111247001", False, "ITA"),
        ("992471234", False, "ITA"),
        ("024712345", False, "ITA"),
    ],
)
def test_an_identity_has_its_form(digits: str, of_ship: bool, flag: str | None) -> None:
    assert is_identity(digits)
    assert is_of_ship(digits) is of_ship
    assert flag_of(digits) == flag


@pytest.mark.parametrize("digits", ["123456789", "299123456", "971123456", "24712345", "000000000"])
def test_other_numbers_are_none(digits: str) -> None:
    assert not is_identity(digits)
    assert not is_of_ship(digits)
    assert flag_of(digits) is None


def test_every_digits_that_the_decoder_of_ais_knows_are_known() -> None:
    assert set(COUNTRY_MAPPING) - KNOWN_DIGITS == set()
    assert KNOWN_DIGITS - set(COUNTRY_MAPPING) == {550, 638}  # Timor-Leste, South Sudan


def test_each_state_is_that_of_the_decoder_of_ais() -> None:
    """One code of two letters stands for one of three here; the differences are named."""
    known = {
        mid: (two, FLAG_BY_DIGITS[mid])
        for mid, (two, _) in COUNTRY_MAPPING.items()
        if mid in FLAG_BY_DIGITS
    }
    by_two: dict[str, set[str]] = {}
    for two, three in known.values():
        by_two.setdefault(two, set()).add(three)
    assert {two: codes for two, codes in by_two.items() if len(codes) > 1} == {}
    by_three: dict[str, set[str]] = {}
    for two, three in known.values():
        by_three.setdefault(three, set()).add(two)
    assert {three: twos for three, twos in by_three.items() if len(twos) > 1} == {
        "ATF": {"AQ", "TF"},  # the stations of France in Antarctica
        "SHN": {"IO", "SH"},  # Ascension
    }
