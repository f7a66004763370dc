"""The life of an agreement's version: the state its instants give, and who may do what in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from sar.agreements.words import VersionState
from sar.errors import Refusal


@dataclass(frozen=True, slots=True)
class VersionInstants:
    """The instants that a version's state follows from."""

    valid_from: datetime
    valid_until: datetime | None = None
    proposed_at: datetime | None = None
    signed_at: datetime | None = None
    """When the last party signed."""
    suspended_at: datetime | None = None
    ended_at: datetime | None = None
    notice_at: datetime | None = None
    """When a party's notice ends it; `ended_at` is that, or earlier by a newer version."""

    @property
    def entry_at(self) -> datetime | None:
        """When it enters into force; None while signatures are missing."""
        return None if self.signed_at is None else max(self.signed_at, self.valid_from)


def version_state(version: VersionInstants, now: datetime) -> VersionState:
    """The state at `now`. Signed by all but not yet valid is still `proposed`."""
    if version.ended_at is not None and version.ended_at <= now:
        return VersionState.ENDED
    if version.proposed_at is None and version.signed_at is None:
        return VersionState.DRAFT
    if version.signed_at is None:
        return VersionState.PROPOSED
    if version.valid_until is not None and version.valid_until <= now:
        return VersionState.ENDED
    if now < version.valid_from:
        return VersionState.PROPOSED
    if version.suspended_at is not None and version.suspended_at <= now:
        return VersionState.SUSPENDED
    return VersionState.IN_FORCE


class Action(StrEnum):
    """What a party's negotiator can do with a version."""

    PROPOSE = "propose"
    SIGN = "sign"
    SUSPEND = "suspend"
    RESUME = "resume"
    END = "end"


class Who(StrEnum):
    """Which of the parties may."""

    ANY = "any"
    DRAFTER = "drafter"
    SUSPENDER = "suspender"


MAY: Mapping[tuple[VersionState, Action], Who] = {
    (VersionState.DRAFT, Action.PROPOSE): Who.DRAFTER,
    (VersionState.PROPOSED, Action.SIGN): Who.ANY,
    (VersionState.PROPOSED, Action.END): Who.ANY,
    (VersionState.IN_FORCE, Action.SUSPEND): Who.ANY,
    (VersionState.IN_FORCE, Action.END): Who.ANY,
    (VersionState.SUSPENDED, Action.RESUME): Who.SUSPENDER,
    (VersionState.SUSPENDED, Action.END): Who.ANY,
}
"""Anything else is refused. The next state follows from the instants that the action sets.

A draft is not ended but discarded, by its drafter alone.
"""

_DONE: Mapping[Action, str] = {
    Action.PROPOSE: "proposed",
    Action.SIGN: "signed",
    Action.SUSPEND: "suspended",
    Action.RESUME: "resumed",
    Action.END: "ended",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rule of actions asks about a version."""

    number: int
    instants: VersionInstants
    drafted_by: str
    suspended_by: str | None = None
    signed_by: frozenset[str] = frozenset()


def refusals(version: Standing, action: Action, *, party: str, now: datetime) -> list[Refusal]:
    """Every reason why the party may not do it now; none: it may."""
    state = version_state(version.instants, now)
    who = MAY.get((state, action))
    if who is None:
        return [
            Refusal(
                "wrong_state",
                f"Version {version.number} is {state.replace('_', ' ')}: "
                f"it cannot be {_DONE[action]}.",
                {"state": state, "action": action},
            )
        ]
    return [*_not_the_one(version, who, party), *_against(version, action, party, now)]


def _not_the_one(version: Standing, who: Who, party: str) -> list[Refusal]:
    match who:
        case Who.ANY:
            return []
        case Who.DRAFTER if party != version.drafted_by:
            one = version.drafted_by
            return [Refusal("not_the_drafter", f"{one} drafted it, and only {one} may do this.")]
        case Who.SUSPENDER if party != version.suspended_by:
            one = version.suspended_by or "Another party"
            return [
                Refusal("not_the_suspender", f"{one} suspended it, and only {one} may resume it.")
            ]
        case Who.DRAFTER | Who.SUSPENDER:
            return []
        case _ as never:
            assert_never(never)


def _against(version: Standing, action: Action, party: str, now: datetime) -> list[Refusal]:
    instants = version.instants
    reasons = []
    if action is Action.SIGN and party in version.signed_by:
        reasons.append(Refusal("already_signed", f"{party} has signed version {version.number}."))
    over = instants.valid_until is not None and instants.valid_until <= now
    if over and action in (Action.PROPOSE, Action.SIGN):
        reasons.append(
            Refusal(
                "validity_over",
                f"Version {version.number} was to be valid until {instants.valid_until:%Y-%m-%d}:"
                " draft a new one.",
            )
        )
    return reasons


def ends_at(number: int, versions: Mapping[int, VersionInstants]) -> datetime | None:
    """When a version ends: by a party's notice, or earlier when a newer version takes over.

    A newer version takes over when it enters into force, unless notice or its own validity ends
    it before that.
    """
    notice_at = versions[number].notice_at
    takeovers = [
        newer.entry_at
        for other, newer in versions.items()
        if other > number and newer.entry_at is not None and _enters(newer, newer.entry_at)
    ]
    return min(_known([notice_at, *takeovers]), default=None)


def _enters(version: VersionInstants, entry_at: datetime) -> bool:
    return all(entry_at < end for end in _known([version.notice_at, version.valid_until]))


def _known(instants: Iterable[datetime | None]) -> list[datetime]:
    return [instant for instant in instants if instant is not None]
