"""The matters of alerts, as the packages above tell them: each kind registers how it is read,
locked and recorded."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts.ladder import Silence
from sar.alerts.models import Proposal
from sar.alerts.words import AlertMatter, AlertTurn
from sar.record.entries import Fact, PictureChanged
from sar.record.recording import FurtherFact, Recording


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedAnswer:
    """An answer that is awaited of a centre. `is_over`: nothing is awaited any more."""

    about_id: UUID
    fields: Mapping[str, Any]
    """Of all its facts: `id` and `about` of the request, clearance or case, what else each has."""
    party: str
    centre_id: UUID
    """The asked party, and its centre."""
    asker_centre_id: UUID
    reference: str
    exercise: bool
    silence: Silence
    is_over: bool
    readers: Sequence[str]
    """The asker's and the asked party."""
    says: str = ""
    """The matter in words, where nobody is asked for an answer: the asker's name goes before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertNews:
    """The fate of an alert, for the fact that tells it; nothing of its address."""

    way: str
    place: int
    of_centre: str
    """The centre whose contact it is."""
    reason: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """The facts that tell of the matter's alerts: each begins with the fields of `AwaitedAnswer`.

    `sent`: a server has taken one; `failed`: an attempt came to nothing, and is made again, or,
    `given_up`, not; `exhausted`: no contact is left.
    """

    sent: type[Fact]
    failed: type[Fact]
    given_up: type[Fact]
    exhausted: type[Fact]

    def handed_over(self, about: AwaitedAnswer, news: AlertNews) -> Fact:
        """A server has taken an alert."""
        return self.sent(**about.fields, **_contact(news))

    def came_to_nothing(self, about: AwaitedAnswer, news: AlertNews) -> Fact:
        """An attempt failed; whether it is made again says `news`."""
        fields = {**about.fields, **_contact(news), "reason": news.reason}
        if not news.again:
            return self.given_up(**fields)
        return self.failed(**{**fields, "again": news.again})

    def none_left(self, about: AwaitedAnswer, *, tried: int) -> Fact:
        """No contact is left that could be tried."""
        return self.exhausted(**{**about.fields, "tried": tried})

    def quiet(self, about: AwaitedAnswer) -> Fact:
        """Only pictures change."""
        return PictureChanged(id=about.fields["id"], about=about.fields["about"])


def _contact(news: AlertNews) -> dict[str, Any]:
    """The fields that tell of a contact."""
    return {"of_centre": news.of_centre, "way": news.way, "place": news.place}


async def nobody_else(
    _db: AsyncSession, _about: AwaitedAnswer, _turn: AlertTurn, _tried: int, _now: datetime
) -> list[FurtherFact]:
    """Nobody but the readers of what is awaited."""
    return []


async def nobody_next(_db: AsyncSession, _about: AwaitedAnswer) -> Proposal:
    """No centre: nobody else can answer."""
    return []


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of matter. `read` locks the rows where that is wanted; None: there is no such
    thing. `ask_next` proposes the centres that the asker may ask next, or says why it can name
    none. `tell_others` tells who else is to know that no contact is left, in a recording of it."""

    read: Callable[[AsyncSession, UUID, bool, datetime], Awaitable[AwaitedAnswer | None]]
    recording: Callable[
        [AsyncSession, AwaitedAnswer, datetime], AbstractAsyncContextManager[Recording]
    ]
    facts: AlertFacts
    ask_next: Callable[[AsyncSession, AwaitedAnswer], Awaitable[Proposal]] = nobody_next
    tell_others: Callable[
        [AsyncSession, AwaitedAnswer, AlertTurn, int, datetime], Awaitable[list[FurtherFact]]
    ] = nobody_else


_subjects: Final[dict[AlertMatter, Subject]] = {}


def register(matter: AlertMatter, subject: Subject) -> None:
    """Register the reader and the recording of alerts about such a matter."""
    _subjects[matter] = subject


LinkFor = Callable[[AsyncSession, UUID, datetime], Awaitable[str]]
"""The address at which the matter is answered, with a token of its own; empty: there is none."""

_links: Final[dict[AlertMatter, LinkFor]] = {}


def register_link(matter: AlertMatter, link: LinkFor) -> None:
    """Say at which address such a matter is answered."""
    _links[matter] = link


async def link_to(db: AsyncSession, matter: AlertMatter, about_id: UUID, *, now: datetime) -> str:
    """The address at which the matter is answered, for one message; empty: there is none."""
    link = _links.get(matter)
    return "" if link is None else await link(db, about_id, now)


def subject_of(matter: AlertMatter) -> Subject:
    """The reader and the recording of alerts about such a matter."""
    return _subjects[matter]
