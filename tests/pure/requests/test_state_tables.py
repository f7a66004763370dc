"""The machines allow what the domain's tables say, to whom they say, and refuse all else."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.agreements.words import ClearanceMode
from sar.errors import Refusal
from sar.machine import Row, Side, Step, act_for, decide
from sar.matching.question import Opening
from sar.matching.words import EndSaid
from sar.parties.roles import Act, Role, may
from sar.parties.treaty_law import BESIDE, INSTEAD, Amendments, LawFor
from sar.requests import clearance_rules
from sar.requests.clearance_rules import CLEARANCE, clear_from
from sar.requests.deployment_traits import ACTIVE
from sar.requests.state_tables import (
    ANSWER,
    ANSWER_BY_VOICE,
    DEPLOYMENT,
    OFFER,
    REQUEST,
    SHIP,
    effective_state,
    ended_by_closing,
    with_people,
    work_machine,
)
from sar.requests.tally import Tally, tally
from sar.requests.words import (
    AnswerAction,
    AnswerState,
    ClearanceAction,
    ClearanceState,
    DeploymentAction,
    DeploymentState,
    OfferAction,
    OfferState,
    RequestAction,
    RequestState,
)
from tests.pure.requests.noon import NOON, past_noon

W, C = "watch_officer", "coordinator"
WATCHES = {Role.WATCH_OFFICER, Role.COORDINATOR}
COORDINATES = {Role.COORDINATOR}

REQUESTS = """
draft     open    open      requester watch
draft     cancel  cancelled requester watch
open      amend   open      requester watch
open      fill    filled    platform  -
open      close   closed    requester watch
open      cancel  cancelled requester watch
filled    uncover open      platform  -
filled    amend   open      requester watch
filled    close   closed    requester watch
filled    cancel  cancelled requester watch
"""
ANSWERS = """
sent         acknowledge acknowledged addressee watch
sent         offer       offered      addressee watch
sent         decline     declined     addressee watch
acknowledged offer       offered      addressee watch
acknowledged decline     declined     addressee watch
offered      offer       offered      addressee watch
offered      decline     declined     addressee watch
declined     offer       offered      addressee watch
"""
OFFERS = """
provisional confirm  offered   offerer   watch
provisional decline  declined  requester coordinate
provisional withdraw withdrawn offerer   watch
provisional expire   expired   platform  -
offered     confirm  offered   offerer   watch
offered     accept   accepted  requester coordinate
offered     decline  declined  requester coordinate
offered     withdraw withdrawn offerer   watch
offered     expire   expired   platform  -
"""
DEPLOYMENTS = """
committed  mobilise     mobilising owner watch
committed  depart       underway   owner watch
committed  case-closed  stood_down platform -
mobilising case-closed  stood_down platform -
underway   case-closed  released   platform -
on_scene   case-closed  released   platform -
refuelling case-closed  released   platform -
loaded     case-closed  released   platform -
delivered  case-closed  released   platform -
committed  stand-down   stood_down lead  coordinate
mobilising get-underway underway   owner watch
mobilising stand-down   stood_down lead  coordinate
underway   arrive       on_scene   owner watch
underway   stand-down   stood_down lead  coordinate
on_scene   refuel       refuelling owner watch
on_scene   load         loaded     owner watch
on_scene   deliver      delivered  owner watch
on_scene   release      released   lead  coordinate
delivered  refuel       refuelling owner watch
refuelling release      released   lead  coordinate
refuelling deliver      delivered  owner watch
refuelling resume       on_scene   owner watch
loaded     load         loaded     owner watch
loaded     deliver      delivered  owner watch
delivered  deliver      delivered  owner watch
delivered  resume       on_scene   owner watch
delivered  release      released   lead  coordinate
released   return       returning  owner watch
returning  returned     returned   owner watch
recalled   deliver      recalled   owner watch
diverted   deliver      diverted   owner watch
committed  deliver      delivered  owner watch
mobilising deliver      delivered  owner watch
stood_down deliver      stood_down owner watch
returned   deliver      returned   owner watch
committed  promise      committed  owner watch
mobilising promise      mobilising owner watch
underway   promise      underway   owner watch
""" + "".join(
    f"""
{state} recall         recalled owner watch
{state} call-away      recalled lead|owner watch
{state} divert         {state}  lead  coordinate
{state} consent-divert diverted owner watch
{state} decline-divert {state}  owner watch
{state} withdraw-divert {state} lead  coordinate
{state} extend         {state}  owner watch
"""
    for state in (
        "committed", "mobilising", "underway", "on_scene", "refuelling",
        "loaded", "delivered", "released", "returning",
    )
)  # fmt: skip
SHIPS = """
hailed     proceed proceeding lead watch
hailed     unable  unable     lead watch
hailed     release released   lead coordinate
proceeding unable  unable     lead watch
proceeding arrive  on_scene   lead watch
proceeding release released   lead coordinate
hailed     promise hailed     lead watch
proceeding promise proceeding lead watch
on_scene   embark  embarked   lead watch
on_scene   release released   lead coordinate
embarked   embark  embarked   lead watch
on_scene   unable  unable     lead watch
embarked   unable  unable     lead watch
embarked   deliver embarked   lead watch
embarked   release released   lead coordinate
hailed     case-closed released platform -
proceeding case-closed released platform -
on_scene   case-closed released platform -
embarked   case-closed released platform -
"""
FACTS_OUT_OF_TURN = """
stood_down depart   released  owner watch
stood_down arrive   released  owner watch
committed  arrive   on_scene  owner watch
mobilising arrive   on_scene  owner watch
refuelling arrive   on_scene  owner watch
diverted   arrive   diverted  owner watch
recalled   returned recalled  owner watch
loaded     arrive   loaded    owner watch
delivered  arrive   delivered owner watch
released   arrive   released  owner watch
returning  arrive   returning owner watch
returned   arrive   returned  owner watch
recalled   arrive   recalled  owner watch
underway   load     loaded    owner watch
refuelling load     loaded    owner watch
delivered  load     loaded    owner watch
released   load     loaded    owner watch
returning  load     loaded    owner watch
committed  load     committed owner watch
mobilising load     mobilising owner watch
stood_down load     stood_down owner watch
returned   load     returned  owner watch
recalled   load     recalled  owner watch
diverted   load     diverted  owner watch
underway   deliver  delivered owner watch
released   deliver  released  owner watch
returning  deliver  returning owner watch
released   returned returned  owner watch
""" + "".join(
    f"{state} refuel {state} owner watch\n"
    for state in (
        "committed", "mobilising", "underway", "refuelling", "loaded", "released", "returning",
        "returned", "stood_down", "recalled", "diverted",
    )
)  # fmt: skip
SHIP_FACTS_OUT_OF_TURN = """
embarked   arrive  embarked   lead watch
released   arrive  released   lead watch
hailed     arrive  on_scene   lead watch
unable     arrive  on_scene   lead watch
unable     proceed proceeding lead watch
hailed     embark  embarked   lead watch
proceeding embark  embarked   lead watch
released   embark  embarked   lead watch
unable     embark  embarked   lead watch
hailed     deliver hailed     lead watch
proceeding deliver proceeding lead watch
on_scene   deliver on_scene   lead watch
released   deliver released   lead watch
unable     deliver unable     lead watch
"""

CLEARANCES = """
asked        acknowledge acknowledged State watch
asked        grant       granted      State watch
asked        refuse      refused      State watch
acknowledged grant       granted      State watch
acknowledged refuse      refused      State watch
granted      grant       granted      State watch
granted      refuse      refused      State watch
refused      grant       granted      State watch
refused      refuse      refused      State watch
granted      lapse       lapsed       platform -
lapsed       grant       granted      State watch
lapsed       refuse      refused      State watch
refused      supersede   superseded   platform -
lapsed       supersede   superseded   platform -
notified     supersede   superseded   platform -
noted        supersede   superseded   platform -
notified     acknowledge noted        State watch
notified     grant       noted        State watch
noted        grant       noted        State watch
notified     refuse      refused      State watch
noted        refuse      refused      State watch
""" + "".join(
    f"{state} withdraw withdrawn owner watch\n"
    for state in ("asked", "acknowledged", "granted", "refused", "lapsed", "notified", "noted")
)


def changed_rows(table: str, **nexts: str) -> str:
    """The table with other states after `state__action`."""
    lines = [line.split() for line in table.splitlines() if line.strip()]
    kept = [[s, a, nexts.get(f"{s}__{a}", n), *rest] for s, a, n, *rest in lines]
    return "\n".join(" ".join(line) for line in kept)


LEAVE_BY_NOTICE = changed_rows(CLEARANCES, notified__grant="granted", noted__grant="granted")
"""A State's yes to a notice where leave is needed."""
PLAIN_NOTICE = changed_rows(
    CLEARANCES,
    **{
        f"{state}__grant": "noted"
        for state in ("asked", "acknowledged", "granted", "refused", "lapsed")
    },
)
"""A notice that needs no leave never becomes one that could run out."""
READ_BY_VOICE = "".join(
    f"{state} acknowledge {state} State watch\n"
    for state in ("acknowledged", "granted", "refused", "lapsed", "noted")
)
READ_ANSWERS_BY_VOICE = """
acknowledged acknowledge acknowledged addressee watch
offered      acknowledge offered      addressee watch
declined     acknowledge declined     addressee watch
declined     decline     declined     addressee watch
"""

