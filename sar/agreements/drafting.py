"""Drafts of versions: their faults, and the rows that store one without faults."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic_core import PydanticCustomError

from sar.agreements.asset_scope import LIMIT, bears_on, kinds_meant
from sar.agreements.clauses import pairs
from sar.agreements.feed_clauses import ALL_FEEDS
from sar.agreements.models import Term, Version
from sar.agreements.schemas import AgreementDraftBody, InstrumentBody
from sar.agreements.spoken import KINDS, listed
from sar.agreements.term_document import (
    FIELDS,
    IDLE_OF_ENTRY,
    IDLE_OF_OWN_COSTS,
    SCOPE,
    TermDocument,
    stored,
)
from sar.agreements.words import WITHOUT_CASE, Binding, ClockName, CostRule, Visibility
from sar.text_fields import visible

FieldFault = dict[str, Any]
"""`field`, `code`, `reason`, as `errors.Malformed` lists them."""


def faults(
    draft: AgreementDraftBody, *, at: str, reference: str, parties: Collection[str], now: datetime
) -> list[FieldFault]:
    """Every contradiction, and every name of a party that is none; `at` leads the field."""
    found = [*_of_validity(draft, at)]
    if draft.valid_until is not None and draft.valid_until <= now:
        found.append(_fault(f"{at}valid_until", "in_the_past", "must lie in the future"))
    if reference in draft.prevails_over:
        found.append(
            _fault(f"{at}prevails_over", "over_itself", "an agreement cannot prevail over itself")
        )
    for i, instrument in enumerate(draft.instruments):
        found += _of_instrument(instrument, f"{at}instruments[{i}].", parties)
    for i, term in enumerate(draft.terms):
        found += _of_term(term, f"{at}terms[{i}].", parties)
    if _pairs_beyond(MOST_PAIRS, draft, parties):
        reason = f"name more than {MOST_PAIRS} pairs of grantor and grantee: name them narrower"
        found.append(_fault(f"{at}terms", "too_many_pairs", reason))
    return found


MOST_PAIRS: Final = 5_000
"""Of grantor and grantee under all terms of a version (house figure)."""


def _pairs_beyond(most: int, draft: AgreementDraftBody, parties: Collection[str]) -> bool:
    left = most
    for term in draft.terms:
        left -= len(pairs(parties, grantor=term.grantor, grantees=term.grantees))
        if left < 0:
            return True
    return False


def _fault(field: str, code: str, reason: str) -> FieldFault:
    return {"field": field, "code": code, "reason": reason}


def _of_validity(body: AgreementDraftBody | TermDocument, at: str) -> Iterator[FieldFault]:
    if body.valid_from and body.valid_until and body.valid_until <= body.valid_from:
        yield _fault(f"{at}valid_until", "out_of_order", "must be later than valid_from")


def _of_instrument(
    instrument: InstrumentBody, at: str, parties: Collection[str]
) -> Iterator[FieldFault]:
    one = instrument.binds is Binding.ONE
    if one and instrument.party not in parties:
        yield _fault(f"{at}party", "not_a_party", "must say which of the parties it binds")
    if not one and instrument.party is not None:
        yield _fault(f"{at}party", "binds_not_one", "goes only with binds = one")


def _of_term(term: TermDocument, at: str, parties: Collection[str]) -> Iterator[FieldFault]:
    yield from _of_validity(term, at)
    if term.grantor is not None and term.grantor not in parties:
        yield _fault(f"{at}grantor", "not_a_party", "must be a party to the agreement")
    for i, grantee in enumerate(term.grantees):
        if grantee not in parties:
            yield _fault(f"{at}grantees[{i}]", "not_a_party", "must be a party to the agreement")
        if grantee == term.grantor:
            yield _fault(f"{at}grantees[{i}]", "is_the_grantor", "nobody grants to itself")
    if both := sorted(set(term.types) & set(term.excluded_types)):
        reason = f"{', '.join(both)} cannot be both named and excluded"
        yield _fault(f"{at}excluded_types", "named_and_excluded", reason)
    if term.zone_name and term.zone is None:
        yield _fault(f"{at}zone_name", "zone_missing", "names a zone that is not drawn")
    if term.visibility is not Visibility.POSITION:
        for field in ("position_precision_nm", "position_delay_minutes"):
            if getattr(term, field):
                yield _fault(
                    f"{at}{field}", "without_position", "goes only with visibility = position"
                )
    yield from _of_lines(term, at)
    yield from _of_clearance(term, at)
    if term.costs and term.costs.rate_per_hour is not None and not term.costs.currency:
        reason = "a rate needs its currency (ISO 4217)"
        yield _fault(f"{at}costs", "currency_missing", reason)
    yield from _without_effect(term, at)
    if not _says_something(term):
        yield _fault(f"{at}article", "says_nothing", "a term must grant, limit or say something")


def _of_lines(term: TermDocument, at: str) -> Iterator[FieldFault]:
    """Faults of lines with signs that nobody sees, which earlier releases took."""
    lines = {"article": term.article, "zone_name": term.zone_name}
    lines |= {f"entry[{i}].contact": clause.contact for i, clause in enumerate(term.entry)}
    if term.costs is not None:
        lines["costs.note"] = term.costs.note
    for field, line in lines.items():
        try:
            visible(line)
        except PydanticCustomError as error:
            yield _fault(f"{at}{field}", error.type, error.message())


def _of_clearance(term: TermDocument, at: str) -> Iterator[FieldFault]:
    """One clause at most for each kind, and for all the others, on the same conditions; none for
    kinds that the article is not about."""
    seen: set[tuple[object, ...]] = set()
    for i, clause in enumerate(term.entry):
        on = (frozenset(clause.services), clause.unarmed, frozenset(clause.excluded_sensors))
        named = {(kind, *on) for kind in clause.kinds or (None,)}
        if seen & named:
            yield _fault(f"{at}entry[{i}].kinds", "entry_twice", "a clause before speaks of these")
        seen |= named
        meant = kinds_meant(clause, term)
        if beside := [kind for kind in clause.kinds if kind not in meant]:
            reason = f"the article is not about {listed([KINDS[kind] for kind in beside])}"
            yield _fault(f"{at}entry[{i}].kinds", "entry_beside_article", reason)


def _without_effect(term: TermDocument, at: str) -> Iterator[FieldFault]:
    """Faults of fields by which the platform would not act: it promises nothing by them."""
    if ALL_FEEDS in term.feeds and len(term.feeds) > 1:
        reason = "names all feeds: to name some of them beside has no effect"
        yield _fault(f"{at}feeds", "without_effect", reason)
    if ClockName.REFERRAL in term.clocks:
        reason = "no clock of referrals runs here: say it in the words of the article"
        yield _fault(f"{at}clocks.referral", "without_effect", reason)
    if _says_something(term) and not bears_on(term):
        for field in LIMIT:
            if getattr(term, field):
                reason = (
                    "has no effect on time limits, awareness and feeds: say it in another article"
                )
                yield _fault(f"{at}{field}", "without_effect", reason)
    for i, clause in enumerate(term.entry):
        for field in IDLE_OF_ENTRY[clause.mode]:
            if getattr(clause, field):
                reason = "has no effect where units enter in that way: leave it out"
                yield _fault(f"{at}entry[{i}].{field}", "without_effect", reason)
    if idle := [one.replace("_", " ") for one in term.situations if one in WITHOUT_CASE]:
        for field in ("visibility", "incident_awareness", "feeds", "phases"):
            if getattr(term, field):
                kinds = " or ".join(idle)
                reason = f"has no effect in {kinds}, of which no case is: say it in another term"
                yield _fault(f"{at}{field}", "without_effect", reason)
    if term.costs is not None and term.costs.rule is CostRule.OWN:
        for field in IDLE_OF_OWN_COSTS:
            if getattr(term.costs, field):
                reason = "has no effect where each party bears its own costs: leave it out"
                yield _fault(f"{at}costs.{field}", "without_effect", reason)


def _says_something(term: TermDocument) -> bool:
    said = (getattr(term, name) for name in FIELDS if name not in SCOPE)
    return any(one not in (None, "", (), {}) for one in said)


def version_of(
    draft: AgreementDraftBody,
    *,
    id_: UUID,
    agreement_id: UUID,
    number: int,
    drafted_by: str,
    now: datetime,
) -> Version:
    """The row of a draft."""
    version = Version(
        id=id_,
        agreement_id=agreement_id,
        number=number,
        drafted_by=drafted_by,
        valid_from=draft.valid_from,
        created_at=now,
    )
    retext(version, draft)
    return version


def retext(version: Version, draft: AgreementDraftBody) -> None:
    """Give a draft's row another text; its terms are rows of their own."""
    version.note = draft.note
    version.instruments = [
        instrument.model_dump(mode="json", exclude_none=True) for instrument in draft.instruments
    ]
    version.authentic = draft.authentic.model_dump(mode="json") if draft.authentic else None
    version.arrangement = [one.model_dump() for one in draft.arrangement] or None
    version.prevails_over = list(draft.prevails_over)
    version.valid_from = draft.valid_from
    version.valid_until = draft.valid_until


