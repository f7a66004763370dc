"""Sending a unit away from a case: what is left, and what it takes (pure).

House rules, in distress, and in any phase where a watch officer acts as coordinator: a reason
while not all can be taken aboard by what is left, and a second person after the fact; in distress
before it where the last able unit goes, or one beside which those that stay are next to nothing: a
patrol boat for thirty, of 750. Facts are never refused, nor an owner that calls its own
unit back from another's case.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from sar.errors import Refusal
from sar.geo.position import LatLon
from sar.incidents.people.outstanding import PersonsRange, in_numbers
from sar.incidents.words import SentAwayReason
from sar.requests.coverage import Promise
from sar.requests.deployment_traits import TRAITS, Counts
from sar.requests.recovery import can_take, dark_at, recovers
from sar.requests.words import DeploymentAction

SENDS_AWAY: Final = frozenset(
    {
        DeploymentAction.RELEASE,
        DeploymentAction.STAND_DOWN,
        DeploymentAction.RECALL,
        DeploymentAction.DIVERT,
    }
)
"""The ways by which a party sends a unit away."""
DIRECTED: Final = SENDS_AWAY - {DeploymentAction.RECALL}
"""The actions that a coordinator of the lead directs."""
URGENT: Final = frozenset(
    {
        SentAwayReason.MASTER_LEAVES,
        SentAwayReason.SECOND_DISTRESS,
        SentAwayReason.CREW_IN_DANGER,
    }
)
"""The grounds that let even such a unit go at once: the second person comes after."""
FAR_SHORT: Final = 4
"""Room for less than one in so many of those to be taken aboard is far too little."""
REASONS: Final[Mapping[SentAwayReason, str]] = {
    SentAwayReason.MASTER_LEAVES: "the master leaves",
    SentAwayReason.SECOND_DISTRESS: "a second distress needs it",
    SentAwayReason.CREW_IN_DANGER: "its crew is in danger",
    SentAwayReason.RELIEVED: "another unit takes its place",
    SentAwayReason.FUEL: "its fuel or endurance is at its end",
    SentAwayReason.DEFECT: "a defect or damage",
    SentAwayReason.UNFIT: "it cannot work in this weather or sea",
    SentAwayReason.LANDS: "it lands those aboard",
    SentAwayReason.OTHER: "another reason",
}


@dataclass(frozen=True, slots=True)
class ToBeTaken:
    """The people to be taken aboard, and the sea and light there."""

    wanted: PersonsRange
    sea_state: int | None
    place: LatLon | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """The room for people that a case has without one of its units, by one lift of each.

    `at_least`: of some unit nobody knows how many it takes, or still takes. `is_last`: the one that
    goes takes people aboard, and no other that does is at the scene or under way; one that has not
    left yet is the last where no other is promised either. `units`: the number of those that take
    people aboard.
    """

    wanted: PersonsRange
    on_scene: int
    coming: int
    at_least: bool
    is_last: bool
    leaves_few: bool = False
    units: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether all who are to be taken aboard can be; not so where nobody knows how many."""
        most = self.wanted.most
        return most is not None and self.on_scene + self.coming >= most

    @property
    def sentence(self) -> str:
        """`After this 0 of 400 can be taken aboard on scene.`"""
        at_least = "at least " if self.at_least else ""
        coming = f", and {self.coming} by units that are to come" if self.coming else ""
        whole = f"After this {at_least}{self.on_scene}"
        if self.wanted.most is not None:
            return f"{whole} of {in_numbers(self.wanted)} can be taken aboard on scene{coming}."
        known = self.wanted.least
        of_whom = f"{known} at least are to be, how many at most" if known else "how many are to be"
        return f"{whole} can be taken aboard on scene{coming}; {of_whom} is not known."


NOT_ALL: Final = "After this not all can be taken aboard by the units that are left."
"""The same for parties that do not count the people of the case."""


class Sending(StrEnum):
    """The ways in which a unit may be sent away."""

    FREELY = "freely"
    ONE_WORD = "one_word"
    """At once, as one person's word."""
    WAITS = "waits"
    """For a second person of the same party."""


