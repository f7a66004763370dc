"""Facts in pieces of a text, whatever its form: identities, persons, times, places (pure)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sar.distress_reports.reading.beacon_identities import beacon_identity, is_beacon_id
from sar.distress_reports.reading.craft_names import callsign_behind, craft_name_in
from sar.distress_reports.reading.maritime_identities import (
    FLAG_CODES,
    flag_of,
    is_identity,
    is_of_ship,
)
from sar.distress_reports.reading.marks import ending_in, is_marked_as_test, nature_in
from sar.distress_reports.reading.pieces import folded, is_short
from sar.distress_reports.reading.read_report import Findings, PersonsTold, ReadPosition
from sar.distress_reports.reading.told_positions import ToldPosition, positions_in
from sar.distress_reports.reading.told_times import TimeInPiece, times_in

_MMSI: Final = re.compile(
    r"(?<![A-Z])MMSI(?: (?:NO|NR|NUMBER|IS)\.?)? ?[:=]? ?"
    r"(?P<digits>[0-9]{9}(?![0-9])|[0-9]{3} [0-9]{3} [0-9]{3}(?![0-9])|[0-9]{1,20})?"
)
_DISTRESSED: Final = re.compile(
    r"(?<![A-Z])(?:DISTRESS(?:ED)?(?: SHIP| VESSEL| STATION)?|(?:SHIP|VESSEL) IN DISTRESS)"
    r"(?: (?:MMSI|ID|IDENTITY))? ?[:=]? ?(?P<digits>[0-9]{9})(?![0-9A-Z])"
)
_NINE: Final = re.compile(r"(?<![0-9A-Z+.,/\-])(?P<digits>[0-9]{9})(?![0-9A-Z]|[.,/\-][0-9])")
_OTHER_NUMBER: Final = re.compile(
    r"(?:TEL|TELEPHONE|PHONE|MOBILE|MOB|CELL|FAX|SAT|SATPHONE|SATCOM|INMARSAT|IRIDIUM|IMO|SERIAL"
    r"|NO|NR|NUMBER|REF|CASE|WHATSAPP|CALL)[.:]* ?(?:NO|NR|NUMBER|IS)?[.:=]* ?$"
)
_HEX: Final = re.compile(
    r"(?<![A-Z])(?:(?:(?:15|23)[- ]?)?HEX(?:[- ]?ID)?|BEACON (?:ID|HEX)(?: ID)?|UIN)"
    r"(?: (?:NO|IS))?\.? ?[:=]? ?(?P<hex>[0-9A-F]{15}(?:[0-9A-F]{8})?(?![0-9A-Z])"
    r"|[0-9A-F]{2,30}(?: [0-9A-F]{2,8}){0,7}(?![0-9A-Z]))"
)
_BARE_HEX: Final = re.compile(r"(?<![0-9A-Z])[0-9A-F]{15}(?:[0-9A-F]{8})?(?![0-9A-Z])")
_OF_BEACON: Final = re.compile(r"(?<![A-Z])(?:EPIRB|BEACON|PLB|ELT|406)(?![A-Z])")
_CALLSIGN: Final = re.compile(
    r"(?<![A-Z])(?:CALL[- ]?SIGN|C/S)(?: IS)? ?[:=]? ?(?P<sign>[A-Z0-9]{3,8})(?![A-Z0-9])"
)
_NO_SIGNS: Final = frozenset({"FLAG", "MMSI", "NAME", "NONE", "WITH", "THIS", "THAT", "FROM"})
_FLAG: Final = re.compile(
    r"(?<![A-Z])FLAG(?: STATE)?(?: ?(?P<mark>[:=]) ?| (?!ON FILE|STATE))"
    r"(?:(?P<code>[A-Z]{3})(?![A-Z])(?= ?[,;.]| [0-9]|$)"
    r"|(?P<name>[A-Z][A-Z '()\-]{1,60}(?= ?[,;.]|$)))"
)
_LISTED: Final = re.compile(r"(?:CALL SIGN|MMSI) [A-Z0-9]{3,9}, FLAG ")
_TO_COME: Final = re.compile(
    r"(?<![A-Z])(?:(?:ETA|ETD|ETR|EXPECTED|DUE|NEXT|FORECAST|ARRIV(?:ES?|AL|ING)|VALID)"
    r"(?: [A-Z/]{1,12}){0,2}|UNTIL|TILL|BY) ?:? ?$"
)
"""A time behind these words is none of anything that was."""

_BOUND: Final = (
    r"(?P<bound>UP TO|AT LEAST|AT MOST|MORE THAN|~|ABT|ABOUT|APPROX(?:IMATELY)?\.?|SOME)? ?"
)
_NUMBERS: Final = r"(?P<least>[0-9]{1,5})(?: ?(?:TO|-|–|OR) ?(?P<most>[0-9]{1,5}))?(?P<plus>\+)?"
_ABOARD: Final = r"(?:POB|P\.O\.B\.?|(?:PERSONS?|PEOPLE|SOULS) (?:ON BOARD|ABOARD|AT RISK))"
_PERSONS: Final = (
    re.compile(
        rf"(?<![A-Z])(?:{_ABOARD}|NUMBER OF PERSONS|PERSONS ?:)(?: IS| ARE)? ?[:=]? ?"
        rf"{_BOUND}{_NUMBERS}"
        r"(?![0-9A-Z]|[.,:/\-°][0-9])"
    ),
    re.compile(rf"(?<![0-9A-Z.,])(?:{_BOUND}){_NUMBERS} ?{_ABOARD}(?![A-Z])"),
)
_SOME_PERSONS: Final = re.compile(
    rf"(?<![0-9A-Z.,])(?:{_BOUND}){_NUMBERS} ?"
    r"(?:PERSONS?|PEOPLE|SOULS|CREW|PAX|PASSENGERS?)(?![A-Z])"
    r"(?! (?:(?:IS|ARE|WAS|WERE|HAS|HAVE|BADLY|SERIOUSLY) )?(?:INJURED|SICK|ILL|WOUNDED|HURT"
    r"|MISSING|DEAD|DIED|DECEASED|RESCUED|RECOVERED|SAVED|OVERBOARD|UNCONSCIOUS|FELL"
    r"|IN (?:THE )?WATER))"
)
_PERSONS_UNKNOWN: Final = re.compile(rf"(?<![A-Z]){_ABOARD} ?[:=]? ?(?:UNKNOWN|NOT KNOWN)(?![A-Z])")
_LEADING_NUMBER: Final = re.compile(rf"^{_BOUND}{_NUMBERS}(?![0-9A-Z]|[.,:/\-°][0-9])")
_ROUGH: Final = ("~", "ABT", "ABOUT", "APPROX", "SOME")
MOST_PERSONS: Final = 20_000

_ERROR_UNIT: Final = r"(?P<unit>NM|NMS|NAUTICAL MILES?|MILES|KM|KILOMETRES?|KILOMETERS?|M|METRES?)"
_ERROR_AFTER: Final = re.compile(
    r"(?<![A-Z])(?:WITHIN|ACC|(?:EXPECTED )?ACCURACY|(?:ESTIMATED )?ERROR|UNCERTAINTY|RADIUS"
    r"|PLUS[ -](?:OR )?MINUS|\+/-|±)(?: (?:OF|IS|ABOUT))? ?[:=]? ?"
    rf"(?P<size>[0-9]{{1,4}}(?:\.[0-9]{{1,3}})?) ?{_ERROR_UNIT}(?![A-Z])"
)
_ERROR_BEFORE: Final = re.compile(
    rf"(?<![A-Z])WITHIN (?:ABOUT )?(?P<size>[0-9]{{1,4}}(?:\.[0-9]{{1,3}})?) ?{_ERROR_UNIT} OF $"
)


_THEN_TIME: Final = re.compile(
    r"[ ,(/@]{0,3}(?:AS )?(?:AT|ON|OF|TIME|TIMED|DTG|WHEN)?[ :,(]{0,3}(?:UTC|TIME)?[ :]{0,2}"
)
_THEN_PLACE: Final = re.compile(
    r"[ ,:;)\-]{0,3}(?:WAS |IS )?(?:IN|AT|NEAR|TO)? ?(?:THE )?(?:LAST )?(?:POSITION|POSN|POS)?"
    r"(?: (?:WAS|IS))?[ :,(]{0,3}"
)


@dataclass(slots=True)
class TextReading:
    """The reading of one text: its findings, and facts that decide only when all is read."""

    now: datetime
    found: Findings = field(default_factory=Findings)
    weak_persons: list[tuple[PersonsTold, str]] = field(default_factory=list)

    def finish(self) -> None:
        """Decide the rest: persons that are told without being said to be all, and the facts that
        follow from an identity."""
        self._finish_persons()
        self._finish_beacon()
        mmsi = self.found.values.get("mmsi")
        if mmsi and (flag := flag_of(mmsi)):
            self.found.keep("flag", flag, f"MMSI {mmsi}: FLAG {flag}")

    def _finish_persons(self) -> None:
        different = {persons for persons, _ in self.weak_persons}
        known = "persons" in self.found.values
        for persons, words in self.weak_persons:
            if known or len(different) > 1:
                self.found.note(words)
            else:
                self.found.keep("persons", persons, words)
                if words.startswith(_ROUGH):
                    self.found.note(words)

    def _finish_beacon(self) -> None:
        hex_id = self.found.values.get("beacon_id")
        identity = beacon_identity(hex_id) if hex_id else None
        if identity is None:
            return
        for name in ("mmsi", "callsign", "flag"):
            if value := getattr(identity, name):
                self.found.keep(name, value, f"HEX ID {hex_id}: {name.upper()} {value}")
        if identity.is_test:
            self.found.values["is_test"] = True


@dataclass(slots=True)
class _Taken:
    """The stretches of a piece that are read, so that none is read twice."""

    spans: list[tuple[int, int]] = field(default_factory=list)

    def add(self, start: int, end: int) -> None:
        self.spans.append((start, end))

    def blanked(self, piece: str) -> str:
        """The piece with a mark in place of each sign that is read: places stay."""
        said = list(piece)
        for start, end in self.spans:
            said[start:end] = "|" * (end - start)
        return "".join(said)


def read_facts(
    piece: str, reading: TextReading, *, alone: bool = False, flags: Mapping[str, str]
) -> bool:
    """Read all that a piece tells. False: it tells nothing that is known; the caller keeps it."""
    if not is_short(piece):
        return False
    said, taken, found = folded(piece), _Taken(), reading.found
    took = [
        read_marks(said, reading),
        _identities(piece, reading, taken),
        _persons(piece, reading, taken),
    ]
    times = _times(piece, reading, taken)
    took.append(any(time.at for time in times))
    if at := next((time.at for time in times if time.at), None):
        found.values.setdefault("at", at)
    took.append(_places(piece, times, reading, alone=alone, taken=taken))
    if (name := craft_name_in(piece)) is not None:
        took.append(found.keep("craft_name", name, piece))
    if (sign := callsign_behind(piece)) is not None:
        took.append(found.keep("callsign", sign, piece))
    took.append(read_flag(piece, reading, flags))
    if (nature := nature_in(said)) is not None:
        found.values.setdefault("nature", nature)
        took.append(True)
    return any(took)


def read_places(piece: str, reading: TextReading) -> bool:
    """Read the positions of a piece and their times alone."""
    if not is_short(piece):
        return False
    taken = _Taken()
    return _places(piece, _times(piece, reading, taken), reading, alone=False, taken=taken)


def read_all_persons(piece: str, reading: TextReading) -> bool:
    """Read the persons of a piece alone."""
    return is_short(piece) and _persons(piece, reading, _Taken())


def _times(piece: str, reading: TextReading, taken: _Taken) -> list[TimeInPiece]:
    """The times of a piece in their order; one that cannot be is unread, and so is one to come."""
    said = folded(piece)
    times = sorted(times_in(taken.blanked(said), now=reading.now), key=lambda one: one.start)
    found = []
    for time in times:
        taken.add(time.start, time.end)
        if time.at is None or _TO_COME.search(said[: time.start]):
            reading.found.refuse(piece[time.start : time.end])
        else:
            found.append(time)
    return found


def read_marks(said: str, reading: TextReading) -> bool:
    """Read the marks of a test and of an end from a piece in capitals."""
    if not is_short(said):
        return False
    is_test, ending = is_marked_as_test(said), ending_in(said)
    if is_test:
        reading.found.values["is_test"] = True
    if ending is not None:
        reading.found.values.setdefault("ending", ending)
    return is_test or ending is not None


def read_identities(piece: str, reading: TextReading) -> bool:
    """Read MMSI, beacon and call sign alone."""
    return is_short(piece) and _identities(piece, reading, _Taken())


def labelled_mmsi(pieces: Sequence[str]) -> str | None:
    """The first MMSI that a text names as that of the station in distress, or as an MMSI."""
    for form in (_DISTRESSED, _MMSI):
        for piece in pieces:
            if not is_short(piece):
                continue
            for found in form.finditer(folded(piece)):
                digits = _nine(found["digits"])
                if digits and is_of_ship(digits):
                    return digits
    return None


def _nine(digits: str | None) -> str | None:
    """Nine digits, also in groups of three; None: there are more or fewer."""
    plain = (digits or "").replace(" ", "")
    return plain if len(plain) == 9 else None


def _identities(piece: str, reading: TextReading, taken: _Taken) -> bool:
    said, marked = folded(piece), False
    for found in _hex_ids(said):
        taken.add(*found.span())
        marked = _keep_hex(found, reading) or marked
    for found in _MMSI.finditer(said):
        digits = _nine(found["digits"])
        if digits and is_identity(digits):
            taken.add(*found.span())
            marked = _keep_mmsi(digits, piece, reading) or marked
        elif found["digits"]:
            reading.found.refuse(found.group().strip())
    for found in _NINE.finditer(taken.blanked(said)):
        if is_identity(found["digits"]) and not _OTHER_NUMBER.search(said[: found.start()]):
            taken.add(*found.span())
            marked = _keep_mmsi(found["digits"], piece, reading) or marked
    for found in _CALLSIGN.finditer(said):
        sign = found["sign"]
        a_sign = any(letter.isdigit() for letter in sign) or len(sign) == 4
        if a_sign and sign not in _NO_SIGNS and not sign.isdecimal():
            taken.add(*found.span())
            marked = reading.found.keep("callsign", sign, found.group()) or marked
    return marked


def _keep_mmsi(digits: str, piece: str, reading: TextReading) -> bool:
    """Keep the identity of a ship; that of a coast station is noted."""
    if is_of_ship(digits):
        return reading.found.keep("mmsi", digits, piece)
    reading.found.note(piece)
    return True


def _hex_ids(said: str) -> Iterator[re.Match[str]]:
    labelled = list(_HEX.finditer(said))
    yield from labelled
    if not labelled and _OF_BEACON.search(said):
        for found in _BARE_HEX.finditer(said):
            if not found.group().isdecimal():
                yield found


def _keep_hex(found: re.Match[str], reading: TextReading) -> bool:
    joined = ""
    for part in (found.groupdict().get("hex") or found.group()).split():
        joined += part
        if is_beacon_id(joined):
            return reading.found.keep("beacon_id", joined, found.group())
    reading.found.refuse(found.group())
    return False


def read_flag(
    piece: str, reading: TextReading, flags: Mapping[str, str], *, lettered: bool = False
) -> bool:
    """Read the flag that a piece names, by its code or by a name in `flags`. By a name that is not
    known no flag is sure, also none by the digits of an MMSI: the words are unread. `lettered`: the
    word *flag* is said of nothing else there."""
    found = _FLAG.search(folded(piece)) if is_short(piece) else None
    if found is None:
        return False
    name = (found["code"] or found["name"]).strip()
    code = name if name in FLAG_CODES else flags.get(name)
    if code is not None:
        return reading.found.keep("flag", code, found.group())
    listed = found.group().startswith("FLAG ") and _LISTED.search(found.string) is not None
    if lettered or listed or found["mark"]:
        reading.found.refuse(found.group())
        reading.found.values.setdefault("flag", None)
    return False


def _persons(piece: str, reading: TextReading, taken: _Taken) -> bool:
    said, marked = folded(piece), False
    blank = taken.blanked(said)
    for form in _PERSONS:
        for found in form.finditer(blank):
            taken.add(*found.span())
            marked = _keep_persons(found, reading) or marked
        blank = taken.blanked(said)
    for found in _SOME_PERSONS.finditer(blank):
        if (persons := _range(found)) is not None:
            taken.add(*found.span())
            reading.weak_persons.append((persons, found.group().strip()))
            marked = True
    return bool(_PERSONS_UNKNOWN.search(said)) or marked


def read_leading_persons(words: str, reading: TextReading) -> bool:
    """Read the number of persons that a line on them begins with."""
    found = _LEADING_NUMBER.match(words) if is_short(words) else None
    return found is not None and _keep_persons(found, reading)


def _keep_persons(found: re.Match[str], reading: TextReading) -> bool:
    words, persons = found.group().strip(), _range(found)
    if persons is None:
        reading.found.refuse(words)
        return False
    if (found["bound"] or "").startswith(_ROUGH):
        reading.found.note(words)
    return reading.found.keep("persons", persons, words)


def _range(found: re.Match[str]) -> PersonsTold | None:
    """The least and the most; None where the numbers make no sense."""
    least, bound = int(found["least"]), found["bound"] or ""
    most = int(found["most"]) if found["most"] else None
    if least > MOST_PERSONS or (most is not None and not least <= most <= MOST_PERSONS):
        return None
    if most is not None:
        return (least, most)
    match bound:
        case "UP TO" | "AT MOST":
            return (None, least)
        case "AT LEAST":
            return (least, None)
        case "MORE THAN":
            return (least + 1, None)
        case _:
            return (least, None) if found["plus"] else (least, least)


def _places(
    piece: str, times: Sequence[TimeInPiece], reading: TextReading, *, alone: bool, taken: _Taken
) -> bool:
    said = folded(piece)
    told = positions_in(said if alone else taken.blanked(said), alone=alone)
    good = [one for one in told if one.place is not None]
    for one in told:
        if one.place is None:
            reading.found.refuse(piece[one.start : one.end])
    for at, one in enumerate(good):
        end = good[at + 1].start if at + 1 < len(good) else len(piece)
        reading.found.place(
            ReadPosition(
                place=one.place,  # type: ignore[arg-type]  # those without are left out above
                how=piece[one.start : one.end].strip(),
                at=_time_of(one, good, times, said),
                error_nm=error_in(said[one.end : end], said[: one.start]),
            )
        )
    return bool(good)


def _time_of(
    place: ToldPosition, places: Sequence[ToldPosition], times: Sequence[TimeInPiece], said: str
) -> datetime | None:
    """The time of a position: that which stands right behind it or right before it, or the only one
    there is, behind it. Among several positions a time between two is of the one that is told in
    the order in which the piece begins."""
    behind = _adjacent(times, said, place.end, behind=True)
    before = _adjacent(times, said, place.start, behind=False)
    if behind and before and len(places) > 1:
        return before.at if times[0].start < places[0].start else behind.at
    if found := behind or before:
        return found.at
    if len(places) == 1 and len(times) == 1 and times[0].start >= place.end:
        return times[0].at
    return None


def _adjacent(
    times: Sequence[TimeInPiece], said: str, edge: int, *, behind: bool
) -> TimeInPiece | None:
    """The time that only words of connection part from a position's edge."""
    for one in times:
        if behind and one.start >= edge and _THEN_TIME.fullmatch(said[edge : one.start]):
            return one
        if not behind and one.end <= edge and _THEN_PLACE.fullmatch(said[one.end : edge]):
            return one
    return None


def error_in(after: str, before: str = "") -> float | None:
    """The error of a position by the words behind it or before it, in nautical miles."""
    found = _ERROR_AFTER.search(after) or _ERROR_BEFORE.search(before)
    if found is None:
        return None
    size, unit = float(found["size"]), found["unit"]
    if unit.startswith("K"):
        return size / 1.852
    if unit == "M" or unit.startswith("MET"):
        return size / 1852
    return size
