"""Writing what happened, reading it back by a party's own numbers, and proving it unaltered."""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.geo.state_names import BY_CODE, StateNames
from sar.record.access_barrier import UNDER_ACCESS
from sar.record.chain import digest, microseconds
from sar.record.entries import Fact, PictureChanged, Thing
from sar.record.models import RecordEntry, RecordHead, RecordReader, RecordSlot
from sar.threads import to_its_end
from sar.wire import JsonObject, canonical, wire_instant

Picture = dict[tuple[Thing, str], JsonObject]
"""Some things as one party sees them: `(thing, id) -> view`. Absent: not visible."""
Views = Mapping[str, Picture]
"""The pictures of several parties, by party code."""
NOTHING: Views = {}


@dataclass(frozen=True, slots=True)
class Actor:
    """The actor: a party's centre and, for its own party alone, the person or key."""

    party: str
    centre: str
    who: str


PLATFORM = Actor(party="", centre="", who="platform")
"""The actor of facts that time brings about."""


def changes(before: Picture, after: Picture) -> list[JsonObject]:
    """The steps from one picture to the next; `value` None means: no longer visible."""
    keys = sorted(before.keys() | after.keys())
    return [
        {"thing": thing, "id": id_, "value": after.get((thing, id_))}
        for thing, id_ in keys
        if before.get((thing, id_)) != after.get((thing, id_))
    ]


def merged(drawn: Iterable[Views]) -> Views:
    """Pictures of several kinds of things, put together by party."""
    result: dict[str, Picture] = defaultdict(dict)
    for views in drawn:
        for party, seen in views.items():
            result[party] |= seen
    return result


def apply(picture: Picture, steps: Iterable[JsonObject]) -> Picture:
    """The picture after an entry's changes: what every reader of the record does."""
    result = dict(picture)
    for step in steps:
        key: tuple[Thing, str] = (step["thing"], step["id"])
        if step["value"] is None:
            result.pop(key, None)
        else:
            result[key] = step["value"]
    return result


@dataclass(frozen=True, slots=True)
class EntryShare:
    """One party's share in an entry: the fact or, without it, the changes of its picture alone."""

    party: str
    fact: bool
    own: bool
    """Whether it is the actor's party, which reads who it was."""
    steps: list[JsonObject]
    resync: bool


def audience(
    by: Actor,
    told: Iterable[str],
    *,
    before: Views = NOTHING,
    after: Views = NOTHING,
    resync: Iterable[str] = (),
) -> list[EntryShare]:
    """Every party that an entry is for, in the order of their codes.

    `told` parties (and the actor's) read the fact; a party whose picture differs between
    `before` and `after` reads its changes; `resync` parties read their snapshot again.
    """
    informed = {party for party in (*told, by.party) if party}
    wants_snapshot = {party for party in resync if party}
    shares = [
        EntryShare(
            party,
            fact=party in informed,
            own=party in informed and party == by.party,
            steps=changes(before.get(party, {}), after.get(party, {})),
            resync=party in wants_snapshot,
        )
        for party in sorted(informed | wants_snapshot | set(before) | set(after))
    ]
    return [share for share in shares if share.fact or share.steps or share.resync]


async def write(
    db: AsyncSession,
    fact: Fact,
    *,
    by: Actor,
    told: Iterable[str],
    now: datetime,
    before: Views = NOTHING,
    after: Views = NOTHING,
    also_about: Iterable[UUID] = (),
    resync: Iterable[str] = (),
    exercise: bool = False,
) -> None:
    """Put a fact on the record; it gets its number while the transaction commits.

    `audience` says who is told; a party that is not told the fact reads its changes as a
    `PictureChanged`. `resync`: what they may see has changed beyond the things compared. Pass
    `before` and `after` for the same things, drawn after `access_barrier.note`: no entry with
    pictures drawn before a resync is recorded behind it. `also_about`: things under which it is
    found besides those that `subjects_of` finds in the pictures.
    """
    subjects = subjects_of(fact, before, after).union(also_about)
    names = await listed_names(db, fact.party_codes)

    def told_as() -> dict[str, Any]:
        shares = audience(by, told, before=before, after=after, resync=resync)
        return _columns(shares, _bodies(fact, by, names, now=now, exercise=exercise))

    if sum(len(seen) for views in (before, after) for seen in views.values()) <= AT_ONCE:
        columns = told_as()
    else:
        columns = await to_its_end(asyncio.ensure_future(asyncio.to_thread(told_as)))
    about = {
        "at_us": microseconds(now),
        "kind": fact.type,
        "under_access": _under_access(before) or _under_access(after),
        "subjects": sorted(subjects),
    }
    await db.execute(_WRITE, {**columns, **about})
    if by.party:
        for hear in _heard:
            await hear(db, fact, subjects, now)


