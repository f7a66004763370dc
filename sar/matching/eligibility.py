"""Eligibility of one visible asset for one need: verdict, all reasons, remedies."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sar.agreements.terms import RequestRuling
from sar.assets.availability import ReadyWhy
from sar.matching import (
    carriage,
    clearance_findings,
    fitness,
    permission,
    reach,
    stop_findings,
)
from sar.matching.borders import Coming, Entering, scene_waters
from sar.matching.candidate import Candidate
from sar.matching.carriage import Ride
from sar.matching.findings import DirectoryFacts, Finding, Remark
from sar.matching.fuel_stops import NO_STOPS, OpenStops
from sar.matching.helping import OTHER_WORK, AskedWork
from sar.matching.homeward import turns_round
from sar.matching.intercept import Approach
from sar.matching.question import PresentWork, Region, Scene, Want
from sar.matching.stop_findings import fuel_stops, stop_at
from sar.matching.words import NeedUnit, Verdict


@dataclass(frozen=True, slots=True)
class Rulings:
    """The rulings of the agreements on the asset: naming, entry, and entry once the scene has
    drifted on."""

    naming: RequestRuling | None
    """None: a ship of opportunity, which no agreement names."""
    entered: tuple[Entering, ...] = ()
    coming: tuple[tuple[Coming, Entering], ...] = ()
    regions: tuple[Region, ...] = ()
    """The search and rescue regions that hold the scene."""
    work: AskedWork = OTHER_WORK
    stops: OpenStops = NO_STOPS
    """The places open for fuel."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with everything that led to it."""

    verdict: Verdict
    reasons: tuple[Remark, ...]
    remedies: tuple[Remark, ...]
    covers: int
    room_known: bool = True
    """Of one with people aboard who are not counted it is not: it covers none for sure."""


_GRAVITY: Final = (
    Verdict.NOT_SUITED,
    Verdict.NOT_PERMITTED,
    Verdict.NOT_AVAILABLE,
    Verdict.HAIL,
    Verdict.ENTRY_TO_BE_ASKED,
    Verdict.MAY_BE_ASKED,
    Verdict.AFTER_NOTICE,
)
"""Verdicts by gravity: the first one forced by any finding is the asset's."""

FAILS: Final = frozenset({Verdict.NOT_SUITED, Verdict.NOT_PERMITTED, Verdict.NOT_AVAILABLE})


