"""The kinds of text that fields take: lines, prose, reasons, codes of parties."""

import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

_UNSEEN: Final = re.compile("[\u00ad\u115f\u1160\u200b\u2060\u3164\ufeff\uffa0]")
"""Signs of no width, by which two names would look the same; those that join letters are not of
them (U+200C, U+200D: Persian and Indic scripts need them)."""
_SEEN: Final = frozenset("LNPS")
"""The categories of Unicode whose signs are seen."""


def visible(line: str) -> str:
    """The line as it is, or a fault where it has a sign that nobody sees."""
    if line.isascii():
        return line
    if _UNSEEN.search(line):
        raise PydanticCustomError("unseen_character", "contains a sign that cannot be seen")
    if line and not any(unicodedata.category(sign)[0] in _SEEN for sign in line):
        raise PydanticCustomError("unseen_character", "has no sign that can be seen")
    return line


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
