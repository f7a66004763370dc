"""Names of craft in texts: behind M/V and the like, or behind a word that says so (pure)."""

import re
from typing import Final

from sar.distress_reports.reading.pieces import folded

_TITLE: Final = re.compile(
    r"(?<![A-Z0-9/])(?:(?:M/V|F/V|S/Y|S/V|M/Y|M/T|T/V|R/V|M/S|S/S|M\.V\.|F\.V\.|M/F)"
    r"|(?P<bare>MV|FV|SV|MT))[ :]+(?=\S)"
)
_LABEL: Final = re.compile(
    r"(?<![A-Z])(?:NAME OF (?:VESSEL|SHIP|CRAFT)|(?:VESSEL|SHIP|CRAFT|YACHT|BOAT)(?:'?S)? NAME"
    r"|NAME|VESSEL|SHIP|YACHT) ?[:=] ?(?P<name>[^,;:/()]{2,60})"
)
_QUOTED: Final = re.compile(r"[\"'“”‘’«](?P<name>[^\"“”‘’«»]{2,40}?)[\"'“”‘’»](?![A-Za-z])")
_WORD: Final = re.compile(r"[A-Z0-9][A-Za-z0-9'’\-]{0,24}|[0-9]{1,4}")
_ENDS: Final = ",.;:)(/"
_MOST_WORDS: Final = 4
_SHORTEST: Final = 2

_NO_NAMES: Final = frozenset({
    "A", "ABANDONING", "ABOUT", "ADRIFT", "AGROUND", "AIS", "AND", "ARE", "AT", "BEARING",
    "BOUND", "BURNING", "BY", "CALL", "CALLSIGN", "CAPSIZED", "COLLIDED", "COLLISION", "COURSE",
    "CREW", "DISABLED", "DISTRESS", "DRIFTING", "ENGINE", "EPIRB", "FIRE", "FLAG", "FLOODED",
    "FLOODING", "FOR", "FOUNDERING", "FROM", "GROUNDED", "HAS", "HAVE", "HEADING", "HER", "HIS",
    "IMO", "IN", "INSIDE", "IS", "LAST", "LAT", "LATITUDE", "LISTING", "LOCATED", "LON", "LOST",
    "MAKING", "MAN", "MAYDAY", "MMSI", "MOB", "NEAR", "NEEDS", "NIL", "NO", "NOT", "OF", "OFF",
    "ON", "OVERDUE", "PEOPLE", "PERSONS", "POB", "POS", "POSITION", "POSN", "REPORTED",
    "REPORTING", "REPORTS", "REQUEST", "REQUESTING", "REQUESTS", "REQUIRES", "SAILING", "SANK",
    "SINKING", "SOULS", "SUNK", "TAKING", "THE", "TO", "UNDER", "UNKNOWN", "UTC", "WAS", "WITH",
    "WITHOUT", "Z",
})  # fmt: skip
"""Words of which a message goes on behind a name."""


def craft_name_in(piece: str) -> str | None:
    """The name of a craft that a piece tells, in capitals; None: it tells none that is clear."""
    said = folded(piece)
    for found in _TITLE.finditer(said):
        if found["bare"] and piece[found.start("bare") : found.end("bare")] != found["bare"]:
            continue
        if name := _name_from(piece, found.end()):
            return name
    for found in _LABEL.finditer(said):
        words = found["name"].strip(" .-\"'")
        name = _words_of(said[found.start("name") : found.end("name")].strip(" \"'"), len(words))
        if name:
            return name
    return None


def _name_from(piece: str, start: int) -> str | None:
    quoted = _QUOTED.match(piece, start)
    if quoted:
        return " ".join(folded(quoted["name"]).split()) or None
    return _words_of(piece[start:], 80)


def _words_of(text: str, longest: int) -> str | None:
    """The words that begin with a capital, until one of which a message goes on."""
    found: list[str] = []
    for part in text[:longest].split(" "):
        word = part.strip(f"{_ENDS}\"'")
        if not word or not _WORD.fullmatch(word) or folded(word) in _NO_NAMES:
            break
        if len(found) >= 1 and word[0].isdigit() and len(word) > 3:
            break
        found.append(folded(word))
        if part[-1:] in _ENDS or len(found) == _MOST_WORDS:
            break
    name = " ".join(found)
    return name if len(name) >= _SHORTEST and any(sign.isalpha() for sign in name) else None
