"""The cost of hashing a password in tests: next to nothing, but where that cost is the matter."""

from collections.abc import Iterator
from contextlib import contextmanager

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from sar.parties import tokens

QUICK_PASSWORDS = "TESTS_QUICK_PASSWORDS"
"""In the environment of every server of the tests, and of none of the benches: `hash_quickly`."""


def hash_quickly() -> None:
    """In this process Argon2 hashes at its least cost: it takes a fifth of a second of a processor
    otherwise."""
    _hash_by(PasswordHash((Argon2Hasher(1, 8, 1),)))


@contextmanager
def hashed_as_in_service() -> Iterator[None]:
    """Passwords cost meanwhile what they do in service."""
    quick = tokens._passwords
    _hash_by(PasswordHash.recommended())
    yield
    _hash_by(quick)


def _hash_by(passwords: PasswordHash) -> None:
    tokens._passwords = passwords
    tokens._nobodys.cache_clear()
