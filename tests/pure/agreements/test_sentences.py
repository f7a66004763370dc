"""A clause read aloud: an officer can tell what the platform will do."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from sar.agreements.clauses import Suspended
from sar.agreements.sentences import sentence
from sar.agreements.spoken import listed
from sar.agreements.term_document import ClearanceClause, CostClause
from sar.agreements.words import (
    AssetService,
    Awareness,
    ClauseKind,
    ClearanceMode,
    ClockName,
    CostRule,
    Phase,
    Sensor,
    Situation,
    Visibility,
)
from sar.geo.areas import parse_area
from sar.geo.state_names import BY_CODE, StateNames
from tests.pure.agreements.plain import NOW, term
from tests.world import box

ZONE = parse_area(box(11, 33, 15, 36))
TWO = frozenset({"ITA", "MLT"})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"visibility": Visibility.READINESS},
            "Each party shows the other parties the readiness of all its assets,"
            " not their position.",
        ),
        (
            {"visibility": Visibility.NONE, "grantor": "MLT", "grantees": ("ITA",)},
            "MLT shows ITA nothing of all its assets.",
        ),
        (
            {
                "visibility": Visibility.EXISTENCE,
                "grantor": "ITA",
                "kinds": (ClauseKind.VESSEL, ClauseKind.AIRCRAFT),
                "types": ("U1", "U2"),
                "excluded_types": ("S10",),
            },
            "ITA lets the other parties know which assets it has (its vessels, aircraft and assets"
            " of type U1 or U2 (never type S10)), not their readiness or position.",
        ),
        (
            {
                "visibility": Visibility.POSITION,
                "grantor": "ITA",
                "parties": TWO,
                "kinds": (ClauseKind.HELICOPTER,),
            },
            "ITA shows MLT the position of its helicopters, exactly and at once.",
        ),
        (
            {
                "visibility": Visibility.POSITION,
                "grantor": "ITA",
                "parties": TWO,
                "kinds": (ClauseKind.VESSEL,),
            },
            "ITA shows MLT the position of its vessels, exactly and at once.",
        ),
        (
            {
                "visibility": Visibility.POSITION,
                "grantees": ("ITA", "MLT", "TUN"),
                "position_precision_nm": 0.5,
                "position_delay_minutes": 90,
                "zone": ZONE,
                "zone_name": "the Sicily Strait",
                "phases": (Phase.DISTRESS, Phase.ALERT),
                "situations": (Situation.MASS_RESCUE, Situation.MARITIME),
                "valid_until": datetime(2027, 1, 1, tzinfo=UTC),
            },
            "Each party shows ITA, MLT and TUN the position of all its assets, to within 0.5 nm, as"
            " coarsely in time and at least 90 minutes old while they are involved in such an"
            " incident. This holds inside the Sicily Strait, by the positions so told, in an"
            " incident in the alert or distress phase of the kind maritime emergency or mass"
            " rescue and until 2027-01-01 00:00Z.",
        ),
        (
            {"incident_awareness": Awareness.COARSE, "feeds": ("ais", "vms"), "zone": ZONE},
            "Each party tells the other parties of its incidents coarsely (phase, situation and a"
            " half-degree cell, delayed); and shows the other parties every vessel of no register"
            " that its feeds ais and vms hear. This holds inside the zone drawn. All but what is"
            " shown of assets and feeds is for search and rescue only.",
        ),
        (
            {"incident_awareness": Awareness.FULL, "grantor": "ITA"},
            "ITA tells the other parties of its incidents in full."
            " This is for search and rescue only.",
        ),
        (
            {"incident_awareness": Awareness.NONE, "grantor": "ITA"},
            "ITA tells the other parties nothing of incidents they are not involved in."
            " This is for search and rescue only.",
        ),
        (
            {"may_request": True, "grantor": "ITA", "kinds": (ClauseKind.TEAM,)},
            "ITA may be asked by the other parties for its teams by name."
            " This is for search and rescue only.",
        ),
        (
            {"fuel_points": True, "grantor": "ITA", "kinds": (ClauseKind.AIRCRAFT,)},
            "ITA lets units of the other parties take fuel at its fuel points and bases. This holds"
            " for aircraft alone. This is for search and rescue only.",
        ),
        (
            {"fuel_points": False, "grantor": "ITA"},
            "ITA opens none of its fuel points and bases to units of the other parties."
            " This is for search and rescue only.",
        ),
        (
            {"may_request": False, "grantor": "ITA"},
            "ITA is not to be asked by the other parties for all its assets by name"
            " (its centres may always be asked for help)."
            " This is for search and rescue only.",
        ),
        (
            {
                "clocks": {
                    ClockName.ANSWER: 60,
                    ClockName.ACKNOWLEDGE: 1,
                    ClockName.ACKNOWLEDGE_ENTRY: 2,
                    ClockName.REFERRAL: 120,
                }
            },
            "Each party towards the other parties acknowledges their requests within 1 minute,"
            " answers their requests within 1 hour, acknowledges their requests for clearance"
            " within 2 minutes and confirms a referral within 2 hours."
            " This is for search and rescue only.",
        ),
        (
            {
                "grantor": "ITA",
                "entry": (
                    ClearanceClause(
                        ClearanceMode.PRE_CLEARED,
                        (ClauseKind.VESSEL,),
                        contact="told on departure",
                        landing=True,
                    ),
                    ClearanceClause(ClearanceMode.NOTIFY, (ClauseKind.AIRCRAFT,), 30, "ACC Roma"),
                    ClearanceClause(ClearanceMode.PROHIBITED, (ClauseKind.UNCREWED,)),
                ),
            },
            "ITA lets vessels of the other parties enter its territory and territorial sea without"
            " asking (pre-cleared; told on departure), to land and in ports too; lets aircraft of"
            " the other parties enter its territory and territorial sea on notice given at least 30"
            " minutes ahead (contact: ACC Roma) (landing and ports: not spoken of); and does not"
            " let uncrewed systems of the other parties enter its territory and territorial sea."
            " This is for search and rescue only.",
        ),
        (
            {
                "grantor": "ITA",
                "entry": (
                    ClearanceClause(
                        ClearanceMode.NOTIFY,
                        (ClauseKind.AIRCRAFT,),
                        services=(AssetService.CIVIL, AssetService.STATE),
                        unarmed=True,
                        excluded_sensors=(Sensor.PHOTOGRAPHY, Sensor.SIGNALS),
                    ),
                ),
            },
            "ITA lets aircraft (only those that are civil or a State's, not military; only unarmed"
            " ones; none with photography or receivers of signals) of the other parties enter its"
            " territory and territorial sea on notice given (landing and ports: not spoken of)."
            " This is for search and rescue only.",
        ),
        (  # of an earlier text: nothing is done by what follows
            {
                "grantor": "ITA",
                "entry": (
                    ClearanceClause(ClearanceMode.PRE_CLEARED, (ClauseKind.VESSEL,), 30),
                    ClearanceClause(
                        ClearanceMode.REQUEST, (ClauseKind.AIRCRAFT,), 10, landing=True
                    ),
                    ClearanceClause(ClearanceMode.PROHIBITED, (), 5, "ACC Roma", landing=True),
                ),
                "costs": CostClause(CostRule.OWN, 3, "EUR", 100.0, 30, note="as ever"),
            },
            "ITA lets vessels of the other parties enter its territory and territorial sea without"
            " asking (pre-cleared) (landing and ports: not spoken of) (without effect here: 30"
            " minutes ahead); lets aircraft of the other parties enter its territory and"
            " territorial sea on request made at least 10 minutes ahead (without effect here: to"
            " land and in ports); does not let rescue units of the other parties enter its"
            " territory and territorial sea (without effect here: 5 minutes ahead, contact: ACC"
            " Roma and to land and in ports); and bears its own costs (as ever) (without effect"
            " here: 100 EUR per hour, 3 free hours and a claim within 30 days)."
            " This is for search and rescue only.",
        ),
        (
            {"entry": (ClearanceClause(ClearanceMode.REQUEST),)},
            "Each party lets rescue units of the other parties enter its territory and territorial"
            " sea on request made."
            " This is for search and rescue only.",
        ),
        (
            {
                "parties": TWO,
                "entry": (
                    ClearanceClause(
                        ClearanceMode.REQUEST, (), 45, "By the centre's first telephone"
                    ),
                ),
            },
            "Each party lets rescue units of the other party enter its territory and territorial"
            " sea on request made at least 45 minutes ahead (contact: By the centre's first"
            " telephone). This is for search and rescue only.",
        ),
        (
            {"costs": CostClause(CostRule.OWN)},
            "Each party bears its own costs. This is for search and rescue only.",
        ),
        (
            {
                "grantor": "MLT",
                "costs": CostClause(CostRule.MARGINAL, 2, "EUR", 4000, 90, "fuel included"),
            },
            "MLT is reimbursed its additional costs by the party that it works for at 4,000 EUR per"
            " hour after 2 free hours, claimed within 90 days (fuel included)."
            " This is for search and rescue only.",
        ),
        (
            {"costs": CostClause(CostRule.OWN), "situations": (Situation.BORDER_EMERGENCY,)},
            "Each party bears its own costs. This holds in an incident of the kind border"
            " emergency.",
        ),
        (
            {"visibility": Visibility.EXISTENCE, "phases": (Phase.DISTRESS,)},
            "Each party lets the other parties know which assets it has (all its assets), not their"
            " readiness or position while they are involved in such an incident. This holds in an"
            " incident in the distress phase. This is for search and rescue only.",
        ),
        (
            {"costs": CostClause(CostRule.FULL, rate_per_hour=0.5, currency="TND")},
            "Each party is reimbursed in full by the party that it works for at 0.50 TND per hour."
            " This is for search and rescue only.",
        ),
        (
            {"command": "Command stays national.", "liability": "Each its own."},
            "Each party promises nothing that the platform decides by. This is for search and"
            " rescue only. Command: Command stays national. Liability: Each its own.",
        ),
        (
            {
                "grantor": "ITA",
                "grantees": ("MLT",),
                "costs": CostClause(CostRule.OWN),
            },
            "ITA towards MLT bears its own costs. This is for search and rescue only.",
        ),
        (
            {"grantees": ("MLT",), "command": "Theirs."},
            "Each party towards MLT promises nothing that the platform decides by."
            " This is for search and rescue only. Command: Theirs.",
        ),
        # A limit of assets is said once, as a condition, where it bears on more than what is shown.
        (
            {
                "grantor": "MLT",
                "kinds": (ClauseKind.VESSEL,),
                "entry": (ClearanceClause(ClearanceMode.PRE_CLEARED),),
            },
            "MLT lets rescue units of the other parties enter its territory and territorial sea"
            " without asking (pre-cleared) (landing and ports: not spoken of). This holds for"
            " vessels alone. This is for search and rescue only.",
        ),
        (
            {
                "grantor": "MLT",
                "visibility": Visibility.EXISTENCE,
                "may_request": True,
                "incident_awareness": Awareness.FULL,
                "clocks": {ClockName.ANSWER: 20},
                "costs": CostClause(CostRule.OWN),
                "kinds": (ClauseKind.VESSEL, ClauseKind.TEAM),
                "types": ("H1",),
                "excluded_types": ("S10", "S11"),
                "zone": ZONE,
            },
            "MLT lets the other parties know which assets it has, not their readiness or position;"
            " tells the other parties of its incidents in full, of whatever is asked for; may be"
            " asked by the other parties for its assets by name; towards the other parties answers"
            " their requests within 20 minutes, of whatever is asked for; and bears its own costs."
            " This holds for vessels, teams and assets of type H1 alone, never type S10 or S11 and"
            " inside the zone drawn. All but what is shown of assets and feeds is for search and"
            " rescue only.",
        ),
        (
            {"command": "Theirs.", "excluded_types": ("S10",), "parties": TWO},
            "Each party promises nothing that the platform decides by. This holds for all assets,"
            " never type S10. This is for search and rescue only. Command: Theirs.",
        ),
        (
            {
                "grantor": "MLT",
                "may_request": True,
                "kinds": (ClauseKind.VESSEL,),
                "clocks": {ClockName.ANSWER: 20},
            },
            "MLT may be asked by the other parties for its vessels by name; and towards the other"
            " parties answers their requests within 20 minutes, of whatever is asked for."
            " This is for search and rescue only.",
        ),
        (  # of earlier texts: nothing is done by the limit, nor for kinds beside it
            {"grantor": "MLT", "kinds": (ClauseKind.VESSEL,), "clocks": {ClockName.ANSWER: 20}},
            "MLT towards the other parties answers their requests within 20 minutes, of whatever is"
            " asked for (without effect here: for vessels alone)."
            " This is for search and rescue only.",
        ),
        (
            {
                "grantor": "MLT",
                "kinds": (ClauseKind.VESSEL,),
                "entry": (
                    ClearanceClause(ClearanceMode.NOTIFY, (ClauseKind.VESSEL, ClauseKind.TEAM)),
                    ClearanceClause(ClearanceMode.REQUEST, (ClauseKind.AIRCRAFT,)),
                ),
            },
            "MLT lets vessels of the other parties enter its territory and territorial sea on"
            " notice given (landing and ports: not spoken of) (without effect here: teams); and"
            " says nothing of the entry of aircraft, of which this article is not. This holds for"
            " vessels alone. This is for search and rescue only.",
        ),
    ],
)
def test_it_says(fields: dict[str, Any], said: str) -> None:
    assert sentence(term(**fields), BY_CODE) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")],
)
def test_lists_read_as_people_write_them(words: list[str], said: str) -> None:
    assert listed(words) == said


@pytest.mark.parametrize("level", Visibility)
@pytest.mark.parametrize("mode", ClearanceMode)
@pytest.mark.parametrize("clock", ClockName)
def test_every_word_can_be_said(level: Visibility, mode: ClearanceMode, clock: ClockName) -> None:
    said = sentence(
        term(
            visibility=level,
            entry=(ClearanceClause(mode),),
            clocks={clock: 10},
            kinds=tuple(ClauseKind),
            phases=tuple(Phase),
            situations=tuple(Situation),
        ),
        BY_CODE,
    )
    assert said.endswith(".")
    assert "_" not in said


def test_states_stand_by_their_names_and_never_by_code() -> None:
    names = StateNames({"ITA": "Italy", "MLT": "Malta", "TUN": "Tunisia"})
    one = term(
        grantor="MLT",
        grantees=("ITA", "TUN"),
        visibility=Visibility.READINESS,
        incident_awareness=Awareness.COARSE,
        may_request=True,
        clocks={ClockName.ANSWER: 5},
        entry=(ClearanceClause(ClearanceMode.NOTIFY),),
        costs=CostClause(CostRule.FULL),
        suspended=(Suspended("MLT", NOW),),
    )
    said = sentence(one, names)
    assert "Malta shows Italy and Tunisia" in said
    assert "rescue units of Italy and Tunisia enter" in said
    assert "Malta suspends" in said
    assert not any(code in said for code in names.by_code)
    between_two = replace(one, parties=TWO, grantees=())
    assert sentence(between_two, names).startswith("Malta shows Italy the readiness")
