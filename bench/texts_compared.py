"""The ready-made texts of a case against the picture of the same version, told by one party.

A fault names no figure that changes by itself: it must read the same when it is read again.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sar.geo.geodesy import direct, distance_nm
from sar.geo.position import LatLon, format_telex
from sar.incidents.texts.telex import telex, unwrapped

Json = Mapping[str, Any]

LABELS: Final = {
    "position": ("B. POSITION: ", "Position: ", "IN POSITION "),
    "people": ("D. NUMBER OF PERSONS AT RISK: ", "Persons at risk: "),
    "on_board": ("PERSONS ON BOARD: ",),
    "wanted": ("E. ASSISTANCE REQUIRED: ", "Assistance: "),
    "lead": ("F. COORDINATING RCC: ",),
    "enters": ("ENTERS ",),
}
PLACE: Final = r"(\d+)-([\d.]+)([NS]) (\d+)-([\d.]+)([EW])"
GROUP: Final = r"(\d{6}Z [A-Z]{3} \d\d)"
HOW: Final = r"(?: BY DRIFT| BY ESTIMATE, DRIFT NOT KNOWN)?"
PLOTTED: Final = re.compile(rf"{PLACE} AT {GROUP}{HOW}(?:, WITHIN ([\d.]+) NM)?")
BY: Final = re.compile(r"\bBY (\d{4}|\d{6})Z")
RECOVERED: Final = re.compile(r"RECOVERED (\d+): (.*)\. OUTSTANDING (.*?)\.?$")
WEEK_H: Final = 7.0 * 24.0


def faults_of_text(text: str, incident: Json, needs: Iterable[Json]) -> Iterator[str]:
    """The differences of a text from the case, and from the needs asked for with a coverage."""
    lines = dict(_labelled(text))
    name = incident["reference"]
    if "position" in lines:
        yield from (f"{name}: {fault}" for fault in _of_place(lines["position"], incident["datum"]))
    if "people" in lines:
        yield from (f"{name}: {fault}" for fault in _of_people(lines["people"], incident))
    if "on_board" in lines:
        yield from (f"{name}: {fault}" for fault in _of_number(lines["on_board"], incident["pob"]))
    if "wanted" in lines:
        covered = [one for one in needs if one["coverage"] and not one["withdrawn_at"]]
        yield from (f"{name}: {fault}" for fault in _of_wanted(lines["wanted"], covered))
    if "lead" in lines and not lines["lead"].startswith(telex(incident["lead"]["name"])):
        yield f"{name}: the text names another lead"


def faults_of_signal(text: str, clearance: Json) -> Iterator[str]:
    """The differences of a clearance's signal from the clearance."""
    enters = dict(_labelled(text)).get("enters", "")
    name = f"{clearance['name']} into {clearance['territory']}"
    places = [_read_place(found) for found in re.findall(PLACE, enters)]
    if places and (not clearance["place"] or not _same(places[0], _latlon(clearance["place"]))):
        yield f"{name}: the signal names another place"
    times = [_read_group(found) for found in re.findall(GROUP, enters)]
    if times and times[0] != _minute(clearance["enters_at"]):
        yield f"{name}: the signal names another time"


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    for line in unwrapped(text):
        for name, labels in LABELS.items():
            for label in labels:
                if line.startswith(label):
                    yield name, telex(line.removeprefix(label))


def _of_place(line: str, datum: Json | None) -> Iterator[str]:
    """The last known place, and the one to which its drift has carried it by the text's time."""
    if datum is None:
        if not line.startswith("NOT KNOWN"):
            yield "a place in the text, and none in the picture"
        return
    plots = [_read_plot(found) for found in PLOTTED.findall(line)]
    if not plots:
        yield "no place in the text"
        return
    now, known = plots[0], plots[-1]
    hours = min((now[1] - _instant(datum["at"])).total_seconds() / 3600.0, WEEK_H)
    drift = datum["drift"] or {"course_deg": 0.0, "speed_kn": 0.0}
    carried = direct(_latlon(datum["point"]), drift["course_deg"], drift["speed_kn"] * hours)
    if not _same(now[0], carried):
        yield "the text has the present place elsewhere"
    within_nm = datum["uncertainty_nm"] + datum["growth_kn"] * hours
    if now[2] is not None and abs(now[2] - _tenths_up(within_nm)) > 0.11:
        yield "the text has the present place more or less certain"
    if len(plots) > 1 and (
        not _same(known[0], _latlon(datum["point"])) or known[1] != _minute(datum["at"])
    ):
        yield "the text has another last known place"


