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
    r"|VESSEL|SHIP|YACHT) ?[:=] ?(?P<name>[^,;:/()]{2,60})"
)
_LISTED: Final = re.compile(
    r"(?<![A-Z])(?:NAME|MAYDAY(?: RELAY FOR)?) (?P<name>[A-Z0-9][^,.:;]{1,60})"
    r"(?=, (?:CALL SIGN|MMSI|FLAG) )"
)
"""As `sar.incidents.texts.craft` and relays of distress write it."""
_THIS_IS: Final = re.compile(
    r"(?<![A-Z])THIS IS (?P<words>[A-Z0-9' \-,]{3,120}?)"
    r"(?= ?(?:[.;:(]|$|,? (?:CALL[- ]?SIGN|MMSI|MAYDAY|OVER)(?![A-Z])))"
)
_SIGN_BEHIND: Final = re.compile(
    r"[A-Z0-9)\"'] ?/ ?(?P<sign>(?=[A-Z]*[0-9])[A-Z0-9]{4,7})(?![A-Z0-9])"
)
_QUOTED: Final = re.compile(r"[\"'“”‘’«](?P<name>[^\"“”‘’«»]{2,40}?)[\"'“”‘’»](?![A-Za-z])")
_PLACE: Final = re.compile(r"[0-9][0-9.,°'’′\-]*[NSEW]?|[NSEW][0-9].*")
_INNER: Final = frozenset("'’-.")
_LONGEST_WORD: Final = 25
_PARTICLES: Final = frozenset(
    {"da", "das", "de", "del", "della", "di", "do", "dos", "du", "e", "el", "la", "le", "y"}
)
"""Small words that stand in names between those with a capital."""
_ENDS: Final = ",.;:)(/"
_MOST_WORDS: Final = 6
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
    if (listed := _LISTED.search(said)) is not None:
        return listed["name"].strip()
    for found in _LABEL.finditer(said):
        words = found["name"].strip(" .-\"'")
        name = _words_of(said[found.start("name") : found.end("name")].strip(" \"'"), len(words))
        if name:
            return name
    return None


def spoken_name(piece: str) -> str | None:
    """The name that a station in distress says three times behind *this is* (Radio Regulations,
    32.13C); None: it is not said so."""
    found = _THIS_IS.search(folded(piece))
    if found is None:
        return None
    words = folded(found["words"]).replace(",", " ").split()
    third, rest = divmod(len(words), 3)
    said = words[:third]
    if rest or not third or third > _MOST_WORDS or words != said * 3:
        return None
    return " ".join(said)


def callsign_behind(piece: str) -> str | None:
    """The call sign behind the name of a craft and a stroke: `M/V CASTALIA/9HA1234`."""
    said = folded(piece)
    title = _TITLE.search(said)
    found = _SIGN_BEHIND.search(said, title.end()) if title else None
    return found["sign"] if found and not found["sign"].isdecimal() else None


def _name_from(piece: str, start: int) -> str | None:
    quoted = _QUOTED.match(piece, start)
    if quoted:
        return " ".join(quoted["name"].upper().split()) or None
    return _words_of(piece[start:], 80)


def _words_of(text: str, longest: int) -> str | None:
    """The words that begin with a capital, until one of which a message goes on."""
    found: list[str] = []
    parts = text[:longest].split(" ")
    for at, part in enumerate(parts):
        word, stroke, _ = part.strip(f"{_ENDS}\"'").partition("/")
        particle = bool(found) and word in _PARTICLES and _is_word(parts[at + 1 : at + 2], found)
        if not particle and not _is_word([word], found):
            break
        found.append(word.upper())
        if stroke or part[-1:] in _ENDS or len(found) == _MOST_WORDS:
            break
    name = " ".join(found)
    return name if len(name) >= _SHORTEST and any(sign.isalpha() for sign in name) else None


def _is_word(words: list[str], before: list[str]) -> bool:
    """Whether the word may be one of a name: a small number is, behind another word."""
    if not words or not 1 <= len(words[0]) <= _LONGEST_WORD:
        return False
    word = words[0].strip(_ENDS)
    if _PLACE.fullmatch(word):
        return bool(before) and word.isdecimal() and len(word) <= 3
    signs = all(sign.isalnum() or sign in _INNER for sign in word)
    starts = word[:1].isupper() or word[:1].isdecimal()
    return signs and starts and folded(word) not in _NO_NAMES