def terms_of(draft: AgreementDraftBody, *, version_id: UUID) -> list[Term]:
    """The rows of a draft's terms."""
    return [
        Term(version_id=version_id, ordinal=ordinal, **columns_of(document))
        for ordinal, document in enumerate(draft.terms, 1)
    ]


def columns_of(document: TermDocument) -> dict[str, Any]:
    """The columns of a term that hold a clause: the whole of it, and again what SQL asks for."""
    lists = {name: [str(one) for one in getattr(document, name)] for name in _AS_LISTS}
    single = {name: getattr(document, name) for name in _AS_THEY_ARE}
    return {"document": stored(document), **lists, **single}


_AS_LISTS: Final = ("kinds", "types", "excluded_types", "phases", "situations")
_AS_THEY_ARE: Final = (
    "article",
    "zone",
    "valid_from",
    "valid_until",
    "visibility",
    "position_precision_nm",
    "position_delay_minutes",
)


def spelled_out(terms: Iterable[Term], parties: Collection[str]) -> list[dict[str, Any]]:
    """The rows of the pairs of grantor and grantee under each term."""
    return [
        {"term_id": term.id, "grantor": grantor, "grantee": grantee}
        for term in terms
        for grantor, grantee in pairs(
            parties, grantor=term.document["grantor"], grantees=term.document["grantees"]
        )
    ]
