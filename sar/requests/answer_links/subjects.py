"""Subjects of answer links, locked: an addressed centre of a request, or the State of a clearance;
with the facts of their links."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible as incidents
from sar.incidents.alarms.untasked import look_at_once
from sar.incidents.models import Incident
from sar.machine import Side
from sar.parties.caller import Caller
from sar.record.entries import (
    AnsweredByLink,
    AnswerLinkCodeMade,
    AnswerLinkLocked,
    AnswerLinkMade,
    AnswerLinkOpened,
    AnswerLinkWithdrawn,
    EntryAnsweredByLink,
    EntryLinkCodeMade,
    EntryLinkLocked,
    EntryLinkMade,
    EntryLinkOpened,
    EntryLinkWithdrawn,
    Fact,
)
from sar.record.recording import Recording
from sar.record.service import Actor
from sar.requests import clearance_rows, locks, rows
from sar.requests.answer_links.link_rules import (
    CLEARANCE_ANSWERS,
    REQUEST_ANSWERS,
    WRONG_AT_MOST,
)
from sar.requests.asking import answering
from sar.requests.clearances import granting
from sar.requests.grant_end import GrantEnd, check_end
from sar.requests.locks import LockedClearance
from sar.requests.models import Addressee, Clearance, Request
from sar.requests.recording import Touched, changed, recording
from sar.requests.words import LinkAnswer

STATE: Final = frozenset({Side.STATE})


@dataclass(frozen=True, slots=True)
class AskedOfCentre:
    """An addressed centre of a request, which is locked."""

    request: Request
    incident: Incident | None
    row: Addressee
    centre: str

    @property
    def party(self) -> str:
        """The party that answers."""
        return self.row.party_code

    @property
    def asker(self) -> str:
        """The party that asks, whose link it is."""
        return self.request.party_code

    @property
    def readers(self) -> list[str]:
        """The parties that read what becomes of the link: the requester's side, and the centre's
        once it joins."""
        return [self.request.party_code, self.request.filed_by, self.row.party_code]

    def recording(
        self, db: AsyncSession, *, by: Actor, now: datetime
    ) -> AbstractAsyncContextManager[Recording]:
        """Records one fact of it."""
        case = [self.incident.id] if self.incident is not None else []
        touched = Touched(requests=[self.request.id], incidents=case)
        return recording(db, touched, by=by, exercise=self.request.exercise, now=now)

    def changed(self, *, now: datetime) -> None:
        """Count a change of its link."""
        changed(self.request, now=now)

    def made(self, until: str) -> Fact:
        """A link was made."""
        return AnswerLinkMade(
            id=self.request.id, about=self.request.reference, centre=self.centre, until=until
        )

    def withdrawn(self) -> Fact:
        """Its link was withdrawn."""
        about = self.request.reference
        return AnswerLinkWithdrawn(id=self.request.id, about=about, centre=self.centre)

    def code_made(self) -> Fact:
        """Its link has a new code."""
        about = self.request.reference
        return AnswerLinkCodeMade(id=self.request.id, about=about, centre=self.centre)

    def opened(self) -> Fact:
        """Its link was opened."""
        about = self.request.reference
        return AnswerLinkOpened(id=self.request.id, about=about, centre=self.centre)

    def locked(self) -> Fact:
        """Its link was locked."""
        return AnswerLinkLocked(
            id=self.request.id,
            about=self.request.reference,
            centre=self.centre,
            tries=WRONG_AT_MOST,
        )

    async def answer(
        self,
        db: AsyncSession,
        given: LinkAnswer,
        *,
        function: str,
        said: str,
        end: GrantEnd,  # noqa: ARG002 as of a clearance
        now: datetime,
    ) -> Fact:
        """Take the answer's step, or raise; any answer acknowledges too."""
        if given is LinkAnswer.DECLINED:
            await answering.check_no_offer_stands(db, self.request, self.row)
        answering.answer(self.request, self.row, REQUEST_ANSWERS[given], at=now, now=now)
        if given is LinkAnswer.DECLINED:
            self.row.reason = said
        await answering.note_told(db, self.incident, self.row, at=now, now=now)
        await look_at_once(db, self.incident, now=now)
        return AnsweredByLink(
            id=self.request.id,
            about=self.request.reference,
            centre=self.centre,
            function=function,
            answer=given.value,
            said=said,
        )


