"""Law of 2004 that binds only the States which accepted it, and what is shown to the others (pure).

The amendments of 2004 to the Annex of the SAR Convention (MSC.155(78)) and to SOLAS V/33
(MSC.153(78)) have a status of their own for each State. A State that has objected, is no party or
whose status nobody has checked is shown what binds it all the same: rescue ends with delivery to a
place of safety (Annex 1.3.2), assistance asks for no nationality or status (2.1.10, UNCLOS 98), and
the guidelines on persons rescued at sea (MSC.167(78)).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SAR_2004: Final = "SAR 2004 amendments"
SAR_1979: Final = "SAR 1979"
SOLAS_2004: Final = "SOLAS 2004 (V/33)"
INSTRUMENTS: Final = (
    SAR_1979,
    SAR_2004,
    "SOLAS 1974",
    SOLAS_2004,
    "UNCLOS",
    "High Seas 1958",
    "Chicago 1944",
    "Salvage 1989",
)
"""The instruments of which a State's status is kept; one that is named otherwise binds nobody."""
BOUND: Final = frozenset({"party", "accepted"})
NOT_BOUND: Final = frozenset({"not_party", "not_accepted", "objected"})
NOT_CHECKED: Final = "not_checked"
"""The status of a State of which nobody has looked it up; the same as none."""
_OF_2004: Final = re.compile(
    r"Annex(?=.*\b(?:3\.1\.6\.4|3\.1\.9|4\.8\.5)(?![.\d])|.*\b2\.1\.1,? last sentence)"
)
"""Paragraphs that the amendments brought into the Annex; of 2.1.1 the last sentence alone."""
_SOLAS_OF_2004: Final = re.compile(r"V/33\.(?:1-1|6)(?![\d-])")
"""Paragraphs that they brought into V/33, by memory: co-operation so that masters are released with
minimum further deviation; the master treats those rescued with humanity."""

INSTEAD: Final = "SAR Convention, Annex 1.3.2 and 2.1.10; UNCLOS 98; MSC.167(78)"
"""Cited to a State that the paragraphs of 2004 do not bind."""
BESIDE: Final = "UNCLOS 98; SOLAS V/33; MSC.167(78)"
"""Cited to a State that is no party to the SAR Convention."""


class Amendments(StrEnum):
    """The force of the amendments of 2004 for a State, as the directory has it from IMO's list."""

    BIND = "bind"
    DO_NOT_BIND = "do_not_bind"
    NOT_CHECKED = "not_checked"
    NO_PARTY = "no_party"
    """It is no party to the Convention that they amend."""


@dataclass(frozen=True, slots=True)
class LawFor:
    """A State, and whether the paragraphs of 2004 bind it."""

    party: str
    """Its name."""
    amendments: Amendments = Amendments.NOT_CHECKED


def instrument_of_2004(text: str) -> str | None:
    """The instrument of 2004 that a citation rests on; None: on none of them."""
    if _OF_2004.search(text):
        return SAR_2004
    return SOLAS_2004 if _SOLAS_OF_2004.search(text) else None


def law_for(party: str, statuses: Mapping[str, str]) -> LawFor:
    """Whether the amendments to the Annex bind the State, by its status under each instrument."""
    if statuses.get(SAR_1979) == "not_party":
        return LawFor(party, Amendments.NO_PARTY)
    status = statuses.get(SAR_2004)
    if status in BOUND:
        return LawFor(party, Amendments.BIND)
    return LawFor(party, Amendments.DO_NOT_BIND if status in NOT_BOUND else Amendments.NOT_CHECKED)
