"""The object of a case as its first need goes by it: people in the water, a survival craft, an
aircraft (pure).

The words for the object choose it, by the same closed lists as its drift and its form on the air;
other words choose nothing.
"""

import re
from typing import Final

from sar.agreements.words import Situation
from sar.incidents.drift import leeway_class
from sar.incidents.texts.craft_forms import form_on_air
from sar.incidents.words import CaseObject

_OVERBOARD: Final = re.compile(r"\boverboard\b|\bMOB\b", re.IGNORECASE)
_GOODS: Final = re.compile(r"\b(containers?|cargo|timber|logs?|drums?|barrels?)\b", re.IGNORECASE)
_PEOPLE: Final = re.compile(
    r"\b(m[ae]n|wom[ae]n|persons?|people|crew|passengers?|child(ren)?|MOB)\b", re.IGNORECASE
)

BY_LEEWAY: Final = {
    "PIW-1, state unknown": CaseObject.PEOPLE_IN_WATER,
    "PIW-4, survival suit, face up": CaseObject.PEOPLE_IN_WATER,
    "SKIFF-3, swamped or capsized": CaseObject.PEOPLE_IN_WATER,
    "FV-DEBRIS": CaseObject.WRECKAGE,
    "crowded makeshift raft, with sail": CaseObject.CRAFT,
    "crowded makeshift raft, no sail": CaseObject.CRAFT,
    "PIW-6, deceased, face down": CaseObject.OTHER,
    "CONTAINER-2, 80 % submerged": CaseObject.OTHER,
}
"""The classes of drift that tell what it is. People of a craft that
has capsized are in the water or on its hull; a makeshift raft is a craft under way, which nobody
has taken to from a ship."""

BY_FORM: Final = {
    "PERSONS IN THE WATER": CaseObject.PEOPLE_IN_WATER,
    "LIFE-RAFT": CaseObject.SURVIVAL_CRAFT,
    "LIFEBOAT": CaseObject.SURVIVAL_CRAFT,
    "RAFT": CaseObject.SURVIVAL_CRAFT,
    "HELICOPTER": CaseObject.AIRCRAFT,
    "AIRCRAFT": CaseObject.AIRCRAFT,
}
"""The forms on the air that are no craft under way; every other is one."""


def object_of(object_class: str, situation: Situation, *, in_water: bool) -> CaseObject:
    """The object of a case; `in_water`: somebody has said that people are in the water."""
    if in_water or _is_overboard(object_class):
        return CaseObject.PEOPLE_IN_WATER
    known = leeway_class(object_class)
    if known and known.name in BY_LEEWAY:
        return BY_LEEWAY[known.name]
    form = form_on_air(object_class)
    if form or known:
        return BY_FORM.get(form, CaseObject.CRAFT)
    return CaseObject.AIRCRAFT if situation is Situation.AERONAUTICAL else CaseObject.NOT_TOLD


def _is_overboard(object_class: str) -> bool:
    """Whether somebody is: unless goods alone are."""
    if not _OVERBOARD.search(object_class):
        return False
    return bool(_PEOPLE.search(object_class)) or not _GOODS.search(object_class)