NOTIFY, ASKS = ClearanceMode.NOTIFY, ClearanceMode.REQUEST

MACHINES: list[tuple[str, Mapping[Any, Row[Any]], str, type[StrEnum], type[StrEnum]]] = [
    ("request", REQUEST, REQUESTS, RequestState, RequestAction),
    ("answer", ANSWER, ANSWERS, AnswerState, AnswerAction),
    ("offer", OFFER, OFFERS, OfferState, OfferAction),
    ("deployment", DEPLOYMENT, DEPLOYMENTS, DeploymentState, DeploymentAction),
    ("ship", SHIP, SHIPS, DeploymentState, DeploymentAction),
    (
        "facts",
        work_machine(ship=False),
        DEPLOYMENTS + FACTS_OUT_OF_TURN,
        DeploymentState,
        DeploymentAction,
    ),
    (
        "ship_facts",
        work_machine(ship=True),
        SHIPS + SHIP_FACTS_OUT_OF_TURN,
        DeploymentState,
        DeploymentAction,
    ),
    ("clearance", CLEARANCE, CLEARANCES, ClearanceState, ClearanceAction),
    *(
        (f"clearance_{name}{how}", made(mode, code), table + more, ClearanceState, ClearanceAction)
        for name, mode, code, table in (
            ("asked", ASKS, "entry_notify", CLEARANCES),
            ("leave_by_notice", NOTIFY, "entry_by_request", LEAVE_BY_NOTICE),
            ("plain_notice", NOTIFY, "entry_notify", PLAIN_NOTICE),
            ("by_right", NOTIFY, "transit_passage", PLAIN_NOTICE),
        )
        for how, made, more in (
            ("", clearance_rules.clearance_machine, ""),
            ("_by_voice", clearance_rules.clearance_by_voice, "\n" + READ_BY_VOICE),
        )
    ),
    (
        "answer_by_voice",
        ANSWER_BY_VOICE,
        ANSWERS + READ_ANSWERS_BY_VOICE,
        AnswerState,
        AnswerAction,
    ),
]


