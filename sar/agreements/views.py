"""Response shapes of agreements."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import ConfigDict

from sar.agreements.term_document import TermDocument
from sar.agreements.words import (
    AuthenticKind,
    Binding,
    VersionState,
)
from sar.wire import Page, View


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView(TermDocument):
    """One clause, and what it says in plain English."""

    __pydantic_config__ = ConfigDict(json_schema_serialization_defaults_required=True)

    id: UUID
    ordinal: int
    sentence: str


class InstrumentView(View):
    """A cited instrument and whom it binds."""

    citation: str
    binds: Binding
    party: str | None = None


class SignatureView(View):
    """A party's signature, and its instant."""

    party: str
    at: datetime


class AuthenticTextView(View):
    """The text that the fields of a version render, and which prevails over them. Its file stays
    with the parties; `sha256` tells whether they hold the same."""

    kind: AuthenticKind
    languages: list[str]
    deposit: str
    sha256: str | None
    file_name: str


class ArrangementWordsView(View):
    """The words of one of the clauses of an arrangement between centres, which no field holds."""

    clause: int
    title: str
    words: str


class SharingSuspensionView(View):
    """A party's word that what it grants is suspended from an instant on, or that its part in the
    version ends then. Cases that it takes part in by then with another party go on under the terms
    they have."""

    party: str
    from_at: datetime
    reason: str
    said_at: datetime


class KnownConflictsView(View):
    """So many clauses of others conflict with a version, of the reader's own agreements alone;
    `since`: from when there were any."""

    count: int
    since: datetime


class VersionView(View):
    """One text of an agreement. `state` is the one on the record; the instants say the rest."""

    id: UUID
    number: int
    state: VersionState
    version: int
    """Counts changes: the If-Match of a draft."""
    drafted_by: str
    note: str
    instruments: list[InstrumentView]
    authentic: AuthenticTextView | None
    arrangement: list[ArrangementWordsView]
    arrangement_sha256: str | None
    """Of all those words, so that parties can tell that they read the same; null: there are none.
    """
    prevails_over: list[str]
    conflicts: KnownConflictsView | None
    """Of one that is proposed, until it is in force; null: none is known. `version` does not count
    these."""
    valid_from: datetime
    valid_until: datetime | None
    created_at: datetime
    proposed_at: datetime | None
    signed_at: datetime | None
    suspended_at: datetime | None
    suspended_by: str | None
    suspensions: list[SharingSuspensionView]
    withdrawals: list[SharingSuspensionView]
    """Of parties that end their part; the others go on, while there are two."""
    ended_at: datetime | None
    end_reason: str
    signatures: list[SignatureView]
    terms: list[TermView]


class AgreementView(View):
    """An agreement with every version that the caller's party may see, the newest first."""

    id: UUID
    version: int
    """Counts changes to any of the versions shown."""
    reference: str
    title: str
    parties: list[str]
    created_at: datetime
    versions: list[VersionView]


class AgreementPage(Page[AgreementView]):
    """Agreements of the own party."""
