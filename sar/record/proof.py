"""Proving that the record is whole: the chain, what it told, and to whom."""

import hashlib
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.record.erasing import seal_of
from sar.record.models import (
    RecordEntry,
    RecordErasure,
    RecordHead,
    RecordReader,
    RecordSlot,
    microseconds,
)
from sar.record.service import digest


@dataclass(frozen=True, slots=True)
class Head:
    """An earlier end of the chain: kept elsewhere, it proves that nothing before it was altered and
    nothing after it cut away."""

    number: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.number}:{self.hash.hex()}"

    @classmethod
    def parse(cls, written: str) -> "Head":
        """As it was printed; ValueError when it is none."""
        number, _, hash_ = written.strip().partition(":")
        head = cls(int(number), bytes.fromhex(hash_))
        if head.number < 0 or len(head.hash) != (hashlib.sha256().digest_size if number else 0):
            raise ValueError("no head")
        return head


EMPTY: Final = Head(0, b"")


@dataclass(frozen=True, slots=True)
class Proof:
    """The findings of `verify`: entries, payloads erased whole and in part, the end of the chain,
    and faults."""

    entries: int
    erased: int
    erased_in_part: int
    head: Head
    faults: list[str]


async def verify(db: AsyncSession, earlier: Head | None = None) -> Proof:
    """Walk the chain: numbers without a gap, hashes that follow, payloads that match; with
    `earlier`, that it went through that head.

    An erased payload leaves the chain whole: its hash stands in the entry. It must be among the
    erasures; one that is missing otherwise is a fault. So is one of which something was erased and
    that is not what the erasure has left; and an erasure, whole or in part, that no entry of the
    chain tells of, or not as it is. Each party's own chain must follow the installation's.
    """
    head, faults = await _chain(db, earlier)
    rests, unsealed = await _rests(db)
    count, altered = await _payloads(db, rests)
    total = await db.execute(text("SELECT coalesce(sum(cardinality(parts)), 0) FROM record_entry"))
    return Proof(
        entries=head.number,
        erased=int(total.scalar_one()) - count,
        erased_in_part=len(rests),
        head=head,
        faults=[
            *faults,
            *altered,
            *unsealed,
            *await _untold(db),
            *await _missing(db),
            *await _wrong_audiences(db),
            *await _own_chains(db),
        ],
    )


async def _chain(db: AsyncSession, earlier: Head | None) -> tuple[Head, list[str]]:
    """The end of the chain, and the places where it is broken."""
    previous, expected, faults = b"", 0, list[str]()
    seen = earlier is None or earlier == EMPTY
    entries = await db.stream_scalars(select(RecordEntry).order_by(col(RecordEntry.number)))
    async for entry in entries:
        expected += 1
        if entry.number != expected:
            faults.append(f"entry {expected} is missing, {entry.number} stands in its place")
            expected = entry.number
        if entry.prev != previous or entry.hash != _link(entry):
            faults.append(f"entry {entry.number} does not follow from the one before")
        previous = entry.hash
        seen = seen or earlier == Head(entry.number, entry.hash)
    if not seen:
        faults.append(f"the head {earlier} is not in the chain: it was cut or written anew")
    return Head(expected, previous), faults


Rests = dict[tuple[int, int], bytes]
"""The salted hash of what is left of a payload, by entry and slot."""


async def _rests(db: AsyncSession) -> tuple[Rests, list[str]]:
    """The payloads of which something is left after their last erasure, and the erasures that the
    record does not tell as they are."""
    rows = await db.execute(
        select(RecordErasure, col(RecordEntry.hash))
        .join(RecordEntry, col(RecordEntry.number) == col(RecordErasure.number))
        .order_by(col(RecordErasure.at))
    )
    last: dict[tuple[int, int], RecordErasure] = {}
    acts: dict[bytes | None, list[tuple[int, int, bytes]]] = {}
    for row, entry_hash in rows:
        last[row.number, row.slot] = row
        if row.rest is not None:
            acts.setdefault(row.seal, []).append((row.number, row.slot, row.rest))
        elif row.seal is not None:
            acts.setdefault(row.seal, []).append((row.number, row.slot, entry_hash))
    told = await _seals(db)
    faults = [
        f"what was erased of entry {number} is not as the record tells it"
        for seal, erased in acts.items()
        if seal is None or seal not in told or seal_of(erased) != seal
        for number in sorted({number for number, _, _ in erased})
    ]
    left = {key: row.rest for key, row in last.items() if row.rest is not None}
    return left, faults


async def _seals(db: AsyncSession) -> set[bytes]:
    """The seals of all erasures that the record tells of."""
    rows = await db.execute(
        text(
            "SELECT DISTINCT s.body::jsonb -> 'facts' ->> 'seal' FROM record_slot s"
            " JOIN record_entry e ON e.number = s.number"
            " WHERE e.type = 'RecordErased' AND s.slot > 0"
        )
    )
    return {bytes.fromhex(seal) for seal in rows.scalars() if seal}