def rows(table: str) -> dict[tuple[str, str], tuple[str, frozenset[str], str]]:
    """The table's lines: (state, action) -> (next, sides, act)."""
    lines = [line.split() for line in table.splitlines() if line.strip()]
    found = {
        (line[0], line[1]): (line[2], frozenset(line[3].split("|")), line[4]) for line in lines
    }
    assert len(found) == len(lines), "a line stands twice"
    return found


def test_people_taken_aboard_or_landed_are_told_in_every_state() -> None:
    ships = {state for state, _ in SHIP} | {DeploymentState.RELEASED, DeploymentState.UNABLE}
    assets = set(DeploymentState) - {
        DeploymentState.HAILED,
        DeploymentState.PROCEEDING,
        DeploymentState.EMBARKED,
        DeploymentState.UNABLE,
    }
    for ship, states, aboard in (
        (True, ships, DeploymentAction.EMBARK),
        (False, assets, DeploymentAction.LOAD),
    ):
        machine = work_machine(ship=ship)
        for state, action in product(states, (aboard, DeploymentAction.DELIVER)):
            assert (state, action) in machine, (state, action)


ASSETS = set(DeploymentState) - {
    DeploymentState.HAILED,
    DeploymentState.PROCEEDING,
    DeploymentState.EMBARKED,
    DeploymentState.UNABLE,
}
SHIPS_STATES = {state for state, _ in SHIP} | {DeploymentState.RELEASED, DeploymentState.UNABLE}


