"""Lines of signals on the weather (pure)."""

from dataclasses import dataclass
from datetime import datetime

from sar.incidents.texts.time_lines import date_time_group
from sar.languages.phrasing import ENGLISH, Wording


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