async def _untold(db: AsyncSession) -> list[str]:
    """Payloads erased whole without a seal, as once was done, of which no later entry without one
    tells: of that kind of entry and minute, for that reason, to all its readers."""
    rows = await db.execute(
        text(
            "SELECT DISTINCT x.number FROM record_erasure x JOIN record_entry e USING (number)"
            " WHERE x.rest IS NULL AND x.seal IS NULL AND NOT EXISTS ("
            "  SELECT FROM record_entry t JOIN record_slot s ON s.number = t.number AND s.slot > 0"
            "  CROSS JOIN LATERAL (SELECT s.body::jsonb -> 'facts' AS facts) told"
            "  WHERE t.type = 'RecordErased' AND t.number > x.number"
            "   AND coalesce(facts ->> 'seal', '') = '' AND facts ->> 'reason' = x.reason"
            "   AND facts ->> 'what' = e.type AND facts ->> 'said_at'"
            "    = to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI\"Z\"')"
            "   AND NOT EXISTS ("
            "    SELECT party_code FROM record_reader WHERE number = x.number AND slot = x.slot"
            "    EXCEPT SELECT party_code FROM record_reader WHERE number = t.number))"
            " ORDER BY x.number"
        )
    )
    return [
        f"what was told in entry {number} was erased, and no entry tells of it"
        for (number,) in rows
    ]


async def _payloads(db: AsyncSession, rests: Rests) -> tuple[int, list[str]]:
    """The number of payloads, and those that are neither as recorded nor what an erasure left."""
    count, faults = 0, list[str]()
    slots = await db.stream(
        select(
            col(RecordEntry.number),
            col(RecordEntry.parts),
            col(RecordSlot.slot),
            col(RecordSlot.salt),
            col(RecordSlot.body),
        )
        .join(RecordSlot, col(RecordSlot.number) == col(RecordEntry.number))
        .order_by(col(RecordEntry.number))
    )
    async for number, parts, slot, salt, body in slots:
        count += 1
        as_it_was = parts[slot] if slot < len(parts) else None
        if rests.get((number, slot), as_it_was) != digest(salt, body):
            faults.append(f"what was told in entry {number} has been altered")
    return count, faults


async def _missing(db: AsyncSession) -> list[str]:
    """Payloads that are gone without an erasure, and erased ones that are there again."""
    rows = await db.execute(
        text(
            "SELECT e.number, s.number IS NULL FROM record_entry e"
            " CROSS JOIN LATERAL generate_series(0, cardinality(e.parts) - 1) part"
            " LEFT JOIN record_slot s ON s.number = e.number AND s.slot = part"
            " LEFT JOIN LATERAL (SELECT rest IS NULL AS whole FROM record_erasure"
            "  WHERE number = e.number AND slot = part ORDER BY at DESC LIMIT 1) x ON true"
            " WHERE (s.number IS NULL) <> coalesce(x.whole, false) ORDER BY e.number, part"
        )
    )
    return [
        f"what was told in entry {number} "
        + ("is missing, and no erasure says why" if gone else "was erased and is there again")
        for number, gone in rows
    ]


async def _wrong_audiences(db: AsyncSession) -> list[str]:
    """Entries whose readers are not the audience that was fixed when they were recorded."""
    rows = await db.execute(
        text(
            "SELECT s.number FROM record_slot s WHERE s.slot = 0 AND s.body::jsonb IS DISTINCT FROM"
            " (SELECT coalesce(jsonb_object_agg(r.party_code, r.slot), '{}') FROM record_reader r"
            "  WHERE r.number = s.number)"
        )
    )
    return [f"the readers of entry {number} are not its audience" for (number,) in rows]


async def _own_chains(db: AsyncSession) -> list[str]:
    """The parties whose own numbers or hashes do not follow the chain, each fault once."""
    faults: dict[str, None] = {}
    ends: dict[str, tuple[int, bytes]] = {}
    reached: dict[str, int] = {}
    async for party, own_number, number, resync, hash_, part in await db.stream(_OWN):
        own, previous = ends.get(party, (0, b""))
        if own_number != own + 1:
            faults[f"the numbers of {party} have a gap"] = None
        if number <= reached.get(party, 0):
            faults[f"the numbers of {party} are not in the order of the chain"] = None
        if hash_ != own_link(previous, own_number, resync=resync, part=part or b""):
            faults[f"the own chain of {party} does not hold"] = None
        ends[party], reached[party] = (own_number, hash_), number
    heads = {row.party_code: (row.party_number, row.hash) for row in await db.scalars(_HEADS)}
    for party in sorted(ends.keys() | heads.keys()):
        if ends.get(party) != heads.get(party):
            faults[f"the head of {party} is not its last entry"] = None
    return list(faults)


_OWN: Final = (
    select(
        col(RecordReader.party_code),
        col(RecordReader.party_number),
        col(RecordReader.number),
        col(RecordReader.resync),
        col(RecordReader.hash),
        col(RecordEntry.parts)[col(RecordReader.slot) + 1],
    )
    .join(RecordEntry, col(RecordEntry.number) == col(RecordReader.number))
    .order_by(col(RecordReader.party_code), col(RecordReader.party_number))
)
_HEADS: Final = select(RecordHead)


def own_link(previous: bytes, number: int, *, resync: bool, part: bytes) -> bytes:
    """The hash of a party's own chain at an entry; parties compute it alike
    (`sar.client.own_copy`)."""
    return hashlib.sha256(previous + number.to_bytes(8, "big") + bytes([resync]) + part).digest()


def _link(entry: RecordEntry) -> bytes:
    digest = hashlib.sha256(b"".join(entry.parts)).digest()
    return hashlib.sha256(
        entry.prev
        + entry.number.to_bytes(8, "big")
        + microseconds(entry.at).to_bytes(8, "big", signed=True)
        + entry.type.encode()
        + digest
    ).digest()
