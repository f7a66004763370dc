"""The kinds of text that fields take: lines, prose, reasons, codes of parties."""

import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Controls, tabs and breaks of lines and paragraphs: there are none within one line."""
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Signs that nobody sees, by which two names would look the same: what Unicode ignores by default
(Default_Ignorable_Code_Point), marks of annotations, and the Braille pattern without a dot."""
_JOINERS: Final = re.compile("[\u200c\u200d]")
"""The joiners that scripts need between letters, to join them or not."""
_JOINED: Final = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc"
    "\U00011000-\U00011fff]"
)
"""Arabic, Syriac and the like, the scripts of India and the south-east of Asia, Mongolian."""
_SPACES: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces of other widths, or that do not break: kept as the common one."""
_SEEN: Final = frozenset("LNPS")
"""The categories of Unicode whose signs are seen."""


def visible(line: str) -> str:
    """The line, with common spaces, or a fault where it breaks or has a sign that nobody sees."""
    if _CONTROLS.search(line):
        raise PydanticCustomError(
            "control_character",
            "must be one line, without line breaks, tabs or other control characters",
        )
    if line.isascii():
        return line
    if _UNSEEN.search(line) or not all(
        _joins(line, one.start()) for one in _JOINERS.finditer(line)
    ):
        raise PydanticCustomError("unseen_character", "contains a sign that cannot be seen")
    if line and not any(unicodedata.category(sign)[0] in _SEEN for sign in line):
        raise PydanticCustomError("unseen_character", "has no sign that can be seen")
    return _SPACES.sub(" ", line)


def _joins(line: str, at: int) -> bool:
    """Whether a joiner stands between two letters, or marks of letters, of scripts that use it."""
    return 0 < at < len(line) - 1 and all(
        _JOINED.match(sign) and unicodedata.category(sign)[0] in "LM"
        for sign in (line[at - 1], line[at + 1])
    )


ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
"""One line, whatever its signs."""
ShortName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Line = Annotated[ShortText, AfterValidator(visible)]
"""A name, a label: one line."""
Named = Annotated[ShortName, AfterValidator(visible)]
"""A line that must say something."""
Prose = Annotated[str, StringConstraints(max_length=10_000)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=2_000)]
"""The reason, a few words at least."""
PartyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{1,7}$")]
