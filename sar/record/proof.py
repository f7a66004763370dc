"""Proving that the record is whole: the chain, what it told, and to whom.

Read from the tables as they stand, without the models: nothing that writes them is trusted.
"""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

import psycopg

from sar.record.chain import digest, entry_hash, own_link, seal_of

Connection = psycopg.AsyncConnection[Any]


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


async def verify(connection: Connection, earlier: Head | None = None) -> Proof:
    """Walk the chain: numbers without a gap, hashes that follow, payloads that match; with
    `earlier`, that it went through that head.

    An erased payload leaves the chain whole: its hash stands in the entry. It must be among the
    erasures; one that is missing otherwise is a fault. So is one of which something was erased and
    that is not what the erasure has left; and an erasure, whole or in part, that no entry of the
    chain tells of, or not as it is. Each party's own chain must follow the installation's.
    """
    head, faults = await _chain(connection, earlier)
    rests, unsealed = await _rests(connection)
    count, altered = await _payloads(connection, rests)
    total = await connection.execute(
        "SELECT coalesce(sum(cardinality(parts)), 0) FROM record_entry"
    )
    [payloads] = await total.fetchone() or (0,)
    return Proof(
        entries=head.number,
        erased=int(payloads) - count,
        erased_in_part=len(rests),
        head=head,
        faults=[
            *faults,
            *altered,
            *unsealed,
            *await _untold(connection),
            *await _missing(connection),
            *await _wrong_audiences(connection),
            *await _own_chains(connection),
        ],
    )


async def _chain(connection: Connection, earlier: Head | None) -> tuple[Head, list[str]]:
    """The end of the chain, and the places where it is broken."""
    previous, expected, faults = b"", 0, list[str]()
    seen = earlier is None or earlier == EMPTY
    async for number, at, kind, parts, prev, hash_ in _streamed(connection, _ENTRIES):
        expected += 1
        if number != expected:
            faults.append(f"entry {expected} is missing, {number} stands in its place")
            expected = number
        if prev != previous or hash_ != entry_hash(prev, number, at, kind, parts):
            faults.append(f"entry {number} does not follow from the one before")
        previous = hash_
        seen = seen or earlier == Head(number, hash_)
    if not seen:
        faults.append(f"the head {earlier} is not in the chain: it was cut or written anew")
    return Head(expected, previous), faults


_ENTRIES: Final = "SELECT number, at, type, parts, prev, hash FROM record_entry ORDER BY number"


_ROWS_AT_ONCE: Final = 1_000


async def _streamed(connection: Connection, statement: str) -> AsyncIterator[tuple[Any, ...]]:
    """Rows as the server hands them out: a record has more than memory should hold."""
    async with connection.cursor(name="record_proof") as cursor:
        cursor.itersize = _ROWS_AT_ONCE
        await cursor.execute(statement)
        async for row in cursor:
            yield row


Rests = dict[tuple[int, int], bytes]
"""The salted hash of what is left of a payload, by entry and slot."""


async def _rests(connection: Connection) -> tuple[Rests, list[str]]:
    """The payloads of which something is left after their last erasure, and the erasures that the
    record does not tell as they are."""
    rows = await connection.execute(
        "SELECT x.number, x.slot, x.rest, x.seal, e.hash FROM record_erasure x"
        " JOIN record_entry e USING (number) ORDER BY x.at"
    )
    last: dict[tuple[int, int], bytes | None] = {}
    acts: dict[bytes | None, list[tuple[int, int, bytes]]] = {}
    async for number, slot, rest, seal, entry in rows:
        last[number, slot] = rest
        if rest is not None:
            acts.setdefault(seal, []).append((number, slot, rest))
        elif seal is not None:
            acts.setdefault(seal, []).append((number, slot, entry))
    told = await _seals(connection)
    faults = [
        f"what was erased of entry {number} is not as the record tells it"
        for seal, erased in acts.items()
        if seal is None or seal not in told or seal_of(erased) != seal
        for number in sorted({number for number, _, _ in erased})
    ]
    left = {key: rest for key, rest in last.items() if rest is not None}
    return left, faults


async def _seals(connection: Connection) -> set[bytes]:
    """The seals of all erasures that the record tells of."""
    rows = await connection.execute(
        "SELECT DISTINCT s.body::jsonb -> 'facts' ->> 'seal' FROM record_slot s"
        " JOIN record_entry e ON e.number = s.number"
        " WHERE e.type = 'RecordErased' AND s.slot > 0"
    )
    return {bytes.fromhex(seal) async for (seal,) in rows if seal}


async def _untold(connection: Connection) -> list[str]:
    """Payloads erased whole without a seal, as once was done, of which no later entry without one
    tells: of that kind of entry and minute, for that reason, to all its readers; each such entry
    tells of one act."""
    rows = await connection.execute(_UNSEALED_ENTRIES)
    telling: dict[tuple[str, ...], list[tuple[int, frozenset[str]]]] = {}
    async for number, kind, minute, reason, readers in rows:
        telling.setdefault((kind, minute, reason), []).append((number, frozenset(readers)))
    untold = set()
    async for number, kind, minute, reason, readers in await connection.execute(_UNSEALED_ACTS):
        left = telling.get((kind, minute, reason), [])
        fitting = [one for one in left if one[0] > number and one[1] >= set(readers)]
        if fitting:  # the later ones of the acts, which come first, fit the earlier entries less
            left.remove(min(fitting, key=lambda one: len(one[1])))
        else:
            untold.add(number)
    return [
        f"what was told in entry {number} was erased, and no entry tells of it"
        for number in sorted(untold)
    ]


