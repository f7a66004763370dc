"""The hashes by which the chronological record is one chain, and each party's own beside it.

`hash = sha256(prev ‖ number ‖ at (µs) ‖ type ‖ sha256(parts))`; integers are 8 bytes, big endian.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(at: datetime) -> int:
    """An instant as the chain counts it, since 1970."""
    return (at - EPOCH) // timedelta(microseconds=1)


def entry_hash(
    previous: bytes, number: int, at: datetime, kind: str, parts: Sequence[bytes]
) -> bytes:
    """The hash of an entry of this kind, after the one before."""
    return hashlib.sha256(
        previous
        + number.to_bytes(8, "big")
        + microseconds(at).to_bytes(8, "big", signed=True)
        + kind.encode()
        + hashlib.sha256(b"".join(parts)).digest()
    ).digest()


def own_link(previous: bytes, number: int, *, resync: bool, part: bytes) -> bytes:
    """The hash of a party's own chain at an entry; parties compute it alike
    (`sar.client.own_copy`)."""
    return hashlib.sha256(previous + number.to_bytes(8, "big") + bytes([resync]) + part).digest()


def digest(salt: bytes, body: str) -> bytes:
    """The salted hash of a payload, which stands in its entry."""
    return hashlib.sha256(salt + body.encode()).digest()


def seal_of(erased: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The hash over the payloads of one act by number and slot, with what it left of each; of one
    erased whole with its entry's hash, which no reader knows: else the seal would tell the
    installation's number to who tries them all."""
    sealed = hashlib.sha256()
    for number, slot, rest in sorted(erased):
        sealed.update(number.to_bytes(8, "big") + slot.to_bytes(4, "big") + rest)
    return sealed.digest()
