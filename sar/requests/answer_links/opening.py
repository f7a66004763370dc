"""Opening an answer link on one device, by the code that was spoken by voice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, limits
from sar.errors import LinkNotGood, NotFound
from sar.incidents.access import kept_from
from sar.parties.caller import Caller
from sar.parties.tokens import beside_the_loop, hash_of, new_token, password_fits
from sar.record.service import PLATFORM
from sar.requests import link_rows
from sar.requests.answer_links.link_rules import judge_code, link_standing
from sar.requests.answer_links.making import over
from sar.requests.answer_links.subjects import AnswerSubject, lock_addressee, lock_clearance
from sar.requests.link_rows import KnownLink
from sar.requests.models import AnswerLink
from sar.requests.words import CodeOutcome, LinkStanding

BY_LINK: Final = "by link"
"""The actor, as the record names it: the function of who answers stands in the fact."""
CODES_PER_MINUTE: Final = 10
"""From one address, over all links (house figure)."""
TOKEN_LENGTH: Final = 43


@dataclass(frozen=True, slots=True)
class Device:
    """A device that brings the token of a link, and the secret it was given, if it was."""

    token: str
    secret: str | None
    network: str

    @property
    def hash(self) -> bytes | None:
        """The hash of its secret."""
        return hash_of(self.secret) if self.secret else None


@dataclass(frozen=True, slots=True)
class CodeGiven:
    """The outcome of a code; `secret`: of the device that is bound by it from now on."""

    link: KnownLink
    outcome: CodeOutcome
    wrong_codes: int
    secret: str | None = None


async def known_link(db: AsyncSession, device: Device) -> KnownLink:
    """The link of the device's token, while it is good; LinkNotGood in every other case."""
    if len(device.token) != TOKEN_LENGTH:
        raise LinkNotGood
    found = await link_rows.by_token(db, hash_of(device.token), real_now=clock.real_now())
    if found is None:
        raise LinkNotGood
    return found


def caller_of(link: KnownLink) -> Caller:
    """The listed centre, as who reads and answers: it holds no role, and sees what was sent to it
    as every addressed party does."""
    return Caller(link.party, link.centre_id, link.centre, frozenset(), BY_LINK, key_id=link.id)


async def give_code(
    db: AsyncSession, device: Device, code: str, opening: UUID | None = None, *, now: datetime
) -> CodeGiven:
    """Judge the code. A right one binds the device; one wrong once too often locks the link. A
    page that did not hear that it was bound is bound anew, by the same code and `opening`.

    It is hashed without a connection and before anything is locked; who tries many at once has no
    more tries for it, because they count one by one. Before the link has a code none counts;
    it takes as long, and tells no more than that nobody has spoken one.
    """
    limits.take("link_code", device.network, per_minute=CODES_PER_MINUTE)
    link = await known_link(db, device)
    if link_standing(link.device_hash, device.hash) is LinkStanding.OPEN:
        return CodeGiven(link, CodeOutcome.ACCEPTED, link.wrong_codes)
    await db.rollback()
    fits = await beside_the_loop(lambda: password_fits(code, link.code_hash))
    subject = await lock_subject(db, link)
    row = await link_rows.lock_link(db, link.id, real_now=clock.real_now())
    if row is None:
        raise LinkNotGood
    stands = link_standing(row.device_hash, device.hash)
    # As it was when the code came: one made meanwhile was not spoken to who typed this.
    spoken = link.code_hash is not None
    outcome = judge_code(stands, fits=fits, wrong_codes=row.wrong_codes, spoken=spoken)
    own = hash_of(str(opening)) if opening else None
    if fits and own is not None and row.opening_hash == own:
        secret, row.device_hash = new_token()
        return CodeGiven(link, CodeOutcome.ACCEPTED, row.wrong_codes, secret)
    match outcome:
        case CodeOutcome.ACCEPTED:
            secret, row.device_hash = new_token()
            row.opening_hash = own
            await _opened(db, subject, link, now=now)
            return CodeGiven(link, outcome, row.wrong_codes, secret)
        case CodeOutcome.LOCKED:
            await _locked(db, subject, row, now=now)
        case CodeOutcome.WRONG:
            row.wrong_codes += 1
        case CodeOutcome.OTHER_DEVICE | CodeOutcome.NOT_SPOKEN:
            pass
    return CodeGiven(link, outcome, row.wrong_codes)


async def lock_subject(db: AsyncSession, link: KnownLink) -> AnswerSubject:
    """The matter that the link answers, locked; LinkNotGood where nothing is asked any more."""
    caller = caller_of(link)
    subject: AnswerSubject | None = None
    try:
        if link.request_id is not None:
            subject = await lock_addressee(db, caller, link.request_id, link.centre_id)
        elif link.clearance_id is not None:
            subject = await lock_clearance(db, caller, link.clearance_id)
    except NotFound:
        raise LinkNotGood from None
    if subject is None or over(subject) or _kept_from(subject):
        raise LinkNotGood
    return subject


async def _opened(
    db: AsyncSession, subject: AnswerSubject, link: KnownLink, *, now: datetime
) -> None:
    async with subject.recording(db, by=caller_of(link).actor, now=now) as entry:
        _mark(subject, "opened_at", now=now)
        entry.record(subject.opened(), readers=subject.readers)


async def _locked(
    db: AsyncSession, subject: AnswerSubject, row: AnswerLink, *, now: datetime
) -> None:
    async with subject.recording(db, by=PLATFORM, now=now) as entry:
        row.wrong_codes += 1
        row.ended_at = clock.real_now()
        _mark(subject, "locked_at", now=now)
        entry.record(subject.locked(), readers=subject.readers)


def _mark(subject: AnswerSubject, what: str, *, now: datetime) -> None:
    subject.row.link = {**(subject.row.link or {}), what: now.isoformat()}
    subject.changed(now=now)


def _kept_from(subject: AnswerSubject) -> bool:
    """Whether the case is kept from who would answer, since the link was made."""
    return subject.incident is not None and subject.party in kept_from(subject.incident)
