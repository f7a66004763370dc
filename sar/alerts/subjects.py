"""What alerts are about, as the packages above tell it: each kind of matter registers how it is
read, locked and recorded."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts.ladder import Silence
from sar.alerts.words import AlertMatter
from sar.record.entries import Fact
from sar.record.recording import Recording


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedAnswer:
    """An answer that is awaited of a centre. `is_over`: nothing is awaited any more."""

    about_id: UUID
    thing_id: UUID
    """The thing that its facts are about: a request, a clearance, a case."""
    party: str
    centre_id: UUID
    centre: str
    """The asked party, its centre and the name of that."""
    asker_centre_id: UUID
    reference: str
    exercise: bool
    silence: Silence
    is_over: bool
    readers: Sequence[str]
    """The asker's and the asked party."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertNews:
    """What happened to an alert, for the fact that tells it; nothing of its address."""

    way: str
    place: int
    of_centre: str
    """The centre whose contact it is."""
    reason: str = ""
    again: str = ""


class AlertFacts(Protocol):
    """The facts that tell of the matter's alerts."""

    def handed_over(self, about: AwaitedAnswer, news: AlertNews) -> Fact:
        """A server has taken an alert."""

    def failed(self, about: AwaitedAnswer, news: AlertNews) -> Fact:
        """An attempt came to nothing; it is made again."""

    def given_up(self, about: AwaitedAnswer, news: AlertNews) -> Fact:
        """An attempt came to nothing, and it was the last."""

    def exhausted(self, about: AwaitedAnswer, tried: int) -> Fact:
        """No contact is left."""

    def quiet(self, about: AwaitedAnswer) -> Fact:
        """Only the picture changes."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of matter. `read` locks the rows where that is wanted; None: there is no such
    thing. `ask_next` proposes the centres that the asker may ask next."""

    read: Callable[[AsyncSession, UUID, bool, datetime], Awaitable[AwaitedAnswer | None]]
    recording: Callable[
        [AsyncSession, AwaitedAnswer, datetime], AbstractAsyncContextManager[Recording]
    ]
    ask_next: Callable[[AsyncSession, AwaitedAnswer], Awaitable[list[UUID]]]
    facts: AlertFacts


_subjects: Final[dict[AlertMatter, Subject]] = {}


def register(matter: AlertMatter, subject: Subject) -> None:
    """Say how alerts about such a matter are read and recorded."""
    _subjects[matter] = subject


def subject_of(matter: AlertMatter) -> Subject:
    """How alerts about such a matter are read and recorded."""
    return _subjects[matter]
