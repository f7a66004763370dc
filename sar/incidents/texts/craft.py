"""The identity of a craft in distress as texts tell it: name, call sign, MMSI, flag (pure).

It is the craft's alone, never a person's: it serves the search as its last port and route do, those
involved read it, and it is erased with the call-back. A part that nobody has told is said to be
missing, or left out; nothing is inferred from another part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from sar.geo.state_names import StateNames
from sar.languages.phrasing import ENGLISH, Wording


@dataclass(frozen=True, slots=True)
class Craft:
    """The parts that somebody has told; empty: nobody has. `flag`: the State by name or code."""

    name: str = ""
    callsign: str = ""
    mmsi: str = ""
    flag: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None, names: StateNames) -> Self:
        """The craft as a case keeps it."""
        told = {name: value or "" for name, value in (kept or {}).items()}
        flag = names.of(told.get("flag", ""))
        return cls(told.get("name", ""), told.get("callsign", ""), told.get("mmsi", ""), flag)


def kept_of(told: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The parts that are told, as a case keeps them; None: nothing of it is known."""
    return dict(told) if told and any(told.values()) else None


def identified(craft: Craft, words: Wording = ENGLISH, *, flag: bool = True) -> str:
    """The known parts, in a line; empty where nothing is known. Without its `flag` for the air."""
    return words.listed(
        part
        for part in (
            words.say("lines", "NAME {name}", name=craft.name) if craft.name else "",
            words.say("lines", "CALL SIGN {sign}", sign=craft.callsign) if craft.callsign else "",
            words.say("lines", "MMSI {number}", number=craft.mmsi) if craft.mmsi else "",
            words.say("lines", "FLAG {state}", state=craft.flag) if craft.flag and flag else "",
        )
        if part
    )


def missing(craft: Craft, words: Wording = ENGLISH) -> str:
    """The gaps of name, call sign and flag, which nobody has told; empty where all are on file."""
    if not (craft.name or craft.callsign or craft.flag):
        return words.say("lines", "NO NAME, CALL SIGN OR FLAG ON FILE")
    gaps = words.listed(
        gap
        for gap in (
            "" if craft.name else words.say("lines", "NAME"),
            "" if craft.callsign else words.say("lines", "CALL SIGN"),
            "" if craft.flag else words.say("lines", "FLAG"),
        )
        if gap
    )
    return words.say("lines", "NOT ON FILE: {parts}", parts=gaps) if gaps else ""


def hailed(craft: Craft) -> str:
    """The words by which a distress relay names it: its name, and its call sign or other
    identification (Radio Regulations, 32.9 and 32.19F, house reading)."""
    identification = [
        f"CALL SIGN {craft.callsign}" if craft.callsign else "",
        f"MMSI {craft.mmsi}" if craft.mmsi else "",
    ]
    return ", ".join(part for part in (craft.name, *identification) if part)
