"""An arrangement goes out as a text and comes back as a draft, with a report of what was read."""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar.agreements import drafting, service, visible
from sar.agreements.arrangement_clauses import TITLES
from sar.agreements.arrangement_reading import (
    DraftRead,
    LineFault,
    ReadArrangement,
    against_source,
    draft_in,
    explained_lines,
    read_arrangement,
)
from sar.agreements.arrangement_text import ArrangementSource, MarkKey, arrangement_text, key_name
from sar.agreements.arrangement_views import (
    ArrangementReadView,
    ChangedMarkView,
    IgnoredLineView,
    NotUnderstoodView,
    WordsReadView,
)
from sar.agreements.schemas import AgreementDraftBody, AmendAgreementBody
from sar.agreements.term_document import FIELDS
from sar.agreements.views import AgreementView, VersionView
from sar.agreements.words import ClockName, VersionState
from sar.errors import Malformed, NotFound
from sar.http.reasons import code, reason
from sar.parties.caller import Caller
from sar.threads import to_its_end
from sar.wire import check_version

MOST_TOLD: Final = 200
"""Of the faults, the changes and the lines that are not kept (house figure); of more only how
many."""
_LONGEST: Final = 200


async def written_out(
    db: AsyncSession, caller: Caller, agreement_id: UUID, number: int | None
) -> tuple[str, str]:
    """The name of the file and the text of a version that the caller's party sees; of the newest,
    if none is named."""
    agreement = await visible.view_of(db, caller, agreement_id)
    version = _version(agreement, number) if number else agreement.versions[0]
    if version is None:
        raise NotFound("version")
    source = source_of(agreement, version)
    name = agreement.reference.replace("/", "-")
    return f"{name}-v{version.number}.md", await _aside(arrangement_text, source)


