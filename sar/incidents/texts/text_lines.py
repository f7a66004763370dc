"""Lines of signals: times, persons, places, weather and the assistance still required (pure).

Each is said by a wording: in English, or in another language by its catalogue.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sar.geo.position import LatLon, format_telex
from sar.incidents.people.headcount import KindTotal
from sar.incidents.people.outstanding import FoundPeople, PersonsRange
from sar.languages.phrasing import ENGLISH, Wording

_MONTHS: Final = (
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Casualty:
    """The number of persons at risk; None: not known. `before`: the number that had been said,
    while one person alone says that there are fewer; `pob_max` reaches up to that."""

    pob_min: int | None = None
    pob_max: int | None = None
    children: int | None = None
    unaccompanied: int | None = None
    source: str = ""
    before: PersonsRange | None = None


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
    wind_m_s: float | None = None
    """The wind as it was told, where it was told so."""
    wave_height_m: float | None = None
    sea_state_by_height: bool = False
    air_c: float | None = None
    cloud_base_ft: int | None = None
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
    dead_aboard: tuple[tuple[str, int], ...] = ()
    dead_landed: tuple[tuple[str, int], ...] = ()
    """The places where the dead are, as far as anybody has told."""
    back_in_water: int = 0
    """The people who went into the water again after they were recovered; they are outstanding."""
    kinds: tuple[KindTotal, ...] = ()
    """The kinds that somebody has counted, each of how many."""
    uncounted_at: tuple[str, ...] = ()
    """The places where people were landed whom nobody has counted; empty: the place is not told."""


@dataclass(frozen=True, slots=True)
class WantedLine:
    """One need of the case's open requests: the amount wanted, how much of it nobody has accepted
    to give, and how much is accepted and will be late.

    `what`: the things, in the singular and in the plural; None: persons to be recovered.
    `unaided`: persons for whom there is room, and nothing to recover them with in the sea and light
    there. `persons_an_hour`: how fast those who have accepted recover, by house figures;
    `sea_state` None: nobody knows the sea, and it is the pace of a rough one. `room_unknown`: of
    some unit, with people aboard who are not counted, nobody knows the room; it counts for none.
    """

    wanted: int
    missing: int
    late: int = 0
    unaided: int = 0
    room_unknown: bool = False
    persons_an_hour: int = 0
    sea_state: int | None = None
    what: tuple[str, str] | None = None
    means: str = ""
    by_at: datetime | None = None


def joined(*parts: str) -> str:
    """The parts that are known."""
    return ", ".join(part for part in parts if part)


def date_time_group(at: datetime) -> str:
    """Zulu date-time group: `111226Z OCT 26`."""
    utc = at.astimezone(UTC)
    return f"{utc:%d%H%M}Z {_MONTHS[utc.month - 1]} {utc:%y}"


def time_of_day(at: datetime, *, now: datetime) -> str:
    """Zulu time as people say it: `1226Z`, with the day where that is another: `121226Z`."""
    utc, today = at.astimezone(UTC), now.astimezone(UTC)
    return f"{utc:%H%M}Z" if utc.date() == today.date() else f"{utc:%d%H%M}Z"


def persons(casualty: Casualty, words: Wording = ENGLISH) -> str:
    """The persons at risk, as a line of a signal."""
    parts = [_number(casualty.pob_min, casualty.pob_max, words)]
    if casualty.before is not None:
        was = _number(casualty.before.least or None, casualty.before.most, words)
        parts.append(words.say("lines", "ONE PERSON'S WORD, {number} BEFORE", number=was))
    elif casualty.pob_min is None and casualty.pob_max is None:
        return parts[0]
    if casualty.children:
        parts.append(words.say("lines", "OF WHOM CHILDREN {count}", count=casualty.children))
    if casualty.unaccompanied:
        parts.append(words.say("lines", "UNACCOMPANIED {count}", count=casualty.unaccompanied))
    said = words.listed(parts)
    if not casualty.source:
        return said
    return f"{said} ({words.say('lines', 'SOURCE: {source}', source=casualty.source)})"


def _number(least: int | None, most: int | None, words: Wording) -> str:
    """`250 TO 400`, `UP TO 40`, `AT LEAST 3`; None: not known."""
    match least, most:
        case None, None:
            return words.say("lines", "NOT KNOWN")
        case low, high if low == high:
            return f"{low}"
        case None, high:
            return words.say("lines", "UP TO {most}", most=high)
        case low, None:
            return words.say("lines", "AT LEAST {least}", least=low)
        case low, high:
            return words.say("lines", "{least} TO {most}", least=low, most=high)


def people_line(people: People | None, words: Wording = ENGLISH) -> str:
    """The people found and outstanding, as a line of a signal; empty when nobody was ever found."""
    if people is None or not _anybody(people):
        return ""
    found = people.found
    parts = [
        _where(words.say("lines", "ABOARD {count}", count=found.aboard), people.aboard, words)
        if found.aboard
        else "",
        _where(
            words.say("lines", "DELIVERED {count}", count=found.delivered), people.delivered, words
        )
        if found.delivered
        else "",
        words.say("lines", "DEAD {count}", count=found.dead) if found.dead else "",
        words.say("lines", "{count} OF THEM AFTER RECOVERY", count=people.died)
        if people.died
        else "",
        _where(
            words.say("lines", "{count} OF THEM ABOARD", count=_many(people.dead_aboard)),
            people.dead_aboard,
            words,
        )
        if people.dead_aboard
        else "",
        _where(
            words.say("lines", "{count} OF THEM LANDED", count=_many(people.dead_landed)),
            people.dead_landed,
            words,
        )
        if people.dead_landed
        else "",
        words.say("lines", "BORN {count}", count=found.born) if found.born else "",
        _aboard_uncounted(found.uncounted, words),
        _landed_uncounted(people.uncounted_at, words) if found.uncounted_delivered else "",
        _back_in_water(people, words),
    ]
    said = words.listed(part for part in parts if part)
    if found.total:
        said = f"{_recovered(found, words)}: {said}"
    return f"{said}. {_outstanding(people.outstanding, words)}"


def people_found(people: People, words: Wording = ENGLISH) -> str:
    """The numbers found and outstanding, without where they are; empty when nobody was ever
    found."""
    found = people.found
    if not _anybody(people):
        return ""
    parts = [
        _recovered(found, words) if found.total else "",
        words.say("lines", "{count} OF THEM DEAD", count=found.dead) if found.dead else "",
        words.say("lines", "PEOPLE ABOARD, NOT COUNTED") if found.uncounted else "",
        _landed_uncounted((), words) if found.uncounted_delivered else "",
        _back_in_water(people, words),
    ]
    said = words.listed(part for part in parts if part)
    return f"{said}. {_outstanding(people.outstanding, words)}"


def _anybody(people: People) -> bool:
    """Whether anybody was found, also who went into the water again since."""
    found = people.found
    return bool(found.total or found.any_uncounted or people.back_in_water)


def _back_in_water(people: People, words: Wording) -> str:
    if not people.back_in_water:
        return ""
    return words.say("lines", "{count} WENT INTO THE WATER AGAIN", count=people.back_in_water)


def _recovered(found: FoundPeople, words: Wording) -> str:
    if found.any_uncounted:
        return words.say("lines", "RECOVERED AT LEAST {count}", count=found.total)
    return words.say("lines", "RECOVERED {count}", count=found.total)


def _aboard_uncounted(units: Sequence[str], words: Wording) -> str:
    """`PEOPLE ABOARD, NOT COUNTED (Alcione)`; empty where all are counted."""
    if not units:
        return ""
    named = words.listed(words.apart(name) for name in units)
    return f"{words.say('lines', 'PEOPLE ABOARD, NOT COUNTED')} ({named})"


def _landed_uncounted(places: Sequence[str], words: Wording) -> str:
    """`PEOPLE LANDED, NOT COUNTED (Catania)`; a place that nobody has told is left out."""
    said = words.say("lines", "PEOPLE LANDED, NOT COUNTED")
    named = words.listed(words.apart(place) for place in places if place)
    return f"{said} ({named})" if named else said


def _many(places: Sequence[tuple[str, int]]) -> int:
    return sum(count for _, count in places)


def _where(said: str, places: Sequence[tuple[str, int]], words: Wording) -> str:
    """`ABOARD 30 (Alcione 20, Nemo 10)`; a place that nobody has told is left out."""
    named = words.listed(f"{words.apart(name)} {count}" for name, count in places if name)
    return f"{said} ({named})" if named else said


def _outstanding(left: PersonsRange, words: Wording) -> str:
    least, most = left.least, left.most
    if most is None and not least:
        return words.say("lines", "OUTSTANDING NOT KNOWN")
    if most is None:
        return words.say("lines", "OUTSTANDING AT LEAST {least}", least=least)
    if most == 0:
        return words.say("lines", "OUTSTANDING NONE")
    if least == most:
        return words.say("lines", "OUTSTANDING {count}", count=most)
    return words.say("lines", "OUTSTANDING {least} TO {most}", least=least, most=most)


def position(datum: Datum | None, *, route: str = "", words: Wording = ENGLISH) -> str:
    """The present place as a line of a signal, then the last known one where that is another, with
    its age; each with its time. Degrees and minutes, latitude first. One that nobody knows any more
    is told roughly. Without any, the intended `route`.
    """
    if datum is None:
        if not route:
            return words.say("lines", "NOT KNOWN")
        return words.say("lines", "NOT KNOWN. INTENDED ROUTE: {route}", route=route)
    old = age(datum.known.at, now=datum.now.at, words=words)
    known = _plotted(datum.known, words)
    if old:
        known = words.listed([known, words.say("lines", "{age} OLD", age=old)])
    if datum.followed_until is not None:
        return words.say(
            "lines",
            "NOT KNOWN SINCE {since}: ANYWHERE WITHIN ABOUT {reach} NM OF {place}, AND GROWING."
            " LAST KNOWN {known}",
            since=date_time_group(datum.followed_until),
            reach=f"{about_nm(datum.now.within_nm):g}",
            place=_roughly(datum.now.point),
            known=known,
        )
    if datum.now.is_told_as(datum.known):
        return known + _drift(datum, words)
    how = (
        words.say("lines", "BY ESTIMATE, DRIFT NOT KNOWN")
        if datum.speed_kn is None
        else words.say("lines", "BY DRIFT")
    )
    place = f"{_plotted(datum.now, words, how)}{_drift(datum, words)}"
    return f"{place}. {words.say('lines', 'LAST KNOWN {known}', known=known)}"


_ROUGH_NM: Final = 10.0


def about_nm(within_nm: float) -> float:
    """The reach of an area in which something is that nobody follows: in tens, never less."""
    return math.ceil(within_nm / _ROUGH_NM - 1e-9) * _ROUGH_NM


def _roughly(point: LatLon) -> str:
    """In whole degrees: `34N 013E`."""
    lat, lon = round(point.lat), round(point.lon)
    return f"{abs(lat):02d}{'S' if lat < 0 else 'N'} {abs(lon):03d}{'W' if lon < 0 else 'E'}"


def _plotted(plot: Plot, words: Wording, how: str = "") -> str:
    at = date_time_group(plot.at)
    said = words.say("lines", "{place} AT {time}", place=format_telex(plot.point), time=at)
    if how:
        said += f" {how}"
    if plot.within_nm:
        within = words.say("lines", "WITHIN {reach} NM", reach=f"{plot.within_nm:g}")
        said = words.listed([said, within])
    return said


def _drift(datum: Datum, words: Wording) -> str:
    if datum.course_deg is None or not datum.speed_kn:
        return ""
    course_deg = round(datum.course_deg) % 360
    drifting = words.say(
        "lines",
        "DRIFTING {course} DEG AT {speed} KN",
        course=f"{course_deg:03d}",
        speed=f"{round(datum.speed_kn, 2):g}",
    )
    return words.listed(["", drifting])


def age(at: datetime, *, now: datetime, words: Wording = ENGLISH) -> str:
    """The age of an instant: `52 MIN`, `4 H 5 MIN`, `3 DAYS`; empty below a minute."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return ""
    if minutes < 60:
        return words.say("lines", "{minutes} MIN", minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        if not rest:
            return words.say("lines", "{hours} H", hours=hours)
        return words.say("lines", "{hours} H {minutes} MIN", hours=hours, minutes=rest)
    return words.say("lines", "{days} DAYS", days=hours // 24)


def weather(on_scene: Weather | None, words: Wording = ENGLISH) -> str:
    """Conditions as a line of a signal; empty when nothing is known."""
    if on_scene is None:
        return ""
    said = [
        _wind(on_scene, words),
        words.say("lines", "WAVES {height} M", height=f"{on_scene.wave_height_m:g}")
        if on_scene.wave_height_m is not None
        else "",
        _sea_state(on_scene, words),
        words.say("lines", "VISIBILITY {range} NM", range=f"{on_scene.visibility_nm:g}")
        if on_scene.visibility_nm is not None
        else "",
        words.say("lines", "CLOUD BASE {height} FT", height=on_scene.cloud_base_ft)
        if on_scene.cloud_base_ft is not None
        else "",
        words.say("lines", "AIR {degrees} C", degrees=f"{on_scene.air_c:g}")
        if on_scene.air_c is not None
        else "",
        words.say("lines", "WATER {degrees} C", degrees=f"{on_scene.water_c:g}")
        if on_scene.water_c is not None
        else "",
    ]
    return words.listed(part for part in said if part)


def weather_head(on_scene: Weather | None, words: Wording = ENGLISH) -> str:
    """The heading of the weather: whose word it is, and of when."""
    if on_scene is None or not (on_scene.source or on_scene.at):
        return words.say("lines", "WEATHER ON SCENE (SOURCE NOT TOLD)")
    at = date_time_group(on_scene.at) if on_scene.at else ""
    told = words.listed(words.apart(part) for part in (on_scene.source.upper(), at) if part)
    return words.say("lines", "WEATHER ON SCENE ({source})", source=told)


def weather_line(on_scene: Weather | None, words: Wording = ENGLISH) -> list[str]:
    """The line of the weather under its heading; none when nothing is known."""
    seen = weather(on_scene, words)
    return [f"{weather_head(on_scene, words)}: {seen}"] if seen else []


def _sea_state(on_scene: Weather, words: Wording) -> str:
    if on_scene.sea_state is None:
        return ""
    if on_scene.sea_state_by_height:
        return words.say("lines", "SEA STATE {state} BY THE WAVES", state=on_scene.sea_state)
    return words.say("lines", "SEA STATE {state}", state=on_scene.sea_state)


def _wind(on_scene: Weather, words: Wording) -> str:
    """The wind in the unit in which it was told; of metres per second the knots too."""
    if on_scene.wind_kn is None:
        return ""
    if on_scene.wind_m_s is not None:
        told, knots = f"{on_scene.wind_m_s:g}", f"{on_scene.wind_kn:.0f}"
        if on_scene.wind_from_deg is None:
            return words.say("lines", "WIND {speed} M/S ({knots} KN)", speed=told, knots=knots)
        return words.say(
            "lines",
            "WIND FROM {course} DEG {speed} M/S ({knots} KN)",
            course=f"{on_scene.wind_from_deg:03.0f}",
            speed=told,
            knots=knots,
        )
    speed = f"{on_scene.wind_kn:g}"
    if on_scene.wind_from_deg is None:
        return words.say("lines", "WIND {speed} KN", speed=speed)
    course = f"{on_scene.wind_from_deg:03.0f}"
    return words.say("lines", "WIND FROM {course} DEG {speed} KN", course=course, speed=speed)


def still_required(needs: Sequence[WantedLine], *, now: datetime, words: Wording = ENGLISH) -> str:
    """The assistance that is asked for and that nobody has accepted to give, line by line; empty
    when nothing is asked for."""
    if not needs:
        return ""
    missing = [_wanted(need, need.missing, words, now=now) for need in needs if need.missing]
    means = [
        words.say("lines", "MEANS TO RECOVER {count} FOR WHOM THERE IS ROOM", count=need.unaided)
        for need in needs
        if need.unaided
    ]
    late = [_wanted(need, need.late, words, now=now) for need in needs if need.late]
    if missing or means:
        wanted = "; ".join([*missing, *means])
        said = [words.say("lines", "STILL REQUIRED: {needs}", needs=wanted)]
    else:
        accepted = "; ".join(_accepted(need, words, now=now) for need in needs)
        said = [words.say("lines", "NONE BEYOND WHAT IS ACCEPTED: {needs}", needs=accepted)]
    if late:
        said.append(
            words.say("lines", "ACCEPTED BUT EXPECTED LATE: {needs}", needs="; ".join(late))
        )
    if any(need.room_unknown for need in needs):
        said.append(
            words.say("lines", "ROOM OF UNITS WITH PEOPLE ABOARD, NOT COUNTED, IS NOT KNOWN")
        )
    said += [_pace(need, words) for need in needs if need.persons_an_hour]
    return ". ".join(said)


def _pace(need: WantedLine, words: Wording) -> str:
    sea = (
        words.say("lines", "SEA STATE NOT KNOWN")
        if need.sea_state is None
        else words.say("lines", "SEA STATE {state}", state=need.sea_state)
    )
    return words.say(
        "lines",
        "UNITS ACCEPTED RECOVER ABOUT {count} PERSONS AN HOUR (HOUSE FIGURE, {sea})",
        count=in_round_figures(need.persons_an_hour),
        sea=sea,
    )


def in_round_figures(amount: int) -> int:
    """An amount that rests on house figures: from ten on in fives, never more than it is."""
    return amount if amount < 10 else amount - amount % 5


def _wanted(need: WantedLine, amount: int, words: Wording, *, now: datetime) -> str:
    """`1 AIRCRAFT WITH RADAR BY 1456Z`; as soon as possible, once that is over."""
    said = _said(need, amount, words)
    if need.by_at is None:
        return said
    time = time_of_day(need.by_at, now=now)
    if now <= need.by_at:
        return f"{said} {words.say('lines', 'BY {time}', time=time)}"
    return f"{said} {words.say('lines', 'AS SOON AS POSSIBLE (WANTED BY {time})', time=time)}"


def _accepted(need: WantedLine, words: Wording, *, now: datetime) -> str:
    """All that is wanted, and by when, while that is to come."""
    if need.by_at is not None and need.by_at < now:
        return _said(need, need.wanted, words)
    return _wanted(need, need.wanted, words, now=now)


def _said(need: WantedLine, amount: int, words: Wording) -> str:
    """`1 AIRCRAFT WITH RADAR`, `RECOVERY FOR 200`."""
    if need.what is None:
        said = words.say("lines", "RECOVERY FOR {count}", count=amount)
    else:
        one, several = need.what
        said = f"{amount} {words.apart(one if amount == 1 else several)}"
    if need.means:
        said += f" {words.say('lines', 'WITH {means}', means=need.means)}"
    return said
