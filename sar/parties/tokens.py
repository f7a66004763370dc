"""Opaque tokens: random, shown once, stored as a hash."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final, TypeVar

from pwdlib import PasswordHash

KEY_PREFIX = "sar_"

_passwords = PasswordHash.recommended()


@cache
def _nobodys() -> str:
    """A hash that no password fits, made when somebody is first sought who is not there."""
    return _passwords.hash(secrets.token_urlsafe(16))


def new_token(prefix: str = "") -> tuple[str, bytes]:
    """A token of 256 random bits and the hash to keep of it."""
    token = prefix + secrets.token_urlsafe(32)
    return token, hash_of(token)


def hash_of(token: str) -> bytes:
    """SHA-256 suffices for a token that cannot be guessed."""
    return hashlib.sha256(token.encode()).digest()


T = TypeVar("T")

_hashers: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
"""Argon2 takes tens of milliseconds and 64 MB: few at a time, and never on the event loop."""


async def beside_the_loop(work: Callable[[], T]) -> T:
    """Do a work that hashes; at most two go on at a time, the others wait for their turn."""
    return await asyncio.get_running_loop().run_in_executor(_hashers, work)


async def hash_password(password: str) -> str:
    """Argon2id, as pwdlib recommends."""
    return await beside_the_loop(lambda: _passwords.hash(password))


def password_fits(password: str, kept: str | None) -> bool:
    """Whether the password fits; takes as long when there is no such person (`kept` None)."""
    return _passwords.verify(password, kept or _nobodys()) and kept is not None
