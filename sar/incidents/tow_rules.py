"""A craft under tow with people aboard (pure).

Off Pylos (2023) survivors say that the ship capsized under tow. A tow is a fact: it is never
refused. Its hazard stands beside it, in red as long as anybody is aboard, or nobody knows.
"""

from typing import Final

HAZARD: Final = (
    "A craft towed with people aboard may be swamped, sheer or capsize, the more so when it is"
    " crowded, unsound, or those aboard move to one side. Take them off first where the sea allows."
    " Else: slow, life-jackets on, a boat alongside to take them up, ready to let go the line."
)
"""House reading of good seamanship; no instrument says it so."""


def is_hazardous(persons: int | None) -> bool:
    """Whether the hazard stands in red; `persons`: aboard what is towed, None: nobody knows."""
    return persons is None or persons > 0


def aboard_text(persons: int | None) -> str:
    """The number of people aboard the towed craft, in words."""
    if persons is None:
        return "how many are aboard is not known"
    return "nobody is aboard" if persons == 0 else f"{persons} aboard"
