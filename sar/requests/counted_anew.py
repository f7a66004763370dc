"""Corrections of a unit's counts: the numbers, the state that fits them, and their words (pure)."""

from dataclasses import replace

from sar.requests.deployment_traits import TRAITS
from sar.requests.tally import Tally
from sar.requests.words import DeploymentState


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