AT_ONCE: Final = 500
"""An entry of more views is put into words beside the event loop, which that would hold for a tenth
of a second where a list of ten thousand is imported."""


def _columns(shares: list[EntryShare], body_of: Callable[[EntryShare], str]) -> dict[str, Any]:
    """The columns of an entry that hold what each party reads."""
    slots: dict[str, int] = {}
    readers = [(share.party, slots.setdefault(body_of(share), len(slots) + 1)) for share in shares]
    payloads = [_audience(readers), *slots]
    salts = [secrets.token_bytes(16) for _ in payloads]
    parts = [digest(salt, payload) for salt, payload in zip(salts, payloads, strict=True)]
    return {
        "parts": canonical([part.hex() for part in parts]),
        "salts": canonical([salt.hex() for salt in salts]),
        "bodies": canonical(payloads),
        "parties": [party for party, _ in readers],
        "slots": [slot for _, slot in readers],
        "resyncs": [share.resync for share in shares],
    }


Hear = Callable[[AsyncSession, Fact, Collection[UUID], datetime], Awaitable[None]]
"""Hears that a party has written a fact about these things, in the same transaction."""

_heard: Final[list[Hear]] = []


def on_written(hear: Hear) -> Hear:
    """Have this called whenever a party has written a fact."""
    _heard.append(hear)
    return hear


_WRITE = text(
    "INSERT INTO record_pending"
    " (at_us, kind, entry_parts, salts, bodies, parties, slots, resyncs, under_access, subjects)"
    " VALUES"
    " (:at_us, :kind,"
    " ARRAY(SELECT decode(part, 'hex') FROM json_array_elements_text(CAST(:parts AS json)) part),"
    " ARRAY(SELECT decode(salt, 'hex') FROM json_array_elements_text(CAST(:salts AS json)) salt),"
    " ARRAY(SELECT body FROM json_array_elements_text(CAST(:bodies AS json)) body),"
    " CAST(:parties AS text[]), CAST(:slots AS int[]), CAST(:resyncs AS boolean[]),"
    " :under_access, CAST(:subjects AS uuid[]))"
)
"""Payloads travel as JSON: writing them as array literals took a third of the time of a write."""


def subjects_of(fact: Fact, *pictures: Views) -> set[UUID]:
    """The things that a fact is about: its own, and what the pictures of it name: its case, its
    request, its unit."""
    views = [
        seen[fact.thing, str(fact.id)]  # type: ignore[index]  # `thing` of a fact is any word
        for picture in pictures
        for seen in picture.values()
        if (fact.thing, str(fact.id)) in seen
    ]
    rows = [row for view in views for row in (view, *view.get("items", ()))]
    named = {row.get(name) for row in rows for name in _NAMED} - {None}
    own = {fact.id} if isinstance(fact.id, UUID) else set()
    return own | {UUID(str(id_)) for id_ in named}


_NAMED: Final = (
    "incident_id", "request_id", "offer_id", "deployment_id", "asset_id", "ship_id",
)  # fmt: skip


def _under_access(views: Views) -> bool:
    return any(thing in UNDER_ACCESS for seen in views.values() for thing, _ in seen)


def _audience(readers: list[tuple[str, int]]) -> str:
    return canonical(dict(sorted(readers)))


_NAMES: Final = text("SELECT code, name FROM party WHERE code = ANY(:codes)")
_ALL_NAMES: Final = text("SELECT code, name FROM party")


async def listed_names(db: AsyncSession, codes: Collection[str] | None = None) -> StateNames:
    """The names of these parties, or of all, for sentences."""
    if codes is not None and not codes:
        return BY_CODE
    rows = await (
        db.execute(_ALL_NAMES)
        if codes is None
        else db.execute(_NAMES, {"codes": sorted(set(codes))})
    )
    return StateNames({row.code: row.name for row in rows})


def _bodies(
    fact: Fact, by: Actor, names: StateNames, *, now: datetime, exercise: bool
) -> Callable[[EntryShare], str]:
    """From a party's share to its text; what all parties read alike is made once."""
    at = wire_instant(now)
    told = _plain(fact, names)

    def body(share: EntryShare) -> str:
        actor = by if share.fact else PLATFORM
        who = {"party": actor.party or None, "centre": actor.centre or None}
        if share.own:
            who["who"] = actor.who
        alike = told if share.fact else _PICTURE_CHANGED
        return canonical(
            {**alike, "at": at, "by": who, "changes": share.steps, "exercise": exercise}
        )

    return body


