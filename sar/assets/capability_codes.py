"""The codes of capabilities: the words that come with the platform, and parties' own (pure)."""

from typing import Final

from sar.assets.words import Capability

PARTY_END: Final = "-"
"""It ends the party's code at the beginning of the code of a capability of its own."""

OWN_CODE: Final = r"^[A-Z][A-Z0-9]{1,7}-[a-z][a-z0-9_]{1,30}$"


def code_of(party: str, word: str) -> str:
    """The whole code of a party's capability."""
    return f"{party}{PARTY_END}{word}"


def is_own(code: str) -> bool:
    """Whether it is the code of a capability of some party's own."""
    return PARTY_END in code


def capability_from(code: str) -> str:
    """A stored capability; ValueError for one that is neither shipped nor a party's own."""
    return code if is_own(code) else Capability(code)


def capability_words(code: str) -> str:
    """The capability as sentences have it: `side scan sonar (MLT)` of `MLT-side_scan_sonar`. The
    code alone tells it, so that it needs nobody's list."""
    party, end, word = code.rpartition(PARTY_END)
    said = word.replace("_", " ")
    return f"{said} ({party})" if end else said