_UNSEALED_ENTRIES: Final = (
    "SELECT t.number, facts ->> 'what', facts ->> 'said_at', facts ->> 'reason',"
    "  ARRAY(SELECT party_code FROM record_reader WHERE number = t.number)"
    " FROM record_entry t JOIN LATERAL ("
    "  SELECT body::jsonb -> 'facts' AS facts FROM record_slot"
    "  WHERE number = t.number AND slot > 0 ORDER BY slot LIMIT 1) told ON true"
    " WHERE t.type = 'RecordErased' AND coalesce(facts ->> 'seal', '') = '' ORDER BY t.number"
)
_UNSEALED_ACTS: Final = (
    "SELECT x.number, e.type, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI\"Z\"'),"
    "  x.reason, coalesce(array_agg(DISTINCT r.party_code) FILTER (WHERE r.party_code IS NOT NULL),"
    "   '{}')"
    " FROM record_erasure x JOIN record_entry e USING (number)"
    " LEFT JOIN record_reader r ON r.number = x.number AND r.slot = x.slot"
    " WHERE x.rest IS NULL AND x.seal IS NULL"
    " GROUP BY x.number, x.at, x.reason, e.type, e.at ORDER BY x.number DESC, x.at"
)


async def _payloads(connection: Connection, rests: Rests) -> tuple[int, list[str]]:
    """The number of payloads, and those that are neither as recorded nor what an erasure left."""
    count, faults = 0, list[str]()
    async for number, parts, slot, salt, body in _streamed(connection, _PAYLOADS):
        count += 1
        as_it_was = parts[slot] if slot < len(parts) else None
        if rests.get((number, slot), as_it_was) != digest(salt, body):
            faults.append(f"what was told in entry {number} has been altered")
    return count, faults


_PAYLOADS: Final = (
    "SELECT e.number, e.parts, s.slot, s.salt, s.body FROM record_entry e"
    " JOIN record_slot s USING (number) ORDER BY e.number"
)


async def _missing(connection: Connection) -> list[str]:
    """Payloads that are gone without an erasure, and erased ones that are there again."""
    rows = await connection.execute(
        "SELECT e.number, s.number IS NULL FROM record_entry e"
        " CROSS JOIN LATERAL generate_series(0, cardinality(e.parts) - 1) part"
        " LEFT JOIN record_slot s ON s.number = e.number AND s.slot = part"
        " LEFT JOIN LATERAL (SELECT rest IS NULL AS whole FROM record_erasure"
        "  WHERE number = e.number AND slot = part ORDER BY at DESC LIMIT 1) x ON true"
        " WHERE (s.number IS NULL) <> coalesce(x.whole, false) ORDER BY e.number, part"
    )
    return [
        f"what was told in entry {number} "
        + ("is missing, and no erasure says why" if gone else "was erased and is there again")
        async for number, gone in rows
    ]


async def _wrong_audiences(connection: Connection) -> list[str]:
    """Entries whose readers are not the audience that was fixed when they were recorded."""
    rows = await connection.execute(
        "SELECT s.number FROM record_slot s WHERE s.slot = 0 AND s.body::jsonb IS DISTINCT FROM"
        " (SELECT coalesce(jsonb_object_agg(r.party_code, r.slot), '{}') FROM record_reader r"
        "  WHERE r.number = s.number)"
    )
    return [f"the readers of entry {number} are not its audience" async for (number,) in rows]


async def _own_chains(connection: Connection) -> list[str]:
    """The parties whose own numbers or hashes do not follow the chain, each fault once."""
    faults: dict[str, None] = {}
    ends: dict[str, tuple[int, bytes]] = {}
    reached: dict[str, int] = {}
    async for party, own_number, number, resync, hash_, part in _streamed(connection, _OWN):
        own, previous = ends.get(party, (0, b""))
        if own_number != own + 1:
            faults[f"the numbers of {party} have a gap"] = None
        if number <= reached.get(party, 0):
            faults[f"the numbers of {party} are not in the order of the chain"] = None
        if hash_ != own_link(previous, own_number, resync=resync, part=part or b""):
            faults[f"the own chain of {party} does not hold"] = None
        ends[party], reached[party] = (own_number, hash_), number
    rows = await connection.execute("SELECT party_code, party_number, hash FROM record_head")
    heads = {party: (own_number, hash_) async for party, own_number, hash_ in rows}
    for party in sorted(ends.keys() | heads.keys()):
        if ends.get(party) != heads.get(party):
            faults[f"the head of {party} is not its last entry"] = None
    return list(faults)


_OWN: Final = (
    "SELECT r.party_code, r.party_number, r.number, r.resync, r.hash, e.parts[r.slot + 1]"
    " FROM record_reader r JOIN record_entry e USING (number)"
    " ORDER BY r.party_code, r.party_number"
)
