"""Making an answer link for a centre that has not joined, and withdrawing it, by who asks it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.errors import Conflict, Forbidden, Malformed, Refusal
from sar.incidents.informing.involving import refuse_kept_from
from sar.languages.places import filled
from sar.parties import visible as directory
from sar.parties.caller import Caller
from sar.parties.tokens import hash_password, new_token
from sar.record.service import Actor
from sar.requests import link_rows
from sar.requests.answer_links.link_rules import CODE_DIGITS, LASTS, code_from, link_row
from sar.requests.answer_links.subjects import (
    AnswerSubject,
    AskedOfCentre,
    AskedOfState,
    lock_addressee,
    lock_clearance,
)
from sar.requests.asking.answering import is_asked, request_over
from sar.requests.clearances import granting
from sar.requests.models import AnswerLink, AnswerLinkToken
from sar.time_words import minute_text

PAGE: Final = "/answer"
"""The page's address; the token follows in the fragment, which no browser sends."""


@dataclass(frozen=True, slots=True)
class NewSecrets:
    """The token and the code of a link to be made, with the hashes to keep of them."""

    token: str
    token_hash: bytes
    code: str
    code_hash: str

    def url(self, origin: str) -> str:
        """The address to send, on an origin of the platform."""
        return f"{origin}{PAGE}#{self.token}"


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be spoken by voice, with the hash to keep of it."""

    code: str
    code_hash: str


async def new_code() -> NewCode:
    """A code for one link. Hashing takes a while: it is done before anything is locked."""
    code = code_from(secrets.randbelow(10**CODE_DIGITS))
    return NewCode(code, await hash_password(code))


async def new_secrets() -> NewSecrets:
    """Secrets for one link, likewise."""
    token, token_hash = new_token()
    new = await new_code()
    return NewSecrets(token, token_hash, new.code, new.code_hash)


async def make_for_centre(
    db: AsyncSession,
    caller: Caller,
    request_id: UUID,
    centre_id: UUID,
    new: NewSecrets,
    *,
    now: datetime,
) -> None:
    """Make the link by which an addressed centre answers the caller's request."""
    subject = await _own(db, caller, request_id, centre_id)
    await issue(db, subject, new.token_hash, new.code_hash, by=caller.actor, now=now)


async def make_for_clearance(
    db: AsyncSession, caller: Caller, clearance_id: UUID, new: NewSecrets, *, now: datetime
) -> None:
    """Make the link by which a State answers the caller's clearance."""
    subject = await lock_clearance(db, caller, clearance_id)
    _check_own(caller, subject)
    await issue(db, subject, new.token_hash, new.code_hash, by=caller.actor, now=now)


