"""Other authorities (police, customs, navy) that have a case, as it keeps them, one by one (pure).

At Pylos (2023) and on 11 October 2013 two or three authorities were each thought to have it. So
each has its own contact and clock, and what is told of one changes nothing of the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sar.incidents.assessment_clock import CONFIRMED_WITHIN, PROGRESS_WITHIN
from sar.incidents.words import UnitComes

AuthorityRow = dict[str, Any]
"""`name`, `function`, `unit`, `unit_comes`, `source`, `since`, `told_at`, `contact_at` (None: not
confirmed by contact), `heard`, `heard_at`, `due_at`, `overdue_at`, `in_distress` (the clock is that
of distress), `ended_at` (None: it has it still) and `ended_why`."""
ENDED_KEPT: Final = 10
"""So many that have it no more stay in the list, the last ones; the record has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityWord:
    """A word on an authority that has the case; what is left empty is not said.

    `source`: who else says so. With neither a function, who was spoken to, nor a time of contact
    nobody has had contact with the authority itself.
    """

    name: str
    function: str = ""
    unit: str = ""
    source: str = ""
    heard: str = ""
    since: datetime | None = None
    contact_at: datetime | None = None
    unit_comes: UnitComes | None = None

    def contact(self, now: datetime) -> datetime | None:
        """The time at which it was heard from; None: nobody has told of a contact."""
        return self.contact_at or (now if self.function else None)


def is_same(name: str, other: str) -> bool:
    """Whether both names are of one authority: capitals and spaces make no other one."""
    return " ".join(name.split()).casefold() == " ".join(other.split()).casefold()


def kept_row(rows: Iterable[AuthorityRow], name: str) -> AuthorityRow | None:
    """The authority of that name, whether it has it still or no more."""
    return next((row for row in rows if is_same(row["name"], name)), None)


def not_ended(rows: Iterable[AuthorityRow]) -> list[AuthorityRow]:
    """The authorities that have it still, in the order in which they were first told."""
    return [row for row in rows if row["ended_at"] is None]


def last_told(rows: Iterable[AuthorityRow]) -> AuthorityRow | None:
    """The one that was told last, of those that have it still."""
    return max(
        not_ended(rows), key=lambda row: datetime.fromisoformat(row["heard_at"]), default=None
    )


def after_word(
    rows: Sequence[AuthorityRow], word: AuthorityWord, *, in_distress: bool, now: datetime
) -> list[AuthorityRow]:
    """The list once that is told of one of them, or of one more.

    A contact that is written down late, older than the last, changes nothing that was heard since.
    """
    kept = kept_row(rows, word.name)
    was = kept if kept is not None and kept["ended_at"] is None else None
    contact = word.contact(now)
    last = _time(was["contact_at"]) if was else None
    if was is None:
        row = _first(word, kept["name"] if kept else word.name, contact, now=now)
    elif contact is not None and last is not None and contact < last:
        row = was
    else:
        row = _further(was, word, contact, now=now)
    if was is None or row["contact_at"] != was["contact_at"]:
        row = _clocked(row, in_distress=in_distress, now=now)
    if kept is not None and was is not None:
        return [row if one is kept else one for one in rows]
    return [*(one for one in rows if one is not kept), row]


def _first(
    word: AuthorityWord, name: str, contact: datetime | None, *, now: datetime
) -> AuthorityRow:
    return {
        "name": name,
        "function": word.function,
        "unit": word.unit,
        "unit_comes": word.unit_comes and word.unit_comes.value,
        "source": word.source,
        "since": (word.since or contact or now).isoformat(),
        "told_at": now.isoformat(),
        "contact_at": contact and contact.isoformat(),
        "heard": word.heard,
        "heard_at": now.isoformat(),
        "ended_at": None,
        "ended_why": "",
    }


def _further(
    was: AuthorityRow, word: AuthorityWord, contact: datetime | None, *, now: datetime
) -> AuthorityRow:
    stays = "" if word.unit_comes is UnitComes.ANOTHER else was["unit"]
    return {
        **was,
        "function": word.function or was["function"],
        "unit": word.unit or stays,
        "unit_comes": word.unit_comes and word.unit_comes.value,
        "source": word.source or was["source"],
        "since": word.since.isoformat() if word.since else was["since"],
        "contact_at": contact.isoformat() if contact else was["contact_at"],
        "heard": word.heard,
        "heard_at": now.isoformat(),
    }