def _plain(fact: Fact, names: StateNames = BY_CODE) -> JsonObject:
    return {
        "type": fact.type,
        "about": {"thing": fact.thing, "id": str(fact.id) or None, "reference": fact.about},
        "facts": fact.model_dump(mode="json", exclude={"id", "about"}),
        "sentence": fact.sentence_by(names),
    }


_PICTURE_CHANGED: Final = _plain(PictureChanged(id="", about=""))


@dataclass(frozen=True, slots=True)
class Read:
    """An entry as one party reads it: its own number and the canonical text of its body."""

    party: str
    number: int
    body: str | None
    """None once erased."""
    resync: bool
    salt: bytes | None
    part: bytes
    """The salted hash of the body as it was recorded."""
    hash: bytes
    """Of the party's own chain, up to this entry."""
    at: datetime | None = None
    """The instant at which it was recorded, where that was asked for: an erased body does not tell
    it any more."""

    @property
    def json(self) -> str:
        """The entry as JSON text with the party's own number in it."""
        at = f',"at":"{wire_instant(self.at)}"' if self.at else ""
        body = self.body or f'{{"type":"Erased"{at}}}'
        resync = "true" if self.resync else "false"
        proof = canonical(self._proof)
        return f'{{"number":{self.number},"resync":{resync},"proof":{proof},{body[1:]}'

    @property
    def _proof(self) -> JsonObject:
        """The salt proves the body; of one that is not as it was recorded only the hash is told."""
        body, salt = self.body, self.salt
        if body is not None and salt is not None and digest(salt, body) == self.part:
            return {"hash": self.hash.hex(), "salt": salt.hex()}
        return {"digest": self.part.hex(), "hash": self.hash.hex()}


async def head(db: AsyncSession, party: str) -> int:
    """The party's last own number; 0 before its first entry."""
    found = await db.execute(
        select(col(RecordHead.party_number)).where(col(RecordHead.party_code) == party)
    )
    return found.scalar_one_or_none() or 0


async def own_head(db: AsyncSession, party: str) -> tuple[int, bytes]:
    """The party's last own number and the hash of its own chain there."""
    found = await db.get(RecordHead, party)
    return (found.party_number, found.hash) if found else (0, b"")


async def since(db: AsyncSession, party: str, number: int, *, limit: int = 500) -> list[Read]:
    """The party's entries after its own number `number`, in order, without a gap."""
    place = col(RecordReader.party_number)
    query = READ.where(col(RecordReader.party_code) == party, place > number).order_by(place)
    return [Read(*row) for row in await db.execute(query.limit(limit))]


async def committed_since(
    db: AsyncSession, number: int, parties: Iterable[str], *, at_most: int = 10_000
) -> tuple[int, list[Read]]:
    """The parties' entries after `number` of the installation, at most so many of them, and the
    number that this leads to. A number below `number`: it is not this record."""
    head = (
        await db.execute(text("SELECT coalesce(max(number), 0) FROM record_entry"))
    ).scalar_one()
    reached = min(int(head), number + at_most)
    if reached <= number:
        return reached, []
    rows = await db.execute(
        READ.where(
            col(RecordReader.number) > number,
            col(RecordReader.number) <= reached,
            col(RecordReader.party_code).in_(list(parties)),
        ).order_by(col(RecordReader.number))
    )
    return reached, [Read(*row) for row in rows]


async def things_changed(db: AsyncSession, thing: Thing, *, after: int, until: int) -> set[UUID]:
    """The things of a kind that anybody's picture changed of in these entries, by id."""
    rows = await db.execute(_CHANGED, {"thing": thing, "after": after, "until": until})
    return {UUID(id_) for id_ in rows.scalars()}


_CHANGED = text(
    "SELECT DISTINCT step ->> 'id' FROM record_slot s,"
    " jsonb_array_elements(CAST(s.body AS jsonb) -> 'changes') step"
    " WHERE s.number > :after AND s.number <= :until AND s.slot > 0 AND step ->> 'thing' = :thing"
)


PROOF: Final = (
    col(RecordSlot.salt),
    col(RecordEntry.parts)[col(RecordReader.slot) + 1],
    col(RecordReader.hash),
)
READ: Final = (
    select(
        col(RecordReader.party_code),
        col(RecordReader.party_number),
        col(RecordSlot.body),
        col(RecordReader.resync),
        *PROOF,
    )
    .join(RecordEntry, col(RecordEntry.number) == col(RecordReader.number))
    .outerjoin(
        RecordSlot,
        (col(RecordSlot.number) == col(RecordReader.number))
        & (col(RecordSlot.slot) == col(RecordReader.slot)),
    )
)


def parse(read: Read) -> JsonObject:
    """An entry as plain data."""
    result: JsonObject = orjson.loads(read.json)
    return result
