"""The letters and lines of a telex: a text that survives telex, NAVTEX and SafetyNET (pure).

The letters are those of the International Telegraph Alphabet No. 2 with their figures (ITU-T S.1)
but for those of national use; a line of a telex has 69 of them.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterable
from typing import Final

LINE_LENGTH: Final = 69
INDENT: Final = "    "
"""Before every line that goes on from the one above, so that nothing that somebody wrote passes for
a line of the form."""

LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -?:().,'/+=")

_WORDS: Final = {
    "°": " DEG ", "′": "'", "″": "''", "×": "X", "±": " PLUS OR MINUS ", "@": "(AT)", "&": " AND ",
    "%": " PERCENT", "#": " NO ", "_": "(UNDERSCORE)", ";": ",", "!": ".", '"': "'", "*": "X",
    "[": "(", "]": ")", "{": "(", "}": ")", "<": " LESS THAN ", ">": " MORE THAN ", "|": "/",
    "\\": "/", "~": " ABT ", "€": " EUR ", "£": " GBP ", "$": " USD ", "…": "...", "–": "-",
    "—": "-", "‘": "'", "’": "'", "“": "'", "”": "'", "«": "'", "»": "'", "ß": "SS", "ẞ": "SS",
    "Æ": "AE", "Œ": "OE", "Ø": "O", "Đ": "D", "Ð": "D", "Ł": "L", "Þ": "TH", "İ": "I", "ı": "I",
    "№": "NO ", "→": " TO ", "·": ".", "•": "-", "¿": "", "¡": "", "ª": "A", "º": "O",
    "˚": " DEG ", "∘": " DEG ", "´": "'", "`": "'", "ʹ": "'", "ʺ": "''", "ʼ": "'",
    "„": "'", "‚": "'", "‛": "'", "‟": "'", "‹": "'", "›": "'", "−": "-", "‐": "-", "‑": "-",
    "‒": "-", "―": "-", "⁄": "/", "∕": "/", "Ħ": "H", "Ŧ": "T", "Ŋ": "NG", "≈": " ABT ",
    "≤": " AT MOST ", "≥": " AT LEAST ", "≠": " NOT ",
}  # fmt: skip
"""Signs that are said in letters; others lose their accents, and what has no Latin letter is `?`"""

_ORDINAL_FOR_DEGREE: Final = re.compile(r"(?<=[0-9])(?:\s?º|⁰(?![⁰¹²³⁴⁵⁶⁷⁸⁹]))")
"""The signs of keyboards that have no degree: an ordinal, a raised nought alone."""
_UNKNOWN: Final = re.compile(r"\?{2,}")
_DEGREES: Final = re.compile(r" DEG +(?=[,.;:)]|$)")


def joined(*parts: str) -> str:
    """The parts of a line that are known."""
    return ", ".join(part for part in parts if part)


def telex(text: str) -> str:
    """One line in the letters of a telex. Letters that are not Latin become one `?` a word: nobody
    here guesses how a name is written elsewhere."""
    said = _letters(_ORDINAL_FOR_DEGREE.sub("°", text))
    said = _UNKNOWN.sub("?", said)
    return _DEGREES.sub(" DEG", " ".join(said.split()))


def _letters(text: str) -> str:
    """The signs in the letters of a telex, figures never run together with others: small, raised
    and ringed ones after a number stand in brackets, 10² is 10(2) and not 102."""
    found, raised, before = "", "", ""
    for sign in text:
        said = _letter(sign)
        if _is_raised(sign):
            raised, before = raised + said, sign
            continue
        found, raised = found + _bracketed(raised, after=found), ""
        runs_on = found[-1:].isdigit() and said[:1].isdigit()
        if runs_on and not (sign.isdecimal() and before.isdecimal()):
            found += " "
        found, before = found + said, sign
    return found + _bracketed(raised, after=found)


def _bracketed(raised: str, *, after: str) -> str:
    is_number = any(sign.isdigit() for sign in raised)
    return f"({raised})" if is_number and after[-1:].isdigit() else raised


_RAISED: Final = ("<super>", "<sub>", "<circle>")


def _is_raised(sign: str) -> bool:
    return unicodedata.decomposition(sign).startswith(_RAISED) and sign not in _WORDS


def _letter(sign: str) -> str:
    if sign.isascii() and sign.upper() in LETTERS:
        return sign.upper()
    if sign in _WORDS:
        return _WORDS[sign]
    if sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf"):
        return " "
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    upper = sign.upper()
    plain = [
        one
        for one in unicodedata.normalize("NFKD", upper).upper()
        if not unicodedata.combining(one)
    ]
    found = "".join(_WORDS.get(one, one if one in LETTERS else "?") for one in plain)
    if len(plain) > 1 and "⁄" in plain:
        return f" {found}"  # 2½ is 2 1/2, not 21/2
    return found if found or unicodedata.combining(sign) else "?"


def one_line(text: str) -> str:
    """A text of several lines on one."""
    return " / ".join(part for line in text.splitlines() if (part := line.strip()))


def wrapped(line: str) -> list[str]:
    """The line, cut after 69 letters; what goes on stands further in. A word that is longer is cut
    too."""
    return textwrap.wrap(
        one_line(line),
        LINE_LENGTH,
        subsequent_indent=INDENT,
        break_on_hyphens=False,
        drop_whitespace=True,
    ) or [""]


def set_out(lines: Iterable[str]) -> str:
    """The lines of a text that people read or say."""
    return "\n".join(part for line in lines for part in wrapped(line)) + "\n"


def signal_of(lines: Iterable[str]) -> str:
    """The lines of a signal, in the letters of a telex."""
    return set_out(telex(one_line(line)) for line in lines)


def unwrapped(text: str) -> list[str]:
    """The lines as they were before they were cut."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith(INDENT) and found:
            found[-1] += f" {line.removeprefix(INDENT)}"
        else:
            found.append(line)
    return found
