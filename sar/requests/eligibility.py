"""Whether one asset that the caller may see can serve one need: verdict, all reasons, remedies."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import inf
from typing import Final

from sar.agreements.entry import EntryRuling
from sar.agreements.terms import RequestRuling
from sar.assets.availability import ReadyWhy
from sar.assets.seen import PlaceFrom
from sar.geo.position import LatLon
from sar.geo.sea.passages import passages
from sar.requests import carriage, fitness, permission
from sar.requests.approach import Approach, Least, Route
from sar.requests.borders import Coming, Entering, scene_state
from sar.requests.candidate import Candidate, Scene, Want, radius_nm
from sar.requests.carriage import Ride
from sar.requests.citing import Treaties
from sar.requests.finding import Finding, Remark, unsuited
from sar.requests.words import NeedUnit, Verdict

OLD_FIX_MINUTES: Final = 60.0
"""From then on it is said how old a position is (house figure)."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """What the agreements say of the asset: may it be named, how it enters, and how it would
    once the scene has drifted on."""

    naming: RequestRuling | None
    """None: a ship of opportunity, which no agreement names."""
    entered: tuple[Entering, ...] = ()
    coming: tuple[tuple[Coming, EntryRuling], ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with everything that led to it."""

    verdict: Verdict
    reasons: tuple[Remark, ...]
    remedies: tuple[Remark, ...]
    covers: int


_GRAVITY: Final = (
    Verdict.NOT_SUITED,
    Verdict.NOT_PERMITTED,
    Verdict.NOT_AVAILABLE,
    Verdict.HAIL,
    Verdict.ENTRY_TO_BE_ASKED,
    Verdict.MAY_BE_ASKED,
    Verdict.AFTER_NOTICE,
)
"""Of the verdicts that findings force, the first here is the asset's."""

FAILS: Final = frozenset({Verdict.NOT_SUITED, Verdict.NOT_PERMITTED, Verdict.NOT_AVAILABLE})


def judge(
    candidate: Candidate,
    want: Want,
    scene: Scene,
    rulings: Rulings,
    *,
    asker: str,
    treaties: Treaties,
    approach: Approach,
    now: datetime,
) -> Judgement:
    """Every reason for and against, and the verdict they come to; of what goes by itself, and of
    what nothing carries."""
    return _judgement(
        candidate,
        want,
        [
            *_own(candidate, want, scene, rulings, approach, asker, treaties, now=now),
            *_entering(
                candidate,
                scene,
                rulings,
                asker=asker,
                treaties=treaties,
                at_minutes=approach.at_minutes,
                approach=approach,
                now=now,
            ),
        ],
    )


def judge_carried(
    candidate: Candidate,
    want: Want,
    scene: Scene,
    rulings: Rulings,
    *,
    asker: str,
    treaties: Treaties,
    ride: Ride,
    brings: Sequence[Finding],
    now: datetime,
) -> Judgement:
    """The same of what rides; `brings` are the findings about what carries it."""
    own = _own(candidate, want, scene, rulings, ride.approach, asker, treaties, now=now)
    return _judgement(candidate, want, [*own, Finding(carriage.remark(ride)), *brings])


def bringing(
    ride: Ride,
    want: Want,
    scene: Scene,
    rulings: Rulings,
    *,
    asker: str,
    treaties: Treaties,
    now: datetime,
) -> list[Finding]:
    """What speaks for and against a carrier on its way by the pick-up to the scene. It need not
    suit the need itself."""
    carrier, approach = ride.carrier, ride.approach
    findings = [
        *grounds(carrier, want, scene, rulings, asker=asker, treaties=treaties),
        *map(_refuels, ride.refuels_at),
        *_light(carrier, approach, now=now),
        *_entering(
            carrier,
            scene,
            rulings,
            asker=asker,
            treaties=treaties,
            at_minutes=ride.at_minutes,
            approach=approach,
            now=now,
        ),
    ]
    return [_of_carrier(carrier, one) for one in findings if one.reason.code != "own_asset"]