def test_that_a_unit_came_or_took_fuel_is_told_in_every_state() -> None:
    there = DeploymentState.ON_SCENE
    asset, ship = work_machine(ship=False), work_machine(ship=True)
    assert {s for s in ASSETS if (s, DeploymentAction.ARRIVE) not in asset} == {there}
    assert {s for s in SHIPS_STATES if (s, DeploymentAction.ARRIVE) not in ship} == {there}
    assert all((state, DeploymentAction.REFUEL) in asset for state in ASSETS)
    before_release = SHIPS_STATES - {DeploymentState.RELEASED, DeploymentState.UNABLE}
    assert all((state, DeploymentAction.UNABLE) in ship for state in before_release)


@pytest.mark.parametrize(
    ("to", "action", "ship", "expected"),
    [
        ("on_scene", "arrive", False, "loaded"),
        ("on_scene", "arrive", True, "embarked"),
        ("proceeding", "proceed", True, "embarked"),
        ("recalled", "arrive", False, "recalled"),
        ("released", "arrive", True, "released"),
        ("on_scene", "resume", False, "on_scene"),
        ("unable", "unable", True, "unable"),
    ],
)
def test_a_unit_that_comes_with_people_aboard_has_them_to_deliver(
    to: str, action: str, ship: bool, expected: str
) -> None:
    state, done = DeploymentState(to), DeploymentAction(action)
    assert with_people(state, done, aboard=True, ship=ship) == expected
    assert with_people(state, done, aboard=False, ship=ship) is state


def every_side() -> list[frozenset[Side]]:
    sides = [*Side]
    return [
        frozenset(some)
        for some in chain.from_iterable(combinations(sides, n) for n in range(len(sides) + 1))
    ]


EACH = pytest.mark.parametrize(
    ("machine", "table", "states", "actions"),
    [pytest.param(*rest, id=name) for name, *rest in MACHINES],
)


@EACH
def test_every_state_action_and_side_is_as_the_table_says(
    machine: Any, table: str, states: type[StrEnum], actions: type[StrEnum]
) -> None:
    expected = rows(table)
    givers = {
        action: {side for (_, a), (_, some, _) in expected.items() if a == action for side in some}
        for action in actions
    }
    for state, action, sides in product(states, actions, every_side()):
        decision = decide(machine, state, action, sides=sides)
        row = expected.get((state, action))
        codes = set()
        if not givers[action] & set(sides):
            codes.add("not_yours")
        if row is None:
            codes.add("wrong_state")
        if codes:
            assert isinstance(decision, list), (state, action, sides)
            assert {refusal.code for refusal in decision} == codes
        else:
            assert row is not None
            assert decision == Step(states(row[0]))


@EACH
def test_every_action_belongs_to_the_same_sides_and_the_roles_of_its_act(
    machine: Any, table: str, states: type[StrEnum], actions: type[StrEnum]
) -> None:
    holders = {"watch": WATCHES, "coordinate": COORDINATES, "-": set()}
    for action in actions:
        kinds = {(some, act) for (_, a), (_, some, act) in rows(table).items() if a == action}
        act = act_for(machine, action)
        if not kinds:
            assert act is None
            continue
        assert len(kinds) == 1, f"{action} is given to several"
        allowed = {role for role in Role if act is not None and may([role], act)}
        assert allowed == holders[kinds.pop()[1]]


@EACH
def test_a_refusal_says_in_words_what_stands_in_the_way(
    machine: Any, table: str, states: type[StrEnum], actions: type[StrEnum]
) -> None:
    for state, action in product(states, actions):
        decision = decide(machine, state, action, sides=frozenset())
        assert isinstance(decision, list)
        assert all(refusal.sentence.endswith(".") for refusal in decision)
        assert all("_" not in refusal.sentence for refusal in decision)


def test_what_time_and_figures_bring_about_needs_no_role() -> None:
    for machine, action in (
        (REQUEST, RequestAction.FILL),
        (REQUEST, RequestAction.UNCOVER),
    ):
        assert act_for(machine, action) is None
    assert act_for(OFFER, OfferAction.ACCEPT) is Act.COORDINATE


