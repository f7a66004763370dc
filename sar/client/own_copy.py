"""Proving a party's own copy of its record, without the platform (pure).

It proves that each entry says what was chained when it was recorded (its salted hash), that none
between the first and the last was left out, added or exchanged, that none changed whether it asked
for the snapshot, and, with a head, that the copy leads to that very end: kept from an earlier day
or from another place, it shows that the platform has written nothing up to there anew.

It cannot prove that the platform recorded everything, or told the party all that it should have;
that other parties were told the same (compare the entries' sentences with theirs); what an entry
said that is told without its salt (erased, or read without its changes): only that something of
that hash stood there, once; nor anything at all without a head from elsewhere to one who takes the
copy from whoever might have forged it, for a chain can be computed anew from its beginning.

Keep entries as they came: a program that writes 12 for 12.0 changes what is proven.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

BESIDE_THE_BODY: Final = frozenset({"number", "resync", "proof"})


@dataclass(frozen=True, slots=True)
class CopyHead:
    """The end of a party's own chain, as `head` of the snapshot tells it."""

    number: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.number}:{self.hash.hex()}"

    @classmethod
    def parse(cls, written: str) -> "CopyHead":
        """As `str` writes it; ValueError when it is none."""
        number, _, hash_ = written.strip().partition(":")
        head = cls(int(number), bytes.fromhex(hash_))
        if head.number < 0 or len(head.hash) != (hashlib.sha256().digest_size if number else 0):
            raise ValueError("no head")
        return head


START: Final = CopyHead(0, b"")
"""Before the first entry of all."""


@dataclass(frozen=True, slots=True)
class CopyProof:
    """The findings of `check`: how many entries, how many of them told without their salt, the end
    that they lead to, and faults."""

    entries: int
    untold: int
    head: CopyHead
    faults: tuple[str, ...]


def check(
    entries: Iterable[Mapping[str, Any]], *, after: CopyHead = START, head: CopyHead | None = None
) -> CopyProof:
    """Follow a copy's entries, in the order of their numbers, from `after`; `head` must be passed
    on the way. Entries that were kept twice count once where they are alike."""
    at, faults = after, list[str]()
    passed = head is None or head == after
    count = untold = 0
    for entry in _in_order(entries):
        number = entry["number"]
        if number <= at.number:
            faults.append(f"entry {number} stands there twice, and not alike")
            continue
        if number != at.number + 1:
            faults.append(f"entries {at.number + 1} to {number - 1} are missing")
        count += 1
        untold += "salt" not in entry.get("proof", {})
        told = _hash(entry)
        if _link(at.hash, entry) != told and number == at.number + 1:
            faults.append(f"entry {number} is not as it was recorded")
        at = CopyHead(number, told)
        passed = passed or at == head
    if not passed:
        faults.append(f"the copy does not lead to the head {head}")
    return CopyProof(count, untold, at, tuple(faults))


def _in_order(entries: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    last: Mapping[str, Any] | None = None
    for entry in sorted(entries, key=lambda entry: entry["number"]):
        if entry != last:
            yield entry
        last = entry


def _hash(entry: Mapping[str, Any]) -> bytes:
    return bytes.fromhex(entry.get("proof", {}).get("hash", ""))


def _link(previous: bytes, entry: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(
        previous + entry["number"].to_bytes(8, "big") + bytes([entry["resync"]]) + _digest(entry)
    ).digest()


def _digest(entry: Mapping[str, Any]) -> bytes:
    proof = entry.get("proof", {})
    if "salt" not in proof:
        return bytes.fromhex(proof.get("digest", ""))
    body = {name: value for name, value in entry.items() if name not in BESIDE_THE_BODY}
    text = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(bytes.fromhex(proof["salt"]) + text).digest()


def entries_of(copy: bytes) -> list[Mapping[str, Any]]:
    """The entries of a file: entries, lists of them or pages of `GET /api/record`, as one JSON
    value or one a line; ValueError when it is something else."""
    try:
        values = [orjson.loads(copy)]
    except orjson.JSONDecodeError:
        values = [orjson.loads(line) for line in copy.splitlines() if line.strip()]
    return [entry for value in values for entry in _entries(value)]


def _entries(value: Any) -> Iterator[Mapping[str, Any]]:
    match value:
        case list():
            for one in value:
                yield from _entries(one)
        case {"entries": list(page)}:
            yield from _entries(page)
        case {"number": int(), "resync": bool()}:
            yield value
        case _:
            raise ValueError("no entry of the record")
