"""Particulars of vessels in messages of AIS."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.assets.heard_vessels import VesselParticulars, is_ship_number
from sar.interop.ais.sentences import SentenceReader
from sar.interop.ais.ship_particulars import particulars_of
from tests.given.ais import HEARD, SECOND_HALF, TWO_PARTS, sentences

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)


def told_by(*lines: bytes) -> VesselParticulars | None:
    """The particulars in the message of these lines."""
    reader = SentenceReader()
    (one,) = (one for line in lines for one in reader.take(line + b"\n", came_at=NOW))
    return particulars_of(one)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            TWO_PARTS,
            {
                "mmsi": "368060190",
                "name": "P/V_GOLDEN_GATE",
                "callsign": "WDK4954",
                "ship_type": 50,
                "length_m": 21,
                "beam_m": 6,
            },
        ),
        (
            (HEARD[19],),
            {
                "mmsi": "367059850",
                "name": "CAPT.J.RIMES",
                "ship_type": 70,
                "length_m": 26,
                "beam_m": 8,
            },
        ),
        ((HEARD[24],), {"mmsi": "271041815", "name": "PROGUY"}),
        (
            (SECOND_HALF,),
            {
                "mmsi": "271041815",
                "callsign": "TC6163",
                "ship_type": 60,
                "length_m": 15,
                "beam_m": 5,
            },
        ),
    ],
)
def test_particulars_off_the_air(lines: tuple[bytes, ...], told: dict[str, Any]) -> None:
    assert told_by(*lines) == VesselParticulars(at=NOW, **told)


def test_both_halves_together_are_the_vessel() -> None:
    halves = [one for one in (told_by(HEARD[24]), told_by(SECOND_HALF)) if one]
    for first, second in (halves, halves[::-1]):
        both = first.with_later(second)
        assert (both.name, both.callsign, both.length_m) == ("PROGUY", "TC6163", 15)


def static(**fields: Any) -> VesselParticulars | None:
    """The particulars of a message of type 5."""
    given = {"type": 5, "mmsi": 247_320_160, "shipname": "SANTA RITA", **fields}
    return told_by(*sentences(**given))


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"imo": 9_074_729}, "imo", "9074729"),
        ({"imo": 9_074_728}, "imo", None),
        ({"imo": 0}, "imo", None),
        ({"draught": 7.4}, "draught_m", 7.4),
        ({"draught": 0}, "draught_m", None),
        ({"draught": 25.5}, "draught_m", None),
        ({"ship_type": 0}, "ship_type", None),
        ({"ship_type": 7}, "ship_type", None),
        ({"ship_type": 89}, "ship_type", 89),
        ({"callsign": "I"}, "callsign", None),
        ({"to_bow": 0, "to_stern": 0}, "length_m", None),
        ({"to_bow": 511, "to_stern": 511}, "length_m", None),
        ({"to_bow": 0, "to_stern": 190}, "length_m", 190),
        ({"to_port": 63, "to_starboard": 63}, "beam_m", None),
    ],
)
def test_values_that_say_nothing_or_cannot_be_true_are_not_told(
    fields: dict[str, Any], name: str, value: Any
) -> None:
    found = static(**fields)
    assert found
    assert getattr(found, name) == value


@pytest.mark.parametrize("lines", [(HEARD[1],), (HEARD[4],), (HEARD[9],), (HEARD[14],)])
def test_other_messages_tell_no_particulars(lines: tuple[bytes, ...]) -> None:
    assert told_by(*lines) is None


@pytest.mark.parametrize(
    ("number", "is_ship"),
    [
        ("247320160", True),
        ("701000123", True),
        ("002470001", False),
        ("024700001", False),
        ("111247001", False),
        ("123456789", False),
        ("800000001", False),
        ("970123456", False),
        ("972123456", False),
        ("974123456", False),
        ("982470001", False),
        ("992470001", False),
        ("000000000", False),
    ],
)
def test_ships_are_told_by_their_numbers(number: str, is_ship: bool) -> None:
    assert is_ship_number(number) is is_ship
    (line,) = sentences(type=24, partno=0, mmsi=int(number), shipname="X1")
    assert (told_by(line) is not None) is is_ship


@given(st.binary(min_size=1, max_size=53))
def test_bits_by_chance_tell_something_true_to_form_or_nothing(bits: bytes) -> None:
    payload = "".join(
        "0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw"[b % 64] for b in bits
    )
    reader = SentenceReader()
    for first in "5CH":
        body = f"AIVDM,1,1,,A,{first}{payload},0"
        check = 0
        for sign in body:
            check ^= ord(sign)
        line = f"!{body}*{check:02X}\n".encode()
        for one in reader.take(line, came_at=NOW):
            found = particulars_of(one)
            assert found is None or is_ship_number(found.mmsi)
            if found and found.length_m is not None:
                assert 0 < found.length_m <= 500