def grounds(
    carrier: Candidate,
    want: Want,
    scene: Scene,
    rulings: Rulings,
    *,
    asker: str,
    treaties: Treaties,
) -> Iterator[Finding]:
    """Those that are the same whatever it carries: weather, its party's word, its naming."""
    yield from fitness.weather(carrier, scene)
    yield from _availability(carrier, want)
    yield from permission.naming(carrier, rulings.naming, asker=asker, treaties=treaties)


def fails(findings: Iterable[Finding]) -> bool:
    """Whether one of them forces a verdict with which it cannot come."""
    return any(finding.against in FAILS for finding in findings)


def _own(
    candidate: Candidate,
    want: Want,
    scene: Scene,
    rulings: Rulings,
    approach: Approach,
    asker: str,
    treaties: Treaties,
    *,
    now: datetime,
) -> Iterator[Finding]:
    """All but what it crosses."""
    yield from fitness.suits(candidate.asset_type, candidate.persons, want)
    yield from fitness.weather(candidate, scene)
    yield from _reach(candidate, approach)
    yield from _arrival(candidate, want, scene, approach, now=now)
    yield from _availability(candidate, want)
    yield from permission.hailing(candidate.hail)
    yield from permission.naming(candidate, rulings.naming, asker=asker, treaties=treaties)


def _of_carrier(carrier: Candidate, finding: Finding) -> Finding:
    """Says that it is about the carrier, and not about what that carries."""
    return replace(
        finding,
        reason=_named(carrier, finding.reason),
        remedy=finding.remedy and _named(carrier, finding.remedy),
    )


def _named(carrier: Candidate, remark: Remark) -> Remark:
    params = {**remark.params, "carrier_asset_id": str(carrier.id)}
    return replace(remark, sentence=f"{carrier.name}: {remark.sentence}", params=params)


def _judgement(candidate: Candidate, want: Want, findings: Sequence[Finding]) -> Judgement:
    forced = frozenset(finding.against for finding in findings if finding.against)
    return Judgement(
        verdict=next((verdict for verdict in _GRAVITY if verdict in forced), Verdict.ALLOWED),
        reasons=tuple(finding.reason for finding in findings),
        remedies=tuple(finding.remedy for finding in findings if finding.remedy is not None),
        covers=_covers(candidate, want),
    )


def _covers(candidate: Candidate, want: Want) -> int:
    """How much of the need it covers alone: units, or the persons that one lift takes."""
    units = 1 if candidate.free is None else candidate.free
    each = 1 if want.unit is NeedUnit.ASSETS else candidate.persons
    return min(want.quantity, units * each)


def _entering(
    candidate: Candidate,
    scene: Scene,
    rulings: Rulings,
    *,
    asker: str,
    treaties: Treaties,
    at_minutes: Callable[[float], float | None],
    approach: Approach,
    now: datetime,
) -> Iterator[Finding]:
    """The borders on its way, where it is so far along at `at_minutes`, and those that the scene
    will drift over after it has come."""
    time = approach.time
    reached = ((one.border.state, at_minutes(one.border.at_nm)) for one in rulings.entered)
    yield from permission.entering(
        candidate,
        rulings.entered,
        scene,
        asker=asker,
        treaties=treaties,
        at_minutes={state: round(at, 1) for state, at in reached if at is not None},
        at_scene=scene_state(scene, approach.meets or scene.place),
    )
    arrives = time.total_minutes if time else 0.0
    for ahead, ruling in rulings.coming:
        if ahead.minutes > arrives:
            yield from permission.coming(candidate, ahead, ruling, treaties=treaties, now=now)


