"""The people of a case by count: on board, found, and outstanding (pure)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """The people found so far; each of them is in one of the first three counts. `born`: those of
    them who were on board nothing before. A person who went into the water again is in none.
    `doubted`: so many of them nobody had counted aboard before they left; they may have been
    counted twice, or not have been there. `uncounted`: the units that have people aboard whom
    nobody has counted, and `uncounted_delivered` those that landed such; they are in none of the
    counts."""

    aboard: int = 0
    delivered: int = 0
    dead: int = 0
    born: int = 0
    doubted: int = 0
    uncounted: tuple[str, ...] = ()
    uncounted_delivered: tuple[str, ...] = ()

    @property
    def any_uncounted(self) -> bool:
        """Whether anybody was found whom nobody has counted."""
        return bool(self.uncounted or self.uncounted_delivered)

    @property
    def total(self) -> int:
        """All whom anybody has recovered, alive or dead."""
        return self.aboard + self.delivered + self.dead - self.born


@dataclass(frozen=True, slots=True)
class PersonsRange:
    """A number of persons that is known within limits; `most` None: nobody knows the upper one."""

    least: int
    most: int | None


def outstanding_range(on_board: PersonsRange, found: FoundPeople) -> PersonsRange:
    """The number on board whom nobody has found yet; who is doubted may be missing. If some were
    found and not counted, they may be all."""
    sure = max(0, found.total - found.doubted)
    return PersonsRange(
        least=0 if found.any_uncounted else max(0, on_board.least - found.total),
        most=None if on_board.most is None else max(0, on_board.most - sure),
    )


def most_outstanding(on_board: PersonsRange, found: FoundPeople, highest: int | None) -> int:
    """The number that nobody has found yet at most, as far as numbers were told: where no upper
    number is told, of the `highest` that ever was."""
    known = PersonsRange(on_board.least, at_most(on_board, highest))
    return outstanding_range(known, found).most or 0


def surplus(on_board: PersonsRange, found: FoundPeople) -> int:
    """The number found beyond those who are said to have been on board."""
    return 0 if on_board.most is None else max(0, found.total - on_board.most)


def highest_told(before: int | None, on_board: PersonsRange) -> int | None:
    """The largest number that anybody has ever told; None: nobody has told any."""
    told = on_board.least if on_board.most is None else on_board.most
    known = [count for count in (before, told or None) if count is not None]
    return max(known, default=None)


def at_most(on_board: PersonsRange, highest: int | None) -> int | None:
    """The most that anybody knows of: where no upper number is told, the `highest` that was ever
    told; None: nobody has told any."""
    return highest_told(highest, on_board) if on_board.most is None else on_board.most


def fell(before: PersonsRange, after: PersonsRange, *, highest: int | None) -> bool:
    """Whether fewer are said to be on board than before, at either end of the range.

    If no upper number was told any more, it falls below the `highest` that ever was. If none is
    told now it did not fall: there may be more.
    """
    was = at_most(before, highest)
    lower = was is not None and after.most is not None and after.most < was
    return after.least < before.least or lower


def may_be_more(before: PersonsRange, after: PersonsRange) -> bool:
    """Whether more may be on board than was said before, at either end of the range."""
    if before.most is None or after.most is None:
        higher = before.most is not None
    else:
        higher = after.most > before.most
    return higher or after.least > before.least


def missing_in_numbers(missing: PersonsRange) -> str:
    """The missing as people read them, a range wherever it is one: `0–12`, `3`, `3 or more`."""
    least, most = missing.least, missing.most
    return f"{least}–{most}" if most is not None and least != most else in_numbers(missing)


def in_numbers(on_board: PersonsRange) -> str:
    """The range as people read it: `250–400`, `326`, `400 or more`."""
    least, most = on_board.least, on_board.most
    if most is None:
        return f"{least} or more" if least else "an unknown number"
    return str(most) if least in (0, most) else f"{least}–{most}"
