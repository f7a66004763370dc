"""Texts as they can be printed."""

import pytest

from sar.casefile.printable import in_ascii, in_known_scripts, without_controls


@pytest.mark.parametrize(
    ("text", "plain", "known", "ascii_"),
    [
        ("Nemo 1", "Nemo 1", "Nemo 1", "Nemo 1"),
        ("two\nlines\x07", "two lines[U+0007]", "two lines[U+0007]", "two lines[U+0007]"),
        ("Ελλάς عربي", "Ελλάς عربي", "Ελλάς عربي", None),
        ("35°N 🚤 漁", "35°N 🚤 漁", "35°N [U+1F6A4] [U+6F01]", "35[U+00B0]N [U+1F6A4] [U+6F01]"),
        ("half \ud800", "half [U+D800]", "half [U+D800]", "half [U+D800]"),
    ],
)
def test_what_cannot_be_printed_is_told_by_its_code(
    text: str, plain: str, known: str, ascii_: str | None
) -> None:
    assert without_controls(text) == plain
    assert in_known_scripts(text) == known
    assert ascii_ is None or in_ascii(text) == ascii_
    assert in_ascii(text).isascii()
