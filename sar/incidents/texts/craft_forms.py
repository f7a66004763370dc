"""The forms of craft that are told on the open air, a closed list, so that no free text is (pure).

The words that an officer wrote of a craft may hold how many people and children are aboard, or an
old place: whoever listens hears it, and people in distress are a target too. Its words choose a
form from the list and are never said themselves.
"""

import re
from typing import Final

from sar.agreements.words import Situation

FORMS: Final = (
    ("PERSONS IN THE WATER", ("persons? in (?:the )?water", "people in (?:the )?water", "piw")),
    ("LIFE-RAFT", ("life-? ?rafts?",)),
    ("LIFEBOAT", ("life-? ?boats?",)),
    ("RAFT", ("rafts?",)),
    ("INFLATABLE BOAT", ("inflatables?", "rubber (?:boat|dinghy)", "rib", "rhib")),
    ("FISHING VESSEL", ("fishing", "trawlers?", "pirogues?", "cayucos?")),
    ("SAILING VESSEL", ("sailing", "sailboats?", "sail-boats?", "catamarans?")),
    ("YACHT", ("yachts?",)),
    ("TANKER", ("tankers?",)),
    ("PASSENGER SHIP", ("ferry", "ferries", "passenger (?:ship|vessel)", "cruise")),
    ("CARGO SHIP", ("cargo", "freighters?", "coasters?", "bulk carriers?", "container ships?")),
    ("TUG", ("tugs?", "tugboats?")),
    ("KAYAK OR CANOE", ("kayaks?", "canoes?")),
    ("HELICOPTER", ("helicopters?",)),
    ("AIRCRAFT", ("aircraft", "aeroplanes?", "airplanes?", "planes?")),
    ("WOODEN BOAT", ("wooden",)),
    ("SMALL BOAT", ("skiffs?", "dinghy", "dinghies", "motor-? ?boats?", "boats?")),
)
"""Each form with the words for it, those of more special forms first (house list)."""

UNNAMED: Final = {
    Situation.AERONAUTICAL: ("AIRCRAFT IN DISTRESS", "AIRCRAFT"),
    Situation.LAND: ("PERSONS IN DISTRESS", "PERSONS"),
    Situation.NATURAL_DISASTER: ("PERSONS IN DISTRESS", "PERSONS"),
}
"""The words where no form is known, by the kind of case: in distress, and not in distress."""
VESSEL: Final = ("VESSEL IN DISTRESS", "VESSEL")
"""The same of every other kind."""

_WORDS: Final = tuple(
    (form, re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)) for form, patterns in FORMS
)


def form_on_air(object_class: str) -> str:
    """The form that the words for a craft name; empty: none of the list."""
    return next((form for form, words in _WORDS if words.search(object_class)), "")


def unnamed(situation: Situation, *, in_distress: bool) -> str:
    """The words for a craft of which neither form nor name may be told or is known."""
    return UNNAMED.get(situation, VESSEL)[0 if in_distress else 1]
