"""Request bodies of agreements: drafts, versions and terms."""

from operator import attrgetter
from typing import Annotated
from uuid import UUID

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError
from uuid_utils.compat import uuid7

from sar.agreements.arrangement_clauses import CLAUSES
from sar.agreements.term_document import (
    AgreementInstant,
    EachOnce,
    PartyCodes,
    TermDocument,
    once_each,
)
from sar.agreements.words import (
    AuthenticKind,
    Binding,
)
from sar.text_fields import Line, Named, PartyCode, Prose, Reason
from sar.wire import Body

Reference = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9./-]{1,39}$")]
AuthenticLanguage = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class InstrumentBody(Body):
    """A cited instrument; `binds` says whether all parties, only `party`, or it is guidance."""

    citation: Named
    binds: Binding
    party: PartyCode | None = None


class AuthenticTextBody(Body):
    """The text that the parties have agreed on elsewhere, which prevails over these fields.

    `languages`: those in which it is authentic, by ISO 639; `deposit`: where it is deposited and
    under which number; `sha256`: of its file, which stays with the parties.
    """

    kind: AuthenticKind
    languages: Annotated[
        tuple[AuthenticLanguage, ...], Field(min_length=1, max_length=20), EachOnce
    ]
    deposit: Line = ""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    file_name: Line = ""


def _plain_lines(words: str) -> str:
    """With one kind of line ends, and without blanks at the ends of lines and of the whole."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    plain = "\n".join(line.rstrip() for line in lines).strip()
    if not plain:
        raise PydanticCustomError("says_nothing", "must say something")
    return plain


class ArrangementWordsBody(Body):
    """The words of one of the clauses of an arrangement between centres, which no field holds."""

    clause: Annotated[int, Field(ge=1, le=len(CLAUSES))]
    words: Annotated[Prose, AfterValidator(_plain_lines)]


def _by_clause(words: tuple[ArrangementWordsBody, ...]) -> tuple[ArrangementWordsBody, ...]:
    once_each(tuple(one.clause for one in words))
    return tuple(sorted(words, key=attrgetter("clause")))


class AgreementDraftBody(Body):
    """The text of one version."""

    note: Line = ""
    authentic: AuthenticTextBody | None = None
    arrangement: Annotated[
        tuple[ArrangementWordsBody, ...], Field(max_length=len(CLAUSES)), AfterValidator(_by_clause)
    ] = Field(default=(), description="words by clause, as `GET …/arrangement` numbers them")
    instruments: Annotated[tuple[InstrumentBody, ...], Field(max_length=50)] = ()
    prevails_over: Annotated[tuple[Reference, ...], Field(max_length=50), EachOnce] = Field(
        default=(), description="references of agreements, by this one's own precedence clause"
    )
    valid_from: AgreementInstant
    valid_until: AgreementInstant | None = None
    terms: Annotated[tuple[TermDocument, ...], Field(min_length=1, max_length=200)]


class AmendAgreementBody(AgreementDraftBody):
    """A new version of an agreement; `id` is the version's."""

    id: UUID = Field(default_factory=uuid7)


class AgreementBody(Body):
    """A new agreement with the draft of its first version; the caller's party is one of them."""

    id: UUID = Field(default_factory=uuid7)
    reference: Reference
    title: Named
    parties: Annotated[PartyCodes, Field(min_length=2)]
    draft: AgreementDraftBody


VersionNumber = Annotated[int, Field(ge=1, le=100_000)]


class AgreementVersionBody(Body):
    """The version; null if only one is eligible."""

    version: VersionNumber | None = None


class SignAgreementBody(Body):
    """The version whose text was read: a signature is never given to another one."""

    version: VersionNumber


class SuspendSharingBody(AgreementVersionBody):
    """The reason, and the instant; null: as soon as the notice allows."""

    reason: Reason
    from_at: AgreementInstant | None = None


class EndAgreementBody(AgreementVersionBody):
    """The reason, and the instant; null: as soon as the notice allows, and at once for a version
    that is not in force."""

    reason: Reason
    at: AgreementInstant | None = None
