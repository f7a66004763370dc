"""Response shapes of feeds."""

from datetime import datetime
from uuid import UUID

from sar.interop.words import FeedContent, FeedFault, FeedState, MailOutcome
from sar.wire import View


class FeedFaultView(View):
    """The count of one kind of what a feed brought that could not be read."""

    fault: FeedFault
    count: int


class FeedView(View):
    """A feed of the own party, by what its reader last told, at `told_at`.

    Instants are of real time, in an exercise too. Counts are since it was added; `unregistered` are
    the positions of no asset in the register, `dropped` those that came faster than they could be
    kept, with the sentences that came faster than they could be read, `vessels_dropped` the
    messages of vessels of no register for which there was no room. `shared_as`: the name by which a
    clause shares it; null: only a clause on all feeds does. `sentences` are as `content` says:
    sentences of AIS, positions of aircraft, lines of BaseStation, records of NAF or messages of
    mail; `per_s` so many a second, lately. `lag_s`: from when the station heard the last one to
    when it was read here, null where stations do not say. `is_replay`: it is a file that is played,
    and what it tells is not of now. `mail_to_read`: messages that a person has to read and has not
    opened in the mailbox; null: it is no mailbox.
    """

    id: UUID
    name: str
    shared_as: str | None
    address: str
    content: FeedContent
    is_replay: bool
    state: FeedState
    problem: str
    added_at: datetime
    told_at: datetime | None
    connected_since: datetime | None
    last_message_at: datetime | None
    sentences: int
    positions: int
    unregistered: int
    dropped: int
    vessels_dropped: int
    faults: list[FeedFaultView]
    per_s: float
    lag_s: float | None
    mail_to_read: int | None


class FeedMailView(View):
    """A message of mail that a person has to read, since it tells neither a clear position nor
    distress, or its sender is not known; `came_at` is real time. `is_proven`: the own mail server
    says that the sender's domain has signed it, null: it is not asked. `text` is empty where too
    many came: it stands in the mailbox. Once it is opened there, it is not listed any more."""

    id: UUID
    came_at: datetime
    sender: str
    is_known: bool
    is_proven: bool | None
    subject: str
    outcome: MailOutcome
    text: str


class FeedsView(View):
    """The feeds of the own party, by name, as they stand at `at` (real time)."""

    at: datetime
    items: list[FeedView]