def after_leaving(
    rows: Sequence[AuthorityRow], name: str, *, why: str, now: datetime
) -> list[AuthorityRow]:
    """The list once that authority has it no more; the others have it still."""
    over = {"ended_at": now.isoformat(), "ended_why": why, "due_at": None, "overdue_at": None}
    left = [
        {**row, **over} if row["ended_at"] is None and is_same(row["name"], name) else row
        for row in rows
    ]
    ended = sorted((row for row in left if row["ended_at"]), key=_ended)
    dropped = ended[: max(len(ended) - ENDED_KEPT, 0)]
    return [row for row in left if row not in dropped]


def _ended(row: AuthorityRow) -> datetime:
    return datetime.fromisoformat(row["ended_at"])


def within(*, in_distress: bool) -> timedelta:
    """The time after the last contact in which it is to be heard from again."""
    return CONFIRMED_WITHIN if in_distress else PROGRESS_WITHIN


def since_contact(row: AuthorityRow) -> datetime:
    """The instant from which its clock runs: the last contact, or, without any, when it was told
    first."""
    return datetime.fromisoformat(row["contact_at"] or row["told_at"])


def _clocked(row: AuthorityRow, *, in_distress: bool, now: datetime) -> AuthorityRow:
    """The row with its clock set anew: at the earliest it is over at once."""
    due_at = max(since_contact(row) + within(in_distress=in_distress), now)
    return {**row, "due_at": due_at.isoformat(), "overdue_at": None, "in_distress": in_distress}


def after_phase(
    rows: Sequence[AuthorityRow], *, in_distress: bool, now: datetime
) -> list[AuthorityRow]:
    """The list by the clock of the phase that the case is in; the same again changes nothing."""
    return [
        row
        if row["ended_at"] or row["in_distress"] is in_distress
        else _clocked(row, in_distress=in_distress, now=now)
        for row in rows
    ]


def awaited_again(rows: Sequence[AuthorityRow], *, now: datetime) -> list[AuthorityRow]:
    """The list of a case that is worked on again: of each authority whose time was over meanwhile,
    untold, the clock starts anew."""
    return [
        {**row, "due_at": (now + within(in_distress=row["in_distress"])).isoformat()}
        if row["ended_at"] is None and not row["overdue_at"] and is_due(row, now)
        else row
        for row in rows
    ]


def is_due(row: AuthorityRow, now: datetime) -> bool:
    """Whether the time is over in which it was to be heard from."""
    return row["ended_at"] is None and datetime.fromisoformat(row["due_at"]) <= now


def lapsed(rows: Iterable[AuthorityRow], due_at: str) -> list[AuthorityRow]:
    """The authorities that were to be heard from by then and were not, if that is not told yet."""
    return [row for row in not_ended(rows) if row["due_at"] == due_at and not row["overdue_at"]]


def after_silence(
    rows: Sequence[AuthorityRow], silent: Sequence[AuthorityRow], *, now: datetime
) -> list[AuthorityRow]:
    """The list once it is told that those are silent."""
    return [{**row, "overdue_at": now.isoformat()} if row in silent else row for row in rows]


def silent_keys(rows: Iterable[AuthorityRow]) -> list[str]:
    """The keys of the alarms in distress: one of each authority that is silent. A contact, or a new
    time, is another matter; so the silence of one is none of the others."""
    return [
        key_of_silence(row) for row in not_ended(rows) if row["in_distress"] and row["overdue_at"]
    ]


def key_of_silence(row: AuthorityRow) -> str:
    """The key of the silence of that authority."""
    return f"{row['due_at']} {row['name']}"


def names_of(rows: Iterable[AuthorityRow], *, but: str = "") -> str:
    """The names of those that have it still, without that one, for a sentence."""
    return ", ".join(row["name"] for row in not_ended(rows) if not is_same(row["name"], but))


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
