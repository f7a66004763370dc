"""The order of matches: by verdict and time to scene, with ties decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sar.agreements.words import Kind
from sar.assets.seen import SeenShip
from sar.assets.whose_word import is_doubted_for
from sar.geo.position import LatLon
from sar.geo.sea.field_cache import SceneFields
from sar.geo.sea.stop_ways import ON_DEMAND
from sar.matching import carriage
from sar.matching.band import Going, bands
from sar.matching.candidate import Candidate
from sar.matching.eligibility import (
    FAILS,
)
from sar.matching.evaluation import Evaluator, Match
from sar.matching.landing_places import NOWHERE, Bases, Landings
from sar.matching.least_time import NO_TIME
from sar.matching.question import Question, Scene
from sar.matching.words import Verdict


def with_bands(matches: Sequence[Match], scene: Scene) -> list[Match]:
    """The matches with the spreads of their times."""
    found = bands([Going(m.candidate, m.approach, m.carrier) for m in matches], scene)
    return [replace(m, band=spread) for m, spread in zip(matches, found, strict=True)]


def match(
    question: Question, candidates: Iterable[Candidate], *, sea: SceneFields | None = None
) -> list[Match]:
    """Every candidate in order: first those that can come by time to scene, then those without a
    time, then those that fail. None is left out."""
    given = list(candidates)
    evaluator = Evaluator(question, sea=sea, stop_ways=ON_DEMAND, bases=bases(given))
    going = [evaluator.evaluate(one) for one in given if not one.carried]
    able = [one for one in given if carriage.able(one)]
    carried = [
        evaluator.carried(one, carriage.options(one, able, question.scene))
        for one in given
        if one.carried
    ]
    return with_bands(ranked([*going, *carried], question), question.scene)


def bases(candidates: Iterable[Candidate]) -> Bases:
    """The bases of the aircraft among the candidates."""
    return landing_at(
        (one.seen.party, one.helicopter, one.seen.base)
        for one in candidates
        if one.kind is Kind.AIRCRAFT and one.seen.party is not None and one.seen.base is not None
    )


def landing_at(known: Iterable[tuple[str, bool, LatLon]]) -> Bases:
    """These bases of aircraft, by owner and by whether helicopters land there."""
    found: dict[tuple[str, bool], list[LatLon]] = {}
    for party, helicopter, place in known:
        found.setdefault((party, helicopter), []).append(place)
    landings = {key: Landings.at(places) for key, places in found.items()}
    return lambda party, helicopter: landings.get((party, helicopter), NOWHERE)


_PARTS: Final = {
    None: 0.0,
    Verdict.NOT_AVAILABLE: 2.0,
    Verdict.NOT_PERMITTED: 3.0,
    Verdict.NOT_SUITED: 4.0,
}
"""First part of a rank key; 1.0: could come, without a known time."""


_LEAST: Final = 0.5
"""Offset of those whose time has only a lower bound: after every known time."""


_DOUBTED: Final = 0.25
"""Ships that who asks doubts, or who reported them: after every time that neither does."""


_OWN_NUMBER: Final = 1.5
"""Ships under the number of an own asset: after all that could come, above all that asset."""


def rank_key(m: Match, question: Question) -> tuple[float, ...]:
    """By time to scene, then endurance on scene, capacity, spare capabilities, and id; then ships
    that are doubted for who asks, those that can come with only a lower bound of their time, those
    without a time, ships under the number of an own asset, and those that fail."""
    failed = m.judgement.verdict if m.judgement.verdict in FAILS else None
    id_ = m.candidate.seen.id.int
    if failed is None and m.candidate.carries_mmsi_of is not None:
        return _OWN_NUMBER, m.time.total_minutes if m.time else float(id_ >> 64), id_
    if failed is not None:
        without = NO_TIME + float(id_ >> 64)
        return _PARTS[failed], m.time.total_minutes if m.time else without, id_
    if m.approach.least is not None:
        return _LEAST, m.approach.least.minutes, id_
    if m.time is None:
        return 1.0, float(id_ >> 64), id_
    if isinstance(m.candidate.seen, SeenShip) and is_doubted_for(question.asker, m.candidate.seen):
        return _DOUBTED, m.time.total_minutes, id_
    surplus = len(m.candidate.seen.type.capabilities - question.want.capabilities)
    return (
        _PARTS[None],
        m.time.total_minutes,
        -(m.on_scene_minutes or 0.0),
        -m.candidate.persons,
        -surplus,
        id_,
    )


def ranked(matches: Iterable[Match], question: Question) -> list[Match]:
    """The matches in order; those that can come and have a time are numbered."""
    line = sorted(matches, key=lambda m: rank_key(m, question))
    return [
        replace(m, rank=rank) if m.time is not None and m.judgement.verdict not in FAILS else m
        for rank, m in enumerate(line, 1)
    ]


def totals(matches: Iterable[Match]) -> Mapping[Verdict, int]:
    """The number of candidates by verdict; every verdict is named."""
    count = dict.fromkeys(Verdict, 0)
    for m in matches:
        count[m.judgement.verdict] += 1
    return count
