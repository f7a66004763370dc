"""Characters that would mislead whoever reads a name or a log are refused; scripts are not."""

import re
import sys
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from sar.text_fields import Line, Named, Prose, visible
from sar.wire import DEEPEST, Body, _is_storable, _unstorable


class Ship(Body):
    name: Named
    label: Line = ""
    note: Prose = ""


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "MV Honest\u200b"}, "unseen_character"),
        ({"name": "\u200b\u200b\u200b"}, "unseen_character"),
        ({"name": "\u3164"}, "unseen_character"),
        ({"name": "\u200c\u200d"}, "unseen_character"),
        ({"name": "MV A\nB"}, "control_character"),
        ({"name": "MV A\tB"}, "control_character"),
        ({"name": "MV A", "label": "a\r\nb"}, "control_character"),
        ({"name": "MV A\u2028B"}, "control_character"),
        ({"name": "MV A\u2029B"}, "control_character"),
        ({"name": "MV \u200cHonest"}, "unseen_character"),
        ({"name": "MV Hon\u200dest"}, "unseen_character"),
        ({"name": "می\u200c"}, "unseen_character"),
        ({"name": "می\u200c\u200cخواهم"}, "unseen_character"),
        *(
            ({"name": f"MV Hon{chr(sign)}est"}, "unseen_character")
            for sign in (
                0xFE0F,
                0x200E,
                0x200F,
                0x061C,
                0x2063,
                0x180E,
                0x034F,
                0x17B4,
                0x206A,
                0xE0041,
                0x2800,
                0xFFF9,
                0x1D173,
                0xE0100,
            )
        ),
        ({"name": "\u2800"}, "unseen_character"),
        ({"name": "\u2800\u2800", "label": "x"}, "unseen_character"),
        ({"name": "MV \u202etsenoH"}, "turns_text"),
        ({"name": "MV \u2066Honest"}, "turns_text"),
        ({"name": "MV \x1b[31mHonest"}, "control_character"),
        ({"name": "MV \x85Honest"}, "control_character"),
        ({"name": "MV Honest", "label": "a\u2060b"}, "unseen_character"),
        ({"name": "MV Honest", "note": "a\x07b"}, "control_character"),
        ({"name": "MV Honest", "note": "two\nlines\tand a tab\r\n"}, None),
        ({"name": "سفينة النجاة"}, None),
        ({"name": "می\u200cخواهم"}, None),
        ({"name": "क्\u200dष"}, None),
        ({"name": "Ø 7", "label": "№ 12 🚢"}, None),
        ({"name": "救助船", "note": "\u200frtl mark"}, None),
    ],
)
def test_a_name_reads_as_what_it_is(fields: dict[str, str], code: str | None) -> None:
    if code is None:
        assert Ship(**fields).name == fields["name"]
        return
    with pytest.raises(ValidationError) as refused:
        Ship(**fields)
    assert refused.value.errors()[0]["type"] == code


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2007", "\u3000"])
def test_every_space_within_a_name_is_the_common_one(space: str) -> None:
    assert Ship(name=f"MV{space}Honest").name == "MV Honest"


def test_whatever_unicode_says_is_ignored_by_default_is_no_part_of_a_name() -> None:
    """Of all signs of format, those that are seen remain, and joiners where they join."""
    formats = {
        sign for sign in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(sign) == "Cf"
    }
    taken = set()
    for sign in formats:
        with suppress(PydanticCustomError):
            visible(f"a{sign}b")
            taken.add(sign)
    names = {unicodedata.name(sign) for sign in taken}
    assert all(re.search("ARABIC|SYRIAC|KAITHI|EGYPTIAN", name) for name in names), names


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(["\x00", "\x08", "\x7f", "\x85", "\u2066", "\ud800", "\\u0000", "\\b", "😀"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
)


@given(_JSON)
def test_the_quick_look_at_a_body_lets_nothing_pass(body: object) -> None:
    assert not _is_storable(body) or not _unstorable(body)


@pytest.mark.parametrize("deep", range(DEEPEST - 2, DEEPEST + 3))
def test_the_quick_look_at_a_body_goes_as_deep(deep: int) -> None:
    body: object = 1
    for _ in range(deep):
        body = [body]
    assert not _is_storable(body) or not _unstorable(body)


def test_the_quick_look_serves_a_usual_body() -> None:
    body = {"name": "Żółw 😀", "when": None, "where": [12.5, -3], "said": "Two\nlines"}
    assert _is_storable(body)
    assert not _is_storable(body | {"height": float("nan")})
