"""People of a deployment as counts, alive and dead, and their transfer from one unit or ship to
another (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sar.errors import Refusal
from sar.languages.places import filled
from sar.parties.treaty_law import Amendments, LawFor
from sar.requests.deployment_traits import TRAITS
from sar.requests.words import DeploymentAction, DeploymentState

_DA = DeploymentAction

COUNTED: Final = frozenset({_DA.LOAD, _DA.EMBARK, _DA.DELIVER})
"""The steps that say how many persons."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Persons of one deployment: aboard now, recovered and delivered so far, and its lifts; those
    taken over from other units and handed over to them, alive or dead, who recovered them; of all
    these the dead, who are neither aboard nor delivered, and of the dead those who died after they
    were recovered, and those who were landed; those born aboard; and those who went into the water
    again, whom nobody has. `uncounted_aboard`: people are aboard whom nobody has counted, beside
    those in the numbers; `uncounted_delivered`: such people were landed. Not counted is not zero.
    """

    aboard: int = 0
    recovered: int = 0
    delivered: int = 0
    cycles: int = 0
    taken_over: int = 0
    handed_over: int = 0
    dead: int = 0
    died: int = 0
    dead_landed: int = 0
    born: int = 0
    back_in_water: int = 0
    uncounted_aboard: bool = False
    uncounted_delivered: bool = False

    @property
    def anybody_aboard(self) -> bool:
        """Whether anybody living is aboard, counted or not."""
        return self.aboard > 0 or self.uncounted_aboard

    @property
    def dead_aboard(self) -> int:
        """The dead whom nobody has told to be ashore."""
        return self.dead - self.dead_landed


def tally(
    before: Tally,
    action: DeploymentAction,
    *,
    persons: int | None,
    dead: int | None = None,
    uncounted: bool = False,
    ship_under: LawFor | None = None,
) -> Tally | list[Refusal]:
    """The count after a step; only release is ever refused, with people aboard. `uncounted`: others
    than `persons` were taken aboard, or all others were landed, and nobody has counted them.
    `dead`: those landed, with the living or alone. `ship_under`: of a ship of opportunity, the
    State that would release her, for its law."""
    match action:
        case _DA.LOAD | _DA.EMBARK:
            taken = persons or 0
            return replace(
                before,
                aboard=before.aboard + taken,
                recovered=before.recovered + taken,
                uncounted_aboard=before.uncounted_aboard or uncounted,
            )
        case _DA.DELIVER:
            left = _dead_landed(_landed(before, persons or 0), dead or 0)
            return _all_landed(left) if uncounted else left
        case _DA.RELEASE if before.uncounted_aboard:
            return [_uncounted_still_aboard()]
        case _DA.RELEASE if before.aboard:
            return [_still_aboard(before.aboard, ship_under)]
        case _DA.CALL_AWAY:
            return _never_recovered(before)
        case _:
            return before


def not_counted(*, persons: int | None, dead: int | None, said: bool) -> bool:
    """Whether people were taken aboard, landed or handed over whom nobody has counted: it is
    `said`, or nothing at all is. With the dead alone the living stay."""
    return said or not (persons or dead)


def _uncounted_still_aboard() -> Refusal:
    """No release with people aboard, however few they may be."""
    return Refusal(
        "survivors_aboard",
        "People are aboard, not counted: the rescue ends when they are delivered to a place of"
        " safety. Count them, or tell that they were delivered.",
        {"aboard": None},
    )


def _still_aboard(aboard: int, ship_under: LawFor | None) -> Refusal:
    """No release with people aboard; of a ship, by the law that binds the State."""
    params = {"aboard": aboard}
    match ship_under:
        case LawFor(amendments=Amendments.BIND):
            return Refusal(
                "survivors_aboard",
                filled(
                    "{aboard} survivors are aboard: the rescue ends when they are delivered to a"
                    " place of safety (Annex 1.3.2), and the ship is released with minimum further"
                    " deviation (Annex 3.1.9).",
                    aboard=aboard,
                ),
                params,
            )
        case LawFor(party=party, amendments=Amendments.DO_NOT_BIND):
            return Refusal(
                "survivors_aboard",
                filled(
                    "{aboard} survivors are aboard: the rescue ends when they are delivered to a"
                    " place of safety (SAR Convention, Annex 1.3.2 and 2.1.10; UNCLOS 98;"
                    " MSC.167(78)). Annex 3.1.9 of 2004 does not bind {party}.",
                    aboard=aboard,
                    party=party,
                ),
                params,
            )
        case LawFor(party=party, amendments=Amendments.NO_PARTY):
            return Refusal(
                "survivors_aboard",
                filled(
                    "{aboard} survivors are aboard: the rescue ends when they are delivered to a"
                    " place of safety (UNCLOS 98; SOLAS V/33; MSC.167(78)). {party} is no party to"
                    " the SAR Convention.",
                    aboard=aboard,
                    party=party,
                ),
                params,
            )
        case LawFor(party=party):
            return Refusal(
                "survivors_aboard",
                filled(
                    "{aboard} survivors are aboard: the rescue ends when they are delivered to a"
                    " place of safety (SAR Convention, Annex 1.3.2 and 2.1.10; UNCLOS 98;"
                    " MSC.167(78)). Whether Annex 3.1.9 of 2004 binds {party} is not checked.",
                    aboard=aboard,
                    party=party,
                ),
                params,
            )
    return Refusal(
        "survivors_aboard",
        filled(
            "{aboard} survivors are aboard: the rescue ends when they are delivered to a place of"
            " safety (Annex 1.3.2).",
            aboard=aboard,
        ),
        params,
    )


def _never_recovered(before: Tally) -> Tally:
    """Persons aboard in an exercise do not hold back real work."""
    return _without(replace(before, aboard=0, uncounted_aboard=False), before.aboard)


def _without(before: Tally, persons: int) -> Tally:
    """The count as though that many had never come: those it recovered first, those whom it took
    over then, and those born last."""
    own = min(persons, before.recovered)
    others = min(persons - own, before.taken_over)
    return replace(
        before,
        recovered=before.recovered - own,
        taken_over=before.taken_over - others,
        born=before.born - (persons - own - others),
    )


def lived(before: Tally, action: DeploymentAction, *, persons: int) -> Tally:
    """The count after a fact of `LIVES`. People who died were aboard, else among the delivered."""
    match action:
        case _DA.FOUND_DEAD:
            return replace(before, recovered=before.recovered + persons, dead=before.dead + persons)
        case _DA.BORN:
            return replace(before, aboard=before.aboard + persons, born=before.born + persons)
        case _DA.DIED:
            beyond = 0 if before.uncounted_aboard else max(0, persons - before.aboard)
            ashore = beyond if before.uncounted_delivered else min(beyond, before.delivered)
            there = _with_delivered(_with_aboard(before, persons - ashore), ashore)
            return replace(
                there,
                aboard=there.aboard - (persons - ashore),
                delivered=there.delivered - ashore,
                dead=there.dead + persons,
                died=there.died + persons,
                dead_landed=there.dead_landed + ashore,
            )
        case _:
            there = _with_aboard(before, persons)
            return replace(
                there,
                aboard=there.aboard - persons,
                back_in_water=there.back_in_water + persons,
            )


def _landed(before: Tally, persons: int) -> Tally:
    """The count once so many living were landed. More than were counted aboard are all, also those
    whom nobody had counted; else these are aboard still."""
    there = _with_aboard(before, persons)
    some_stay = persons <= before.aboard
    return replace(
        there,
        aboard=there.aboard - persons,
        delivered=there.delivered + persons,
        cycles=there.cycles + 1,
        uncounted_aboard=before.uncounted_aboard and some_stay,
    )


def _all_landed(before: Tally) -> Tally:
    """The count once all living were landed, and nobody has counted them: of those who were counted
    aboard it is known, of the others not."""
    return replace(
        before,
        aboard=0,
        delivered=before.delivered + before.aboard,
        uncounted_aboard=False,
        uncounted_delivered=True,
    )


def _dead_landed(before: Tally, dead: int) -> Tally:
    """The count once so many dead were landed."""
    there = _with_dead_aboard(before, dead)
    return replace(there, dead_landed=there.dead_landed + dead)


def _with_dead_aboard(before: Tally, dead: int) -> Tally:
    """The count with so many dead aboard at least. Of more than were known to be dead there, those
    who are aboard died; who was not there at all was found dead, uncounted."""
    more = max(0, dead - before.dead_aboard)
    died = min(more, before.aboard)
    return replace(
        before,
        aboard=before.aboard - died,
        recovered=before.recovered + more - died,
        dead=before.dead + more,
        died=before.died + died,
    )


def more_dead_left(before: Tally, *, persons: int | None, dead: int | None) -> tuple[int, int]:
    """The number by which more dead are told to have left, landed or handed over, than were known
    to be aboard; and of those the number of whom nobody had counted, alive or dead."""
    more = max(0, (dead or 0) - before.dead_aboard)
    alive_left = max(0, before.aboard - (persons or 0))
    return more, max(0, more - alive_left)


def _with_aboard(before: Tally, persons: int) -> Tally:
    """The count with so many aboard at least: who left was there, and was taken aboard uncounted.

    A number told is recorded, and never refused; that it contradicts the count stands beside
    it (`more_than_aboard`) until the persons are counted anew.
    """
    more = max(0, persons - before.aboard)
    return replace(before, aboard=before.aboard + more, recovered=before.recovered + more)


def _with_delivered(before: Tally, persons: int) -> Tally:
    """The count with so many delivered at least: who died ashore was landed uncounted."""
    more = max(0, persons - before.delivered)
    return replace(before, delivered=before.delivered + more, recovered=before.recovered + more)


def more_than_aboard(before: Tally, action: DeploymentAction, *, persons: int | None) -> int:
    """The number by which more are told to have left, or died, than were known to be aboard; with
    nobody aboard it is those delivered who died. A number that leaves, of people whom nobody had
    counted, contradicts nothing.
    """
    if before.uncounted_aboard:
        return 0
    match action:
        case _DA.DIED if before.uncounted_delivered:
            return 0
        case _DA.DIED if not before.aboard:
            return max(0, (persons or 0) - before.delivered)
        case _DA.DELIVER | _DA.TRANSFER | _DA.DIED | _DA.BACK_IN_WATER:
            return max(0, (persons or 0) - before.aboard)
        case _:
            return 0


def correct(
    before: Tally,
    *,
    aboard: int | None,
    delivered: int | None,
    dead: int,
    dead_landed: int | None = None,
) -> Tally:
    """The counts as somebody has counted anew; what was recovered follows. `aboard` or `delivered`
    None: as before, counted or not. `dead_landed` None: as before, as far as so many are dead.

    If fewer are left than were taken over, the others never came from there.
    """
    still = before.uncounted_aboard and aboard is None
    landed = before.uncounted_delivered and delivered is None
    aboard = before.aboard if aboard is None else aboard
    delivered = before.delivered if delivered is None else delivered
    out = before.handed_over + before.back_in_water
    recovered = aboard + delivered + dead + out - before.taken_over - before.born
    never_came = min(max(0, -recovered), before.taken_over)
    return replace(
        before,
        aboard=aboard,
        delivered=delivered,
        dead=dead,
        died=min(before.died, dead),
        dead_landed=min(before.dead_landed if dead_landed is None else dead_landed, dead),
        recovered=max(0, recovered),
        taken_over=before.taken_over - never_came,
        born=before.born - (max(0, -recovered) - never_came),
        uncounted_aboard=still,
        uncounted_delivered=landed,
    )


def state_with(aboard: int | bool, state: DeploymentState, *, ship: bool) -> DeploymentState:
    """The state of a unit whose count was corrected: nobody is left to be delivered, or some are
    aboard a ship that was thought empty."""
    traits = TRAITS[state]
    if not aboard:
        return traits.gives or state
    return traits.ship_takes or state if ship else state


def counted_anew(before: Tally, after: Tally) -> str:
    """The correction in words, with the old numbers and the new."""
    was = {"aboard": before.uncounted_aboard, "delivered": before.uncounted_delivered}
    still = {"aboard": after.uncounted_aboard, "delivered": after.uncounted_delivered}
    changes = [
        f"{name} {new}, {_before(old, uncounted=was.get(name, False))}"
        for name, old, new in (
            ("aboard", before.aboard, after.aboard),
            ("delivered", before.delivered, after.delivered),
            ("dead", before.dead, after.dead),
            ("dead landed", before.dead_landed, after.dead_landed),
        )
        if old != new or was.get(name) != still.get(name)
    ]
    nothing = "not counted" if after.uncounted_aboard else after.aboard
    said = "; ".join(changes) or f"{nothing} aboard, as before"
    return f"{said[0].upper()}{said[1:]}."


def _before(count: int, *, uncounted: bool) -> str:
    """`not 20`; `not counted before`; `20 and others not counted before`."""
    if not uncounted:
        return f"not {count}"
    return f"{count} and others not counted before" if count else "not counted before"


def doubt(name: str, count: Tally, *, at_most: int) -> str:
    """A sentence for the record, where more are aboard than the unit holds at the very most; 0: it
    is not known. It is recorded all the same."""
    if not 0 < at_most < count.aboard:
        return ""
    return f"{count.aboard} are aboard {name}, which holds {at_most} at most."


@dataclass(frozen=True, slots=True)
class Landed:
    """The living and the dead of one delivery, and where; an empty place was not told. `uncounted`:
    there were others whom nobody counted then, nor, where it `stands`, since."""

    place: str
    persons: int
    dead: int = 0
    uncounted: bool = False
    stands: bool = False


def by_place(
    deliveries: Iterable[tuple[str, int]], delivered: int, *, uncounted: Iterable[str] = ()
) -> dict[str, int]:
    """The delivered persons by place, of deliveries in their order.

    People whom a correction took away were the last; those whom it added are where people were
    landed `uncounted`, in several places nobody knows where; else where the last were.
    """
    result: dict[str, int] = {}
    left, last = delivered, ""
    for place, persons in deliveries:
        many, last = min(persons, left), place
        if many:
            result[place] = result.get(place, 0) + many
        left -= many
    if left:
        places = set(uncounted)
        at = last if not places else places.pop() if len(places) == 1 else ""
        result[at] = result.get(at, 0) + left
    return result


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
    left, taken = _moved(_with_aboard(giver.tally, persons), taker.tally, persons)
    left, taken = _moved_dead(_with_dead_aboard(left, dead), taken, dead)
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
        left = _without(replace(before, handed_over=before.handed_over - back), back)
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