def _of_people(line: str, incident: Json) -> Iterator[str]:
    people = incident["people"]
    yield from _of_number(line, incident["pob"])
    found = RECOVERED.search(line)
    if people is None or not people["recovered"]:
        if found:
            yield "the text tells who was found, and the picture does not"
        return
    if found is None:
        yield "the text does not tell who was found"
        return
    recovered, where, outstanding = found.groups()
    if int(recovered) != people["recovered"]:
        yield "the text has another number recovered"
    for word, at in (("aboard", "name"), ("delivered", "place")):
        if sum(one["persons"] for one in people[word]) != _count(word.upper(), where):
            yield f"the text has another number {word}"
        told = (f"{telex(one[at])} {one['persons']}" for one in people[word] if one[at])
        if any(one not in where for one in told):
            yield f"the text names others {word}"
    if people["dead"] != _count("DEAD", where):
        yield "the text has another number dead"
    least, most = people["outstanding_min"], people["outstanding_max"]
    if _range(outstanding, none=(0, 0)) not in {(least, most), (least or None, most)}:
        yield "the text has another number outstanding"


def _of_number(line: str, pob: Json) -> Iterator[str]:
    on_board = line.split(". RECOVERED")[0].split(" (SOURCE")[0].split(", OF WHOM")[0]
    if _range(on_board.removesuffix(".")) != (pob["min"], pob["max"]):
        yield "the text has another number on board"


def _of_wanted(line: str, needs: list[Json]) -> Iterator[str]:
    """Its times are those by which something is needed, its numbers those of the coverage."""
    due = {_instant(need["by_at"]).strftime("%d%H%M") for need in needs if need["by_at"]}
    for time in BY.findall(line):
        if not any(one.endswith(time) for one in due):
            yield "the text needs something by a time that nobody asked for"
    covered = [need["coverage"] for need in needs if need["unit"] == "persons"]
    known = {one[name] for one in covered for name in ("missing", "late", "wanted")}
    for number in re.findall(r"RECOVERY FOR (\d+)", line):
        if int(number) not in known:
            yield "the text wants another number recovered"
    for number in re.findall(r"ABOUT (\d+) PERSONS AN HOUR", line):
        if int(number) > max(map(_fastest, covered), default=0):
            yield "the text has more recovered an hour"


def _fastest(coverage: Json) -> int:
    """The persons an hour if all who recover by day only do."""
    paces = [one["persons_an_hour"] for one in coverage["limited"] if not one["recovers"]]
    return sum([int(coverage["persons_an_hour"]), *paces])


def _range(said: str, *, none: tuple[int | None, int | None] = (None, None)) -> Any:
    """`UP TO 400`, `AT LEAST 5`, `250 TO 400`, `12`, `NONE`, `NOT KNOWN` as least and most."""
    numbers = [int(one) for one in re.findall(r"\d+", said)]
    match numbers:
        case [low, high]:
            return low, high
        case [one] if said.startswith("UP TO"):
            return None, one
        case [one] if said.startswith("AT LEAST"):
            return one, None
        case [one]:
            return one, one
        case _:
            return none if said == "NONE" else (None, None)


def _count(word: str, where: str) -> int:
    found = re.search(rf"\b{word} (\d+)", where)
    return int(found[1]) if found else 0


def _read_plot(found: tuple[str, ...]) -> tuple[LatLon, datetime, float | None]:
    *place, group, within = found
    return _read_place(place), _read_group(group), float(within) if within else None


def _read_place(found: Iterable[str]) -> LatLon:
    lat, lat_min, north, lon, lon_min, east = found
    return LatLon(
        (int(lat) + float(lat_min) / 60.0) * (1 if north == "N" else -1),
        (int(lon) + float(lon_min) / 60.0) * (1 if east == "E" else -1),
    )


def _read_group(group: str) -> datetime:
    return datetime.strptime(group, "%d%H%MZ %b %y").replace(tzinfo=UTC)


def _instant(at: str) -> datetime:
    return datetime.fromisoformat(at)


def _minute(at: str | None) -> datetime | None:
    return None if at is None else _instant(at).replace(second=0, microsecond=0)


def _latlon(point: Json) -> LatLon:
    lon, lat = point["coordinates"]
    return LatLon(lat, lon)


def _same(one: LatLon, other: LatLon) -> bool:
    """Whether both are written alike, to a tenth of a minute, but for the rounding."""
    return format_telex(one) == format_telex(other) or distance_nm(one, other) < 0.15


def _tenths_up(nm: float) -> float:
    return math.ceil(nm * 10.0 - 1e-9) / 10.0