def _reach(candidate: Candidate, approach: Approach) -> Iterator[Finding]:
    if candidate.place is None:
        yield Finding(
            Remark("place_not_known", "Where it is, is not known here: no time can be given."),
            remedy=Remark("tell_place", "A position or base that its party shares."),
        )
    elif candidate.place_from is PlaceFrom.BASE:
        yield Finding(Remark("from_base", "The time is reckoned from its base."))
    elif candidate.place_age_minutes >= OLD_FIX_MINUTES:
        hours = candidate.place_age_minutes / 60.0
        yield Finding(
            Remark(
                "old_position",
                f"Its position is {hours:.1f} h old: the band is wide, the asset is not left out.",
                {"age_minutes": round(candidate.place_age_minutes)},
            )
        )
    if not candidate.figures.response_kn and approach.time is None:
        yield Finding(
            Remark("no_speed", "It has no speed of its own: something must carry it."),
            remedy=Remark("carrier", "A vessel, aircraft or vehicle that carries it."),
        )
    if approach.no_way and candidate.place is not None:
        yield unsuited("no_way_by_sea", approach.no_way, {}, Remark("by_air", "An aircraft."))
    if approach.least is not None:
        yield _not_worked_out(approach.least)
    if approach.uncaught:
        yield unsuited(
            "not_caught_up",
            "It does not catch up with what drifts within 14 days.",
            {},
            Remark("faster", "A faster unit, or one ahead of the drift."),
        )
    yield from _range(candidate, approach)


