"""Characters that would mislead whoever reads a name or a log are refused; scripts are not."""

import pytest
from pydantic import ValidationError

from sar.text_fields import Line, Named, Prose
from sar.wire import Body


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
        ({"name": "MV \u202etsenoH"}, "turns_text"),
        ({"name": "MV \u2066Honest"}, "turns_text"),
        ({"name": "MV \x1b[31mHonest"}, "control_character"),
        ({"name": "MV \x85Honest"}, "control_character"),
        ({"name": "MV Honest", "label": "a\u2060b"}, "unseen_character"),
        ({"name": "MV Honest", "note": "a\x07b"}, "control_character"),
        ({"name": "MV Honest", "note": "two\nlines\tand a tab\r\n"}, None),
        ({"name": "سفينة النجاة"}, None),
        ({"name": "می\u200cخواهم"}, None),
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
