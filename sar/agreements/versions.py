"""The life of an agreement's version: the state its instants give, and its machine."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sar.agreements.words import VersionAction, VersionSide, VersionState
from sar.errors import Refusal
from sar.geo.state_names import BY_CODE, StateNames
from sar.languages.places import filled
from sar.machine import Denial, Machine, Row, Step, decide_with, in_words
from sar.parties.roles import Act


@dataclass(frozen=True, slots=True)
class VersionInstants:
    """The instants that a version's state follows from."""

    valid_from: datetime
    valid_until: datetime | None = None
    proposed_at: datetime | None = None
    signed_at: datetime | None = None
    """The instant of the last signature."""
    suspended_at: datetime | None = None
    ended_at: datetime | None = None
    notice_at: datetime | None = None
    """The end of the whole by a party's word; `ended_at` is that, or earlier by a newer version."""
    left_at: datetime | None = None
    """The instant from which fewer than two parties take part: it holds for running cases alone."""

    @property
    def in_force_from(self) -> datetime | None:
        """The instant of its entry into force; None while signatures are missing."""
        return None if self.signed_at is None else max(self.signed_at, self.valid_from)

    @property
    def over_at(self) -> datetime | None:
        """The instant from which it is ended, known in advance; its validity besides."""
        return min(_known([self.ended_at, self.left_at]), default=None)


def version_state(version: VersionInstants, now: datetime) -> VersionState:
    """The state at `now`. Signed by all but not yet valid is still `proposed`."""
    if version.left_at is not None and version.left_at <= now:
        return VersionState.ENDED
    return _state(version, now)


def holds(version: VersionInstants, now: datetime) -> bool:
    """Whether anything may hold by it: it is in force, or its parties have left it, and the cases
    that ran go on under it (`spared_cases`)."""
    return _state(version, now) is VersionState.IN_FORCE


def _state(version: VersionInstants, now: datetime) -> VersionState:
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


_S, _A = VersionState, VersionAction
_party = (VersionSide.PARTY, Act.NEGOTIATE)
_drafter = (VersionSide.DRAFTER, Act.NEGOTIATE)
_suspender = (VersionSide.SUSPENDER, Act.NEGOTIATE)

VERSION: Final[Machine[VersionState, VersionAction]] = {
    (_S.DRAFT, _A.PROPOSE): Row(_S.PROPOSED, *_drafter),
    # The last signature brings it into force, if it is valid by then: the instants say so.
    (_S.PROPOSED, _A.SIGN): Row(_S.PROPOSED, *_party),
    (_S.PROPOSED, _A.END): Row(_S.ENDED, *_party),
    (_S.IN_FORCE, _A.SUSPEND_SHARING): Row(_S.IN_FORCE, *_party),
    (_S.IN_FORCE, _A.RESUME_SHARING): Row(_S.IN_FORCE, *_party),
    # A party ends its own part, by notice; when fewer than two are left the instants say so.
    (_S.IN_FORCE, _A.END): Row(_S.IN_FORCE, *_party),
    (_S.IN_FORCE, _A.TAKE_BACK_NOTICE): Row(_S.IN_FORCE, *_party),
    # Nothing leads here any more: an earlier release suspended whole versions.
    (_S.SUSPENDED, _A.RESUME): Row(_S.IN_FORCE, *_suspender),
    (_S.SUSPENDED, _A.END): Row(_S.ENDED, *_party),
}
"""The machine of a version. A draft is not ended but discarded, by its drafter alone."""

_DONE: Mapping[VersionAction, str] = {
    _A.PROPOSE: "proposed",
    _A.SIGN: "signed",
    _A.RESUME: "resumed",
    _A.SUSPEND_SHARING: "suspended in part",
    _A.RESUME_SHARING: "resumed in part",
    _A.END: "ended",
    _A.TAKE_BACK_NOTICE: "kept by taking back a notice",
}


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """The facts about a version that its machine decides on."""

    number: int
    instants: VersionInstants
    drafted_by: str
    suspended_by: str | None = None
    signed_by: frozenset[str] = frozenset()
    grantors: frozenset[str] = frozenset()
    """The parties that grant anything by it."""
    suspended: Mapping[str, datetime] = field(default_factory=dict)
    """The times from which parties have suspended what they grant by it."""
    withdrawn: Mapping[str, datetime] = field(default_factory=dict)
    """The times from which parties have ended their part in it, by notice."""
    names: StateNames = BY_CODE
    """Of the parties, for sentences."""

    def sides(self, party: str) -> frozenset[VersionSide]:
        """The sides on which a party to the agreement stands."""
        own = {VersionSide.DRAFTER: self.drafted_by, VersionSide.SUSPENDER: self.suspended_by}
        return frozenset(side for side, one in own.items() if one == party) | {VersionSide.PARTY}


def decide_version(
    version: VersionFacts, action: VersionAction, *, party: str, now: datetime
) -> Step[VersionState] | list[Refusal]:
    """The step that the party's action makes now, or every reason why not."""
    return decide_with(
        partial(_reasons, version),
        VERSION,
        version_state(version.instants, now),
        action,
        sides=version.sides(party),
        against=_against(version, action, party, now),
    )


