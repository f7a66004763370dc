"""The people of one unit by count, alive and dead, and how each step changes them (pure)."""

from dataclasses import dataclass, replace
from typing import Final

from sar.errors import Refusal
from sar.languages.places import filled
from sar.parties.treaty_law import Amendments, LawFor
from sar.requests.words import DeploymentAction

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
    return without_persons(replace(before, aboard=0, uncounted_aboard=False), before.aboard)


def without_persons(before: Tally, persons: int) -> Tally:
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
            there = _with_delivered(with_aboard(before, persons - ashore), ashore)
            return replace(
                there,
                aboard=there.aboard - (persons - ashore),
                delivered=there.delivered - ashore,
                dead=there.dead + persons,
                died=there.died + persons,
                dead_landed=there.dead_landed + ashore,
            )
        case _:
            there = with_aboard(before, persons)
            return replace(
                there,
                aboard=there.aboard - persons,
                back_in_water=there.back_in_water + persons,
            )


def _landed(before: Tally, persons: int) -> Tally:
    """The count once so many living were landed. More than were counted aboard are all, also those
    whom nobody had counted; else these are aboard still."""
    there = with_aboard(before, persons)
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
    there = with_dead_aboard(before, dead)
    return replace(there, dead_landed=there.dead_landed + dead)


def with_dead_aboard(before: Tally, dead: int) -> Tally:
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


def with_aboard(before: Tally, persons: int) -> Tally:
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


def doubt(name: str, count: Tally, *, at_most: int) -> str:
    """A sentence for the record, where more are aboard than the unit holds at the very most; 0: it
    is not known. It is recorded all the same."""
    if not 0 < at_most < count.aboard:
        return ""
    return f"{count.aboard} are aboard {name}, which holds {at_most} at most."
