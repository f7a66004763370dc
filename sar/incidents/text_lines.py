"""Lines of signals: times, persons, places, weather and the assistance still required (pure)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sar.geo.position import LatLon, format_telex
from sar.incidents.people import FoundPeople, PersonsRange

_MONTHS: Final = (
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Casualty:
    """The number of persons at risk; None: not known."""

    pob_min: int | None = None
    pob_max: int | None = None
    children: int | None = None
    unaccompanied: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A place of the casualty, its instant and how far off it may be."""

    point: LatLon
    at: datetime
    within_nm: float

    def is_told_as(self, other: "Plot") -> bool:
        """Whether both are written with the same place and uncertainty."""
        same = format_telex(self.point) == format_telex(other.point)
        return same and self.within_nm == other.within_nm


@dataclass(frozen=True, slots=True)
class Datum:
    """The last known place, the present one, and the drift between them (None: not known).

    `followed_until`: the drift was followed for so long; nobody knows the place of now, which is
    the middle of an area that grows. None: it is followed.
    """

    known: Plot
    now: Plot
    course_deg: float | None = None
    speed_kn: float | None = None
    followed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Weather:
    """Conditions on scene, as far as known."""

    wind_from_deg: float | None = None
    wind_kn: float | None = None
    sea_state: int | None = None
    visibility_nm: float | None = None
    water_c: float | None = None
    source: str = ""
    """A forecast, or somebody who is there."""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class People:
    """The people found so far, with the units they are aboard of and the places they were
    delivered to, and how many are outstanding."""

    found: FoundPeople
    outstanding: PersonsRange
    aboard: tuple[tuple[str, int], ...] = ()
    delivered: tuple[tuple[str, int], ...] = ()
    died: int = 0
    """Of the dead, those who died after they were recovered."""


@dataclass(frozen=True, slots=True)
class WantedLine:
    """One need of the case's open requests: the amount wanted, how much of it nobody has accepted
    to give, and how much is accepted and will be late.

    `what`: the things, in the singular and in the plural; None: persons to be recovered.
    `unaided`: persons for whom there is room, and nothing to recover them with in the sea and light
    there. `persons_an_hour`: how fast those who have accepted recover, by house figures;
    `sea_state` None: nobody knows the sea, and it is the pace of a rough one.
    """

    wanted: int
    missing: int
    late: int = 0
    unaided: int = 0
    persons_an_hour: int = 0
    sea_state: int | None = None
    what: tuple[str, str] | None = None
    means: str = ""
    by_at: datetime | None = None


def date_time_group(at: datetime) -> str:
    """Zulu date-time group: `111226Z OCT 26`."""
    utc = at.astimezone(UTC)
    return f"{utc:%d%H%M}Z {_MONTHS[utc.month - 1]} {utc:%y}"


def time_of_day(at: datetime, *, now: datetime) -> str:
    """Zulu time as people say it: `1226Z`, with the day where that is another: `121226Z`."""
    utc, today = at.astimezone(UTC), now.astimezone(UTC)
    return f"{utc:%H%M}Z" if utc.date() == today.date() else f"{utc:%d%H%M}Z"


def persons(casualty: Casualty) -> str:
    """The persons at risk, as a line of a signal."""
    match casualty.pob_min, casualty.pob_max:
        case None, None:
            return "NOT KNOWN"
        case low, high if low == high:
            number = f"{low}"
        case None, high:
            number = f"UP TO {high}"
        case low, None:
            number = f"AT LEAST {low}"
        case low, high:
            number = f"{low} TO {high}"
    parts = [number]
    if casualty.children:
        parts.append(f"OF WHOM CHILDREN {casualty.children}")
    if casualty.unaccompanied:
        parts.append(f"UNACCOMPANIED {casualty.unaccompanied}")
    return ", ".join(parts) + (f" (SOURCE: {casualty.source})" if casualty.source else "")


