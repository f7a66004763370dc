"""Refusal of weak passwords: short ones, and those that the login gives away."""

from typing import Final

MIN_LENGTH: Final = 12
MIN_SIGNS: Final = 5


def fault(password: str, *, login: str, party: str) -> str | None:
    """The reason to refuse the password of `party/login`, in words that follow "The password"."""
    if len(password) < MIN_LENGTH:
        return f"needs {MIN_LENGTH} characters at least"
    plain = password.casefold().strip()
    if plain in (login, f"{party}/{login}".casefold(), login * 2):
        return "is the login itself"
    if len(set(plain)) < MIN_SIGNS:
        return f"needs {MIN_SIGNS} different characters at least"
    return None
