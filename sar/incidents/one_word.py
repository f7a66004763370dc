"""One person's word, and the second person who is awaited for it (pure).

A house rule: the word takes effect at once and nothing waits for the second, but for a word that
`waits` itself. Without a second in time it stays, and is marked *alone*; one that waits lapses,
and a wish to close stands as lapsed until it is renewed or withdrawn.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from uuid_utils.compat import uuid7

SECOND_WITHIN: Final = timedelta(minutes=30)

OneWord = Mapping[str, Any]
"""`{"id", "identity", "second_due_at", "second": {"function", "at"}, "alone"}`, and what it says.
"""

NO_WORD: Final[OneWord] = {"identity": None, "second_due_at": None, "second": None, "alone": False}
"""As long as nobody has given one."""


def given(identity: UUID, *, now: datetime) -> dict[str, Any]:
    """A new word of that person or key."""
    return {
        "id": str(uuid7()),
        "identity": str(identity),
        "second_due_at": (now + SECOND_WITHIN).isoformat(),
        "second": None,
        "alone": False,
    }


def said_again(word: OneWord) -> dict[str, Any]:
    """The same word of whoever gave it: its second, and its time for one, stay as they are."""
    return {key: word[key] for key in ("id", *NO_WORD)}


def said_otherwise(word: OneWord, *, identity: UUID, now: datetime) -> dict[str, Any]:
    """A new word for the same, in place of that one: until a second has spoken, the time in which
    one is awaited runs on, and *alone* stays."""
    new = given(identity, now=now)
    if word["second"]:
        return new
    return {**new, "second_due_at": word["second_due_at"], "alone": word["alone"]}


def seconded(word: OneWord, *, function: str, at: datetime) -> dict[str, Any]:
    """The word once a second person, by function, has said so too; it is not alone any more."""
    return {**word, "second": {"function": function, "at": at.isoformat()}, "alone": False}


def left_alone(word: OneWord) -> dict[str, Any]:
    """The word once nobody came."""
    return {**word, "alone": True}


def is_awaited(word: OneWord) -> bool:
    """Whether no second has come, and it is not marked yet."""
    return not word["second"] and not word["alone"]


def has_lapsed(word: OneWord) -> bool:
    """Whether it waited for a second, and nobody came in time: nobody can second it now."""
    return bool(word.get("waits")) and bool(word.get("alone"))


def may_second(word: OneWord, *, identity: UUID, is_person: bool, function: str) -> bool:
    """Whether it is another person: one who is signed in, or one heard by voice (`function`).

    The holder of a system's key is unknown: it may be the one person's second voice.
    """
    return bool(function) or (is_person and str(identity) != word["identity"])
