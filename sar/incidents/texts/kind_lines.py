"""The numbers of children, sick and others among the people found, as lines of texts (pure).

A kind says of how many people it was counted; what nobody has counted is said not to be counted,
for that is not zero. For an addressee alone, never for the air.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sar.incidents.people.headcount import SAID, CountedKind, KindTotal
from sar.incidents.texts.people_lines import People
from sar.languages.phrasing import ENGLISH, Wording

BY_VOICE: Final = (
    CountedKind.CHILDREN,
    CountedKind.ALONE,
    CountedKind.URGENT_MEDICAL,
    CountedKind.PREGNANT,
)
"""The kinds that are counted at sea, besides the people; the rest is counted ashore (house
rule)."""
_OF_CHILDREN: Final = frozenset(
    {
        CountedKind.CHILDREN,
        CountedKind.AGE_0_4,
        CountedKind.AGE_5_11,
        CountedKind.AGE_12_14,
        CountedKind.AGE_15_17,
        CountedKind.MAYBE_A_CHILD,
    }
)
MEDICAL: Final = (CountedKind.URGENT_MEDICAL, CountedKind.PREGNANT)


def kinds_line(people: People | None, words: Wording = ENGLISH) -> str:
    """`CHILDREN: 12 OF 228 COUNTED. NOT COUNTED: PREGNANT`; empty when nobody is found."""
    if people is None or not (people.found.total or people.found.any_uncounted):
        return ""
    parts = [counted_line(people.kinds, words)]
    if left := uncounted_kinds(one.kind for one in people.kinds):
        names = words.listed(name_of(kind, words) for kind in left)
        parts.append(words.say("lines", "NOT COUNTED: {kinds}", kinds=names))
    return ". ".join(part for part in parts if part)


def uncounted_kinds(counted: Iterable[CountedKind]) -> list[CountedKind]:
    """The kinds that are counted at sea, and that nobody has counted. Children are counted where
    somebody has counted some of their ages."""
    known = set(counted)
    if known & _OF_CHILDREN:
        known.add(CountedKind.CHILDREN)
    return [kind for kind in BY_VOICE if kind not in known]


def counted_line(kinds: Sequence[KindTotal], words: Wording = ENGLISH) -> str:
    """The kinds that somebody has counted, each of how many."""
    return words.listed(_counted(one, words) for one in kinds)


def is_part(one: KindTotal) -> bool:
    """Whether it can be told of how many: not where those counted are more, as when some went into
    the water again since, nor where it is not known of how many."""
    return one.of is not None and one.counted <= one.of and one.of > 0


def _counted(one: KindTotal, words: Wording) -> str:
    kind = name_of(one.kind, words)
    if not is_part(one):
        return words.say("lines", "{kind}: {count} COUNTED", kind=kind, count=one.counted)
    return words.say(
        "lines",
        "{kind}: {count} OF {total} COUNTED",
        kind=kind,
        count=one.counted,
        total=one.of,
    )


def medical_line(people: People | None) -> str:
    """Of the kinds those that need a doctor, as far as somebody has counted them."""
    kinds = people.kinds if people else ()
    return counted_line([one for one in kinds if one.kind in MEDICAL])


def name_of(kind: CountedKind, words: Wording = ENGLISH) -> str:
    """The kind, as a signal has it."""
    return words.word(SAID[kind].upper())