@dataclass(frozen=True, slots=True)
class AskedOfState:
    """A clearance, which is locked with the work that it is asked for."""

    work: LockedClearance
    row: Clearance

    @property
    def incident(self) -> Incident | None:
        """The case that the work is for."""
        return self.work.work.incident

    @property
    def party(self) -> str:
        """The State that answers."""
        return self.row.territory

    @property
    def asker(self) -> str:
        """The party that asks, whose link it is."""
        return self.row.party_code

    @property
    def readers(self) -> list[str]:
        """The asking party, the State and the lead."""
        return granting.readers_of(self.work)

    def recording(
        self, db: AsyncSession, *, by: Actor, now: datetime
    ) -> AbstractAsyncContextManager[Recording]:
        """Records one fact of it."""
        return granting.recording_clearance(db, self.work, by=by, now=now)

    def changed(self, *, now: datetime) -> None:
        """Count a change of its link."""
        changed(self.row, now=now)

    def made(self, until: str) -> Fact:
        """A link was made."""
        return EntryLinkMade(**granting.named(self.row), until=until)

    def withdrawn(self) -> Fact:
        """Its link was withdrawn."""
        return EntryLinkWithdrawn(**granting.named(self.row))

    def code_made(self) -> Fact:
        """Its link has a new code."""
        return EntryLinkCodeMade(**granting.named(self.row))

    def opened(self) -> Fact:
        """Its link was opened."""
        return EntryLinkOpened(**granting.named(self.row))

    def locked(self) -> Fact:
        """Its link was locked."""
        return EntryLinkLocked(**granting.named(self.row), tries=WRONG_AT_MOST)

    async def answer(
        self,
        db: AsyncSession,
        given: LinkAnswer,
        *,
        function: str,
        said: str,
        end: GrantEnd,
        now: datetime,
    ) -> Fact:
        """Take the answer's step, or raise; any answer acknowledges too."""
        granted = given is LinkAnswer.GRANTED
        check_end(end, said_at=now, now=now)
        granting.answer(self.work, CLEARANCE_ANSWERS[given], STATE, at=now, now=now)
        if granted:
            await granting.let_in(db, self.row, conditions=said, end=end)
        elif given is LinkAnswer.REFUSED:
            granting.keep_out(self.row, reason=said)
        return EntryAnsweredByLink(
            **granting.named(self.row),
            function=function,
            answer=given.value,
            said=said,
            until=end.as_recorded if granted else "",
        )


AnswerSubject = AskedOfCentre | AskedOfState


async def lock_addressee(
    db: AsyncSession, caller: Caller, request_id: UUID, centre_id: UUID
) -> AskedOfCentre | None:
    """An addressed centre of a request that the caller sees, locked; None: it is not addressed."""
    locked = await locks.lock_request(db, caller, request_id)
    request = locked.request
    addressed = (await rows.addressees_of(db, [request.id]))[request.id]
    row = next((one for one in addressed if one.centre_id == centre_id), None)
    if row is None:
        return None
    name = (await incidents.centre_refs(db, ids=[row.centre_id]))[row.centre_id].name
    return AskedOfCentre(request, locked.incident, row, name)


async def lock_any_addressee(db: AsyncSession, addressee_id: UUID) -> AskedOfCentre | None:
    """As `lock_addressee`, whoever asks; None: it is no more."""
    row = await rows.addressee(db, addressee_id)
    if row is None:
        return None
    request = await locks.lock_request_row(db, row.request_id)
    await db.refresh(row)
    found = await incidents.rows_of(db, {request.incident_id} if request.incident_id else ())
    name = (await incidents.centre_refs(db, ids=[row.centre_id]))[row.centre_id].name
    return AskedOfCentre(request, next(iter(found), None), row, name)


async def lock_any_clearance(db: AsyncSession, clearance_id: UUID) -> AskedOfState | None:
    """As `lock_clearance`, whoever asks; None: it is no more."""
    found = await clearance_rows.clearance(db, clearance_id)
    if found is None:
        return None
    locked = await locks.lock_any_clearance(db, *found)
    return AskedOfState(locked, locked.clearance)


async def lock_clearance(db: AsyncSession, caller: Caller, clearance_id: UUID) -> AskedOfState:
    """A clearance that the caller sees, locked with its work."""
    locked = await locks.lock_clearance(db, caller, clearance_id)
    return AskedOfState(locked, locked.clearance)