@pytest.mark.parametrize("state", OfferState)
def test_past_its_validity_an_open_offer_counts_as_expired(state: OfferState) -> None:
    still = effective_state(state, valid_until=NOON, now=NOON - timedelta(seconds=1))
    past = effective_state(state, valid_until=NOON, now=NOON)
    assert still is state
    ends = state in (OfferState.PROVISIONAL, OfferState.OFFERED)
    assert past is (OfferState.EXPIRED if ends else state)


def codes(result: Tally | list[Refusal]) -> list[str]:
    assert isinstance(result, list)
    return [refusal.code for refusal in result]


def test_loading_takes_aboard_and_delivering_lands() -> None:
    loaded = tally(Tally(), DeploymentAction.LOAD, persons=8)
    assert loaded == Tally(aboard=8, recovered=8)
    assert isinstance(loaded, Tally)
    landed = tally(loaded, DeploymentAction.DELIVER, persons=8)
    assert landed == Tally(aboard=0, recovered=8, delivered=8, cycles=1)


def test_who_was_delivered_was_aboard() -> None:
    landed = tally(Tally(aboard=3, recovered=3), DeploymentAction.DELIVER, persons=4)
    assert landed == Tally(recovered=4, delivered=4, cycles=1)


def test_nobody_is_released_with_survivors_aboard() -> None:
    refused = tally(Tally(aboard=3), DeploymentAction.RELEASE, persons=None)
    assert codes(refused) == ["survivors_aboard"]
    assert isinstance(refused, list)
    assert refused[0].sentence.endswith("delivered to a place of safety (Annex 1.3.2).")


@pytest.mark.parametrize(
    ("amendments", "ends"),
    [
        (Amendments.BIND, "(Annex 1.3.2), and the ship is released with minimum further deviation"
         " (Annex 3.1.9)."),
        (Amendments.DO_NOT_BIND, f"({INSTEAD}). Annex 3.1.9 of 2004 does not bind MLT."),
        (Amendments.NOT_CHECKED, f"({INSTEAD}). Whether Annex 3.1.9 of 2004 binds MLT is not"
         " checked."),
        (Amendments.NO_PARTY, f"({BESIDE}). MLT is no party to the SAR Convention."),
    ],
)  # fmt: skip
def test_a_ship_is_held_by_the_law_that_binds_the_state(amendments: Amendments, ends: str) -> None:
    law = LawFor("MLT", amendments)
    refused = tally(Tally(aboard=3), DeploymentAction.RELEASE, persons=None, ship_under=law)
    assert codes(refused) == ["survivors_aboard"]
    assert isinstance(refused, list)
    assert refused[0].sentence.endswith(f"a place of safety {ends}")


ENDED = """
committed  stood_down -
mobilising stood_down -
underway   released   -
on_scene   released   released
refuelling released   -
loaded     released   -
delivered  released   -
hailed     -          released
proceeding -          released
embarked   -          released
"""
LEFT_BY_CLOSING = {line.split()[0]: line.split()[1:] for line in ENDED.splitlines() if line}


@pytest.mark.parametrize("state", DeploymentState)
def test_closing_a_case_ends_the_work_with_nobody_aboard(state: DeploymentState) -> None:
    for ship, after in zip((False, True), LEFT_BY_CLOSING.get(state, ["-", "-"]), strict=True):
        expected = None if after == "-" else DeploymentState(after)
        assert ended_by_closing(state, ship=ship, aboard=0) is expected
        assert ended_by_closing(state, ship=ship, aboard=3) is None
        assert (
            ended_by_closing(state, ship=ship, aboard=Tally(uncounted_aboard=True).anybody_aboard)
            is None
        )


@pytest.mark.parametrize("state", ClearanceState)
def test_a_clearance_ends_with_work_that_needs_it_no_more(state: ClearanceState) -> None:
    unanswered = state in (ClearanceState.ASKED, ClearanceState.ACKNOWLEDGED)
    let_in = state in (ClearanceState.GRANTED, ClearanceState.NOTIFIED, ClearanceState.NOTED)
    ends = clearance_rules.ends_with_work
    assert ends(state, stood_down=True) is (unanswered or let_in)
    assert ends(state, stood_down=False) is unanswered


@pytest.mark.parametrize(
    "action", [DeploymentAction.LOAD, DeploymentAction.EMBARK, DeploymentAction.DELIVER]
)
@pytest.mark.parametrize("persons", [None, 0, 3])
@pytest.mark.parametrize("dead", [None, 2])
def test_no_count_is_refused(
    action: DeploymentAction, persons: int | None, dead: int | None
) -> None:
    for uncounted in (False, True):
        after = tally(Tally(aboard=3), action, persons=persons, dead=dead, uncounted=uncounted)
        assert isinstance(after, Tally)


