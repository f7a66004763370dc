"""Reach of a unit: whether it gets to the scene, how its way goes, and the light and time on
arrival."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import inf
from typing import Final

from sar.assets.fix_trust import DOUBT_WORDS
from sar.assets.sea_loss import SOURCES
from sar.assets.seen import PlaceFrom, SeenShip, SeenThing
from sar.geo.sea.passages import passages
from sar.geo.sea.sea_route import ON_LAKE
from sar.matching import fitness
from sar.matching.candidate import Candidate, is_under_way, radius_nm
from sar.matching.candidate_route import Route
from sar.matching.findings import Finding, Remark, unsuited
from sar.matching.intercept import Approach
from sar.matching.question import Scene, Want
from sar.matching.time_to_scene import Least, TimeToScene, speed_kn, wind_of
from sar.matching.wind import Wind, least_kn, with_it_kn
from sar.time_words import span_text

OLD_FIX_MINUTES: Final = 60.0
"""The age from which a position is reported as old (house figure)."""

_WORTH_TELLING_MINUTES: Final = 0.5


def reach(candidate: Candidate, approach: Approach) -> Iterator[Finding]:
    """Findings on its place, on how it moves, and on whether it gets to the scene at all."""
    if candidate.seen.place is None:
        yield Finding(
            Remark("place_not_known", "Where it is, is not known here: no time can be given."),
            remedy=Remark("tell_place", "A position or base that its party shares."),
        )
    elif candidate.seen.place_from is PlaceFrom.BASE:
        yield Finding(Remark("from_base", "The time is worked out from its base."))
    elif candidate.place_age_minutes >= OLD_FIX_MINUTES:
        old = span_text(candidate.place_age_minutes)
        yield Finding(
            Remark(
                "old_position",
                f"Its position is {old} old: the band is wide, the asset is not left out.",
                {"age_minutes": round(candidate.place_age_minutes)},
            )
        )
    if candidate.seen.doubted_at is not None and candidate.seen.place_at is not None:
        yield _doubted(candidate.seen, candidate.seen.place_at, candidate.seen.doubted_at)
    if not candidate.seen.figures.response_kn and approach.time is None:
        yield Finding(
            Remark("no_speed", "It has no speed of its own: something must carry it."),
            remedy=Remark("carrier", "A vessel, aircraft or vehicle that carries it."),
        )
    if approach.no_way and candidate.seen.place is not None:
        yield unsuited("no_way_by_sea", approach.no_way, {}, Remark("by_air", "An aircraft."))
    if approach.least is not None:
        yield _not_worked_out(candidate, approach.least)
    if approach.uncaught:
        yield unsuited(
            "not_caught_up",
            "It does not catch up with what drifts within 14 days.",
            {},
            Remark("faster", "A faster unit, or one ahead of the drift."),
        )
    if approach.route is not None and approach.route.stop_not_known:
        yield _stop_not_worked_out()
    if approach.time is not None and approach.time.wait_minutes >= _WORTH_TELLING_MINUTES:
        waits = _waits_for_reach if approach.waits_for_reach else _waits
        yield waits(approach.time)
    yield from _range(candidate, approach)
    yield from fuel(candidate)


def fuel(candidate: Candidate) -> Iterator[Finding]:
    """The full tank that is assumed of a unit that has used some of it: nobody tells how much."""
    figures = candidate.seen.figures
    limits = (figures.range_nm, figures.radius_nm, figures.endurance_h)
    has_limit = any(limit is not None for limit in limits)
    if figures.response_kn and has_limit and is_under_way(candidate):
        yield Finding(
            Remark("full_tank_assumed", "Its fuel aboard is not known: a full tank is assumed.")
        )


def _doubted(seen: SeenThing, place_at: datetime, doubted_at: datetime) -> Finding:
    """The later position that is not believed, and of a vessel off the air why."""
    params = {"place_at": place_at.isoformat(), "doubted_at": doubted_at.isoformat()}
    why = seen.heard.doubted_for if isinstance(seen, SeenShip) and seen.heard else None
    says = f"Its position of {doubted_at:%H:%M}Z is not believed"
    if why is not None:
        says += f" ({DOUBT_WORDS[why]})"
        params["doubted_for"] = why
    says += f": the time is worked out from that of {place_at:%H:%M}Z."
    return Finding(Remark("position_doubted", says, params))


def on_way(candidate: Candidate, scene: Scene, approach: Approach) -> Iterator[Finding]:
    """The wind and the sea on its way."""
    yield from _wind(candidate, scene, approach)
    if approach.time is not None:
        yield from _sea(candidate, scene)


def _wind(candidate: Candidate, scene: Scene, approach: Approach) -> Iterator[Finding]:
    """The wind on the way of an aircraft, where it changes its speed by a knot or more, or may."""
    over_kn, air_kn = approach.over_ground_kn, candidate.seen.figures.response_kn
    wind = wind_of(candidate, scene)
    if wind is None or over_kn is None or not air_kn:
        return
    if wind.from_deg is None:
        if wind.kn >= 1.0:
            yield _wind_from_anywhere(wind, air_kn)
        return
    if abs(over_kn - air_kn) < 1.0:
        return
    yield Finding(
        Remark(
            "wind_on_way",
            f"With the wind of the scene, {wind.from_deg:03.0f}° {wind.kn:.0f} kn, it makes"
            f" {over_kn:.0f} kn over ground on its way, {air_kn:.0f} kn through the air. None aloft"
            " is known: the band is wider.",
            {
                "from_deg": round(wind.from_deg),
                "kn": round(wind.kn, 1),
                "over_ground_kn": round(over_kn, 1),
                "airspeed_kn": round(air_kn, 1),
            },
        )
    )


def _wind_from_anywhere(wind: Wind, air_kn: float) -> Finding:
    """A wind whose direction nobody has told."""
    against_kn, behind_kn = least_kn(air_kn, wind), with_it_kn(air_kn, wind)
    return Finding(
        Remark(
            "wind_direction_unknown",
            f"The wind of the scene, {wind.kn:.0f} kn, is told without its direction. The time is"
            f" that of still air, {air_kn:.0f} kn; the band goes from all of it behind,"
            f" {behind_kn:.0f} kn over ground, to all of it ahead, {against_kn:.0f} kn. Its fuel is"
            " reckoned for a head wind out and back.",
            {
                "kn": round(wind.kn, 1),
                "airspeed_kn": round(air_kn, 1),
                "against_kn": round(against_kn, 1),
                "behind_kn": round(behind_kn, 1),
            },
        ),
        remedy=Remark("tell_wind_direction", "The direction from which the wind blows."),
    )


def _sea(candidate: Candidate, scene: Scene) -> Iterator[Finding]:
    """The sea on the way of a vessel, where it takes a knot or more of her speed."""
    figures, hull = candidate.seen.figures, candidate.seen.type.hull
    makes_kn, calm_kn = speed_kn(candidate, scene), figures.response_kn
    if hull is None or not makes_kn or not calm_kn or calm_kn - makes_kn < 1.0:
        return
    yield Finding(
        Remark(
            "slowed_by_sea",
            f"In sea state {scene.sea_state} it makes {makes_kn:.0f} kn of its {calm_kn:.0f}: by"
            f" its {hull} hull of {figures.length_m:g} m ({SOURCES[hull]}), on a mean course. From"
            " where the sea comes is not known: the band is wider.",
            {
                "sea_state": scene.sea_state,
                "makes_kn": round(makes_kn, 1),
                "calm_kn": round(calm_kn, 1),
                "hull": hull.value,
                "length_m": figures.length_m,
                "source": SOURCES[hull],
            },
        )
    )


def _waits(time: TimeToScene) -> Finding:
    return Finding(
        Remark(
            "waits_for_drift",
            f"It moves off {span_text(time.wait_minutes)} later than it could: it meets what"
            " drifts soonest where the drift brings it by then.",
            {"wait_minutes": round(time.wait_minutes, 1)},
        )
    )


def _waits_for_reach(time: TimeToScene) -> Finding:
    return Finding(
        Remark(
            "waits_for_reach",
            "What drifts is beyond its reach now. It moves off"
            f" {span_text(time.wait_minutes)} later than it could, to meet it where the drift"
            " first brings it within.",
            {"wait_minutes": round(time.wait_minutes, 1)},
        ),
        remedy=Remark("refuel", "Fuel on the way, or a base nearer to the scene."),
    )


def _not_worked_out(candidate: Candidate, least: Least) -> Finding:
    """A route that is not computed, or the way home before it; never a time."""
    comes = candidate.homeward
    home, there = ("home ", "from there ") if comes is not None and comes.is_least else ("", "")
    return Finding(
        Remark(
            "way_not_worked_out",
            f"Its way {home}by water is not worked out: {there}at least {least.nm:.0f} nm, and no"
            f" less than {span_text(least.minutes)} from now. It stands after all whose way is"
            " known.",
            {"least_nm": round(least.nm, 1), "least_minutes": round(least.minutes, 1)},
        )
    )


def _stop_not_worked_out() -> Finding:
    return Finding(
        Remark(
            "stop_not_worked_out",
            "Its way by water to where it could take fuel is not worked out yet: ask again.",
        )
    )


def _range(candidate: Candidate, approach: Approach) -> Iterator[Finding]:
    """Whether it reaches the scene: by air and back, or over a base; by sea one way."""
    route, limit = approach.route, radius_nm(candidate)
    if limit is None:
        return
    if route is None:
        if approach.least is not None and approach.least.nm > limit:
            yield _beyond_reach(candidate, approach.least.nm, limit)
        return
    if route.stop is not None:
        return
    needs_nm = _needs_nm(candidate, route, approach)
    if needs_nm > limit:
        in_wind = approach.over_ground_kn is not None
        yield _beyond_reach(candidate, route.length_nm, limit, needs_nm if in_wind else None)


def _beyond_reach(
    candidate: Candidate, way_nm: float, limit_nm: float, needs_nm: float | None = None
) -> Finding:
    in_wind = "" if needs_nm is None else f", {needs_nm:.0f} nm in this wind"
    return unsuited(
        "beyond_reach",
        f"The scene is {way_nm:.0f} nm away{in_wind}; it reaches {limit_nm:.0f} nm"
        + (" and back." if candidate.returns else "."),
        {"way_nm": round(way_nm, 1), "reach_nm": round(limit_nm, 1)},
        Remark("refuel", "Fuel on the way, or a base nearer to the scene."),
    )


def _needs_nm(candidate: Candidate, route: Route, approach: Approach) -> float:
    """The reach needed for a way without a stop."""
    if not candidate.returns:
        return route.length_nm
    out_nm = route.length_nm if approach.out_air_nm is None else approach.out_air_nm
    back_nm = out_nm if approach.back_air_nm is None else approach.back_air_nm
    return (out_nm + back_nm) / 2.0


def makes_it(candidate: Candidate, approach: Approach) -> bool:
    """Whether it gets to the scene at all: it catches up, and its fuel takes it there."""
    return not approach.uncaught and short_nm(candidate, approach) <= 0.0


def short_nm(candidate: Candidate, approach: Approach) -> float:
    """The miles by which its reach is short of the way; 0 where it is not."""
    route, limit = approach.route, radius_nm(candidate)
    if route is None or limit is None or route.stop is not None:
        return 0.0
    return max(0.0, _needs_nm(candidate, route, approach) - limit)


def arrival(
    candidate: Candidate, want: Want, scene: Scene, approach: Approach, *, now: datetime
) -> Iterator[Finding]:
    """Light and time at the scene on arrival; how its way was measured."""
    yield from on_way(candidate, scene, approach)
    time, route = approach.time, approach.route
    if time is None or route is None or approach.meets is None:
        return
    if route.note:
        code = "way_on_lake" if route.note == ON_LAKE else "way_by_sea"
        yield Finding(Remark(code, route.note))
    if want.by_at is not None:
        yield from _late(want.by_at, now + timedelta(minutes=time.total_minutes))
    yield from _passing(candidate.seen.type.draught_m, route.through)
    yield from light(candidate, approach, now=now)
    yield from fitness.immersion(scene, time.total_minutes)


def _late(by_at: datetime, eta_at: datetime) -> Iterator[Finding]:
    """An arrival after the need is no reason to leave it out: the asker decides."""
    late_minutes = (eta_at - by_at).total_seconds() / 60.0
    if late_minutes > 0.0:
        yield Finding(
            Remark(
                "late_for_need",
                f"It is there {span_text(late_minutes)} after the time by which it is needed.",
                {"by_at": by_at.isoformat(), "late_minutes": round(late_minutes, 1)},
            )
        )


def light(candidate: Candidate, approach: Approach, *, now: datetime) -> Iterator[Finding]:
    """Whether it is dark there on arrival."""
    if approach.time is not None and approach.meets is not None:
        yield from fitness.light(candidate, approach.meets, approach.time.eta_at(now))


def _passing(draught_m: float | None, codes: tuple[str, ...]) -> Iterator[Finding]:
    """Canals and narrow straits on its way, with their hours and limits: its draught is known by
    type, its other dimensions only to its party."""
    for code in codes:
        passage = passages()[code]
        hours = passage.transit / timedelta(hours=1)
        limits = {name: metres for name, metres in passage.limits_m.items() if metres is not None}
        said = [f"{span_text(hours * 60.0)} beyond the miles"] if hours else []
        if limits:
            most = ", ".join(f"{metres:g} m of {name}" for name, metres in limits.items())
            said.append(f"for no more than {most}")
        too_deep = (draught_m or 0.0) > limits.get("draught", inf)
        if too_deep:
            said.append(f"she draws some {draught_m:g} m, and will have to go a longer way")
        if said:
            yield Finding(
                Remark(
                    "through_passage",
                    f"Through {passage.name}: {'; '.join(said)}.",
                    {"passage": code, "hours": hours, "limits_m": limits, "too_deep": too_deep},
                )
            )
