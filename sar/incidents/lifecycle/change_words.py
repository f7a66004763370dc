"""Changes of a case in words, with the new values, as the record tells them (pure)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sar.incidents.texts.area_words import area_in_brief, area_text

LONGEST: Final = 300
"""More than this is told as changed only: it stands on the case itself."""


def in_words(values: Mapping[str, Any]) -> str:
    """The new values by field of a change, as one line: `Wind 12 kn from 240°, sea state 3.`

    Call-back and source are never among them. Fields without words here are left out.
    """
    told = [_WORDS[field](value) for field, value in sorted(values.items()) if field in _WORDS]
    return " ".join(f"{said[0].upper()}{said[1:]}." for said in told if 0 < len(said) <= LONGEST)


def _conditions(now: Mapping[str, Any] | None) -> str:
    if not now:
        return "conditions are not known any more"
    by_height = now.get("sea_state_by_height")
    said = [
        _wind(now),
        _figure("waves {:g} m", now.get("wave_height_m")),
        _figure("sea state {}", now.get("sea_state")) + (" by the waves" if by_height else ""),
        _figure("visibility {:g} nm", now.get("visibility_nm")),
        _figure("cloud base {} ft", now.get("cloud_base_ft")),
        _figure("air {:g} °C", now.get("air_c")),
        _figure("water {:g} °C", now.get("water_c")),
        _moving("current", now.get("current_kn"), "to", now.get("current_to_deg")),
        "icing" if now.get("icing") else "",
        "ice" if now.get("ice") else "",
    ]
    return ", ".join(part for part in said if part) or "no figure is known"


def _wind(now: Mapping[str, Any]) -> str:
    """The wind in the unit in which it was told; of metres per second the knots too."""
    kn, m_s, deg = now.get("wind_kn"), now.get("wind_m_s"), now.get("wind_from_deg")
    if m_s is None or kn is None:
        return _moving("wind", kn, "from", deg)
    course = "" if deg is None else f" from {round(deg) % 360:03d}°"
    return f"wind {m_s:g} m/s ({kn:.0f} kn){course}"


def _moving(name: str, kn: float | None, way: str, deg: float | None) -> str:
    if kn is None:
        return ""
    course = "" if deg is None else f" {way} {round(deg) % 360:03d}°"
    return f"{name} {kn:g} kn{course}"


def _figure(form: str, value: float | None) -> str:
    return "" if value is None else form.format(value)


def _holder(office: str) -> Callable[[Mapping[str, Any] | None], str]:
    def said(holder: Mapping[str, Any] | None) -> str:
        if holder is None:
            return f"nobody is {office}"
        on = f" on {holder['channel']}" if holder.get("channel") else ""
        return f"{office} is {holder['name']}{on}"

    return said


def _channels(channels: Sequence[Mapping[str, Any]] | None) -> str:
    if not channels:
        return "no channels are set"
    return "channels: " + ", ".join(f"{one['purpose']} {one['channel']}" for one in channels)


def _areas(areas: Sequence[Mapping[str, Any]] | None) -> str:
    """All areas as they are now; too many to be told in full by name and unit alone."""
    if not areas:
        return "no search areas are set"
    told = "search areas: " + "; ".join(map(area_text, areas))
    if len(told) <= LONGEST:
        return told
    return "search areas: " + "; ".join(map(area_in_brief, areas))


def _blocks(blocks: Sequence[Mapping[str, Any]] | None) -> str:
    if not blocks:
        return "no altitude blocks are set"
    told = (f"{one['assigned_to']} {one['from_ft']} to {one['to_ft']} ft" for one in blocks)
    return "altitude blocks: " + ", ".join(told)


def _named(name: str) -> Callable[[Any], str]:
    def said(value: object) -> str:
        return f"{name}: {str(value).replace('_', ' ')}" if value else f"{name}: not told"

    return said


_WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "conditions": _conditions,
    "osc": _holder("on-scene coordinator"),
    "aco": _holder("aircraft coordinator"),
    "channels": _channels,
    "search_areas": _areas,
    "altitude_blocks": _blocks,
    "title": _named("title"),
    "object_class": _named("object"),
    "situation": _named("situation"),
}
