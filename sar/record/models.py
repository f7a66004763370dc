"""Tables of the chronological record: a chain of hashes over payloads that can be erased."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from sar.db import instant


class RecordEntry(SQLModel, table=True):
    """One link of the chain: never changed, never erased; tells nothing of the payload.

    `parts` are the salted hashes of the audience and of each slot's payload; integers count as
    8 bytes, big endian: `hash = sha256(prev ‖ number ‖ at (µs) ‖ type ‖ sha256(parts))`.
    """

    __tablename__ = "record_entry"

    number: int = Field(
        sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    at: datetime = instant()
    type: str
    parts: list[bytes] = Field(sa_type=ARRAY(LargeBinary))
    prev: bytes
    hash: bytes


class RecordSlot(SQLModel, table=True):
    """The payload of an entry for one part of its audience, as canonical JSON text; erasable.

    Slot 0 holds the audience itself: which party reads which slot.
    """

    __tablename__ = "record_slot"

    number: int = Field(sa_type=BigInteger, primary_key=True, foreign_key="record_entry.number")
    slot: int = Field(primary_key=True)
    salt: bytes
    body: str


class RecordErasure(SQLModel, table=True):
    """The erasure of a payload, whole or in part: when (real time), by whom and why. Never changed,
    never erased; the last one of a payload counts."""

    __tablename__ = "record_erasure"

    number: int = Field(sa_type=BigInteger, primary_key=True, foreign_key="record_entry.number")
    slot: int = Field(primary_key=True)
    at: datetime = instant(primary_key=True)
    by: str
    reason: str
    rest: bytes | None = None
    """The salted hash of what is left of the payload; None: nothing is."""
    seal: bytes | None = None
    """The hash over all payloads of one act; the entry that tells of the act has it. None: erased
    whole before such acts were sealed."""


class RecordReader(SQLModel, table=True):
    """One party's own, gap-free number for an entry of its audience, and which slot it reads.

    `hash` links the party's own entries: `sha256(the one before ‖ party_number ‖ resync ‖ part)`,
    where `part` is the salted hash of the slot's payload as it was recorded.
    """

    __tablename__ = "record_reader"
    __table_args__ = (Index("ix_record_reader_resync", "number", postgresql_where=text("resync")),)

    party_code: str = Field(primary_key=True)
    party_number: int = Field(
        sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    number: int = Field(sa_type=BigInteger, foreign_key="record_entry.number", index=True)
    slot: int
    resync: bool = False
    """The party's access has changed beyond this entry: it reads its snapshot again."""
    hash: bytes


class RecordSubject(SQLModel, table=True):
    """A thing that an entry is about: its own, its case, its request, its unit.

    Finds the entries of a case or a unit, also erased ones. No part of the chain. A party finds by
    it the facts that it was told, never what merely changed its picture.
    """

    __tablename__ = "record_subject"

    subject: UUID = Field(primary_key=True)
    number: int = Field(
        sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )


class RecordHead(SQLModel, table=True):
    """The last own number and hash of each party; written under the record's lock alone."""

    __tablename__ = "record_head"

    party_code: str = Field(primary_key=True)
    party_number: int = Field(default=0, sa_type=BigInteger)
    hash: bytes = b""
