"""Tables of parties, their centres, people, roles, sign-ins and keys."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from sar.db import instant, word, words
from sar.geo.columns import AreaColumn, PointColumn
from sar.geo.declared import LimitKind
from sar.geo.position import LatLon
from sar.parties.roles import Role


class Party(SQLModel, table=True):
    """A State, or an organisation it designates. A listed one has not joined: no people."""

    __tablename__ = "party"
    __table_args__ = (CheckConstraint("code ~ '^[A-Z][A-Z0-9]{1,7}$'", name="code"),)

    code: str = Field(primary_key=True)
    name: str
    listed: bool = False
    treaties: list[dict[str, str]] = Field(default_factory=list, sa_type=JSONB)
    """`{"instrument": "SAR 1979", "status"}`: a word of `treaty_law`."""
    watch_acts: bool = True
    """A watch officer acts as coordinator where none is present."""
    focal_point: dict[str, str] | None = Field(default=None, sa_type=JSONB)
    """For the missing and the dead: `{"office", "contact"}`"""
    entry_authority: dict[str, Any] | None = Field(
        default=None, sa_type=JSONB(none_as_null=True), nullable=True
    )
    """Designated for entry beside its centres (SAR Convention, Annex 3.1.3): `{"function",
    "numbers"}`, the first number to be tried first."""
    assistance_entry: dict[str, Any] | None = Field(default=None, sa_type=JSONB, nullable=True)
    """Its own word on vessels that enter to assist (`assistance_word`): `{"civil", "state",
    "military", "source", "dated_on", "note", "stated_at"}`; what it said before is on the record.
    """
    limits_complete: bool = False
    """It says that its declared limits are all there are (`geo/waters.py`)."""
    created_at: datetime = instant()


class Centre(SQLModel, table=True):
    """A rescue coordination centre or other authority of a party."""

    __tablename__ = "centre"
    __table_args__ = (Index("ix_centre_srr", "srr", postgresql_using="gist"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    party_code: str = Field(foreign_key="party.code", index=True)
    code: str = Field(unique=True)
    name: str
    position: LatLon = Field(sa_type=PointColumn)
    srr: Any = Field(default=None, sa_type=AreaColumn, nullable=True)
    """Search and rescue region: illustrative, no prejudice to any boundary (Annex 2.1.7)."""
    languages: list[str] = words()
    contacts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """Ordered: `{"channel", "value", "language", "verified_on", "hours", "in_exercises"}`"""
    webhook_secrets: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """The secrets of contacts that are webhooks: `{"value", "secret"}`. In no view, entry or
    log."""
    time_zone: str = "UTC"
    retired_at: datetime | None = instant(default=None)
    """From then on it is asked for nothing, and offered nowhere."""
    version: int = 1


class DeclaredLimit(SQLModel, table=True):
    """A limit of a party's waters, land or zone, as it has declared it. Never changed: withdrawn,
    and declared anew."""

    __tablename__ = "declared_limit"
    __table_args__ = (
        CheckConstraint("(area IS NULL) <> (place IS NULL)", name="one_shape"),
        CheckConstraint("place IS NULL OR kind = 'island'", name="place_of_an_island"),
        Index(
            "ix_declared_limit_standing",
            "party_code",
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    party_code: str = Field(foreign_key="party.code")
    kind: LimitKind = Field(sa_type=word(LimitKind))
    name: str
    area: Any = Field(default=None, sa_type=AreaColumn, nullable=True)
    place: LatLon | None = Field(default=None, sa_type=PointColumn, nullable=True)
    deposit: str
    """The deposit or publication: an M.Z.N. number, a law."""
    deposited_on: date
    note: str = ""
    declared_at: datetime = instant()
    withdrawn_at: datetime | None = instant(default=None)
    withdrawn_reason: str = ""


class Person(SQLModel, table=True):
    """An account of one party."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("party_code", "login"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    party_code: str = Field(foreign_key="party.code", index=True)
    login: str
    """Unique within the party; signing in, people write `ITA/login`."""
    name: str
    password_hash: str
    created_at: datetime = instant()
    disabled_at: datetime | None = instant(default=None)
    version: int = 1


class Posting(SQLModel, table=True):
    """A role that a person holds at a centre of its party."""

    __tablename__ = "posting"

    person_id: UUID = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")
    centre_id: UUID = Field(foreign_key="centre.id", primary_key=True)
    role: Role = Field(sa_type=word(Role), primary_key=True)


class SignIn(SQLModel, table=True):
    """A browser's session: an opaque token, stored hashed. Real time."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_centre_id_used_at", "centre_id", "used_at"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    token_hash: bytes = Field(unique=True)
    person_id: UUID = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    centre_id: UUID = Field(foreign_key="centre.id")
    created_at: datetime = instant()
    used_at: datetime = instant()
    """Its last use, by the minute."""
    expires_at: datetime = instant()
    ended_at: datetime | None = instant(default=None)


class OpenPages(SQLModel, table=True):
    """A web process, and the sessions that have a page open on its live feed. Real time of the
    database; one that is silent has ended."""

    __tablename__ = "open_pages"

    id: UUID = Field(primary_key=True)
    at: datetime = instant()
    sign_ins: list[UUID] = Field(sa_type=ARRAY(Uuid))


class ApiKey(SQLModel, table=True):
    """A machine's key: shown once, stored hashed, acts for one centre of its party. Real time."""

    __tablename__ = "api_key"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    party_code: str = Field(foreign_key="party.code", index=True)
    centre_id: UUID = Field(foreign_key="centre.id")
    label: str
    roles: list[str] = words()
    token_hash: bytes = Field(unique=True)
    created_at: datetime = instant()
    revoked_at: datetime | None = instant(default=None)


class WatchTakeover(SQLModel, table=True):
    """A person who took over the watch of a centre, and how far the record was read then."""

    __tablename__ = "watch_takeover"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    party_code: str = Field(foreign_key="party.code")
    centre_id: UUID = Field(foreign_key="centre.id", index=True)
    name: str
    """The person's name as it was then."""
    from_whom: str = ""
    note: str = ""
    read_to: int = Field(sa_type=BigInteger)
    """The party's own number of the last entry that was read."""
    at: datetime = instant()
