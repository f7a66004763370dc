"""Remarks on an answer as a whole."""

from collections.abc import Iterator, Sequence
from typing import Final

from sar.assets.catalogue import asset_types
from sar.geo.declared import words_of
from sar.geo.state_names import StateNames
from sar.incidents import drift as drifting
from sar.matching.eligibility import FAILS
from sar.matching.evaluation import Match
from sar.matching.findings import Remark
from sar.matching.question import Scene, Want
from sar.matching.words import NeedUnit

_POLAR_LAT: Final = 89.9


def notes(
    want: Want,
    scene: Scene,
    matches: Sequence[Match],
    *,
    names: StateNames,
    pob: int | None,
    left: int,
) -> Iterator[Remark]:
    """Remarks on the question or the whole answer; `left` more assets are not evaluated."""
    if scene.place is not None and abs(scene.place.lat) > _POLAR_LAT:
        yield Remark("at_a_pole", "The datum is at a pole: courses and sides mean nothing there.")
    if scene.drift is not None and scene.drift.leeway_class is not None:
        yield Remark(
            "drift_reckoned",
            f"The drift is estimated from wind and current for {scene.drift.leeway_class}"
            f" ({drifting.LEEWAY_SOURCE}).",
            {"class": scene.drift.leeway_class, "source": drifting.LEEWAY_SOURCE},
        )
    if pob == 0:
        yield Remark(
            "nobody_aboard", "Nobody is said to be on board; needs are matched all the same."
        )
    yield from _zones(scene, names)
    yield from _unmeetable(want)
    yield from _together(want, matches, left)


def _zones(scene: Scene, names: StateNames) -> Iterator[Remark]:
    """A remark on the zones that parties have declared at the scene; nobody is asked because of
    them."""
    zones = scene.declared.zones.at(scene.place) if scene.place else ()
    for one in zones:
        yield Remark(
            "scene_in_zone",
            f"The scene lies in the {words_of(one.kind)} {one.name}, {one.declaration(names)}.",
            {"kind": one.kind.value, "name": one.name, "party": one.party},
        )


def _unmeetable(want: Want) -> Iterator[Remark]:
    """A remark on a need that no type of the catalogue can meet."""
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
    """A remark on how much all that could come cover, when none covers the need alone."""
    able = [m for m in matches if m.judgement.verdict not in FAILS and m.judgement.covers > 0]
    if not able or any(m.judgement.covers >= want.quantity for m in able):
        return
    together = sum(m.judgement.covers for m in able)
    least = "" if all(m.judgement.room_known for m in matches) else " at least"
    none, could = ("None of the first", f" of the first {len(matches)}") if left else ("None", "")
    yield Remark(
        "none_covers_alone",
        f"{none} covers {want.quantity} alone; all{could} that could come cover"
        f"{least} {min(together, want.quantity)}.",
        {"quantity": want.quantity, "together": together, "how_many": len(able)},
    )
