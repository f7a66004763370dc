"""Opaque tokens: random, shown once, stored as a hash."""

import hashlib
import secrets

from pwdlib import PasswordHash

KEY_PREFIX = "sar_"

_passwords = PasswordHash.recommended()
_NOBODY = _passwords.hash(secrets.token_urlsafe(16))


def new_token(prefix: str = "") -> tuple[str, bytes]:
    """A token of 256 random bits and the hash to keep of it."""
    token = prefix + secrets.token_urlsafe(32)
    return token, hash_of(token)


def hash_of(token: str) -> bytes:
    """SHA-256 suffices for a token that cannot be guessed."""
    return hashlib.sha256(token.encode()).digest()


def hash_password(password: str) -> str:
    """Argon2id, as pwdlib recommends."""
    return _passwords.hash(password)


def password_fits(password: str, kept: str | None) -> bool:
    """Whether the password fits; takes as long when there is no such person (`kept` None)."""
    return _passwords.verify(password, kept or _NOBODY) and kept is not None
