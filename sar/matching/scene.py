"""The scene of a case as matching reads it, and what must be said of a whole answer."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sar.assets.catalogue import asset_types
from sar.geo.position import LatLon
from sar.geo.sea import field_cache
from sar.incidents import drift as drifting
from sar.incidents.drift import Drift
from sar.incidents.models import Incident
from sar.matching.band import DRIFT_UNKNOWN_KN
from sar.matching.candidate import Scene, Want
from sar.matching.eligibility import FAILS
from sar.matching.evaluation import Match
from sar.matching.findings import Remark
from sar.matching.words import NeedUnit

_POLAR_LAT: Final = 89.9
OLDEST_MINUTES: Final = 7.0 * 24.0 * 60.0
"""A datum is carried along for a week; what was before that nobody can reckon so simply."""


def scene_of(incident: Incident, *, now: datetime) -> Scene:
    """Where the case is now: its datum carried along by its drift, less sure for its age."""
    weather = incident.conditions
    drift = _drift(incident)
    age_minutes = 0.0
    if incident.datum_at is not None:
        age_minutes = max(0.0, (now - incident.datum_at).total_seconds() / 60.0)
    place = incident.datum
    gone_minutes = min(age_minutes, OLDEST_MINUTES)
    spread_kn = drift.spread_kn if drift else DRIFT_UNKNOWN_KN
    return Scene(
        place=None if place is None else drifting.carried(place, drift, gone_minutes),
        drift=drift,
        uncertainty_nm=(incident.datum_uncertainty_nm or 0.0) + spread_kn * gone_minutes / 60.0,
        immersed_minutes=age_minutes,
        territory=incident.territory_of,
        sea_state=weather.get("sea_state"),
        wind_kn=weather.get("wind_kn"),
        water_c=weather.get("water_c"),
        icing=bool(weather.get("icing")),
        ice=bool(weather.get("ice")),
    )


def field_place(incident: Incident, *, now: datetime) -> LatLon | None:
    """Where the ways by water to the case lead now; None without a datum."""
    if incident.datum is None:
        return None
    scene = scene_of(incident, now=now)
    gone_minutes = min(scene.immersed_minutes, OLDEST_MINUTES)
    return field_cache.stepped(incident.datum, scene.drift, gone_minutes)


def _drift(incident: Incident) -> Drift | None:
    """As the lead has set it; else by wind and current on the object's class."""
    if incident.drift_course_deg is not None and incident.drift_speed_kn is not None:
        return drifting.told(incident.drift_course_deg, incident.drift_speed_kn)
    weather = incident.conditions
    return drifting.reckoned(
        incident.object_class,
        wind_from_deg=weather.get("wind_from_deg"),
        wind_kn=weather.get("wind_kn"),
        current_to_deg=weather.get("current_to_deg"),
        current_kn=weather.get("current_kn"),
    )


def notes(
    want: Want, scene: Scene, matches: Sequence[Match], *, pob: int | None, left: int
) -> Iterator[Remark]:
    """What the question or the whole answer must be read with; `left` more are not weighed."""
    if scene.place is not None and abs(scene.place.lat) > _POLAR_LAT:
        yield Remark("at_a_pole", "The datum is at a pole: courses and sides mean nothing there.")
    if scene.drift is not None and scene.drift.leeway_class is not None:
        yield Remark(
            "drift_reckoned",
            f"The drift is reckoned from wind and current for {scene.drift.leeway_class}"
            f" ({drifting.LEEWAY_SOURCE}).",
            {"class": scene.drift.leeway_class, "source": drifting.LEEWAY_SOURCE},
        )
    if pob == 0:
        yield Remark(
            "nobody_aboard", "Nobody is said to be on board; needs are matched all the same."
        )
    yield from _unmeetable(want)
    yield from _together(want, matches, left)


def _unmeetable(want: Want) -> Iterator[Remark]:
    """A need that no type of the catalogue can meet."""
    fits = [
        code
        for code, one in asset_types().items()
        if (not (want.kinds or want.types) or one.kind in want.kinds or code in want.types)
        and want.capabilities <= one.capabilities
        and (want.unit is NeedUnit.ASSETS or one.figures.capacity_normal)
    ]
    if not fits:
        yield Remark(
            "no_type_meets_need",
            "No type of asset in the catalogue can meet this need: it contradicts itself or asks"
            " for too much of one unit.",
        )


def _together(want: Want, matches: Sequence[Match], left: int) -> Iterator[Remark]:
    """How much all that could come cover, when none covers the need alone."""
    able = [m for m in matches if m.judgement.verdict not in FAILS and m.judgement.covers > 0]
    if not able or any(m.judgement.covers >= want.quantity for m in able):
        return
    together = sum(m.judgement.covers for m in able)
    none, could = ("None of the first", f" of the first {len(matches)}") if left else ("None", "")
    yield Remark(
        "none_covers_alone",
        f"{none} covers {want.quantity} alone; all{could} that could come cover"
        f" {min(together, want.quantity)}.",
        {"quantity": want.quantity, "together": together, "how_many": len(able)},
    )
