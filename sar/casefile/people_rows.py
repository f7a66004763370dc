"""The people of a case as rows of its printed file: counts, and what is not counted (pure)."""

from collections.abc import Iterator

from sar.incidents.people.headcount import SAID, KindTotal
from sar.incidents.people_views import PeopleView
from sar.incidents.texts.kind_lines import is_part, uncounted_kinds


def people_rows(people: PeopleView | None, lead: str, *, with_kinds: bool) -> list[list[str]]:
    """Each row a name and what is known. `with_kinds`: also how many of each kind."""
    if people is None:
        return [["People", f"Counted by {lead}, which keeps the case."]]
    aboard = ", ".join(f"{one.persons} {one.name}" for one in people.aboard)
    uncounted = ", ".join(f"not counted: {one.name}" for one in people.uncounted)
    landed = ", ".join(f"{one.persons} {one.place or 'place not told'}" for one in people.delivered)
    untold = ", ".join(
        f"not counted: {one.name}, {one.place or 'place not told'}"
        for one in people.uncounted_delivered
    )
    most = "at most not known" if people.outstanding_max is None else str(people.outstanding_max)
    left = f"{people.outstanding_min} to {most}"
    if people.outstanding_min == people.outstanding_max:
        left = most
    found_uncounted = bool(people.uncounted or people.uncounted_delivered)
    told = [
        ["Recovered", at_least(people.recovered, found_uncounted)],
        ["Aboard", "; ".join(filter(None, (aboard, uncounted))) or "0"],
        ["Landed", "; ".join(filter(None, (landed, untold))) or "0"],
        ["Dead", str(people.dead)],
        ["Outstanding", left],
    ]
    for name, many in (
        ("Of the dead, after recovery", people.died),
        ("Of the dead, aboard", sum(one.persons for one in people.dead_aboard)),
        ("Of the dead, landed", sum(one.persons for one in people.dead_landed)),
        ("Found alive by others", sum(one.alive or 0 for one in people.found_by_others)),
        ("Found dead by others", sum(one.dead or 0 for one in people.found_by_others)),
        ("Born", people.born),
        ("Went into the water again", people.back_in_water),
    ):
        if many:
            told.append([name, str(many)])
    if with_kinds:
        told += _kinds(people)
    if people.surplus:
        told.append(["More found than were said to be on board", str(people.surplus)])
    return told


def _kinds(people: PeopleView) -> Iterator[list[str]]:
    """The kinds that somebody has counted, each of how many; then those that are counted at sea and
    nobody has counted, once anybody is found."""
    for one in people.kinds:
        of = f" of {one.of}" if is_part(KindTotal(one.kind, one.counted, one.of)) else ""
        yield [SAID[one.kind].capitalize(), f"{one.counted}{of} counted"]
    if people.recovered or people.uncounted or people.uncounted_delivered:
        for kind in uncounted_kinds(one.kind for one in people.kinds):
            yield [SAID[kind].capitalize(), "not counted"]


def at_least(counted: int, uncounted: bool) -> str:
    """`8`; `8 and more, not counted` where people are aboard whom nobody has counted."""
    if not uncounted:
        return str(counted)
    return f"{counted} and more, not counted" if counted else "not counted"
