"""Lines of signals on the place of the casualty, known and by drift (pure)."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sar.geo.position import LatLon, format_telex
from sar.incidents.texts.time_lines import age, date_time_group
from sar.languages.phrasing import ENGLISH, Wording


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
