"""Sweeping the fleet answers as weighing every asset does, whatever is asked by chance."""

from collections import Counter

import pytest

from tests.pure.requests.questions import Question, question, remarked

SHORT, LONG = 60, 1_500

COMES_UPON = {
    "rides",
    "refuels_on_the_way",
    "refuels_before_the_pick_up",
    "waits_at_a_border",
    "carrier_is_asked_for",
    "hail",
    "already_hailed",
    "beyond_reach",
    "not_caught_up",
    "place_not_known",
    "no_speed",
    "icing",
    "sea_state_above_limit",
    "bound",
    "bound_in_exercise",
    "naming_excluded",
    "scene_drifts_in",
    "innocent_passage",
    "entry_by_request",
    "entry_request",
    "entry_notify",
    "entry_pre_cleared",
    "entry_prohibited",
}
"""What the questions are about, or they prove little."""


def compare(asked: Question) -> Counter[str]:
    """The first of the fleet are the first of all, and none is lost; what came up."""
    everything = asked.plainly()
    swept = asked.swept()
    first = everything[: asked.limit]
    places = [(m.candidate.id, m.rank, m.time, m.carrier) for m in swept.page]
    assert places == [(m.candidate.id, m.rank, m.time, m.carrier) for m in first]
    assert swept.page == first
    assert len(swept.line) + swept.unsuited + swept.not_weighed.number == len(everything)
    return Counter(remarked(everything))


def test_the_first_of_the_fleet_are_the_first_of_all() -> None:
    came_up: Counter[str] = Counter()
    for seed in range(SHORT):
        came_up += compare(question(seed, most=60, by_water=0.0))
    assert came_up.keys() >= COMES_UPON, COMES_UPON - came_up.keys()


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
def test_so_they_are_in_many_questions_with_ways_by_water(part: int) -> None:
    for seed in range(SHORT + part, SHORT + LONG, 10):
        compare(question(seed, most=250, by_water=0.15))
