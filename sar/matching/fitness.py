"""Fitness of a candidate for the need at the scene: kind, weather, light, ice, time."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sar.agreements.words import Kind
from sar.assets.availability import is_night
from sar.assets.capability_codes import capability_words
from sar.assets.catalogue import AssetType, asset_types
from sar.assets.words import Capability
from sar.geo.position import LatLon
from sar.incidents.people.immersion import IMMERSION_SOURCE, WITHOUT_LIFE_JACKETS, immersion_minutes
from sar.matching.candidate import Candidate
from sar.matching.findings import Finding, Remark, unsuited
from sar.matching.question import Scene, Want
from sar.matching.words import NeedUnit, Verdict
from sar.time_words import span_text

_FLYING: Final = frozenset({Kind.AIRCRAFT, Kind.UNCREWED})


def may_go_by_water(want: Want) -> bool:
    """Whether something may answer the need that sails, or is carried by what sails, as far as the
    types that this process knows tell."""
    return any(
        one.kind not in _FLYING and _is_named(one, want) and want.capabilities <= one.capabilities
        for one in asset_types().values()
    )


def _is_named(asset_type: AssetType, want: Want) -> bool:
    """Whether the need names the type, by itself or by its kind, or none at all."""
    names_none = not want.kinds and not want.types
    return names_none or asset_type.kind in want.kinds or asset_type.code in want.types


def suits(asset_type: AssetType, persons: int, want: Want) -> Iterator[Finding]:
    """Kind, capabilities and how many persons it takes against the need."""
    kind = asset_type.kind
    if not _is_named(asset_type, want):
        asked = sorted({*want.kinds, *want.types})
        yield unsuited(
            "kind_not_asked",
            f"The need asks for {', '.join(asked)}; this is {asset_type.name} ({kind}).",
            {"kind": kind.value, "type": asset_type.code, "asked": asked},
            Remark("change_need", f"A need that also asks for {kind}.", {"kind": kind.value}),
        )
    for capability in sorted(want.capabilities - asset_type.capabilities):
        said = capability_words(capability)
        yield unsuited(
            "lacks_capability",
            f"It has no {said}, which the need asks for.",
            {"capability": capability},
            Remark("change_need", f"A need without {said}.", {"capability": capability}),
        )
    if want.unit is NeedUnit.PERSONS and not persons:
        yield unsuited(
            "recovers_nobody",
            "It takes no survivors aboard; it may find, relay or drop.",
            {},
            Remark("change_need", "A need that counts assets, for searching or dropping."),
        )


def weather(candidate: Candidate, scene: Scene) -> Iterator[Finding]:
    """Sea, wind and ice against its limits."""
    figures = candidate.seen.figures
    limits = (
        ("sea_state", "sea state", scene.sea_state, figures.sea_state_max),
        ("wind", "wind in knots", scene.wind_kn, figures.wind_max_kn),
    )
    for code, said, there, limit in limits:
        if there is None or limit is None or there <= limit:
            continue
        reason = Remark(
            f"{code}_above_limit",
            f"The {said} at the scene is {there:g}; it works up to {limit:g}.",
            {"there": there, "limit": limit},
        )
        if candidate.seen.party is None:
            # A ship above its limit may still give a lee, lower rafts and stand by.
            yield Finding(reason)
        else:
            remedy = Remark(
                "weather_moderates", f"A {said} of {limit:g} or less.", {"limit": limit}
            )
            yield Finding(reason, Verdict.NOT_SUITED, remedy)
    yield from _ice(candidate, scene)


def _ice(candidate: Candidate, scene: Scene) -> Iterator[Finding]:
    capabilities = candidate.seen.type.capabilities
    flies = candidate.kind in (Kind.AIRCRAFT, Kind.UNCREWED)
    if scene.icing and flies and Capability.DEICE not in capabilities:
        yield unsuited(
            "icing",
            "There is icing on the way or at the scene, and it has nothing against it.",
            {},
            Remark("without_icing", "A height or a time without icing."),
        )
    if scene.ice and candidate.kind is Kind.VESSEL and Capability.ICE not in capabilities:
        yield unsuited(
            "sea_ice",
            "There is ice at the scene, and it is not built for it.",
            {},
            Remark("icebreaker", "A vessel that breaks the ice ahead of it."),
        )


def light(candidate: Candidate, meets: LatLon, eta_at: datetime) -> Iterator[Finding]:
    """Night at the scene when it arrives: it works there if it is equipped for the dark."""
    if not is_night(meets, eta_at) or not candidate.seen.figures.response_kn:
        return
    if Capability.NIGHT in candidate.seen.type.capabilities:
        yield Finding(
            Remark("night_at_arrival", "It is dark there when it arrives; it is equipped for it.")
        )
        return
    if candidate.kind is Kind.VESSEL:
        said = "It is dark there when it arrives: no search lights or boats are known."
        yield Finding(Remark("night_not_equipped", said))
        return
    said = "It is dark there when it arrives, and it is not equipped for that."
    yield Finding(
        Remark("night_not_equipped", said),
        Verdict.NOT_SUITED,
        Remark("daylight", "Daylight, or others who give light."),
    )


def immersion(scene: Scene, arrives_minutes: float) -> Iterator[Finding]:
    """Flags an arrival after the time that people in the water survive by the model.

    Only where somebody has said that people are in the water. An earlier arrival is not remarked
    on: nothing here comforts.
    """
    if scene.in_water_minutes is None or scene.water_c is None:
        return
    least, most = immersion_minutes(scene.water_c)
    in_water = scene.in_water_minutes + arrives_minutes
    if in_water <= least:
        return
    yield Finding(
        Remark(
            "after_immersion_estimate",
            f"People are in water of {scene.water_c:g} °C. {WITHOUT_LIFE_JACKETS} With them deaths"
            f" are expected from {span_text(least)} on, of average adults by"
            f" {span_text(most)} ({IMMERSION_SOURCE}). It comes after {span_text(in_water)} in"
            " the water. An estimated survival limit: keep searching.",
            {
                "water_c": scene.water_c,
                "least_minutes": least,
                "most_minutes": most,
                "in_water_minutes": round(in_water, 1),
                "source": IMMERSION_SOURCE,
            },
        )
    )