def _reasons(version: VersionFacts, denial: Denial[VersionState, VersionAction]) -> list[Refusal]:
    """The state's reason alone: whose action it is matters only where it can be done."""
    if denial.wrong_state:
        return [
            Refusal(
                "wrong_state",
                f"Version {version.number} is {in_words(denial.state)}: "
                f"it cannot be {_DONE[denial.action]}.",
                {"state": denial.state, "action": denial.action},
            )
        ]
    if VersionSide.DRAFTER in denial.sides:
        one = version.names.of(version.drafted_by)
        said = filled("{party} drafted it, and only {party} may do this.", party=one)
        return [Refusal("not_the_drafter", said)]
    suspender = version.suspended_by
    one = version.names.of(suspender) if suspender else "Another party"
    return [Refusal("not_the_suspender", f"{one} suspended it, and only {one} may resume it.")]


def _against(
    version: VersionFacts, action: VersionAction, party: str, now: datetime
) -> list[Refusal]:
    instants = version.instants
    reasons = []
    if action is VersionAction.SIGN and party in version.signed_by:
        reasons.append(
            Refusal(
                "already_signed",
                filled(
                    "{party} has confirmed version {number}.",
                    party=version.names.of(party),
                    number=version.number,
                ),
            )
        )
    reasons += _against_part(version, action, party, now) or _against_sharing(
        version, action, party
    )
    over = instants.valid_until is not None and instants.valid_until <= now
    if over and action in (VersionAction.PROPOSE, VersionAction.SIGN):
        reasons.append(
            Refusal(
                "validity_over",
                filled(
                    "Version {number} was to be valid until {date}: draft a new one.",
                    number=version.number,
                    date=f"{instants.valid_until:%Y-%m-%d}",
                ),
            )
        )
    return reasons


NOTICE: Final = timedelta(hours=24)
"""Of a party that suspends what it grants, or ends its part (house figure): every watch that counts
on it has come on once before. The time in which States suspend, denounce or leave a treaty is
theirs (VCLT 56, 57, 65(2))."""


def notice_too_short(from_at: datetime, now: datetime, *, withdraws: bool) -> Refusal | None:
    """The refusal of a suspension, or of the end of a party's part, from an instant that lies
    nearer than the notice."""
    earliest = now + NOTICE
    if from_at >= earliest:
        return None
    hours = int(NOTICE / timedelta(hours=1))
    time = f"{earliest:%Y-%m-%d %H:%M:%SZ}"
    said = (
        filled(
            "A party ends its part in a version in force with {hours} hours' notice (house figure):"
            " at the earliest from {time}.",
            hours=hours,
            time=time,
        )
        if withdraws
        else filled(
            "What a party grants is suspended with {hours} hours' notice (house figure): at the"
            " earliest from {time}.",
            hours=hours,
            time=time,
        )
    )
    return Refusal(
        "notice_too_short", said, {"earliest_at": earliest.isoformat(), "notice_hours": hours}
    )


def _against_part(
    version: VersionFacts, action: VersionAction, party: str, now: datetime
) -> list[Refusal]:
    """A notice is taken back before it takes effect only (VCLT 68), and ends all other acts."""
    from_at = version.withdrawn.get(party)
    if from_at is not None and from_at <= now:
        said = filled(
            "The part of {party} in version {number} ended at {time}.",
            party=version.names.of(party),
            number=version.number,
            time=f"{from_at:%Y-%m-%d %H:%MZ}",
        )
        return [Refusal("part_ended", said, {"from_at": from_at.isoformat()})]
    if from_at is None and action is VersionAction.TAKE_BACK_NOTICE:
        said = filled(
            "{party} has given no notice to end its part in version {number}.",
            party=version.names.of(party),
            number=version.number,
        )
        return [Refusal("no_notice", said)]
    return []


def left_at(parties: Collection[str], withdrawals: Iterable[datetime]) -> datetime | None:
    """The instant from which fewer than two of the parties take part; None: two go on."""
    last = len(parties) - 2
    return next(iter(sorted(withdrawals)[last:]), None)


def _against_sharing(version: VersionFacts, action: VersionAction, party: str) -> list[Refusal]:
    since = version.suspended.get(party)
    if action is VersionAction.SUSPEND_SHARING:
        if since is not None:
            said = filled(
                "{party} has suspended what it grants from {time} already.",
                party=version.names.of(party),
                time=f"{since:%Y-%m-%d %H:%MZ}",
            )
            return [Refusal("sharing_suspended", said, {"from_at": since.isoformat()})]
        if party not in version.grantors:
            said = filled("{party} grants nothing by it.", party=version.names.of(party))
            return [Refusal("grants_nothing", said)]
    if action is VersionAction.RESUME_SHARING and since is None:
        return [
            Refusal(
                "not_suspended",
                filled(
                    "{party} has not suspended what it grants by it.",
                    party=version.names.of(party),
                ),
            )
        ]
    return []


def ends_at(number: int, versions: Mapping[int, VersionInstants]) -> datetime | None:
    """The end of a version: by a party's notice, or earlier when a newer version takes over.

    A newer version takes over when it enters into force, unless notice or its own validity ends
    it before that.
    """
    notice_at = versions[number].notice_at
    takeovers = [
        newer.in_force_from
        for other, newer in versions.items()
        if other > number
        and newer.in_force_from is not None
        and _enters(newer, newer.in_force_from)
    ]
    return min(_known([notice_at, *takeovers]), default=None)


def _enters(version: VersionInstants, in_force_from: datetime) -> bool:
    return all(in_force_from < end for end in _known([version.notice_at, version.valid_until]))


def _known(instants: Iterable[datetime | None]) -> list[datetime]:
    return [instant for instant in instants if instant is not None]
