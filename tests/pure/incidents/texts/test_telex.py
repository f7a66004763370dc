"""The letters and lines of a telex: nothing is lost, nothing forges a line, nothing is too long."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.texts.telex import (
    INDENT,
    LETTERS,
    LINE_LENGTH,
    one_line,
    set_out,
    signal_of,
    telex,
    unwrapped,
)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("MRCC Roma", "MRCC ROMA"),
        ("34°20.0′N", "34 DEG 20.0'N"),
        ("DRIFTING 135° AT 0.9 KN", "DRIFTING 135 DEG AT 0.9 KN"),
        ("ops_1@mrcc.example", "OPS(UNDERSCORE)1(AT)MRCC.EXAMPLE"),
        ("Çeşme, Łódź, Île d'Yeu, straße", "CESME, LODZ, ILE D'YEU, STRASSE"),
        ("Ελλάδα, 海", "?, ?"),
        ("ردّ +218", "? +218"),
        ("2 × RHIB; “ready”!", "2 X RHIB, 'READY'."),
        ("a\tb\x00c\u200bd", "A B C D"),
        ("", ""),
        ("34º20,5'N 012 º30′E", "34 DEG 20,5'N 012 DEG 30'E"),
        ("34˚20´N, 34⁰20ʹN, 34∘20`N", "34 DEG 20'N, 34 DEG 20'N, 34 DEG 20'N"),
        ("course 135º", "COURSE 135 DEG"),
        ("nº 5, Mª, 1ª", "NO 5, MA, 1A"),
        ("2½ nm, ½ nm, 1 ¼, 3¾ h, 2⅓nm", "2 1/2 NM, 1/2 NM, 1 1/4, 3 3/4 H, 2 1/3NM"),
        ("1⁄2, 1∕2", "1/2, 1/2"),
        (
            "\u22125 C, 10\u201115, 10\u201015, 10\u201215, 10\u201515",
            "-5 C, 10-15, 10-15, 10-15, 10-15",
        ),
        ("„Nemo“, ‚Nemo‛, l\u02bcEst, ‹Nemo›", "'NEMO', 'NEMO', L'EST, 'NEMO'"),
        ("Ħal Għaxaq, Ŧ ŧ, Ŋ ŋ", "HAL GHAXAQ, T T, NG NG"),
        ("10², 10⁻³, 5 m², CO₂, 34¹", "10(2), 10(-3), 5 M2, CO2, 34(1)"),
        ("12①, ①2, 3½4, m²5, 5⒈", "12(1), 1 2, 3 1/2 4, M2 5, 5 1."),
        ("3㏠, 7㎡", "3 1?, 7M2"),
        ("34⁰20⁰¹", "34 DEG 20(01)"),
        ("٣٤ 名, ３４, +٢١٨", "34 ?, 34, +218"),
        ("≈ 20, ≤ 5, ≥ 5, ≠ 5", "ABT 20, AT MOST 5, AT LEAST 5, NOT 5"),
    ],
)
def test_a_text_is_sent_in_the_letters_of_a_telex(written: str, sent: str) -> None:
    assert telex(written) == sent


@given(st.text())
def test_whatever_is_written_leaves_in_letters_that_arrive(written: str) -> None:
    said = telex(written)
    assert set(said) <= LETTERS
    assert telex(said) == said


@given(st.integers(1, 9999), st.characters(exclude_categories=["Nd", "Cs"]), st.integers(1, 99))
def test_no_sign_makes_another_number_of_one(number: int, sign: str, next_number: int) -> None:
    """A raised or ringed figure after a number of persons would be read as part of it."""
    found = re.findall("[0-9]+", telex(f"{number}{sign}{next_number}"))
    assert found[0] == str(number)
    assert found[-1] == str(next_number)


@given(st.text(st.characters(categories=["Nd"]), min_size=1))
def test_digits_of_every_script_are_told(number: str) -> None:
    assert int(telex(number)) == int(number)


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_no_line_is_too_long_and_none_is_forged(lines: list[str]) -> None:
    for text, sent in ((signal_of(lines), telex), (set_out(lines), str)):
        told = text.split("\n")
        assert all(len(line) <= LINE_LENGTH for line in told)
        heads = [line for line in told[:-1] if not line.startswith(INDENT)]
        assert len(heads) == len(lines)
        firsts = [sent(one_line(line)).split() for line in lines]
        for head, first in zip(heads, firsts, strict=True):
            assert head == "" if not first else head.startswith(first[0][:LINE_LENGTH])


def test_a_line_that_goes_on_is_read_as_one() -> None:
    line = "A. IDENTITY OF CASUALTY: " + "WORD " * 30 + "END"
    assert unwrapped(set_out([line, "B. NEXT"])) == [line, "B. NEXT"]
    assert set_out(["Holed.\nB. POSITION: NOT KNOWN\rOVER\u2028MAYDAY"]) == (
        "Holed. / B. POSITION: NOT KNOWN / OVER / MAYDAY\n"
    )
