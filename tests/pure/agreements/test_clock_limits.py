"""The limit of each clock: the house figure of the phase, unless a clause promises another."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.clauses import Setting, Suspended, TermPlain
from sar.agreements.house_minutes import HOUSE_MINUTES, SERVES
from sar.agreements.terms import TimeLimit, clock_limit
from sar.agreements.words import RESCUE, ClockName, Phase, Situation
from tests.pure.agreements.plain import DAY, NOW, term

IN_DISTRESS = Setting(Situation.MARITIME, Phase.DISTRESS)
FIGURES = {
    "acknowledge": (5, 10, "SAR Convention, Annex 3.1.7"),
    "answer": (15, 30, "SAR Convention, Annex 3.1.7"),
    "acknowledge_entry": (2, 5, "SAR Convention, Annex 3.1.4.1"),
    "conditions": (15, 30, "SAR Convention, Annex 3.1.4.2"),
    "clearance": (15, 30, "SAR Convention, Annex 3.1.2-3.1.4"),
    "referral": (60, 60, "CRC art. 3 and 20; GCM objective 11(e)"),
}


def limit(
    *terms: TermPlain, clock: ClockName = ClockName.ANSWER, setting: Setting = IN_DISTRESS
) -> TimeLimit:
    """The limit that Malta may expect Italy to keep."""
    return clock_limit(terms, clock, asker="MLT", asked="ITA", setting=setting, now=NOW)


def test_every_clock_has_its_figures() -> None:
    assert {clock.value for clock in ClockName} == FIGURES.keys()
    assert HOUSE_MINUTES.keys() == SERVES.keys() == set(ClockName)


@pytest.mark.parametrize("phase", [*Phase, None])
@pytest.mark.parametrize(("clock", "said"), FIGURES.items())
def test_the_house_figure_is_that_of_the_phase(
    clock: str, said: tuple[int, int, str], phase: Phase | None
) -> None:
    distress, otherwise, serves = said
    found = limit(clock=ClockName(clock), setting=Setting(Situation.MARITIME, phase))
    assert found.minutes == (distress if phase is Phase.DISTRESS else otherwise)
    assert (found.house, found.source) == (True, f"House figure, serving {serves}")


@pytest.mark.parametrize(
    ("situation", "help_serves", "entry_serves"),
    [
        (Situation.MARITIME, ", serving SAR Convention, Annex 3.1.7", True),
        (Situation.MASS_RESCUE, ", serving SAR Convention, Annex 3.1.7", True),
        (Situation.AERONAUTICAL, ", serving SAR Convention, Annex 3.1.7", False),
        (Situation.LAND, "", False),
        (Situation.POLLUTION, "", False),
    ],
)
def test_a_figure_serves_the_instrument_that_speaks_of_such_work(
    situation: Situation, help_serves: str, *, entry_serves: bool
) -> None:
    setting = Setting(situation)
    for clock in (ClockName.ACKNOWLEDGE, ClockName.ANSWER):
        assert limit(clock=clock, setting=setting).source == f"House figure{help_serves}"
    of_air = ", serving Chicago Convention 25; Annex 12, chapter 3"
    for clock in (ClockName.ACKNOWLEDGE_ENTRY, ClockName.CONDITIONS, ClockName.CLEARANCE):
        said = f", serving {FIGURES[clock.value][2]}" if entry_serves else ""
        said = of_air if situation is Situation.AERONAUTICAL else said
        assert limit(clock=clock, setting=setting).source == f"House figure{said}"


@pytest.mark.parametrize("situation", [one for one in Situation if one not in RESCUE])
@pytest.mark.parametrize(("clock", "said"), FIGURES.items())
def test_what_has_no_phase_has_the_longer_figure(
    clock: str, said: tuple[int, int, str], situation: Situation
) -> None:
    assert limit(clock=ClockName(clock), setting=Setting(situation)).minutes == said[1]


def test_the_asked_party_has_promised_the_shortest_limit() -> None:
    found = limit(
        term(clocks={ClockName.ANSWER: 45}),
        term("Art. 2", ordinal=2, clocks={ClockName.ANSWER: 20}),
        term("Art. 3", ordinal=3, grantor="MLT", clocks={ClockName.ANSWER: 5}),
        term("Art. 4", ordinal=4, clocks={ClockName.ACKNOWLEDGE: 1}),
    )
    assert (found.minutes, found.house, found.source) == (20, False, "Art. 2 of MED, version 1")


@given(
    minutes=st.integers(1, 10_080),
    clock=st.sampled_from(ClockName),
    phase=st.sampled_from([*Phase, None]),
)
def test_a_clauses_figure_wins_in_every_phase(
    minutes: int, clock: ClockName, phase: Phase | None
) -> None:
    """Also over a shorter house figure: what was agreed is never made shorter."""
    setting = Setting(Situation.MARITIME, phase)
    found = limit(term(clocks={clock: minutes}), clock=clock, setting=setting)
    assert (found.minutes, found.house) == (minutes, False)


@given(
    said=st.dictionaries(st.sampled_from(ClockName), st.integers(1, 240)),
    clock=st.sampled_from(ClockName),
)
def test_a_clause_about_one_clock_moves_no_other(
    said: dict[ClockName, int], clock: ClockName
) -> None:
    governing = {clock, *([ClockName.ACKNOWLEDGE] if clock is ClockName.ACKNOWLEDGE_ENTRY else [])}
    others = {one: minutes for one, minutes in said.items() if one not in governing}
    assert limit(term(clocks=others), clock=clock) == limit(clock=clock)


@pytest.mark.parametrize(
    ("clauses", "minutes", "article"),
    [
        ([{"acknowledge": 10}], 10, "Art. 1"),
        ([{"acknowledge_entry": 3}], 3, "Art. 1"),
        ([{"acknowledge": 10, "acknowledge_entry": 3}], 3, "Art. 1"),
        ([{"acknowledge": 4, "acknowledge_entry": 30}], 30, "Art. 1"),
        ([{"acknowledge": 4, "acknowledge_entry": 30}, {"acknowledge": 20}], 20, "Art. 2"),
        ([{"acknowledge": 10}, {"acknowledge_entry": 3}], 3, "Art. 2"),
        ([{"acknowledge": 3}, {"acknowledge_entry": 10}], 3, "Art. 1"),
    ],
)
def test_who_acknowledges_requests_acknowledges_those_for_entry(
    clauses: list[dict[str, int]], minutes: int, article: str
) -> None:
    """As every request was before entry had a clock of its own: what was signed goes on."""
    terms = [
        term(f"Art. {n}", ordinal=n, clocks={ClockName(one): m for one, m in said.items()})
        for n, said in enumerate(clauses, 1)
    ]
    found = limit(*terms, clock=ClockName.ACKNOWLEDGE_ENTRY)
    assert (found.minutes, found.source) == (minutes, f"{article} of MED, version 1")


@pytest.mark.parametrize(
    ("clock", "goes_on"),
    [
        ("acknowledge", False),
        ("answer", False),
        ("acknowledge_entry", True),
        ("conditions", True),
        ("clearance", True),
    ],
)
def test_suspended_clauses_go_on_for_entry_in_a_case_of_who_enters(
    clock: str, goes_on: bool
) -> None:
    """The State entered need not take part in the case."""
    case = uuid4()
    running: Any = frozenset({(case, "MLT")})
    said = Suspended("ITA", from_at=NOW - DAY, running=running)
    one = term(grantor="ITA", clocks={ClockName(clock): 7}, suspended=(said,))
    setting = Setting(Situation.MARITIME, Phase.DISTRESS, None, case)
    assert limit(one, clock=ClockName(clock), setting=setting).house is not goes_on


@pytest.mark.parametrize("led_by", ["MLT", "ITA", None])
@pytest.mark.parametrize("situation", list(Situation))
@pytest.mark.parametrize("clock", list(ClockName))
def test_an_answer_serves_another_paragraph_where_the_centre_of_the_region_asks(
    clock: ClockName, situation: Situation, led_by: str | None
) -> None:
    setting = Setting(situation, Phase.DISTRESS, region_led_by=led_by)
    for found in (
        limit(clock=clock, setting=setting),
        limit(term(clocks={clock: 45}), clock=clock, setting=setting),
    ):
        by_region = led_by == "MLT" and clock is ClockName.ANSWER and situation in RESCUE
        assert (found.serves == "SAR Convention, Annex 4.6") is by_region
        if found.house:
            serves = f", serving {found.serves}" if found.serves else ""
            assert found.source == f"House figure{serves}"
        if clock is ClockName.ACKNOWLEDGE and situation in RESCUE:
            assert found.serves == "SAR Convention, Annex 3.1.7"
