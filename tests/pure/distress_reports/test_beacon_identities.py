"""Identifications of beacons, of both generations."""

import pytest

from sar.distress_reports.reading.beacon_identities import beacon_identity


def first_generation(country: int, code: int, six: int) -> str:
    """A standard location protocol by its fields, with the default position (C/S T.001)."""
    bits = f"0{country:010b}{code:04b}{six:020b}0000" + "0111111111" + "01111111111"
    return f"{int(bits, 2):015X}"


def second_generation(country: int, kind: int, vessel: int, *, test: int = 0) -> str:
    """A 23 hex identification by its fields (C/S T.018)."""
    bits = f"1{country:010b}101{230:016b}{573:014b}{test:b}{kind:03b}{vessel:044b}"
    return f"{int(bits, 2):023X}"


@pytest.mark.parametrize(
    ("hex_id", "flag", "mmsi", "callsign", "is_test"),
    [
        # Maritime user, MMSI; as a message FFFE2F D9D4EB28140AA689 of a decoder's examples.
        ("B3A9D65028154D1", "CHN", "413123456", None, False),
        # Radio call sign user, as a message FFFE2F E0DDAE5995082680.
        ("C1BB5CB32A104D1", "IDN", None, "YDB4841", False),
        # Standard location, EPIRB by MMSI; as a message FFFE2F A0D205F260850F3D.
        ("41A40BE4C10A1E7", "IDN", "525024358", None, False),
        (first_generation(247, 0b0010, 123_456), "ITA", "247123456", None, False),
        # Standard location, ship security.
        (first_generation(605, 0b1100, 106_010), "DZA", "605106010", None, False),
        # No digits, more than six of them, a country without maritime digits.
        (first_generation(247, 0b0010, 0), "ITA", None, None, False),
        (first_generation(247, 0b0010, 1_000_000), "ITA", None, None, False),
        (first_generation(999, 0b0010, 123_456), None, None, None, False),
        # Serial numbers are no MMSI.
        (first_generation(247, 0b0110, 123_456), "ITA", None, None, False),
        ("400E77A1FCFFBFF", "NZL", None, None, False),
        # Standard test, national test.
        (first_generation(247, 0b1110, 123_456), "ITA", None, None, True),
        (first_generation(247, 0b1111, 123_456), "ITA", None, None, True),
        # Of the second generation: without a vessel, as its specification's readers have it.
        ("9934039823D000000000000", "ALB", None, None, False),
        (second_generation(247, 0b001, 247_123_456 << 14), "ITA", "247123456", None, False),
        (second_generation(247, 0b001, 111_111 << 14), "ITA", None, None, False),
        (second_generation(247, 0b000, 0, test=1), "ITA", None, None, True),
    ],
)
def test_an_identification_tells_what_its_protocol_makes_sure(
    hex_id: str, flag: str | None, mmsi: str | None, callsign: str | None, is_test: bool
) -> None:
    found = beacon_identity(hex_id)
    assert found is not None
    told = (found.flag, found.mmsi, found.callsign, found.is_test)
    assert told == (flag, mmsi, callsign, is_test)


@pytest.mark.parametrize(
    "text", ["", "1EE43C4800FFBF", "1EE43C4800FFBFFF", "1ee43c4800ffbff", "1EE43C4800FFBFG"]
)
def test_other_lengths_and_letters_are_none(text: str) -> None:
    assert beacon_identity(text) is None


def test_a_second_generation_identification_has_its_fixed_bits() -> None:
    assert beacon_identity("1934039823D000000000000") is None
    assert beacon_identity("99F4039823D000000000000") is not None
    assert beacon_identity("99E0039823D000000000000") is None


SIX_BITS = {"I": 0b101100, "B": 0b110011, "C": 0b101110, "D": 0b110010, " ": 0b100100}
SIX_BITS |= {"9": 0b000011, "H": 0b100101, "A": 0b111000, "1": 0b011101, "*": 0b000000}


def six_bits(text: str) -> str:
    return "".join(f"{SIX_BITS[sign]:06b}" for sign in text)


@pytest.mark.parametrize(
    ("signs", "callsign"),
    [("IBCD  ", "IBCD"), ("9HA1 I", None), ("9HA1CD", "9HA1CD"), ("*BCD  ", None)],
)
def test_a_maritime_user_may_have_a_call_sign(signs: str, callsign: str | None) -> None:
    bits = f"1{247:010b}010{six_bits(signs)}{six_bits('1')}0001"
    found = beacon_identity(f"{int(bits, 2):015X}")
    assert found is not None
    assert (found.callsign, found.mmsi) == (callsign, None)


def test_a_radio_call_sign_has_only_digits_in_its_end() -> None:
    bits = f"1{247:010b}110{six_bits('IBCD')}" + "1111" * 3 + six_bits("1") + "0001"
    found = beacon_identity(f"{int(bits, 2):015X}")
    assert found is not None
    assert found.callsign is None


def test_a_beacon_of_the_second_generation_may_have_a_call_sign() -> None:
    vessel = int(six_bits("IBCD   ") + "00", 2)
    found = beacon_identity(second_generation(247, 0b010, vessel))
    assert found is not None
    assert found.callsign == "IBCD"
