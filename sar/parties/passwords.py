"""Refusal of weak passwords: short ones, those that the login gives away, easily guessed ones."""

from math import prod
from typing import Final

MIN_LENGTH: Final = 12
MIN_SIGNS: Final = 5
MIN_SCORE: Final = 3
"""Of 4, as zxcvbn counts: fewer than about 10^8 guesses are too few."""
MOST_WEIGHED: Final = 72
"""So many characters are looked at: the time grows with their square."""
SIGNS_OF: Final = {
    "a": "4@",
    "b": "8",
    "c": "({[<",
    "e": "3",
    "g": "69",
    "i": "1!|",
    "l": "1|7",
    "o": "0",
    "s": "$5",
    "t": "+7",
    "x": "%",
    "z": "2",
}
"""The signs that zxcvbn reads as letters too; it weighs every choice of one sign a letter."""
MOST_CHOICES: Final = 9
"""With so many it weighs 16 readings at most; the signs above, all together, have 736."""
LETTERS: Final = str.maketrans({sign: one for one, signs in SIGNS_OF.items() for sign in signs})


def fault(password: str, *, login: str, party: str) -> str | None:
    """The reason to refuse the password of `party/login`, in words that follow "The password"."""
    if len(password) < MIN_LENGTH:
        return f"needs {MIN_LENGTH} characters at least"
    plain = password.casefold().strip()
    if plain in (login, f"{party}/{login}".casefold(), login * 2):
        return "is the login itself"
    if len(set(plain)) < MIN_SIGNS:
        return f"needs {MIN_SIGNS} different characters at least"
    from zxcvbn import zxcvbn  # its lists of words take 11 MB, and few processes ever weigh one

    weighed = zxcvbn(as_weighed(plain), user_inputs=[login, party, "sar assist"])
    if weighed["score"] < MIN_SCORE:
        return "is easily guessed: take several words that do not belong together"
    return None


def as_weighed(plain: str) -> str:
    """The part of a password that is weighed, of which there are few readings: where signs could be
    chosen in many ways each is read as a letter before, which makes it no harder to guess."""
    part = plain[:MOST_WEIGHED]
    choices = prod(max(1, len(set(signs) & set(part))) for signs in SIGNS_OF.values())
    return part if choices <= MOST_CHOICES else part.translate(LETTERS)