def left_without(gone: Promise, others: Collection[Promise], scene: ToBeTaken) -> Left:
    """The room that is left once the one is gone."""
    able = [one for one in others if _takes(one, scene)]
    tasked = _is_tasked(gone)
    rest = [one for one in able if _is_tasked(one) or not tasked]
    return replace(
        room_of(others, scene),
        is_last=_takes(gone, scene) and not rest,
        leaves_few=_takes(gone, scene) and _are_few(rest, gone, scene),
    )


def room_of(work: Collection[Promise], scene: ToBeTaken) -> Left:
    """The room that the units of a case have."""
    able = [one for one in work if _takes(one, scene)]
    on_scene = [one for one in work if one.is_there]
    coming = [one for one in work if _is_promised(one) and not one.is_there]
    return Left(
        wanted=scene.wanted,
        on_scene=sum(_room(one, scene) for one in on_scene),
        coming=sum(_room(one, scene) for one in coming),
        at_least=any(one.persons == 0 or one.is_room_unknown for one in able),
        is_last=False,
        units=len(able),
    )


def judge(
    left: Left,
    *,
    reason: SentAwayReason | None,
    words: str,
    owners_right: bool,
    seconded: bool,
    distress: bool = True,
    looks: bool = False,
) -> Sending | list[Refusal]:
    """The way in which it is sent away, or why it is not.

    `owners_right`: its owner calls it back from a case that another party leads. `seconded`: a
    second person of the party has said so too. `distress`: below it nothing waits. `looks`: it is
    only asked what it would take.
    """
    if left.is_enough:
        return Sending.FREELY
    if reason is None and not looks:
        return [_needs_a_reason()]
    if reason is SentAwayReason.OTHER and not words and not looks:
        return [Refusal("words_needed", "Say in a few words why the unit is sent away.")]
    may_go = owners_right or seconded or not distress or reason in URGENT
    if (left.is_last or left.leaves_few) and not may_go:
        return Sending.WAITS
    return Sending.ONE_WORD


def reason_text(reason: SentAwayReason | None, words: str) -> str:
    """The reason as people read it, with the words that were added."""
    if reason is None or reason is SentAwayReason.OTHER:
        return words
    text = REASONS[reason]
    return f"{text[0].upper()}{text[1:]}.{f' {words}' if words else ''}"


def _needs_a_reason() -> Refusal:
    return Refusal(
        "reason_needed",
        f"{NOT_ALL} Say why the unit is sent away.",
        {"reasons": [reason.value for reason in SentAwayReason]},
    )


def _is_promised(one: Promise) -> bool:
    return TRAITS[one.state].counts is Counts.PROMISED


def _is_tasked(one: Promise) -> bool:
    """At the scene, under way, or between two lifts."""
    return _is_promised(one) and not TRAITS[one.state].waits


def _takes(one: Promise, scene: ToBeTaken) -> bool:
    """Whether it takes people aboard in that sea, by day at least."""
    able = can_take(one.means, is_vessel=one.is_vessel, sea_state=scene.sea_state)
    return _is_promised(one) and able


def _are_few(rest: Collection[Promise], gone: Promise, scene: ToBeTaken) -> bool:
    """Whether the able units that stay, of each of which it is known how many it takes, have far
    too little room, and less than the one that goes; where nobody knows how much that has, it
    counts as more. Beside people who are not counted nobody has room for sure."""
    if not rest or any(one.persons == 0 for one in rest):
        return False
    room = sum(_room(one, scene) for one in rest)
    wanted = scene.wanted.least if scene.wanted.most is None else scene.wanted.most
    has_more = gone.persons == 0 or gone.is_room_unknown or gone.room > room
    return has_more and room * FAR_SHORT < wanted


def _room(one: Promise, scene: ToBeTaken) -> int:
    if one.means is None:
        return one.room if one.is_vessel else 0
    at = scene.now if one.is_there else one.there_at
    dark = dark_at(scene.place, at)
    return recovers(
        one.means, room=one.room, quantity=one.quantity, sea_state=scene.sea_state, dark=dark
    ).persons