async def issue(
    db: AsyncSession,
    subject: AnswerSubject,
    token_hash: bytes,
    code_hash: str | None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Make a link to the subject, which is locked; one that was made before is no longer good.
    `code_hash` None: its code is made when it is to be spoken.

    Conflict where its party answers here itself, or nothing is asked any more.
    """
    await _check_answerable(db, subject)
    real_now = clock.real_now()
    expires_at = clock.now_in(LASTS.total_seconds())
    async with subject.recording(db, by=by, now=now) as entry:
        await link_rows.end_links(db, subject.row, real_now=real_now)
        of_centre = isinstance(subject, AskedOfCentre)
        link = AnswerLink(
            addressee_id=subject.row.id if of_centre else None,
            clearance_id=None if of_centre else subject.row.id,
            code_hash=code_hash,
            made_at=real_now,
            expires_at=real_now + LASTS,
        )
        db.add(link)
        await db.flush()
        db.add(AnswerLinkToken(token_hash=token_hash, link_id=link.id))
        subject.row.link = link_row(made_at=now, expires_at=expires_at)
        subject.changed(now=now)
        entry.record(subject.made(minute_text(expires_at)), readers=subject.readers)


async def set_code_for_centre(
    db: AsyncSession,
    caller: Caller,
    request_id: UUID,
    centre_id: UUID,
    new: NewCode,
    *,
    now: datetime,
) -> None:
    """Give the link of an addressed centre a new code; Conflict where there is none that is good.

    The code before, and the device that had opened the link by it, are no longer good.
    """
    await _set_code(db, caller, await _own(db, caller, request_id, centre_id), new, now=now)


async def set_code_for_clearance(
    db: AsyncSession, caller: Caller, clearance_id: UUID, new: NewCode, *, now: datetime
) -> None:
    """Give the link of a State a new code, likewise."""
    subject = await lock_clearance(db, caller, clearance_id)
    _check_own(caller, subject)
    await _set_code(db, caller, subject, new, now=now)


async def _set_code(
    db: AsyncSession, caller: Caller, subject: AnswerSubject, new: NewCode, *, now: datetime
) -> None:
    link = await link_rows.standing_link(db, subject.row, real_now=clock.real_now())
    if link is None or subject.row.link is None:
        raise _no_link(subject)
    async with subject.recording(db, by=caller.actor, now=now) as entry:
        link.code_hash, link.device_hash, link.wrong_codes = new.code_hash, None, 0
        link.opening_hash = None
        subject.row.link = {**subject.row.link, "opened_at": None}
        subject.changed(now=now)
        entry.record(subject.code_made(), readers=subject.readers)


def _no_link(subject: AnswerSubject) -> Conflict:
    said = "There is no answer link that is good."
    return Conflict.of(Refusal("no_answer_link", said), state=subject.row.state)


async def withdraw_from_centre(
    db: AsyncSession, caller: Caller, request_id: UUID, centre_id: UUID, *, now: datetime
) -> None:
    """Withdraw the link of an addressed centre; what it has said stands."""
    await _withdraw(db, caller, await _own(db, caller, request_id, centre_id), now=now)


async def withdraw_from_clearance(
    db: AsyncSession, caller: Caller, clearance_id: UUID, *, now: datetime
) -> None:
    """Withdraw the link of a State; what it has said stands."""
    subject = await lock_clearance(db, caller, clearance_id)
    _check_own(caller, subject)
    await _withdraw(db, caller, subject, now=now)


async def _withdraw(
    db: AsyncSession, caller: Caller, subject: AnswerSubject, *, now: datetime
) -> None:
    if subject.row.link is None:
        raise _no_link(subject)
    async with subject.recording(db, by=caller.actor, now=now) as entry:
        await link_rows.end_links(db, subject.row, real_now=clock.real_now())
        subject.row.link = None
        subject.changed(now=now)
        entry.record(subject.withdrawn(), readers=subject.readers)


async def _own(
    db: AsyncSession, caller: Caller, request_id: UUID, centre_id: UUID
) -> AskedOfCentre:
    """The addressed centre of the caller's own request, locked."""
    subject = await lock_addressee(db, caller, request_id, centre_id)
    if subject is None:
        raise Malformed.at("centre_id", "not_addressed", "is not a centre this was sent to")
    _check_own(caller, subject)
    return subject


def _check_own(caller: Caller, subject: AnswerSubject) -> None:
    if isinstance(subject, AskedOfState):
        own = granting.speaks_for(caller, subject.work)
    else:
        own = subject.asker == caller.party
    if not own:
        raise Forbidden("not_yours", "Only who asks makes or withdraws an answer link.")


async def _check_answerable(db: AsyncSession, subject: AnswerSubject) -> None:
    """Nobody but the party itself answers for one that has joined, and nothing is answered that is
    asked no more."""
    refusals = over(subject)
    if (incident := subject.incident) is not None:
        await refuse_kept_from(db, incident, [subject.party])
    if subject.party in await directory.joined(db):
        name = (await directory.state_names(db)).of(subject.party)
        said = filled("{party} has joined: it answers here itself.", party=name)
        refusals.append(Refusal("answers_here", said, {"party": subject.party}))
    if refusals:
        raise Conflict.of(refusals, state=subject.row.state)


def over(subject: AnswerSubject) -> list[Refusal]:
    """The refusal where nothing is asked of the subject any more, or not yet."""
    if isinstance(subject, AskedOfState):
        return granting.nothing_asked(subject.row, subject.work.work.deployment)
    if subject.row.sent_at is None:
        said = filled(
            "{reference} has not been sent to {centre} yet.",
            reference=subject.request.reference,
            centre=subject.centre,
        )
        return [Refusal("not_sent", said)]
    return [] if is_asked(subject.request) else [request_over(subject.request)]
