"""Tables of agreements: versions, signatures and terms, and the occasions that terms apply to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from sar.agreements.words import Phase, Situation, VersionState, Visibility
from sar.db import instant, word, words
from sar.geo.columns import AreaColumn, PointColumn
from sar.geo.position import LatLon


class Agreement(SQLModel, table=True):
    """A technical cooperation agreement between two or more parties."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("proposed_by", "reference"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    reference: str
    """Unique among the agreements that its parties see; strangers may use it too."""
    title: str
    proposed_by: str = Field(foreign_key="party.code")
    created_at: datetime = instant()


class AgreementParty(SQLModel, table=True):
    """A party to an agreement."""

    __tablename__ = "agreement_party"

    agreement_id: UUID = Field(foreign_key="agreement.id", primary_key=True)
    party_code: str = Field(foreign_key="party.code", primary_key=True, index=True)


class Version(SQLModel, table=True):
    """One text of an agreement; never edited once proposed.

    Its state follows from its instants (`versions.version_state`), so that a state that time
    brings (entry into force, end) holds whether or not a job has run; `state` is the one last put
    on the record. `ended_at` is the earlier of `notice_at` and the moment at which a newer version
    takes over, and is set in advance: nothing holds by it from then on. From `left_at` it holds for
    running cases alone. A draft's number is provisional: it must not betray to one party that
    another drafts too.
    """

    __tablename__ = "version"
    __table_args__ = (
        Index(
            "uq_version_number",
            "agreement_id",
            "number",
            unique=True,
            postgresql_where=text("proposed_at IS NOT NULL"),
        ),
        Index(
            "uq_version_draft",
            "agreement_id",
            "drafted_by",
            unique=True,
            postgresql_where=text("state = 'draft'"),
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    agreement_id: UUID = Field(foreign_key="agreement.id", index=True)
    number: int
    drafted_by: str = Field(foreign_key="party.code")
    note: str = ""
    instruments: list[dict[str, str]] = Field(default_factory=list, sa_type=JSONB)
    authentic: dict[str, Any] | None = Field(default=None, sa_type=JSONB, nullable=True)
    """The text that its fields render, which prevails over them: `{"kind", "languages", "deposit",
    "sha256", "file_name"}`; None: none is named."""
    arrangement: list[dict[str, Any]] | None = Field(default=None, sa_type=JSONB, nullable=True)
    """The words of the clauses of an arrangement between centres that no field holds, by clause:
    `{"clause", "words"}`; None: there are none."""
    prevails_over: list[str] = words()
    """References of agreements that this one prevails over, by its own precedence clause."""
    conflicts: list[dict[str, Any]] | None = Field(default=None, sa_type=JSONB, nullable=True)
    """Its clauses that conflict, as far as is known, `{"party", "count", "since"}`, of the
    party's agreements alone. Each party is shown its own (`conflict_alarm`)."""
    valid_from: datetime = instant()
    valid_until: datetime | None = instant(default=None)
    created_at: datetime = instant()
    proposed_at: datetime | None = instant(default=None)
    signed_at: datetime | None = instant(default=None)
    """The instant of the last signature."""
    suspended_at: datetime | None = instant(default=None)
    suspended_by: str | None = Field(default=None, foreign_key="party.code")
    notice_at: datetime | None = instant(default=None)
    """The end of the whole for all, at once: one that is not in force. By an earlier release a
    party's notice for one in force too."""
    left_at: datetime | None = instant(default=None)
    """The instant from which fewer than two parties take part (`versions.left_at`)."""
    end_reason: str = ""
    ended_at: datetime | None = instant(default=None)
    state: VersionState = Field(default=VersionState.DRAFT, sa_type=word(VersionState))
    row_version: int = 1


class Signature(SQLModel, table=True):
    """A party's signature under a version, by its negotiator."""

    __tablename__ = "signature"

    version_id: UUID = Field(foreign_key="version.id", primary_key=True)
    party_code: str = Field(foreign_key="party.code", primary_key=True)
    person_id: UUID | None = None
    at: datetime = instant()


class SharingSuspension(SQLModel, table=True):
    """A party's word that what it grants under a version is suspended from an instant on, or that
    its part in it ends then; the row goes when the party takes it back. The others go on."""

    __tablename__ = "sharing_suspension"

    version_id: UUID = Field(foreign_key="version.id", primary_key=True, ondelete="CASCADE")
    party_code: str = Field(foreign_key="party.code", primary_key=True)
    withdraws: bool = Field(primary_key=True)
    """Its part ends: what others grant it ends too."""
    from_at: datetime = instant()
    reason: str
    said_at: datetime = instant()


class Term(SQLModel, table=True):
    """One machine-readable clause of a version."""

    __tablename__ = "term"
    __table_args__ = (
        UniqueConstraint("version_id", "ordinal"),
        CheckConstraint("position_precision_nm >= 0", name="precision"),
        CheckConstraint("position_delay_minutes >= 0", name="delay"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    version_id: UUID = Field(foreign_key="version.id", index=True)
    ordinal: int
    document: dict[str, Any] = Field(sa_type=JSONB)
    """The whole clause less its zone (`term_document.stored`). The columns below repeat of it what
    SQL asks for, as `drafting.columns_of` writes them; nothing else writes them."""
    article: str
    kinds: list[str] = words()
    types: list[str] = words()
    excluded_types: list[str] = words()
    zone: Any = Field(default=None, sa_type=AreaColumn, nullable=True)
    phases: list[str] = words()
    situations: list[str] = words()
    valid_from: datetime | None = instant(default=None)
    valid_until: datetime | None = instant(default=None)
    visibility: Visibility | None = Field(default=None, sa_type=word(Visibility))
    position_precision_nm: float = 0.0
    position_delay_minutes: int = 0


class TermPair(SQLModel, table=True):
    """A pair of grantor and grantee under a term: written with the last signature, so that a draft
    costs nobody it names, and read by the SQL form."""

    __tablename__ = "term_pair"

    term_id: UUID = Field(foreign_key="term.id", primary_key=True, ondelete="CASCADE")
    grantor: str = Field(foreign_key="party.code", primary_key=True, index=True)
    grantee: str = Field(foreign_key="party.code", primary_key=True, index=True)


class Occasion(SQLModel, table=True):
    """An open incident that a party is involved in: terms with phases or situations ask for one.

    `incidents` writes it, in the transaction that changes the incident.
    """

    __tablename__ = "occasion"
    __table_args__ = (Index("ix_occasion_point", "point", postgresql_using="gist"),)

    incident_id: UUID = Field(primary_key=True)
    party_code: str = Field(foreign_key="party.code", primary_key=True, index=True)
    situation: Situation = Field(sa_type=word(Situation))
    phase: Phase = Field(sa_type=word(Phase))
    point: LatLon | None = Field(default=None, sa_type=PointColumn, nullable=True)
    since: datetime = instant()
    """The instant from which the party is involved: what others suspend later spares the case."""
