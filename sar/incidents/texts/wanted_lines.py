"""Lines of signals on the assistance that is still required (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sar.incidents.texts.time_lines import time_of_day
from sar.languages.phrasing import ENGLISH, Wording


@dataclass(frozen=True, slots=True)
class WantedLine:
    """One need of the case's open requests: the amount wanted, how much of it nobody has accepted
    to give, and how much is accepted and will be late.

    `what`: the things, in the singular and in the plural; None: persons to be recovered.
    `unaided`: persons for whom there is room, and nothing to recover them with in the sea and light
    there. `persons_an_hour`: how fast those who have accepted recover, by house figures;
    `sea_state` None: nobody knows the sea, and it is the pace of a rough one. `room_unknown`: of
    some unit, with people aboard who are not counted, nobody knows the room; it counts for none.
    """

    wanted: int
    missing: int
    late: int = 0
    unaided: int = 0
    room_unknown: bool = False
    persons_an_hour: int = 0
    sea_state: int | None = None
    what: tuple[str, str] | None = None
    means: str = ""
    by_at: datetime | None = None


def still_required(needs: Sequence[WantedLine], *, now: datetime, words: Wording = ENGLISH) -> str:
    """The assistance that is asked for and that nobody has accepted to give, line by line; empty
    when nothing is asked for."""
    if not needs:
        return ""
    missing = [_wanted(need, need.missing, words, now=now) for need in needs if need.missing]
    means = [
        words.say("lines", "MEANS TO RECOVER {count} FOR WHOM THERE IS ROOM", count=need.unaided)
        for need in needs
        if need.unaided
    ]
    late = [_wanted(need, need.late, words, now=now) for need in needs if need.late]
    if missing or means:
        wanted = "; ".join([*missing, *means])
        said = [words.say("lines", "STILL REQUIRED: {needs}", needs=wanted)]
    else:
        accepted = "; ".join(_accepted(need, words, now=now) for need in needs)
        said = [words.say("lines", "NONE BEYOND WHAT IS ACCEPTED: {needs}", needs=accepted)]
    if late:
        said.append(
            words.say("lines", "ACCEPTED BUT EXPECTED LATE: {needs}", needs="; ".join(late))
        )
    if any(need.room_unknown for need in needs):
        said.append(
            words.say("lines", "ROOM OF UNITS WITH PEOPLE ABOARD, NOT COUNTED, IS NOT KNOWN")
        )
    said += [_pace(need, words) for need in needs if need.persons_an_hour]
    return ". ".join(said)


def _pace(need: WantedLine, words: Wording) -> str:
    sea = (
        words.say("lines", "SEA STATE NOT KNOWN")
        if need.sea_state is None
        else words.say("lines", "SEA STATE {state}", state=need.sea_state)
    )
    return words.say(
        "lines",
        "UNITS ACCEPTED RECOVER ABOUT {count} PERSONS AN HOUR (HOUSE FIGURE, {sea})",
        count=in_round_figures(need.persons_an_hour),
        sea=sea,
    )


def in_round_figures(amount: int) -> int:
    """An amount that rests on house figures: from ten on in fives, never more than it is."""
    return amount if amount < 10 else amount - amount % 5


def _wanted(need: WantedLine, amount: int, words: Wording, *, now: datetime) -> str:
    """`1 AIRCRAFT WITH RADAR BY 1456Z`; as soon as possible, once that is over."""
    said = _said(need, amount, words)
    if need.by_at is None:
        return said
    time = time_of_day(need.by_at, now=now)
    if now <= need.by_at:
        return f"{said} {words.say('lines', 'BY {time}', time=time)}"
    return f"{said} {words.say('lines', 'AS SOON AS POSSIBLE (WANTED BY {time})', time=time)}"


def _accepted(need: WantedLine, words: Wording, *, now: datetime) -> str:
    """All that is wanted, and by when, while that is to come."""
    if need.by_at is not None and need.by_at < now:
        return _said(need, need.wanted, words)
    return _wanted(need, need.wanted, words, now=now)


def _said(need: WantedLine, amount: int, words: Wording) -> str:
    """`1 AIRCRAFT WITH RADAR`, `RECOVERY FOR 200`."""
    if need.what is None:
        said = words.say("lines", "RECOVERY FOR {count}", count=amount)
    else:
        one, several = need.what
        said = f"{amount} {words.apart(one if amount == 1 else several)}"
    if need.means:
        said += f" {words.say('lines', 'WITH {means}', means=need.means)}"
    return said
