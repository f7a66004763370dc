"""Reports of positions in texts of mail, as ships on thin links send them (pure).

- Rows of JSON or CSV, as `POST /api/fixes` takes them; records of the North Atlantic Format.
- Reports to Amver: `AMVER/PR//`, `A/NAME/CALL SIGN//`, `B/281330Z NOV//`, `C/4200N/17544W//`.
- Sentences of NMEA 0183 of receivers of GPS: RMC, else GGA and GLL.
- Lines with labels, as terminals of Inmarsat-C and Iridium and people write them: `MMSI 247000001`,
  `POS 3430.5N 01245.2E`, `LAT=28-14-04N LON=17-04-11W`, `Unit Location: Lat = 59.37 Long = 75.30`.

A report that does not say clearly of whom, where and when it is makes none: a person reads it.
"""

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sar.assets.fix_payloads import USUAL_NM
from sar.assets.fix_rows import ReadRow, read_csv, read_json
from sar.assets.fix_schemas import MAX_FIXES
from sar.assets.naf_records import BEGIN, END, VMS, UnreadableNaf, read_record
from sar.assets.words import CARRIED
from sar.distress_reports.reading.pieces import LONGEST_PIECE, folded, lines_of
from sar.distress_reports.reading.told_positions import ToldPosition, positions_in
from sar.distress_reports.reading.told_times import day_and_time, times_in
from sar.errors import Malformed
from sar.geo.position import LatLon
from sar.interop.station_reports import StationReport, course_of, place_of, speed_of

OLDEST: Final = timedelta(hours=48)
"""A report of a position is written every day or two (Amver); an older one is of no use to a watch
(house figure)."""
SOURCE: Final = "e-mail"
MOST_LINES: Final = 2_000
"""Of a text that is no table; further ones are left to a person."""

_KM_PER_NM: Final = 1.852
_CEP_TIMES: Final = 2.0
"""Half of all places are within the radius that Iridium tells, nearly all within twice as much
(house figure)."""
_IRIDIUM_KM: Final = 10.0
"""Taken for that radius where none is told (house figure)."""

_NAMES: Final = (
    ("mmsi", re.compile(r"(?<![A-Z])MMSI[^A-Z0-9]{0,4}(?P<value>[0-9]{9})(?![0-9])")),
    (
        "imo",
        re.compile(
            r"(?<![A-Z])IMO(?: NO\.?| NR\.?| NUMBER)?[^A-Z0-9]{0,4}(?P<value>[0-9]{7})(?![0-9])"
        ),
    ),
    (
        "tracker_id",
        re.compile(
            r"(?<![A-Z])(?:IMEI|TRACKER(?: ID)?|SBD MSG FROM UNIT)[^A-Z0-9]{0,4}"
            r"(?P<value>[0-9A-Z]{4,20})(?![0-9A-Z])"
        ),
    ),
    (
        "callsign",
        re.compile(
            r"(?<![A-Z])(?:CALL ?SIGN|C/S|CS)[^A-Z0-9]{0,4}(?P<value>(?=[A-Z0-9]*[0-9]|[A-Z]{4}\b)"
            r"[0-9A-Z]{3,10})(?![0-9A-Z])"
        ),
    ),
)
"""By field of the register, the surest first."""

