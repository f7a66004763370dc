"""The end of a State's leave to enter: one rule for a grant here, by a link or by voice (pure).

The State says until when it holds, or names no end: then it holds for as long as the unit is at
work (entry is for that work alone, SAR Convention, Annex 3.1.2-3.1.3; that it needs no end besides
is a house rule). No end is put in the place of one that nobody has said, nor taken as said to be
none where nobody has told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, Self

from sar.errors import Malformed
from sar.matching.words import EndSaid
from sar.requests.claims import is_claim
from sar.requests.words import ClearanceState
from sar.time_words import minute_text


@dataclass(frozen=True, slots=True)
class GrantEnd:
    """The end of a grant, as it was said."""

    said: EndSaid
    at: datetime | None = None
    """The instant, where one was named."""

    @classmethod
    def of(cls, at: datetime | None, *, none_said: bool) -> Self:
        """The end at an instant; without one, that none was said, where that is known."""
        if at is not None:
            return cls(EndSaid.NAMED, at)
        return cls(EndSaid.NONE if none_said else EndSaid.NOT_TOLD)

    @property
    def as_recorded(self) -> str:
        """The end as a sentence of the record has it, behind the words that let the unit in."""
        match self.said:
            case EndSaid.NAMED if self.at is not None:
                return f" until {minute_text(self.at)}"
            case EndSaid.NONE:
                return ", no end was said"
            case _:
                return ""

    @property
    def kept(self) -> dict[str, str | None]:
        """The end as it stands beside an answer by voice or link."""
        return {"end": self.said.value, "valid_until": self.at.isoformat() if self.at else None}


def check_end(end: GrantEnd, *, said_at: datetime, now: datetime) -> None:
    """Malformed where the end cannot be meant: a grant ends after it was said. A grant said by
    voice may be over by the time that it is written down: that it was said is a fact, and the leave
    has lapsed then."""
    if end.at is None or end.at > said_at:
        return
    if said_at < now:
        raise Malformed.at("valid_until", "before_it_was_said", "is not after it was said")
    raise Malformed.at("valid_until", "in_the_past", "is not in the future")


class GrantedRow(Protocol):
    """A clearance, as far as the end of its grant goes."""

    @property
    def answered_at(self) -> datetime | None: ...
    @property
    def valid_until(self) -> datetime | None: ...
    @property
    def voice(self) -> Sequence[Mapping[str, Any]]: ...


def end_of(row: GrantedRow, state: ClearanceState) -> EndSaid | None:
    """The way the end of the grant that stands, or has lapsed, was said; None: the unit is
    not let in.

    Of a grant by voice or link from before an end was asked for nobody has told whether the State
    had said one. A State that grants here names the end, or none. An end that was said of a yes to
    a notice is kept as a word, and ends nothing.
    """
    if state is ClearanceState.NOTED and row.valid_until is not None:
        return EndSaid.NAMED
    if state not in (ClearanceState.GRANTED, ClearanceState.LAPSED):
        return None
    if row.valid_until is not None:
        return EndSaid.NAMED
    given = [
        said
        for said in row.voice
        if said["answer"] == ClearanceState.GRANTED
        and not is_claim(said)
        and datetime.fromisoformat(said["at"]) == row.answered_at
    ]
    return EndSaid(given[-1].get("end", EndSaid.NOT_TOLD)) if given else EndSaid.NONE
