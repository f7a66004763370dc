"""A party's own type as a document, both ways, and what does not fit together in it (pure)."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from sar.agreements.words import Kind
from sar.assets.capability_codes import capability_from
from sar.assets.catalogue import (
    FIGURES,
    OPPORTUNITY,
    AssetType,
    Figures,
    Notice,
    RecoveryPace,
    Source,
    greatest_speeds,
)
from sar.assets.registering import Fault, contradicting
from sar.assets.words import AssetForm, Capability, Hull, TypeSource

FORMS: Final[Mapping[Kind, tuple[AssetForm, ...]]] = {
    Kind.VESSEL: (AssetForm.RESCUE_VESSEL, AssetForm.COMMERCIAL_VESSEL),
    Kind.AIRCRAFT: (AssetForm.ROTARY_WING, AssetForm.FIXED_WING),
    Kind.UNCREWED: (AssetForm.ROTARY_WING, AssetForm.FIXED_WING),
    Kind.TEAM: (AssetForm.PEOPLE,),
    Kind.EQUIPMENT: (AssetForm.GOODS,),
    Kind.EXPERTISE: (AssetForm.PEOPLE,),
}
"""The builds that a kind of asset has; the first unless told."""

LANDING: Final = ("d_value_m", "mass_max_t", "runway_m")
"""The figures by which it is known where an aircraft may land; older documents lack them."""

FIXED: Final = ("kind", "form", "divisible", "draught_m", "max_kn")
"""The fields of a type that nobody refines: what assets are shown as, and how coarse their
positions are told, rests on them."""


def document_of(one: AssetType) -> dict[str, Any]:
    """The type as a document."""
    return {
        "kind": one.kind.value,
        "form": one.form.value,
        "name": one.name,
        "unit_class": one.unit_class,
        "figures": {name: getattr(one.figures, name) for name in FIGURES},
        "draught_m": one.draught_m,
        **{name: getattr(one, name) for name in LANDING},
        "hull": one.hull,
        "notice": [
            one.notice.day_minutes, one.notice.night_minutes, one.notice.at_sea_minutes
        ],
        "turn_round_minutes": one.turn_round_minutes,
        "capabilities": sorted(one.capabilities),
        "recovery": {
            means: [[pace.sea_state_max, pace.persons_an_hour] for pace in paces]
            for means, paces in one.recovery.items()
        },
        "limits": one.limits,
        "divisible": one.divisible,
        "source": {
            "status": one.source.status.value,
            "note": one.source.note,
            "sourced": sorted(one.source.sourced),
        },
    }  # fmt: skip


def type_from(code: str, document: Mapping[str, Any]) -> AssetType:
    """The type of a document."""
    source = document["source"]
    return AssetType(
        code=code,
        kind=Kind(document["kind"]),
        form=AssetForm(document["form"]),
        name=document["name"],
        unit_class=document["unit_class"],
        figures=Figures(**document["figures"]),
        draught_m=document["draught_m"],
        **{name: document.get(name) for name in LANDING},
        hull=document["hull"] and Hull(document["hull"]),
        notice=Notice(*document["notice"]),
        turn_round_minutes=document["turn_round_minutes"],
        capabilities=frozenset(map(capability_from, document["capabilities"])),
        recovery=MappingProxyType(
            {
                Capability(means): tuple(RecoveryPace(*pace) for pace in paces)
                for means, paces in document["recovery"].items()
            }
        ),
        limits=document["limits"],
        divisible=document["divisible"],
        source=Source(TypeSource(source["status"]), source["note"], frozenset(source["sourced"])),
    )


def lacking_speed(one: AssetType) -> Iterator[Fault]:
    """The greatest speed, where a new type of what moves by itself tells none."""
    if greatest_speeds(one.kind) and not one.figures.max_kn:
        reason = "must be told of what moves: by it coarse positions are told, and false ones found"
        yield Fault("figures.max_kn", "missing", reason)


def faults_of_type(one: AssetType) -> Iterator[Fault]:
    """Everything in a type that does not fit together."""
    if one.form not in FORMS[one.kind]:
        fit = ", ".join(FORMS[one.kind])
        yield Fault("form", "form_not_of_kind", f"is not the build of such assets: {fit}")
    if one.unit_class == OPPORTUNITY:
        yield Fault("unit_class", "not_an_own_ship", "is of ships that belong to no party")
    yield from contradicting(one.figures, "figures")
    if one.kind is Kind.VESSEL and one.figures.length_m is None:
        yield Fault("figures.length_m", "missing", "must be told: by it a sea slows a vessel")
    if one.divisible and one.kind is not Kind.EQUIPMENT:
        yield Fault("divisible", "only_equipment", "is of equipment alone: units are bound whole")
    for means in one.recovery.keys() - one.capabilities:
        yield Fault("recovery", "without_means", f"needs {means} among the capabilities")
    for figure in sorted(one.source.sourced):
        if getattr(one.figures, figure, None) is None:
            yield Fault("source.sourced", "no_such_figure", f"names {figure}, which is not told")