@given(st.lists(st.tuples(st.sampled_from(DeploymentAction), st.integers(1, 50))))
def test_whoever_was_recovered_is_aboard_or_delivered(
    steps: list[tuple[DeploymentAction, int]],
) -> None:
    count = Tally()
    for action, persons in steps:
        after = tally(count, action, persons=persons)
        count = after if isinstance(after, Tally) else count
        assert count.aboard >= 0
        assert count.recovered == count.aboard + count.delivered


def test_an_asset_can_always_be_recalled_while_it_is_bound() -> None:
    for state in ACTIVE:
        decision = decide(DEPLOYMENT, state, DeploymentAction.RECALL, sides=frozenset({Side.OWNER}))
        assert decision == Step(DeploymentState.RECALLED)


def test_those_aboard_in_an_exercise_are_as_if_never_recovered_when_it_is_called_away() -> None:
    own = tally(Tally(aboard=3, recovered=5, delivered=2), DeploymentAction.CALL_AWAY, persons=None)
    assert own == Tally(recovered=2, delivered=2)
    taken_over = Tally(aboard=4, recovered=1, taken_over=3)
    assert tally(taken_over, DeploymentAction.CALL_AWAY, persons=None) == Tally()


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("asked", None),
        ("acknowledged", None),
        ("granted", NOON + timedelta(minutes=7)),
        ("refused", None),
        ("notified", NOON + timedelta(minutes=30)),
        # With a yes of the State.
        ("noted", NOON + timedelta(minutes=7)),
        ("withdrawn", None),
        ("lapsed", None),
        ("superseded", None),
    ],
)
def test_a_unit_may_enter_once_it_is_let_in_or_the_notice_is_over(
    state: str, expected: datetime | None
) -> None:
    found = clear_from(
        ClearanceState(state),
        code="entry_notify",
        asked_at=NOON,
        lead_minutes=30,
        answered_at=NOON + timedelta(minutes=7),
    )
    assert found == expected


@pytest.mark.parametrize("state", ["notified", "noted"])
@pytest.mark.parametrize(
    ("code", "lets_in"),
    [
        ("entry_notify", True),
        ("not_determined_told", True),
        ("passes_through", True),
        ("transit_passage", True),
        ("entry_pre_cleared", True),
        ("entry_by_request", False),
        ("entry_known_position", False),
        ("assistance_on_notice", True),
        ("assistance_on_request", False),
        ("not_determined_asked", False),
        ("entry_prohibited", False),
    ],
)
def test_a_notice_where_leave_is_needed_lets_nobody_in(
    state: str, code: str, lets_in: bool
) -> None:
    told = ClearanceState(state)
    found = clear_from(told, code=code, asked_at=NOON, lead_minutes=0, answered_at=None)
    assert found == (NOON if lets_in else None)
    facts = clearance_rules.ClearanceFacts("TUN", told, code, NOON, 0, None, None, None)
    opened = clearance_rules.opening(facts, now=NOON)
    assert opened == (Opening("TUN", NOON) if lets_in else None)
    assert clearance_rules.gives_no_leave(told, code) is not lets_in


@pytest.mark.parametrize(
    ("code", "objects"),
    [
        ("passes_through", True),
        ("transit_passage", True),
        ("sea_lanes_passage", True),
        ("assistance_told", True),
        ("not_determined_told", True),
        # What a State has agreed to, it takes back.
        ("entry_notify", False),
        ("entry_pre_cleared", False),
        ("entry_by_request", False),
        ("entry_known_position", False),
        ("assistance_inshore", False),
        ("hailed_to_work", False),
        ("passes_internal_waters", False),
        ("not_determined_asked", False),
        ("entry_prohibited", False),
    ],
)
def test_a_no_closes_a_border_where_leave_is_needed_and_is_an_objection_by_right(
    code: str, objects: bool
) -> None:
    for state in ClearanceState:
        refused = state is ClearanceState.REFUSED
        assert clearance_rules.is_objection(state, code) is (objects and refused)
    facts = clearance_rules.ClearanceFacts(
        "TUN", ClearanceState.REFUSED, code, NOON, 0, None, NOON, None
    )
    # What it closes is for the ruling of now to say.
    assert clearance_rules.opening(facts, now=NOON) == Opening("TUN", None, refused=True)


