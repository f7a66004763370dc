"""Refusal of weak passwords: short ones, those that the login gives away, easily guessed ones."""

from typing import Final

from zxcvbn import zxcvbn

MIN_LENGTH: Final = 12
MIN_SIGNS: Final = 5
MIN_SCORE: Final = 3
"""Of 4, as zxcvbn counts: fewer than about 10^8 guesses are too few."""
MOST_WEIGHED: Final = 72
"""So many characters are looked at: the time grows with their square."""


def fault(password: str, *, login: str, party: str) -> str | None:
    """The reason to refuse the password of `party/login`, in words that follow "The password"."""
    if len(password) < MIN_LENGTH:
        return f"needs {MIN_LENGTH} characters at least"
    plain = password.casefold().strip()
    if plain in (login, f"{party}/{login}".casefold(), login * 2):
        return "is the login itself"
    if len(set(plain)) < MIN_SIGNS:
        return f"needs {MIN_SIGNS} different characters at least"
    weighed = zxcvbn(plain[:MOST_WEIGHED], user_inputs=[login, party, "sar assist"])
    if weighed["score"] < MIN_SCORE:
        return "is easily guessed: take several words that do not belong together"
    return None