async def read_in(
    db: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    content: bytes,
    *,
    check: bool,
    repeated: bool,
    now: datetime,
) -> ArrangementReadView:
    """Read an edited text back into the party's draft: the draft that it was written of gets that
    text, else there is a new one. With `check`, and where a line is not understood, nothing is
    kept; then all such lines are told."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Malformed.at("body", "not_utf8", "is not in UTF-8: save it as plain text") from None
    agreement = await visible.view_of(db, caller, agreement_id)
    found = await _aside(_read, text, agreement, now)
    if not (check or repeated):
        if found.faults:
            raise _malformed(found.faults)
        await _write(db, caller, agreement, found, now=now)
        agreement = await visible.view_of(db, caller, agreement_id)
    draft = None if check else _own_draft(agreement, caller.party)
    return _report(found, agreement, digest=sha256(content).hexdigest(), draft=draft)


@dataclass(frozen=True, slots=True)
class _Found:
    """All that a text says, beside the version that it is of."""

    source: ArrangementSource
    read: ReadArrangement
    draft: DraftRead
    body: AgreementDraftBody | None
    """None: it cannot be a draft, as the faults say."""
    faults: list[LineFault]
    change: int


def _read(text: str, agreement: AgreementView, now: datetime) -> _Found:
    read = read_arrangement(text)
    version, faults = _named_version(read, agreement)
    source = source_of(agreement, version)
    explained = explained_lines(source)
    read.ignored = [one for one in read.ignored if one[1] not in explained]
    draft = draft_in(read)
    faults = [*read.faults, *faults, *against_source(read, source), *draft.faults]
    body = None
    try:
        body = AgreementDraftBody.model_validate(draft.said)
    except ValidationError as error:
        for one in error.errors()[:MOST_TOLD]:
            faults.append(_at(draft, one["loc"], code=code(one), said=reason(one)))
    if body is not None:
        reference, parties = agreement.reference, agreement.parties
        for fault in drafting.faults(body, at="", reference=reference, parties=parties, now=now):
            loc = _loc(fault["field"])
            faults.append(_at(draft, loc, code=fault["code"], said=fault["reason"]))
    unique = {(one.line, one.code, one.reason): one for one in faults}
    change = read.fixed.get("change")
    return _Found(
        source=source,
        read=read,
        draft=draft,
        body=body,
        faults=sorted(unique.values(), key=lambda one: one.line),
        change=int(change.text) if change and _is_count(change.text) else 0,
    )


def _is_count(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", text) is not None


def _named_version(
    read: ReadArrangement, agreement: AgreementView
) -> tuple[VersionView, list[LineFault]]:
    """The version that the text says it is of, else the newest and the fault."""
    told = read.fixed.get("version")
    if told and _is_count(told.text):
        version = _version(agreement, int(told.text))
        if version is not None:
            return version, []
    newest = agreement.versions[0]
    said = f"must name a version of {agreement.reference}, like [[0 version: {newest.number}]]"
    return newest, [LineFault(told.line if told else 1, "no_such_version", said)]


def _at(draft: DraftRead, loc: tuple[int | str, ...], *, code: str, said: str) -> LineFault:
    line, key = draft.line_of(loc)
    return LineFault(line, code, f"{key_name(key)} {said}" if key else said, key)


def _loc(field: str) -> tuple[int | str, ...]:
    """`terms[1].costs.rule` as the places it goes through."""
    parts = re.findall(r"[a-z_0-9]+", field)
    return tuple(int(part) if part.isdigit() else part for part in parts)


async def _write(
    db: AsyncSession, caller: Caller, agreement: AgreementView, found: _Found, *, now: datetime
) -> None:
    assert found.body is not None  # noqa: S101 a fault else
    own = _own_draft(agreement, caller.party)
    if own is not None and own == found.source.version:
        draft = _version(agreement, own)
        assert draft is not None  # noqa: S101 it is the one that was found
        check_version(given=found.change, current=draft.version)
        await service.redraft(db, caller, agreement.id, found.body, version=found.change, now=now)
        return
    body = AmendAgreementBody.model_validate({**found.draft.said, "id": uuid7()})
    await service.amend(db, caller, agreement.id, body, now=now)


def _own_draft(agreement: AgreementView, party: str) -> int | None:
    for version in agreement.versions:
        if version.state is VersionState.DRAFT and version.drafted_by == party:
            return version.number
    return None


def _version(agreement: AgreementView, number: int) -> VersionView | None:
    return next((one for one in agreement.versions if one.number == number), None)


def source_of(agreement: AgreementView, version: VersionView) -> ArrangementSource:
    """The version as its text is written of it."""
    whole = version.model_dump(mode="json")
    said = {name: whole[name] for name in AgreementDraftBody.model_fields}
    said["arrangement"] = [
        {"clause": one.clause, "words": one.words} for one in version.arrangement
    ]
    said["terms"] = [{name: term[name] for name in FIELDS} for term in whole["terms"]]
    return ArrangementSource(
        reference=agreement.reference,
        title=agreement.title,
        parties=agreement.parties,
        version=version.number,
        change=version.version,
        said=said,
        sentences=[
            term.sentence + (_RETIRED if ClockName.REFERRAL in term.clocks else "")
            for term in version.terms
        ],
    )


_RETIRED: Final = " (A clock of referrals is not taken any more: put it into words.)"


async def _aside(work: Any, *given: Any) -> Any:
    """In a thread: a large text takes longer than others should wait."""
    return await to_its_end(asyncio.ensure_future(asyncio.to_thread(work, *given)))


# the report


def _malformed(faults: list[LineFault]) -> Malformed:
    told = [
        {"field": f"line {one.line}", "code": one.code, "reason": one.reason}
        for one in faults[:MOST_TOLD]
    ]
    return Malformed.all(told, more=len(faults) - len(told))


def _report(
    found: _Found, agreement: AgreementView, *, digest: str, draft: int | None
) -> ArrangementReadView:
    before = found.source.marks()
    changed = list(_changed(found, before))
    read, faults = found.read, found.faults
    was = found.source.words()
    return ArrangementReadView(
        agreement_id=agreement.id,
        of_version=found.source.version,
        sha256=digest,
        fields=sum(bool(one.text) for one in read.marks.values()),
        changed=changed[:MOST_TOLD],
        changed_more=max(0, len(changed) - MOST_TOLD),
        words=[
            WordsReadView(
                clause=clause,
                title=TITLES[clause],
                line=read.headings.get(clause),
                changed=was.get(clause) != read.words.get(clause),
            )
            for clause in sorted({*was, *read.words})
            if clause in TITLES
        ],
        ignored=[IgnoredLineView(line=n, text=_cut(text)) for n, text in read.ignored[:MOST_TOLD]],
        ignored_more=max(0, len(read.ignored) - MOST_TOLD),
        not_understood=[
            NotUnderstoodView(
                line=one.line,
                code=one.code,
                reason=one.reason,
                mark=key_name(one.key) if one.key else None,
                stands=_cut(before.get(one.key, "")) if one.key else None,
            )
            for one in faults[:MOST_TOLD]
        ],
        not_understood_more=max(0, len(faults) - MOST_TOLD),
        draft=draft,
    )


def _changed(found: _Found, before: dict[MarkKey, str]) -> Iterable[ChangedMarkView]:
    """The fields that the text says differently from the version it is of, or not any more."""
    after = _canonical(found)
    unread = {one.key for one in found.faults}
    for key in sorted({*before, *after} - unread, key=lambda one: (one[0] or 0, one[1])):
        was, becomes = before.get(key, ""), after.get(key, "")
        if was != becomes:
            yield ChangedMarkView(
                line=found.draft.lines.get(key),
                mark=key_name(key),
                was=_cut(was),
                becomes=_cut(becomes),
            )


def _canonical(found: _Found) -> dict[MarkKey, str]:
    """The values of the text by field, as the platform writes them; as they were typed, where it
    cannot be a draft."""
    if found.body is None:
        return {key: one.text for key, one in found.read.marks.items() if one.text}
    said = found.body.model_dump(mode="json")
    numbers = dict(enumerate(found.draft.articles, 1))
    written = ArrangementSource(
        reference="", title="", parties=(), version=0, change=0, said=said, sentences=()
    ).marks()
    return {
        (None if article is None else numbers[article], path): text
        for (article, path), text in written.items()
    }


def _cut(text: str) -> str:
    """So much of it, with what cannot be printed left out."""
    shown = "".join(sign for sign in text[: _LONGEST + 1] if sign.isprintable())
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
