"""Identifications of 406 MHz beacons: 15 hexadecimal signs (C/S T.001) or 23 (C/S T.018) (pure).

Only what the protocol codes make sure is decoded: the country, an MMSI or a call sign where the
protocol has one, and that a protocol is for tests.
"""

import re
from dataclasses import dataclass
from typing import Final

from sar.distress_reports.reading.maritime_identities import (
    FLAG_BY_DIGITS,
    KNOWN_DIGITS,
    is_identity,
)

_HEX: Final = re.compile(r"[0-9A-F]{15}(?:[0-9A-F]{8})?")

_BAUDOT: Final = dict(
    zip(
        (
            0b111000, 0b110011, 0b101110, 0b110010, 0b110000, 0b110110, 0b101011, 0b100101,
            0b101100, 0b111010, 0b111110, 0b101001, 0b100111, 0b100110, 0b100011, 0b101101,
            0b111101, 0b101010, 0b110100, 0b100001, 0b111100, 0b101111, 0b111001, 0b110111,
            0b110101, 0b110001, 0b100100, 0b011000, 0b010111, 0b001101, 0b011101, 0b011001,
            0b010000, 0b001010, 0b000001, 0b010101, 0b011100, 0b001100, 0b000011,
        ),
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ -/0123456789",
        strict=True,
    )
)  # fmt: skip
"""Modified Baudot code (C/S T.001, Table A2)."""

_CALLSIGN: Final = re.compile(r"(?=[A-Z0-9]*[A-Z])[A-Z0-9]{3,7}")

_USER_TEST: Final = 0b111
_USER_MARITIME: Final = 0b010
_USER_CALLSIGN: Final = 0b110
_LOCATION_MMSI: Final = 0b0010
_LOCATION_SECURITY: Final = 0b1100
_LOCATION_TESTS: Final = (0b1110, 0b1111)
_SECOND_IS_MMSI: Final = 0b001
_SECOND_IS_CALLSIGN: Final = 0b010


@dataclass(frozen=True, slots=True)
class BeaconIdentity:
    """The sure part of an identification."""

    hex_id: str
    flag: str | None = None
    mmsi: str | None = None
    callsign: str | None = None
    is_test: bool = False
    """It is coded by a protocol for tests."""


def is_beacon_id(text: str) -> bool:
    """Whether the text is 15 or 23 hexadecimal signs in capitals."""
    return _HEX.fullmatch(text) is not None


def beacon_identity(hex_id: str) -> BeaconIdentity | None:
    """The identification of a beacon, as far as it says anything for sure; None: it is none."""
    if not is_beacon_id(hex_id):
        return None
    return _first_generation(hex_id) if len(hex_id) == 15 else _second_generation(hex_id)


class _Bits:
    """The bits of an identification, numbered as its specification numbers them."""

    def __init__(self, hex_id: str, *, first: int) -> None:
        self._value = int(hex_id, 16)
        self._last = first + len(hex_id) * 4 - 1

    def number(self, start: int, end: int) -> int:
        """The number that the bits from `start` to `end` are."""
        return (self._value >> (self._last - end)) & ((1 << (end - start + 1)) - 1)

    def letters(self, start: int, count: int) -> str | None:
        """Signs of six bits; None where one is none of the code."""
        found = [_BAUDOT.get(self.number(at, at + 5)) for at in range(start, start + 6 * count, 6)]
        return None if None in found else "".join(one or "" for one in found)


def _first_generation(hex_id: str) -> BeaconIdentity:
    """C/S T.001, Annex A: bits 26 to 85 of the message."""
    bits = _Bits(hex_id, first=26)
    country = bits.number(27, 36)
    mmsi = callsign = None
    if bits.number(26, 26):
        protocol = bits.number(37, 39)
        is_test = protocol == _USER_TEST
        if protocol == _USER_MARITIME:
            six = (bits.letters(40, 6) or "").strip()
            if len(six) == 6 and six.isdecimal():
                mmsi = _mmsi(country, int(six))
            else:
                callsign = _callsign(six)
        elif protocol == _USER_CALLSIGN:
            callsign = _callsign_of_user(bits)
    else:
        protocol = bits.number(37, 40)
        is_test = protocol in _LOCATION_TESTS
        if protocol in (_LOCATION_MMSI, _LOCATION_SECURITY):
            mmsi = _mmsi(country, bits.number(41, 60))
    return BeaconIdentity(hex_id, FLAG_BY_DIGITS.get(country), mmsi, callsign, is_test)


def _callsign_of_user(bits: _Bits) -> str | None:
    """Four signs of six bits, then three digits of four; 1010 is a blank."""
    letters = bits.letters(40, 4)
    digits = [bits.number(at, at + 3) for at in (64, 68, 72)]
    if letters is None or any(digit > 10 for digit in digits):
        return None
    return _callsign(letters + "".join(" " if digit == 10 else str(digit) for digit in digits))


def _second_generation(hex_id: str) -> BeaconIdentity | None:
    """C/S T.018: a fixed 1, country, a fixed 101, type, serial, test, vessel."""
    bits = _Bits(hex_id, first=1)
    if bits.number(1, 1) != 1 or bits.number(12, 14) != 0b101:
        return None
    kind = bits.number(46, 48)
    mmsi = callsign = None
    if kind == _SECOND_IS_MMSI:
        digits = f"{bits.number(49, 78):09d}"
        mmsi = digits if is_identity(digits) else None
    elif kind == _SECOND_IS_CALLSIGN:
        callsign = _callsign(bits.letters(49, 7) or "")
    flag = FLAG_BY_DIGITS.get(bits.number(2, 11))
    return BeaconIdentity(hex_id, flag, mmsi, callsign, bool(bits.number(45, 45)))


def _mmsi(country: int, six: int) -> str | None:
    """The identity by the country of the beacon and its last six digits."""
    if country not in KNOWN_DIGITS or not 0 < six <= 999_999:
        return None
    digits = f"{country:03d}{six:06d}"
    return digits if is_identity(digits) else None


def _callsign(letters: str) -> str | None:
    plain = letters.strip()
    return plain if _CALLSIGN.fullmatch(plain) else None