_SPEED: Final = re.compile(
    r"(?<![A-Z])(?:SPEED|SPD|SOG)[^A-Z0-9\-]{0,4}(?P<value>[0-9]{1,3}(?:\.[0-9]{1,3})?)"
    r" ?(?:KNOTS|KTS|KT|KNTS|KN)?(?![0-9A-Z])"
)
_COURSE: Final = re.compile(
    r"(?<![A-Z])(?:COURSE|CRS|COG)[^A-Z0-9\-]{0,4}(?P<value>[0-9]{1,3}(?:\.[0-9]{1,3})?)(?![0-9])"
)
_TO_COME: Final = re.compile(
    r"(?<![A-Z])(?:ETA|ETD|DEST|DESTINATION|NEXT PORT|BOUND|WAYPOINT|WPT|ROUTE|INTEND(?:ED|S|ING)?)"
    r"(?![A-Z])"
)
_TIMED: Final = re.compile(r"(?<![A-Z])(?:TIME|DATE|DTG|UTC|GMT)(?![A-Z])[^A-Z]{0,40}[0-9]")
_SPACED: Final = re.compile(r" *= *")
_ZONE: Final = re.compile(r"\((UTC|GMT|Z)\)")
_SHORT_YEAR: Final = re.compile(r"(?<![0-9\-])([0-9]{2}-[01][0-9]-[0-3][0-9])(?= [0-9]{2}:)")
_SESSION: Final = re.compile(
    r"TIME OF SESSION \(UTC\) ?: ?[A-Z]{3} (?P<month>[A-Z]{3}) {1,2}(?P<day>[0-9]{1,2})"
    r" (?P<time>[0-9]{2}:[0-9]{2}):[0-9]{2} (?P<year>[0-9]{4})"
)
_IRIDIUM: Final = re.compile(r"(?<![A-Z])UNIT LOCATION ?:")
_RADIUS: Final = re.compile(r"(?<![A-Z])CEP ?RADIUS ?[=:] ?(?P<km>[0-9]{1,5})(?![0-9])")
_LATITUDE: Final = re.compile(r"LAT(?:ITUDE)?(?![A-Z])[^A-Z]{2,40}[NS]?")
_LONGITUDE: Final = re.compile(r"LON(?:G|GITUDE)?(?![A-Z])[^A-Z]{2,40}[EW]?")
_NUMBER: Final = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")

_AMVER: Final = re.compile(r"(?<![A-Z])AMVER ?/ ?(?P<kind>[A-Z]{2}) ?/{1,2}")
_LETTERED: Final = re.compile(
    r"(?:^|(?<=//)) *(?P<letter>[A-Z])/(?P<words>[^\n]{0,200}?)(?=//|\n|$)", re.M
)
_AMVER_SPEED: Final = re.compile(r"[0-9]{3}")
"""In tenths of a knot."""

_GPS: Final = re.compile(
    r"\$[A-Z]{2}(?P<kind>RMC|GGA|GLL),(?P<fields>[0-9A-Z,.\-]{10,120})\*(?P<sum>[0-9A-F]{2})"
)
_ANGLE: Final = re.compile(r"(?P<degrees>[0-9]{2,3})(?P<minutes>[0-5][0-9](?:\.[0-9]{1,8})?)")
_CLOCK: Final = re.compile(
    r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})(?:\.[0-9]+)?"
)


@dataclass(frozen=True, slots=True)
class PositionTexts:
    """The reports of a text. `is_doubtful`: there is more in it that may be one."""

    reports: tuple[StationReport, ...] = ()
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """A position with the words that stand with it; None: not told."""

    names: tuple[tuple[str, str], ...]
    place: LatLon
    at: datetime | None
    uncertainty_nm: float
    speed_kn: float | None = None
    course_deg: float | None = None
    source: str = SOURCE


def read_positions(
    text: str, *, subject: str = "", written_at: datetime | None, came_at: datetime
) -> PositionTexts:
    """The reports of one text of a message. One that tells no time at all is of when the message
    was written, if that is told."""
    if BEGIN in (content := text.encode("utf-8", "replace")):
        told, is_doubtful = _of_naf(content)
    elif (rows := _rows(content)) is not None:
        told, is_doubtful = _of_rows(rows)
    elif _AMVER.search(said := folded(text)):
        told, is_doubtful = _of_amver(said, now=came_at)
    else:
        told, is_doubtful = _of_prose(f"{subject}\n{text}", now=came_at)
    reports = []
    for one in told:
        at = one.at or written_at
        if at is None or not one.names:
            is_doubtful = True
            continue
        reports.append(
            StationReport(
                names=one.names,
                place=one.place,
                speed_kn=one.speed_kn,
                course_deg=one.course_deg,
                uncertainty_nm=one.uncertainty_nm,
                source=one.source,
                heard_at=at,
                came_at=came_at,
                late_by_at_most=OLDEST,
            )
        )
    return PositionTexts(tuple(reports), is_doubtful)