@pytest.mark.parametrize(
    ("state", "code", "code_now", "asks"),
    [
        ("notified", "entry_by_request", "entry_by_request", True),
        ("noted", "assistance_told", "hailed_to_work", True),
        ("noted", "assistance_told", "assistance_told", False),
        ("notified", "entry_notify", "entry_notify", False),
        ("granted", "entry_notify", "entry_by_request", False),
        ("asked", "entry_by_request", "entry_by_request", False),
    ],
)
def test_leave_is_asked_beside_a_notice_where_it_is_needed_by_now(
    state: str, code: str, code_now: str, asks: bool
) -> None:
    told = ClearanceState(state)
    assert clearance_rules.leave_now_needed(told, code, code_now=code_now) is asks


def test_a_consent_lapses_at_its_end_and_nothing_else_does() -> None:
    for state in ClearanceState:
        for until, lapsed in ((NOON, True), (NOON + timedelta(seconds=1), False), (None, False)):
            found = clearance_rules.effective_state(state, valid_until=until, now=NOON)
            lapses = lapsed and state is ClearanceState.GRANTED
            assert found is (ClearanceState.LAPSED if lapses else state)


@pytest.mark.parametrize(
    ("state", "lead_minutes", "from_minutes", "until_minutes"),
    [
        ("asked", 0, 20, None),
        ("acknowledged", 45, 45, None),
        ("granted", 45, 7, 60),
        ("notified", 45, 45, None),
        ("noted", 0, 0, None),
    ],
)
def test_a_border_opens_when_it_was_or_should_be_said(
    state: str, lead_minutes: int, from_minutes: int, until_minutes: int | None
) -> None:
    entry = clearance_rules.ClearanceFacts(
        territory="TUN",
        state=ClearanceState(state),
        code="entry_notify",
        asked_at=NOON,
        lead_minutes=lead_minutes,
        answer_due_at=past_noon(20),
        answered_at=past_noon(7),
        valid_until=None if until_minutes is None else past_noon(until_minutes),
    )
    until_at = None if until_minutes is None else past_noon(until_minutes)
    end = EndSaid.NAMED if state == "granted" else None
    expected = Opening("TUN", past_noon(from_minutes), until_at, end)
    assert clearance_rules.opening(entry, now=past_noon(10)) == expected
    # Of a State that is silent for too long nothing is expected, and no consent outlasts its end.
    unheard = Opening("TUN", None)
    later = {"granted": None, "asked": unheard, "acknowledged": unheard}.get(state, expected)
    assert clearance_rules.opening(entry, now=past_noon(60)) == later


def test_a_refusal_is_a_word_too() -> None:
    refused = ClearanceState.REFUSED
    entry = clearance_rules.ClearanceFacts(
        "TUN", refused, "entry_by_request", NOON, 0, NOON, NOON, None
    )
    assert clearance_rules.opening(entry, now=NOON) == Opening("TUN", None, refused=True)


@pytest.mark.parametrize("code", ["entry_notify", "transit_passage", "not_determined_told"])
def test_a_yes_to_a_notice_shortens_it_and_never_ends_it(code: str) -> None:
    said_at, until_at = NOON + timedelta(minutes=7), NOON + timedelta(minutes=20)
    entry = clearance_rules.ClearanceFacts(
        "TUN", ClearanceState.NOTED, code, NOON, 30, None, said_at, until_at
    )
    for minutes in (0, 10, 25, 600):
        now = NOON + timedelta(minutes=minutes)
        assert clearance_rules.opening(entry, now=now) == Opening("TUN", said_at)
    assert clearance_rules.is_welcomed(ClearanceState.NOTED, said_at)
    assert not clearance_rules.is_welcomed(ClearanceState.NOTED, None)
    assert not clearance_rules.is_welcomed(ClearanceState.REFUSED, said_at)


@pytest.mark.parametrize("state", ["withdrawn", "lapsed", "superseded"])
def test_what_does_not_stand_opens_no_border(state: str) -> None:
    gone = ClearanceState(state)
    entry = clearance_rules.ClearanceFacts("TUN", gone, "entry_notify", NOON, 0, NOON, NOON, None)
    assert clearance_rules.opening(entry, now=NOON) is None
