"""Texts that are cut, mixed up, or made to harm: nothing raises, nothing is lost, no work grows
faster than the text."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.distress_reports.reading.pieces import LONGEST_PIECE, LONGEST_TEXT, lines_of, pieces_of
from sar.distress_reports.reading.read_report import ReadReport
from sar.distress_reports.reading.reading import read_text
from tests.pure.distress_reports.forms import (
    CONFLICT,
    EVERY,
    NOW,
    PRINTED,
    PROSE,
    REFERENCE,
    RESOLVED,
    SITUATION,
)

GARBAGE = "qwx zzkj vvb"
INSTANTS = st.integers(0, 10**9).map(
    lambda minutes: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(text=st.text(max_size=400), now=INSTANTS)
def test_no_text_raises(text: str, now: datetime) -> None:
    read_text(text, now=now)


@given(
    st.text(
        alphabet="0123456789NSEWZ°'\".,:;-/+() \n\r\tABCDEFHIMOPTX$*\xa0\u2028\u200bß",
        max_size=400,
    )
)
def test_no_text_of_the_signs_of_the_forms_raises(text: str) -> None:
    read_text(text, now=NOW)


@given(st.lists(st.sampled_from([line for form in EVERY for line in form.splitlines()])))
def test_no_mixture_of_lines_raises(lines: list[str]) -> None:
    read_text("\n".join(lines), now=NOW)


@st.composite
def mutilated(draw: st.DrawFn) -> tuple[str, str]:
    """A form, and the same with letters lost, doubled or changed."""
    form = draw(st.sampled_from(EVERY))
    text = form
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(0, len(text) - 1)))
        end = draw(st.integers(start, min(len(text), start + 30)))
        twice = text[start:end] * 2
        put = draw(st.sampled_from(["", " ", "\n", "\r\n", "0", "9" * 12, "N", twice]))
        text = text[:start] + put + text[end:]
    return form, text


@given(mutilated())
def test_a_mutilated_form_is_read_as_far_as_it_goes(both: tuple[str, str]) -> None:
    _, text = both
    found = read_text(text, now=NOW)
    for one in found.positions:
        assert abs(one.place.lat) <= 90
        assert one.error_nm is None or one.error_nm >= 0
        assert one.probability is None or 0 <= one.probability <= 1
    assert found.mmsi is None or re.fullmatch(r"[0-9]{9}", found.mmsi)
    assert found.beacon_id is None or re.fullmatch(r"[0-9A-F]{15}([0-9A-F]{8})?", found.beacon_id)


@given(form=st.sampled_from(EVERY), data=st.data())
def test_a_line_of_garbage_is_kept_and_changes_nothing_else(form: str, data: st.DataObject) -> None:
    lines = form.splitlines()
    at = data.draw(st.integers(0, len(lines)))
    found = read_text("\n".join([*lines[:at], GARBAGE, *lines[at:]]), now=NOW)
    kept = [*found.unread, *found.noted]
    assert any(GARBAGE in one for one in kept), kept
    facts, plain = _facts(found), _facts(read_text(form, now=NOW))
    lost = {name for name in plain if facts[name] != plain[name]}
    assert lost <= {"positions", "persons"}, lost  # one that the garbage cuts in two
    if form not in (CONFLICT, SITUATION):
        assert not lost


def _facts(found: ReadReport) -> dict[str, object]:
    return {
        name: getattr(found, name)
        for name in (
            "form", "kind", "is_test", "ending", "mmsi", "beacon_id", "callsign", "craft_name",
            "flag", "persons", "nature", "at", "message_number",
        )
    } | {"positions": [(one.place, one.doppler) for one in found.positions]}  # fmt: skip


CHANGES: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "NBSP": lambda text: text.replace(" ", "\xa0"),
    "doubled blanks": lambda text: re.sub(r"(?<=\S) (?=\S)", "  ", text),
    "tabs": lambda text: re.sub(r"(?<=\S) (?=\S)", "\t", text),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "quoted": lambda text: "".join(f"> {line}\n" for line in text.splitlines()),
    "BOM": lambda text: f"\ufeff{text}",
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("form", [CONFLICT, RESOLVED, REFERENCE, PRINTED, SITUATION, PROSE])
def test_the_ways_of_mail_change_nothing(form: str, change: str) -> None:
    assert _facts(read_text(CHANGES[change](form), now=NOW)) == _facts(read_text(form, now=NOW))


@pytest.mark.parametrize("form", [CONFLICT, RESOLVED])
def test_lines_that_were_joined_are_told_apart(form: str) -> None:
    whole = read_text(" ".join(form.split()), now=NOW)
    plain = read_text(form, now=NOW)
    assert len(whole.positions) == len(plain.positions)
    facts, told = _facts(whole), _facts(plain)
    assert {name for name in told if facts[name] != told[name]} <= {"nature"}


@pytest.mark.parametrize("form", [CONFLICT, RESOLVED, REFERENCE, PRINTED, SITUATION])
def test_small_letters_are_letters(form: str) -> None:
    small, plain = _facts(read_text(form.lower(), now=NOW)), _facts(read_text(form, now=NOW))
    small.pop("craft_name")  # a name begins with a capital
    plain.pop("craft_name")
    assert small == plain


@pytest.mark.parametrize("form", EVERY)
def test_each_line_is_read_noted_or_unread(form: str) -> None:
    """A line that neither is kept nor changes the report when it is taken away is lost."""
    whole = read_text(form, now=NOW)
    kept = [*whole.noted, *whole.unread]
    lines = form.splitlines()
    known = (
        "END OF MESSAGE", "/", "NIL", "UNKNOWN", "DSC DISTRESS ALERT", "NEXT PASS", "POSITIONS",
        "OTHER ENCODED", "LATITUDE AND",
    )  # fmt: skip
    for at, line in enumerate(lines):
        words = " ".join(line.split())
        if any(words in one for one in kept) or any(one in words for one in known):
            continue
        without = read_text("\n".join([*lines[:at], *lines[at + 1 :]]), now=NOW)
        assert without != whole, f"{line} is lost"


def test_a_text_that_is_too_long_is_refused() -> None:
    read_text("A" * LONGEST_TEXT, now=NOW)
    with pytest.raises(ValueError, match="more than 20000 characters"):
        read_text("A" * (LONGEST_TEXT + 1), now=NOW)


HOSTILE = {
    "digits": "9",
    "short lines": "9\n",
    "blanks": " ",
    "lines": "\n",
    "pairs": "9 ",
    "sides": "N",
    "sided": "9N ",
    "angles": "9N 9E ",
    "joined": "9-",
    "degrees": "9° ",
    "commas": ",",
    "stops": ". ",
    "words": "A ",
    "capitals": "AB. CD ",
    "labels": "LAT LON ",
    "times": "0000Z ",
    "months": "01 JAN ",
    "hex": "AB12 ",
    "hex ids": "HEX ID A1 ",
    "MMSI": "MMSI 1 ",
    "persons": "1 TO 2 POB ",
    "names": "M/V A ",
    "tests": "TEST ",
    "tests on": "TEST MESSAGE*",
    "exercises": "EXERCISE-",
    "not": "NOT ",
    "sentences": "$CDDSC,12,",
    "calls": "$CDDSC,12,2471234560,12,05,00,0351201234,0312,,,S,E\n",
    "headings": "A. B\n",
    "paragraphs": "1. DOPPLER A - 1\n",
    "marks": "> ",
    "quotes": 'M/V "',
    "brackets": "()/:;=+-'\"",
    "alerts": "COSPAS-SARSAT\nMSG NO\nHEX ID\nENCODED - 1 N\n- 1",
}


@pytest.mark.parametrize("sign", HOSTILE)
def test_a_hostile_text_of_the_greatest_length_is_read(sign: str) -> None:
    """Every pattern is tried on pieces of a bounded length, as the next test shows; here each is
    made to fail as late as it can, as often as the length allows."""
    text = (HOSTILE[sign] * LONGEST_TEXT)[:LONGEST_TEXT]
    for hostile in (text, text[:-1] + "!", "DSC " + text[4:], "SITREP\nA. X\n" + text[12:]):
        read_text(hostile, now=NOW)


@pytest.mark.parametrize("line", ["- 1", "1", "N", "UPDATE TIME", "ENCODED -", "A. B", "9."])
def test_a_position_that_never_ends_is_unread(line: str) -> None:
    head = "COSPAS-SARSAT\nMSG NO 1\nHEX ID 1\nPOSITIONS\nENCODED - 1 N\n"
    text = (head + f"{line}\n" * LONGEST_TEXT)[:LONGEST_TEXT]
    found = read_text(text, now=NOW)
    assert found.positions == ()
    assert any(one.startswith("ENCODED - 1 N") for one in found.unread)


@given(st.text(alphabet="AB9. ;()", max_size=2_000))
def test_pieces_are_short_and_lose_nothing(text: str) -> None:
    for line in lines_of(text.splitlines()):
        pieces = pieces_of(line)
        assert "".join(pieces).replace(" ", "") == line.replace(" ", "")
        for piece in pieces:
            assert len(piece) <= LONGEST_PIECE or " " not in piece
        for one, other in pairwise(pieces):
            assert one
            assert other


@pytest.mark.parametrize("length", [LONGEST_PIECE + 1, 5_000, LONGEST_TEXT])
def test_a_word_that_is_too_long_is_unread_as_it_is(length: int) -> None:
    assert read_text("9" * length, now=NOW).unread == ("9" * length,)
