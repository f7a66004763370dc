"""Lines of signals on persons: at risk, found and outstanding (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sar.incidents.people.headcount import KindTotal
from sar.incidents.people.outstanding import FoundPeople, PersonsRange
from sar.languages.phrasing import ENGLISH, Wording


@dataclass(frozen=True, slots=True)
class Casualty:
    """The number of persons at risk; None: not known. `before`: the number that had been said,
    while one person alone says that there are fewer; `pob_max` reaches up to that."""

    pob_min: int | None = None
    pob_max: int | None = None
    children: int | None = None
    unaccompanied: int | None = None
    source: str = ""
    before: PersonsRange | None = None


@dataclass(frozen=True, slots=True)
class People:
    """The people found so far, with the units they are aboard of and the places they were
    delivered to, and how many are outstanding."""

    found: FoundPeople
    outstanding: PersonsRange
    aboard: tuple[tuple[str, int], ...] = ()
    delivered: tuple[tuple[str, int], ...] = ()
    died: int = 0
    """Of the dead, those who died after they were recovered."""
    dead_aboard: tuple[tuple[str, int], ...] = ()
    dead_landed: tuple[tuple[str, int], ...] = ()
    """The places where the dead are, as far as anybody has told."""
    back_in_water: int = 0
    """The people who went into the water again after they were recovered; they are outstanding."""
    kinds: tuple[KindTotal, ...] = ()
    """The kinds that somebody has counted, each of how many."""
    uncounted_at: tuple[str, ...] = ()
    """The places where people were landed whom nobody has counted; empty: the place is not told."""


def persons(casualty: Casualty, words: Wording = ENGLISH) -> str:
    """The persons at risk, as a line of a signal."""
    parts = [_number(casualty.pob_min, casualty.pob_max, words)]
    if casualty.before is not None:
        was = _number(casualty.before.least or None, casualty.before.most, words)
        parts.append(words.say("lines", "ONE PERSON'S WORD, {number} BEFORE", number=was))
    elif casualty.pob_min is None and casualty.pob_max is None:
        return parts[0]
    if casualty.children:
        parts.append(words.say("lines", "OF WHOM CHILDREN {count}", count=casualty.children))
    if casualty.unaccompanied:
        parts.append(words.say("lines", "UNACCOMPANIED {count}", count=casualty.unaccompanied))
    said = words.listed(parts)
    if not casualty.source:
        return said
    return f"{said} ({words.say('lines', 'SOURCE: {source}', source=casualty.source)})"


def _number(least: int | None, most: int | None, words: Wording) -> str:
    """`250 TO 400`, `UP TO 40`, `AT LEAST 3`; None: not known."""
    match least, most:
        case None, None:
            return words.say("lines", "NOT KNOWN")
        case low, high if low == high:
            return f"{low}"
        case None, high:
            return words.say("lines", "UP TO {most}", most=high)
        case low, None:
            return words.say("lines", "AT LEAST {least}", least=low)
        case low, high:
            return words.say("lines", "{least} TO {most}", least=low, most=high)


def people_line(people: People | None, words: Wording = ENGLISH) -> str:
    """The people found and outstanding, as a line of a signal; empty when nobody was ever found."""
    if people is None or not _anybody(people):
        return ""
    found = people.found
    parts = [
        _where(words.say("lines", "ABOARD {count}", count=found.aboard), people.aboard, words)
        if found.aboard
        else "",
        _where(
            words.say("lines", "DELIVERED {count}", count=found.delivered), people.delivered, words
        )
        if found.delivered
        else "",
        words.say("lines", "DEAD {count}", count=found.dead) if found.dead else "",
        words.say("lines", "{count} OF THEM AFTER RECOVERY", count=people.died)
        if people.died
        else "",
        _where(
            words.say("lines", "{count} OF THEM ABOARD", count=_many(people.dead_aboard)),
            people.dead_aboard,
            words,
        )
        if people.dead_aboard
        else "",
        _where(
            words.say("lines", "{count} OF THEM LANDED", count=_many(people.dead_landed)),
            people.dead_landed,
            words,
        )
        if people.dead_landed
        else "",
        words.say("lines", "BORN {count}", count=found.born) if found.born else "",
        _aboard_uncounted(found.uncounted, words),
        _landed_uncounted(people.uncounted_at, words) if found.uncounted_delivered else "",
        _back_in_water(people, words),
    ]
    said = words.listed(part for part in parts if part)
    if found.total:
        said = f"{_recovered(found, words)}: {said}"
    return f"{said}. {_outstanding(people.outstanding, words)}"


def people_found(people: People, words: Wording = ENGLISH) -> str:
    """The numbers found and outstanding, without where they are; empty when nobody was ever
    found."""
    found = people.found
    if not _anybody(people):
        return ""
    parts = [
        _recovered(found, words) if found.total else "",
        words.say("lines", "{count} OF THEM DEAD", count=found.dead) if found.dead else "",
        words.say("lines", "PEOPLE ABOARD, NOT COUNTED") if found.uncounted else "",
        _landed_uncounted((), words) if found.uncounted_delivered else "",
        _back_in_water(people, words),
    ]
    said = words.listed(part for part in parts if part)
    return f"{said}. {_outstanding(people.outstanding, words)}"


def _anybody(people: People) -> bool:
    """Whether anybody was found, also who went into the water again since."""
    found = people.found
    return bool(found.total or found.any_uncounted or people.back_in_water)


def _back_in_water(people: People, words: Wording) -> str:
    if not people.back_in_water:
        return ""
    return words.say("lines", "{count} WENT INTO THE WATER AGAIN", count=people.back_in_water)


def _recovered(found: FoundPeople, words: Wording) -> str:
    if found.any_uncounted:
        return words.say("lines", "RECOVERED AT LEAST {count}", count=found.total)
    return words.say("lines", "RECOVERED {count}", count=found.total)


def _aboard_uncounted(units: Sequence[str], words: Wording) -> str:
    """`PEOPLE ABOARD, NOT COUNTED (Alcione)`; empty where all are counted."""
    if not units:
        return ""
    named = words.listed(words.apart(name) for name in units)
    return f"{words.say('lines', 'PEOPLE ABOARD, NOT COUNTED')} ({named})"


def _landed_uncounted(places: Sequence[str], words: Wording) -> str:
    """`PEOPLE LANDED, NOT COUNTED (Catania)`; a place that nobody has told is left out."""
    said = words.say("lines", "PEOPLE LANDED, NOT COUNTED")
    named = words.listed(words.apart(place) for place in places if place)
    return f"{said} ({named})" if named else said


def _many(places: Sequence[tuple[str, int]]) -> int:
    return sum(count for _, count in places)


def _where(said: str, places: Sequence[tuple[str, int]], words: Wording) -> str:
    """`ABOARD 30 (Alcione 20, Nemo 10)`; a place that nobody has told is left out."""
    named = words.listed(f"{words.apart(name)} {count}" for name, count in places if name)
    return f"{said} ({named})" if named else said


def _outstanding(left: PersonsRange, words: Wording) -> str:
    least, most = left.least, left.most
    if most is None and not least:
        return words.say("lines", "OUTSTANDING NOT KNOWN")
    if most is None:
        return words.say("lines", "OUTSTANDING AT LEAST {least}", least=least)
    if most == 0:
        return words.say("lines", "OUTSTANDING NONE")
    if least == most:
        return words.say("lines", "OUTSTANDING {count}", count=most)
    return words.say("lines", "OUTSTANDING {least} TO {most}", least=least, most=most)