def _not_worked_out(least: Least) -> Finding:
    """What is known of such a way; never a time."""
    return Finding(
        Remark(
            "way_not_worked_out",
            f"Its way by water is not worked out: at least {least.nm:.0f} nm, and no less than"
            f" {least.minutes / 60.0:.1f} h from now. It stands after all whose way is known.",
            {"least_nm": round(least.nm, 1), "least_minutes": round(least.minutes, 1)},
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
    if route.via is not None:
        yield _refuels(route.via)
        return
    if _needs_nm(candidate, route, approach) <= limit:
        return
    yield _beyond_reach(candidate, route.length_nm, limit)


def _beyond_reach(candidate: Candidate, way_nm: float, limit_nm: float) -> Finding:
    return unsuited(
        "beyond_reach",
        f"The scene is {way_nm:.0f} nm away; it reaches {limit_nm:.0f} nm"
        + (" and back." if candidate.returns else "."),
        {"way_nm": round(way_nm, 1), "reach_nm": round(limit_nm, 1)},
        Remark("refuel", "Fuel on the way, or a base nearer to the scene."),
    )


def _needs_nm(candidate: Candidate, route: Route, approach: Approach) -> float:
    """How far it must reach for a way at one go."""
    if not candidate.returns:
        return route.length_nm
    back_nm = route.length_nm if approach.back_nm is None else approach.back_nm
    return (route.length_nm + back_nm) / 2.0


def makes_it(candidate: Candidate, approach: Approach) -> bool:
    """Whether it comes to the scene at all: it catches up, and its fuel takes it there."""
    route, limit = approach.route, radius_nm(candidate)
    if approach.uncaught:
        return False
    if route is None or limit is None or route.via is not None:
        return True
    return _needs_nm(candidate, route, approach) <= limit


def _refuels(via: LatLon) -> Finding:
    return Finding(
        Remark(
            "refuels_on_the_way",
            "It is too far at one go: it refuels at a base of its party on the way.",
            {"lon": round(via.lon, 4), "lat": round(via.lat, 4)},
        )
    )


def _arrival(
    candidate: Candidate, want: Want, scene: Scene, approach: Approach, *, now: datetime
) -> Iterator[Finding]:
    """Light and time at the scene when it comes; how its way was measured."""
    time, route = approach.time, approach.route
    if time is None or route is None or approach.meets is None:
        return
    if route.note:
        yield Finding(Remark("way_by_sea", route.note))
    if want.by_at is not None:
        yield from _late(want.by_at, now + timedelta(minutes=time.total_minutes))
    yield from _passing(candidate.asset_type.draught_m, route.through)
    yield from _light(candidate, approach, now=now)
    yield from fitness.immersion(scene, time.total_minutes)


def _late(by_at: datetime, eta_at: datetime) -> Iterator[Finding]:
    """That it comes after the need is no reason to leave it out: who asks decides."""
    late_minutes = (eta_at - by_at).total_seconds() / 60.0
    if late_minutes > 0.0:
        yield Finding(
            Remark(
                "late_for_need",
                f"It is there {late_minutes:.0f} minutes after the time by which it is needed.",
                {"by_at": by_at.isoformat(), "late_minutes": round(late_minutes, 1)},
            )
        )


def _light(candidate: Candidate, approach: Approach, *, now: datetime) -> Iterator[Finding]:
    if approach.time is not None and approach.meets is not None:
        yield from fitness.light(candidate, approach.meets, approach.time.eta_at(now))


def _passing(draught_m: float | None, codes: tuple[str, ...]) -> Iterator[Finding]:
    """Canals and narrow straits on its way, their hours and limits: but for the draught of its
    type, what it measures its party knows."""
    for code in codes:
        passage = passages()[code]
        hours = passage.transit / timedelta(hours=1)
        limits = {name: metres for name, metres in passage.limits_m.items() if metres is not None}
        said = [f"{hours:g} h beyond the miles"] if hours else []
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


def _availability(candidate: Candidate, want: Want) -> Iterator[Finding]:
    ready = candidate.ready
    until = None if ready.from_at is None else ready.from_at.isoformat()
    back = Remark("available_from", "Its party expects it back then.", {"at": until})
    confirm = Remark("confirm_readiness", "Its party must say that it is available again.")
    match ready.why:
        case ReadyWhy.AVAILABLE:
            ends_at = ready.until_at
            if ends_at is not None and want.from_at is not None and ends_at <= want.from_at:
                yield Finding(
                    Remark(
                        "word_runs_out",
                        "Its party says that it is available, but not for when the need begins.",
                        {"until": ends_at.isoformat()},
                    )
                )
        case ReadyWhy.BACK_BY_THEN:
            yield Finding(
                Remark(
                    "back_by_then", "It is out, and expected back before the need.", {"at": until}
                )
            )
        case ReadyWhy.LIMITED:
            yield Finding(Remark("limited", "Its party says that it is limited."))
        case ReadyWhy.NOT_KNOWN if candidate.party is None:
            pass
        case ReadyWhy.NOT_KNOWN:
            yield Finding(
                Remark("readiness_not_shared", "Its readiness is not shared: its centre knows.")
            )
        case ReadyWhy.LAPSED | ReadyWhy.NOT_CONFIRMED:
            yield Finding(
                Remark(ready.why.value, "What was said of its readiness has run out."),
                Verdict.NOT_AVAILABLE,
                confirm,
            )
        case ReadyWhy.UNAVAILABLE | ReadyWhy.MAINTENANCE:
            said = "in maintenance" if ready.why is ReadyWhy.MAINTENANCE else "unavailable"
            yield Finding(
                Remark(ready.why.value, f"Its party says that it is {said}.", {"until": until}),
                Verdict.NOT_AVAILABLE,
                back if until else confirm,
            )
    if candidate.free == 0:
        until = None if candidate.bound_until is None else candidate.bound_until.isoformat()
        yield Finding(
            Remark("bound", "It is bound to other work in that time.", {"until": until}),
            Verdict.NOT_AVAILABLE,
            Remark("bound_until", "Its release, or a later time.", {"until": until}),
        )
    elif candidate.bound_in_exercise:
        yield Finding(
            Remark("bound_in_exercise", "It is bound in an exercise."),
            remedy=Remark(
                "call_away", "Its owner or the lead of the exercise calls it away: real work first."
            ),
        )