def people_line(people: People | None) -> str:
    """The people found and outstanding, as a line of a signal; empty when nobody is found."""
    if people is None or not people.found.total:
        return ""
    found = people.found
    parts = [
        _where("ABOARD", found.aboard, people.aboard),
        _where("DELIVERED", found.delivered, people.delivered),
        f"DEAD {found.dead}" if found.dead else "",
        f"{people.died} OF THEM AFTER RECOVERY" if people.died else "",
        f"BORN {found.born}" if found.born else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"RECOVERED {found.total}: {said}. OUTSTANDING {_outstanding(people.outstanding)}"


def people_found(people: People) -> str:
    """How many are found and outstanding, without where they are; empty when nobody is found."""
    if not people.found.total:
        return ""
    dead = f", {people.found.dead} OF THEM DEAD" if people.found.dead else ""
    return f"RECOVERED {people.found.total}{dead}. OUTSTANDING {_outstanding(people.outstanding)}"


def _where(word: str, persons: int, places: Sequence[tuple[str, int]]) -> str:
    """`ABOARD 30 (Alcione 20, Nemo 10)`; a place that nobody has told is left out."""
    if not persons:
        return ""
    named = ", ".join(f"{name} {count}" for name, count in places if name)
    return f"{word} {persons}" + (f" ({named})" if named else "")


def _outstanding(left: PersonsRange) -> str:
    if left.most is None:
        return f"AT LEAST {left.least}" if left.least else "NOT KNOWN"
    if left.most == 0:
        return "NONE"
    return f"{left.most}" if left.least == left.most else f"{left.least} TO {left.most}"


def position(datum: Datum | None, *, route: str = "") -> str:
    """The present place as a line of a signal, then the last known one where that is another, with
    its age; each with its time. Degrees and minutes, latitude first. One that nobody knows any more
    is told roughly. Without any, the intended `route`.
    """
    if datum is None:
        return f"NOT KNOWN. INTENDED ROUTE: {route}" if route else "NOT KNOWN"
    old = age(datum.known.at, now=datum.now.at)
    known = _plotted(datum.known) + (f", {old} OLD" if old else "")
    if datum.followed_until is not None:
        return (
            f"NOT KNOWN SINCE {date_time_group(datum.followed_until)}: ANYWHERE WITHIN ABOUT"
            f" {about_nm(datum.now.within_nm):g} NM OF {_roughly(datum.now.point)}, AND GROWING."
            f" LAST KNOWN {known}"
        )
    if datum.now.is_told_as(datum.known):
        return known + _drift(datum)
    how = " BY ESTIMATE, DRIFT NOT KNOWN" if datum.speed_kn is None else " BY DRIFT"
    return f"{_plotted(datum.now, how)}{_drift(datum)}. LAST KNOWN {known}"


_ROUGH_NM: Final = 10.0


def about_nm(within_nm: float) -> float:
    """The reach of an area in which something is that nobody follows: in tens, never less."""
    return math.ceil(within_nm / _ROUGH_NM - 1e-9) * _ROUGH_NM


def _roughly(point: LatLon) -> str:
    """In whole degrees: `34N 013E`."""
    lat, lon = round(point.lat), round(point.lon)
    return f"{abs(lat):02d}{'S' if lat < 0 else 'N'} {abs(lon):03d}{'W' if lon < 0 else 'E'}"


def _plotted(plot: Plot, how: str = "") -> str:
    within = f", WITHIN {plot.within_nm:g} NM" if plot.within_nm else ""
    return f"{format_telex(plot.point)} AT {date_time_group(plot.at)}{how}{within}"


def _drift(datum: Datum) -> str:
    if datum.course_deg is None or not datum.speed_kn:
        return ""
    course_deg = round(datum.course_deg) % 360
    return f", DRIFTING {course_deg:03d} DEG AT {round(datum.speed_kn, 2):g} KN"


def age(at: datetime, *, now: datetime) -> str:
    """How long ago an instant was: `52 MIN`, `4 H 5 MIN`, `3 DAYS`; empty below a minute."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return ""
    if minutes < 60:
        return f"{minutes} MIN"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} H {rest} MIN" if rest else f"{hours} H"
    return f"{hours // 24} DAYS"


def weather(on_scene: Weather | None) -> str:
    """Conditions as a line of a signal; empty when nothing is known."""
    if on_scene is None:
        return ""
    said = [
        _wind(on_scene),
        _figure("SEA STATE {:d}", on_scene.sea_state),
        _figure("VISIBILITY {:g} NM", on_scene.visibility_nm),
        _figure("WATER {:g} C", on_scene.water_c),
    ]
    return ", ".join(part for part in said if part)


def weather_head(on_scene: Weather | None) -> str:
    """The heading of the weather: whose word it is, and of when."""
    if on_scene is None or not (on_scene.source or on_scene.at):
        return "WEATHER ON SCENE (SOURCE NOT TOLD)"
    at = date_time_group(on_scene.at) if on_scene.at else ""
    told = ", ".join(part for part in (on_scene.source.upper(), at) if part)
    return f"WEATHER ON SCENE ({told})"


def _wind(on_scene: Weather) -> str:
    if on_scene.wind_kn is None:
        return ""
    wind_from = _figure(" FROM {:03.0f} DEG", on_scene.wind_from_deg)
    return f"WIND{wind_from} {on_scene.wind_kn:g} KN"


def _figure(form: str, value: float | None) -> str:
    return "" if value is None else form.format(value)


def still_required(needs: Sequence[WantedLine], *, now: datetime) -> str:
    """The assistance that is asked for and that nobody has accepted to give, line by line; empty
    when nothing is asked for."""
    if not needs:
        return ""
    missing = [_line(need, need.missing, now=now) for need in needs if need.missing]
    means = [
        f"MEANS TO RECOVER {need.unaided} FOR WHOM THERE IS ROOM" for need in needs if need.unaided
    ]
    late = [_line(need, need.late, now=now) for need in needs if need.late]
    if missing or means:
        said = f"STILL REQUIRED: {'; '.join([*missing, *means])}"
    else:
        accepted = "; ".join(_line(need, need.wanted, now=now) for need in needs)
        said = f"NONE BEYOND WHAT IS ACCEPTED: {accepted}"
    paces = "".join(f". {_pace(need)}" for need in needs if need.persons_an_hour)
    return said + (f". ACCEPTED BUT EXPECTED LATE: {'; '.join(late)}" if late else "") + paces


def _pace(need: WantedLine) -> str:
    sea = "SEA STATE NOT KNOWN" if need.sea_state is None else f"SEA STATE {need.sea_state}"
    pace = in_round_figures(need.persons_an_hour)
    return f"UNITS ACCEPTED RECOVER ABOUT {pace} PERSONS AN HOUR (HOUSE FIGURE, {sea})"


def in_round_figures(amount: int) -> int:
    """An amount that rests on house figures: from ten on in fives, never more than it is."""
    return amount if amount < 10 else amount - amount % 5


def _line(need: WantedLine, amount: int, *, now: datetime) -> str:
    """`1 AIRCRAFT WITH RADAR BY 1456Z`, `RECOVERY FOR 200 BY 1426Z`."""
    if need.what is None:
        said = f"RECOVERY FOR {amount}"
    else:
        one, several = need.what
        said = f"{amount} {one if amount == 1 else several}"
    with_means = f" WITH {need.means}" if need.means else ""
    by = f" BY {time_of_day(need.by_at, now=now)}" if need.by_at else ""
    return said + with_means + by