_PositionsFound = tuple[list[_Told], bool]
"""Positions, and whether there is more that may be one."""


def _of_naf(content: bytes) -> _PositionsFound:
    told: list[_Told] = []
    *whole, rest = content.split(END)
    is_doubtful = BEGIN in rest
    for one in whole[:MAX_FIXES]:
        try:
            found = read_record(one.rpartition(BEGIN)[2])
        except UnreadableNaf:
            is_doubtful = True
            continue
        if found is not None:
            told.append(
                _Told(
                    found.names,
                    found.place,
                    found.at,
                    found.uncertainty_nm,
                    found.speed_kn,
                    found.course_deg,
                    VMS,
                )
            )
    return told, is_doubtful or len(whole) > MAX_FIXES


def _rows(content: bytes) -> list[ReadRow] | None:
    """The rows of a table; None: it is none."""
    content = content.strip()
    first = content.split(b"\n", 1)[0].lower()
    try:
        if content[:1] in (b"[", b"{"):
            return _to_its_end(read_json(content))
        if b"lat" in first and b"lon" in first and (b"," in first or b";" in first):
            return _to_its_end(read_csv(content))
    except (Malformed, RecursionError):
        return None
    return None


def _to_its_end(steps: Generator[None, None, list[ReadRow]]) -> list[ReadRow]:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            rows: list[ReadRow] = end.value
            return rows


def _of_rows(rows: Sequence[ReadRow]) -> _PositionsFound:
    told: list[_Told] = []
    is_doubtful = False
    for row in rows:
        given = row.given
        if given is None:
            is_doubtful = is_doubtful or row.fault is not None
            continue
        names = tuple((kind, value) for kind in CARRIED if (value := getattr(given, kind)))
        told.append(
            _Told(
                names,
                LatLon(given.lat, given.lon),
                given.at,
                given.uncertainty_nm,
                given.speed_kn,
                given.course_deg,
                given.source or SOURCE,
            )
        )
    return told, is_doubtful


def _of_amver(said: str, *, now: datetime) -> _PositionsFound:
    told: list[_Told] = []
    is_doubtful = False
    heads = list(_AMVER.finditer(said))
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        part = said[head.end() : len(said) if after is None else after.start()]
        found = _amver_report(part[: LONGEST_PIECE * 10], now=now)
        if found is None:
            is_doubtful = True
        else:
            told.append(found)
    return told, is_doubtful