def judge(
    candidate: Candidate,
    want: Want,
    scene: Scene,
    rulings: Rulings,
    *,
    asker: str,
    directory: DirectoryFacts,
    approach: Approach,
    now: datetime,
) -> Judgement:
    """Every reason for and against, and the resulting verdict; for self-moving assets, and for
    carried ones without a carrier."""
    return _judgement(
        candidate,
        want,
        [
            *_own(candidate, want, scene, rulings, approach, asker, directory, now=now),
            *_entering(
                candidate,
                scene,
                rulings,
                asker=asker,
                directory=directory,
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
    directory: DirectoryFacts,
    ride: Ride,
    brings: Sequence[Finding],
    now: datetime,
) -> Judgement:
    """The same for a carried asset; `brings` are the findings about its carrier."""
    own = _own(candidate, want, scene, rulings, ride.approach, asker, directory, now=now)
    return _judgement(
        candidate, want, [*own, Finding(carriage.remark(ride, directory.names)), *brings]
    )


def bringing(
    ride: Ride,
    want: Want,
    scene: Scene,
    rulings: Rulings,
    *,
    asker: str,
    directory: DirectoryFacts,
    now: datetime,
) -> list[Finding]:
    """Findings for and against a carrier on its way by the pick-up to the scene. It need not suit
    the need itself."""
    carrier, approach = ride.carrier, ride.approach
    findings = [
        *grounds(carrier, want, scene, rulings, asker=asker, directory=directory),
        *reach.fuel(carrier),
        *stop_findings.findings(
            (stop_at(site, carrier, rulings.stops) for site in ride.refuels_at), directory
        ),
        *reach.on_way(carrier, scene, ride.approach_over_all(scene)),
        *reach.light(carrier, approach, now=now),
        *_entering(
            carrier,
            scene,
            rulings,
            asker=asker,
            directory=directory,
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
    directory: DirectoryFacts,
) -> Iterator[Finding]:
    """Findings that are the same for any load: weather, its party's word, its naming."""
    yield from fitness.weather(carrier, scene)
    yield from _availability(carrier, want)
    made, work = rulings.naming, rulings.work
    yield from permission.naming(carrier, made, asker=asker, directory=directory, work=work)


def fails(findings: Iterable[Finding]) -> bool:
    """Whether any finding forces a verdict with which it cannot come."""
    return any(finding.against in FAILS for finding in findings)


def _own(
    candidate: Candidate,
    want: Want,
    scene: Scene,
    rulings: Rulings,
    approach: Approach,
    asker: str,
    directory: DirectoryFacts,
    *,
    now: datetime,
) -> Iterator[Finding]:
    """All findings but those of borders."""
    yield from fitness.suits(candidate.seen.type, candidate.persons, want)
    yield from fitness.weather(candidate, scene)
    yield from reach.reach(candidate, approach)
    stops = fuel_stops(candidate, approach, rulings.stops)
    yield from stop_findings.findings(stops, directory)
    if approach.too_small is not None:
        yield stop_findings.too_small(approach.too_small, candidate, directory)
    yield from reach.arrival(candidate, want, scene, approach, now=now)
    yield from _availability(candidate, want)
    yield from permission.hailing(candidate.hail)
    made, work = rulings.naming, rulings.work
    yield from permission.naming(candidate, made, asker=asker, directory=directory, work=work)


def _of_carrier(carrier: Candidate, finding: Finding) -> Finding:
    """The remark, marked as one about the carrier."""
    return replace(
        finding,
        reason=_named(carrier, finding.reason),
        remedy=finding.remedy and _named(carrier, finding.remedy),
    )


def _named(carrier: Candidate, remark: Remark) -> Remark:
    params = {**remark.params, "carrier_asset_id": str(carrier.seen.id)}
    return replace(remark, sentence=f"{carrier.seen.name}: {remark.sentence}", params=params)


def _judgement(candidate: Candidate, want: Want, findings: Sequence[Finding]) -> Judgement:
    forced = frozenset(finding.against for finding in findings if finding.against)
    return Judgement(
        verdict=next((verdict for verdict in _GRAVITY if verdict in forced), Verdict.ALLOWED),
        reasons=tuple(finding.reason for finding in findings),
        remedies=tuple(finding.remedy for finding in findings if finding.remedy is not None),
        covers=_covers(candidate, want),
        room_known=candidate.engagement is None or not candidate.engagement.uncounted_aboard,
    )


def _covers(candidate: Candidate, want: Want) -> int:
    """The part of the need it covers alone: units, or the persons that one lift takes."""
    diverted = candidate.engagement is not None and not candidate.engagement.here
    units = 1 if candidate.free is None or diverted else candidate.free
    each = 1 if want.unit is NeedUnit.ASSETS else candidate.persons
    if candidate.engagement is not None and want.unit is NeedUnit.PERSONS:
        uncounted = candidate.engagement.uncounted_aboard
        each = 0 if uncounted else max(0, each - candidate.engagement.aboard)
    return min(want.quantity, units * each)


def _entering(
    candidate: Candidate,
    scene: Scene,
    rulings: Rulings,
    *,
    asker: str,
    directory: DirectoryFacts,
    at_minutes: Callable[[float], float | None],
    approach: Approach,
    now: datetime,
) -> Iterator[Finding]:
    """The borders on its way, timed by `at_minutes`, and those that the scene will drift over after
    its arrival, each State's once."""
    time, at_scene = approach.time, scene_waters(scene, approach.meets or scene.place)
    reached = ((one.border.waters.key, at_minutes(one.border.at_nm)) for one in rulings.entered)
    yield from clearance_findings.entering(
        candidate,
        rulings.entered,
        scene,
        asker=asker,
        directory=directory,
        at_minutes={key: round(at, 1) for key, at in reached if at is not None},
        at_scene=at_scene.state,
        regions=rulings.regions,
    )
    arrives = time.total_minutes if time else 0.0
    told = {at_scene.key}
    for ahead, entered in rulings.coming:
        if ahead.minutes > arrives and ahead.waters.key not in told:
            told.add(ahead.waters.key)
            yield from clearance_findings.coming(
                candidate, ahead, entered, asker=asker, directory=directory, now=now
            )


def _availability(candidate: Candidate, want: Want) -> Iterator[Finding]:
    yield from _readiness(candidate, want)
    yield from _other_work(candidate)


def _readiness(candidate: Candidate, want: Want) -> Iterator[Finding]:
    """The word of its party on whether it is ready."""
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
        case ReadyWhy.NOT_KNOWN if candidate.seen.party is None:
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


def _other_work(candidate: Candidate) -> Iterator[Finding]:
    """The work that holds the unit, or that it comes home from."""
    if candidate.homeward is not None:
        yield turns_round(candidate.homeward, candidate.held_minutes)
    if candidate.engagement is not None:
        yield _engaged(candidate.engagement)
    elif candidate.free == 0:
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


def _engaged(work: PresentWork) -> Finding:
    """Its present work: here already, or elsewhere, from where it may be diverted."""
    params: dict[str, object] = {"state": work.says}
    said = work.says.replace("_", " ")
    if work.here:
        return Finding(
            Remark("already_here", f"It is at work for this case already: {said}.", params),
            Verdict.NOT_AVAILABLE,
        )
    comes = ", and comes from where it is" if work.left else ""
    if work.uncounted_aboard:
        params["aboard"] = None
        comes += (
            "; people are aboard, not counted, and to be landed first, which its time leaves out:"
            " its room is not known"
        )
    elif work.aboard:
        params["aboard"] = work.aboard
        comes += f"; {work.aboard} are aboard and to be landed first, which its time leaves out"
    return Finding(
        Remark("can_be_diverted", f"It is at work for another case: {said}{comes}.", params),
        Verdict.MAY_BE_ASKED,
        Remark("divert", "The lead of both cases proposes it, and its owner consents."),
    )
