"""The transfer of people from one unit or ship to another, and its undoing: each is counted once
(pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sar.requests.deployment_traits import TRAITS
from sar.requests.tally import Tally, with_aboard, with_dead_aboard, without_persons
from sar.requests.words import DeploymentState


@dataclass(frozen=True, slots=True)
class Afloat:
    """A deployment as the rule reads it. `holds`: how many one lift takes, 0 when unknown."""

    name: str
    ship: bool
    state: DeploymentState
    tally: Tally
    holds: int


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Giver and taker afterwards. `crowded`: more are aboard the taker than it usually holds.

    `giver_away`, `taker_away`: the state in which it was not known to be where survivors go from
    one to the other; None: it was there.
    """

    giver: Afloat
    taker: Afloat
    crowded: bool
    giver_away: DeploymentState | None = None
    taker_away: DeploymentState | None = None


def hand_over(
    giver: Afloat, taker: Afloat, *, persons: int = 0, dead: int = 0, uncounted: bool = False
) -> HandedOver:
    """Both counts after the step: of `persons` alive and of the `dead`; `uncounted`: of all other
    living too, whom nobody has counted. It is a fact, and never refused.

    The recovering unit stays the same: recovered counts once. Room is no reason: in distress a unit
    takes more than it holds. Nor is the count: who was handed over was aboard. Nor the state: who
    gave or took people was there. The dead alone leave the taker's state as it is: nobody aboard it
    is to be delivered.
    """
    gives, follows = TRAITS[giver.state].gives, _follows(taker).get(taker.state)
    left, taken = _moved(with_aboard(giver.tally, persons), taker.tally, persons)
    left, taken = _moved_dead(with_dead_aboard(left, dead), taken, dead)
    if uncounted:
        left, taken = _moved(left, taken, left.aboard)
        left = replace(left, uncounted_aboard=False)
        taken = replace(taken, uncounted_aboard=True)
    living = persons > 0 or uncounted
    then = (follows or _has_taken(taker)) if living else taker.state
    return HandedOver(
        replace(
            giver, tally=left, state=giver.state if left.anybody_aboard else gives or giver.state
        ),
        replace(taker, tally=taken, state=then),
        crowded=living and 0 < taker.holds < taken.aboard,
        giver_away=giver.state if gives is None else None,
        taker_away=taker.state if follows is None else None,
    )


def _has_taken(taker: Afloat) -> DeploymentState:
    """The state of a unit that has people aboard though it was not known to be there: it is to land
    them, but where it was said to have gone for good or not to have left."""
    if taker.ship:
        return DeploymentState.EMBARKED
    traits = TRAITS[taker.state]
    return DeploymentState.LOADED if traits.moving or traits.homeward else taker.state


@dataclass(frozen=True, slots=True)
class Move:
    """A number of people, alive and dead, that one unit handed over to another."""

    giver: UUID
    taker: UUID
    persons: int


def uncounted(
    units: Mapping[UUID, Tally], moves: Sequence[Move], *, taker: UUID, persons: int
) -> dict[UUID, Tally]:
    """The counts that change when `persons` whom the taker took over were never recovered: those of
    the givers, the last transfer first, and of the deployments that had handed them to those."""
    owed, after = {taker: persons}, dict(units)
    for move in reversed(moves):
        before = after.get(move.giver)
        if before is None:
            continue
        back = min(owed.get(move.taker, 0), move.persons, before.handed_over)
        left = without_persons(replace(before, handed_over=before.handed_over - back), back)
        after[move.giver] = left
        owed[move.taker] = owed.get(move.taker, 0) - back
        owed[move.giver] = owed.get(move.giver, 0) + before.taken_over - left.taken_over
    return {id_: tally for id_, tally in after.items() if tally != units[id_]}


def _follows(taker: Afloat) -> dict[DeploymentState, DeploymentState]:
    """The states in which such a unit takes survivors over, and the state that follows."""
    return {
        state: follows
        for state, traits in TRAITS.items()
        if (follows := traits.ship_takes if taker.ship else traits.takes)
    }


def _moved(giver: Tally, taker: Tally, persons: int) -> tuple[Tally, Tally]:
    return (
        replace(giver, aboard=giver.aboard - persons, handed_over=giver.handed_over + persons),
        replace(taker, aboard=taker.aboard + persons, taken_over=taker.taken_over + persons),
    )


def _moved_dead(giver: Tally, taker: Tally, dead: int) -> tuple[Tally, Tally]:
    """Nobody tells which of the dead went: those who were found dead first, then those who died
    after they were recovered, so that the case has as many of each as before."""
    died = max(0, giver.died - (giver.dead - dead))
    return (
        replace(
            giver,
            dead=giver.dead - dead,
            died=giver.died - died,
            handed_over=giver.handed_over + dead,
        ),
        replace(
            taker,
            dead=taker.dead + dead,
            died=taker.died + died,
            taken_over=taker.taken_over + dead,
        ),
    )