def _amver_report(part: str, *, now: datetime) -> _Told | None:
    fields: dict[str, str] = {}
    for one in _LETTERED.finditer(part):
        fields.setdefault(one["letter"], one["words"].strip())
    times = {one.at for one in times_in(fields.get("B", ""), now=now)}
    places = positions_in(fields.get("C", ""))
    at = times.pop() if len(times) == 1 else None
    place = places[0].place if len(places) == 1 else None
    if at is None or place is None:
        return None
    _, _, callsign = fields.get("A", "").rpartition("/")
    name = re.sub(r"[ .\-]", "", callsign)
    return _Told(
        (("callsign", name),) if re.fullmatch(r"[0-9A-Z]{3,10}", name) else (),
        place,
        at,
        _uncertainty(fields["C"]),
        float(fields["F"]) / 10.0 if _AMVER_SPEED.fullmatch(fields.get("F", "")) else None,
        course_of(fields.get("E")),
    )


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line in capitals, with all that it tells."""

    said: str
    names: tuple[tuple[str, str], ...]
    places: tuple[ToldPosition, ...]
    times: frozenset[datetime | None]
    is_timed: bool


def _of_prose(text: str, *, now: datetime) -> _PositionsFound:
    given = [line for line in text.splitlines() if not line.lstrip().startswith(">")]
    if fixes := list(_gps_fixes(given[:MOST_LINES], now=now)):
        names = _all_names([_plain(line) for line in given[:MOST_LINES]])
        return [replace(one, names=names or ()) for one in fixes], names is None
    whole = [_plain(line) for line in lines_of(given[:MOST_LINES])]
    lines = _joined([line for line in whole if not _TO_COME.search(line)])
    read = [_read_line(line, alone=len(lines) == 1, now=now) for line in lines]
    is_doubtful = len(given) > MOST_LINES
    told: list[_Told] = []
    common = _all_names(lines)
    several = len({one.place for line in read for one in line.places}) > 1
    for line in read:
        for one in line.places:
            if one.place is None:
                is_doubtful = True
                continue
            names = common if common is not None else line.names
            at = _time(line, read, several=several)
            if at is _UNCLEAR:
                is_doubtful = True
                continue
            near = [line] if several else read
            told.append(
                _Told(
                    names,
                    one.place,
                    at,
                    _error(line.said[one.start : one.end], lines),
                    speed_of(_first(_SPEED, near)),
                    course_of(_first(_COURSE, near)),
                )
            )
    return list(dict.fromkeys(told)), is_doubtful


_UNCLEAR: Final = datetime.min.replace(tzinfo=UTC)


def _plain(line: str) -> str:
    """The line in capitals, with times and signs as `positions_in` and `times_in` read them."""
    said = _SPACED.sub("=", folded(line[:LONGEST_PIECE]))
    if found := _SESSION.search(said):
        said = f"TIME {found['day']} {found['month']} {found['year']} {found['time']} UTC"
    return _SHORT_YEAR.sub(r"20\1", _ZONE.sub(r"\1", said))


def _joined(lines: Sequence[str]) -> list[str]:
    """The lines, with latitude and longitude on one where each has its own."""
    found: list[str] = []
    for line in lines:
        if found and _LATITUDE.fullmatch(found[-1]) and _LONGITUDE.fullmatch(line):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _read_line(said: str, *, alone: bool, now: datetime) -> _TextLine:
    places = [
        one
        for one in positions_in(said, alone=alone)
        if one.place is not None or len(_NUMBER.findall(said[one.start : one.end])) > 1
    ]
    return _TextLine(
        said,
        tuple(_names(said)),
        tuple(places),
        frozenset(one.at for one in times_in(said, now=now)),
        _TIMED.search(said) is not None,
    )


def _names(said: str) -> Iterator[tuple[str, str]]:
    for kind, form in _NAMES:
        for found in form.finditer(said):
            yield kind, found["value"]


def _all_names(lines: Sequence[str]) -> tuple[tuple[str, str], ...] | None:
    """The names of the one ship of which all lines are, the surest first; None: there are
    several."""
    names = dict.fromkeys(name for line in lines for name in _names(line))
    if len({kind for kind, _ in names}) < len(names):
        return None
    order = [kind for kind, _ in _NAMES]
    return tuple(sorted(names, key=lambda name: order.index(name[0])))


def _time(line: _TextLine, lines: Sequence[_TextLine], *, several: bool) -> datetime | None:
    """The time of a position on the line: the only one that stands there, else, of one position
    alone, the only one behind a word for it, else the only one of the text; None: none is told."""
    sets = [line.times]
    if not several:
        sets.append(frozenset(at for one in lines if one.is_timed for at in one.times))
        sets.append(frozenset(at for one in lines for at in one.times))
    for times in sets:
        if times:
            only = next(iter(times)) if len(times) == 1 else None
            return only or _UNCLEAR
    is_silent = not several and not any(one.is_timed for one in lines)
    return None if is_silent else _UNCLEAR


def _first(form: re.Pattern[str], lines: Sequence[_TextLine]) -> str | None:
    return next((found["value"] for line in lines if (found := form.search(line.said))), None)


def _error(words: str, lines: Sequence[str]) -> float:
    if not any(map(_IRIDIUM.search, lines)):
        return _uncertainty(words)
    told = next((found for line in lines if (found := _RADIUS.search(line))), None)
    km = _IRIDIUM_KM if told is None else float(told["km"])
    return min(max(USUAL_NM, _CEP_TIMES * km / _KM_PER_NM), 600.0)


def _uncertainty(words: str) -> float:
    """The error that the notation of a position leaves, in nautical miles."""
    numbers = _NUMBER.findall(words)
    whole, part = numbers[-1] if numbers else ("", "")
    parts = max(len(numbers) // 2, (len(whole) + 1) // 2 - 1 if len(whole) > 3 else 1)
    unit_nm = {1: 60.0, 2: 1.0}.get(parts, 1.0 / 60.0)
    return max(USUAL_NM, 0.75 * unit_nm * 10.0 ** -len(part))


def _gps_fixes(lines: Sequence[str], *, now: datetime) -> Iterator[_Told]:
    """The positions of sentences with a right checksum: those that tell the day, if there are
    any."""
    found = [
        (one["kind"], one["fields"].split(","))
        for line in lines
        for one in _GPS.finditer(line[:LONGEST_PIECE])
        if _sum_of(one.group()[1:-3]) == int(one["sum"], 16)
    ]
    dated = [one for one in found if one[0] == "RMC"]
    for kind, fields in dated or found:
        told = _of_rmc(fields) if kind == "RMC" else _of_other_gps(kind, fields, now=now)
        if told is not None:
            yield told


def _sum_of(sentence: str) -> int:
    total = 0
    for sign in sentence.encode("ascii", "replace"):
        total ^= sign
    return total


def _of_rmc(fields: Sequence[str]) -> _Told | None:
    if len(fields) < 9 or fields[1] != "A":
        return None
    place, clock = _gps_place(fields[2:6]), _CLOCK.fullmatch(fields[0])
    try:
        day = datetime.strptime(fields[8], "%d%m%y").replace(tzinfo=UTC)
        if place is None or clock is None:
            return None
        at = day.replace(
            hour=int(clock["hour"]),
            minute=int(clock["minute"]),
            second=int(clock["second"]),
        )
    except ValueError:
        return None
    return _Told((), place, at, USUAL_NM, speed_of(fields[6]), course_of(fields[7]))


def _of_other_gps(kind: str, fields: Sequence[str], *, now: datetime) -> _Told | None:
    """Of GGA and GLL, which tell no day: the nearest on which it was not to come yet."""
    at = 1 if kind == "GGA" else 0
    clock_at = 0 if kind == "GGA" else 4
    if len(fields) < 6 or fields[5] in ("0", "V"):
        return None
    place, clock = _gps_place(fields[at : at + 4]), _CLOCK.fullmatch(fields[clock_at])
    if place is None or clock is None:
        return None
    told = day_and_time(int(clock["hour"]), int(clock["minute"]), now=now)
    return None if told is None else _Told((), place, told, USUAL_NM)


def _gps_place(fields: Sequence[str]) -> LatLon | None:
    if len(fields) < 4 or fields[1] not in ("N", "S") or fields[3] not in ("E", "W"):
        return None
    north, east = _ANGLE.fullmatch(fields[0]), _ANGLE.fullmatch(fields[2])
    if north is None or east is None:
        return None
    lat, lon = (float(one["degrees"]) + float(one["minutes"]) / 60.0 for one in (north, east))
    return place_of(-lat if fields[1] == "S" else lat, -lon if fields[3] == "W" else lon)
