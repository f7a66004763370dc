"""Sentences of clauses, in plain English: an officer reads there what the platform will do."""

from collections.abc import Sequence
from datetime import datetime
from itertools import permutations
from typing import Final, assert_never

from sar.agreements.clauses import TermPlain
from sar.agreements.term_document import IDLE_OF_ENTRY, ClearanceClause, CostClause
from sar.agreements.words import (
    AssetService,
    Awareness,
    ClearanceMode,
    ClockName,
    CostRule,
    Kind,
    Phase,
    Sensor,
    Situation,
    Visibility,
)

_KINDS: Final = {
    Kind.VESSEL: "vessels",
    Kind.AIRCRAFT: "aircraft",
    Kind.UNCREWED: "uncrewed systems",
    Kind.TEAM: "teams",
    Kind.EQUIPMENT: "equipment",
    Kind.EXPERTISE: "expertise",
}
_PHASES: Final = {
    Phase.UNCERTAINTY: "uncertainty",
    Phase.ALERT: "alert",
    Phase.DISTRESS: "distress",
}
_SITUATIONS: Final = {
    Situation.MARITIME: "maritime emergency",
    Situation.AERONAUTICAL: "aeronautical emergency",
    Situation.LAND: "emergency on land",
    Situation.MASS_RESCUE: "mass rescue",
    Situation.MEDICAL_EVACUATION: "medical evacuation",
    Situation.NATURAL_DISASTER: "natural disaster",
    Situation.POLLUTION: "pollution",
    Situation.BORDER_EMERGENCY: "border emergency",
    Situation.CAPACITY_BUILDING: "capacity building",
}
SERVICES: Final = {
    AssetService.CIVIL: "civil",
    AssetService.STATE: "a State's, not military",
    AssetService.MILITARY: "military",
}
SENSORS: Final = {
    Sensor.PHOTOGRAPHY: "photography",
    Sensor.INFRARED: "infrared",
    Sensor.MAPPING_RADAR: "mapping radar",
    Sensor.SIGNALS: "receivers of signals",
}
_DUTIES: Final = {
    ClockName.ACKNOWLEDGE: "acknowledges their requests",
    ClockName.ANSWER: "answers their requests",
    ClockName.ACKNOWLEDGE_ENTRY: "acknowledges their requests for entry",
    ClockName.CONDITIONS: "states its conditions for entry",
    ClockName.CLEARANCE: "answers their requests for entry",
    ClockName.REFERRAL: "confirms a referral",
}


def sentence(term: TermPlain) -> str:
    """Everything a clause says, in one to a few sentences.

    The first names grantor and grantees; conditions that hold for all of it come last.
    """
    who = term.grantor or "Each party"
    said = [
        *_shown(term),
        *_asked(term),
        *_timed(term),
        *(_entering(clause, term) for clause in term.entry),
        *([costs_borne(term.costs)] if term.costs else []),
    ]
    said = said or ["promises nothing that the platform decides by"]
    lines = [f"{who} {listed(said, last='; and ', between='; ')}."]
    if conditions := _conditions(term):
        lines.append(f"This holds {listed(conditions, last=' and ')}.")
    lines += _scope(term)
    lines += _suspended(term)
    for label, words in (
        ("Use of data", term.data_use),
        ("Command", term.command),
        ("Liability", term.liability),
        ("Status of crews", term.crew_status),
    ):
        if words:
            lines.append(f"{label}: {words}")
    return " ".join(lines)


def _suspended(term: TermPlain) -> list[str]:
    """The suspensions of the clause by its grantors, the ends of the parts of whoever it concerns,
    from when, and that cases go on."""
    return [
        f"{said.party} {'ends its part' if said.withdraws else 'suspends what it grants'} here from"
        f" {_day(said.from_at)}; for the cases that both sides take part in by then it goes on."
        for said in term.suspended
        if any(
            said.concerns(*pair) and term.grants(*pair) for pair in permutations(term.parties, 2)
        )
    ]


def listed(words: Sequence[str], *, last: str = " and ", between: str = ", ") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return between.join(words[:-1]) + last + words[-1]


def _grantees(term: TermPlain) -> str:
    if term.grantees:
        return listed([party for party in term.grantees if party != term.grantor])
    if len(term.parties) > 2:
        return "the other parties"
    return _other(term) if term.grantor else "the other party"


def _other(term: TermPlain) -> str:
    return listed(sorted(term.parties - {term.grantor or ""}))


def _assets(term: TermPlain) -> str:
    named = [_KINDS[kind] for kind in term.kinds]
    if term.types:
        named.append(f"assets of type {listed(term.types, last=' or ')}")
    what = f"its {listed(named)}" if named else "all its assets"
    if term.excluded_types:
        what += f" (never type {listed(term.excluded_types, last=' or ')})"
    return what


def _shown(term: TermPlain) -> list[str]:
    said = []
    if term.visibility is not None:
        involved = " while they are involved in such an incident"
        meanwhile = involved if term.phases or term.situations else ""
        said.append(_visible(term, term.visibility) + meanwhile)
    if term.incident_awareness is not None:
        said.append(_aware(term, term.incident_awareness))
    if term.feeds:
        said.append(f"shares with {_grantees(term)} the feeds {listed(term.feeds)}")
    return said


def _visible(term: TermPlain, level: Visibility) -> str:
    whom, what = _grantees(term), _assets(term)
    match level:
        case Visibility.NONE:
            return f"shows {whom} nothing of {what}"
        case Visibility.EXISTENCE:
            return f"lets {whom} know which assets it has ({what}), not their readiness or position"
        case Visibility.READINESS:
            return f"shows {whom} the readiness of {what}, not their position"
        case Visibility.POSITION:
            return f"shows {whom} the position of {what}, {_exactness(term)}"
        case _ as never:
            assert_never(never)


def _exactness(term: TermPlain) -> str:
    precise = "exactly"
    if term.position_precision_nm:
        precise = f"to within {term.position_precision_nm:g} nm"
        precise += ", as coarsely in time"
    if not term.position_delay_minutes:
        return precise if term.position_precision_nm else f"{precise} and at once"
    return f"{precise} and at least {_minutes(term.position_delay_minutes)} old"


def _aware(term: TermPlain, level: Awareness) -> str:
    whom = _grantees(term)
    match level:
        case Awareness.NONE:
            return f"tells {whom} nothing of incidents they are not involved in"
        case Awareness.COARSE:
            return (
                f"tells {whom} of its incidents coarsely"
                " (phase, situation and a half-degree cell, delayed)"
            )
        case Awareness.FULL:
            return f"tells {whom} of its incidents in full"
        case _ as never:
            assert_never(never)


def _asked(term: TermPlain) -> list[str]:
    match term.may_request:
        case None:
            return []
        case True:
            return [f"may be asked by {_grantees(term)} for {_assets(term)} by name"]
        case False:
            return [
                f"is not to be asked by {_grantees(term)} for {_assets(term)} by name"
                " (its centres may always be asked for help)"
            ]
        case _ as never:
            assert_never(never)


def _timed(term: TermPlain) -> list[str]:
    duties = [
        f"{_DUTIES[clock]} within {_minutes(term.clocks[clock])}"
        for clock in ClockName
        if clock in term.clocks
    ]
    return [f"towards {_grantees(term)} {listed(duties)}"] if duties else []


def _entering(clause: ClearanceClause, term: TermPlain) -> str:
    units = listed([_KINDS[kind] for kind in clause.kinds]) or "rescue units"
    units += _like(clause)
    entering = f"{units} of {_grantees(term)} enter its territory and territorial sea"
    lead = f" at least {_minutes(clause.lead_minutes)} ahead" if clause.lead_minutes else ""
    contact = f" ({_whom(clause)})" if clause.contact else ""
    also = f"; {clause.contact}" if clause.contact else ""
    land = ", to land and in ports too" if clause.landing else " (landing and ports: not spoken of)"
    idle = _idle_of_entry(clause)
    match clause.mode:
        case ClearanceMode.PRE_CLEARED:
            return f"lets {entering} without asking (pre-cleared{also}){land}{idle}"
        case ClearanceMode.NOTIFY:
            return f"lets {entering} on notice given{lead}{contact}{land}"
        case ClearanceMode.REQUEST:
            return f"lets {entering} on request made{lead}{contact}{idle}"
        case ClearanceMode.PROHIBITED:
            return f"does not let {entering}{idle}"
        case _ as never:
            assert_never(never)


def _whom(clause: ClearanceClause) -> str:
    """Whom to tell or to ask, as the parties have worded it: no preposition fits every wording."""
    return f"contact: {clause.contact}"


def _idle_of_entry(clause: ClearanceClause) -> str:
    """The fields of an earlier text by which nothing is done; new drafts are refused with them."""
    said = {
        "lead_minutes": f"{_minutes(clause.lead_minutes)} ahead",
        "contact": _whom(clause),
        "landing": "to land and in ports",
    }
    return _idle([said[field] for field in IDLE_OF_ENTRY[clause.mode] if getattr(clause, field)])


def _idle(said: Sequence[str]) -> str:
    return f" (without effect here: {listed(said)})" if said else ""


def _like(clause: ClearanceClause) -> str:
    """The units that a clause on entry holds for, after their kinds."""
    said = []
    if clause.services:
        services = listed([SERVICES[one] for one in clause.services], last=" or ")
        said.append(f"only those that are {services}")
    if clause.unarmed:
        said.append("only unarmed ones")
    if clause.excluded_sensors:
        sensors = listed([SENSORS[one] for one in clause.excluded_sensors], last=" or ")
        said.append(f"none with {sensors}")
    return f" ({'; '.join(said)})" if said else ""


def costs_borne(costs: CostClause) -> str:
    """The whole rule on costs, as it follows the name of the clause's grantor."""
    match costs.rule:
        case CostRule.OWN:
            note = f" ({costs.note})" if costs.note else ""
            return f"bears its own costs{note}{_idle_of_own_costs(costs)}"
        case CostRule.MARGINAL:
            said = "is reimbursed its additional costs"
        case CostRule.FULL:
            said = "is reimbursed in full"
        case _ as never:
            assert_never(never)
    if costs.rate_per_hour is not None:
        said += f" at {costs.rate_per_hour:,.2f} {costs.currency} per hour".replace(".00 ", " ")
    if costs.free_hours:
        said += f" after {costs.free_hours:g} free hours"
    if costs.claim_days is not None:
        said += f", claimed within {costs.claim_days} days"
    return said + (f" ({costs.note})" if costs.note else "")


def _idle_of_own_costs(costs: CostClause) -> str:
    said = []
    if costs.rate_per_hour is not None:
        said.append(f"{costs.rate_per_hour:,.2f} {costs.currency} per hour".replace(".00 ", " "))
    elif costs.currency:
        said.append(costs.currency)
    if costs.free_hours:
        said.append(f"{costs.free_hours:g} free hours")
    if costs.claim_days is not None:
        said.append(f"a claim within {costs.claim_days} days")
    return _idle(said)


def _conditions(term: TermPlain) -> list[str]:
    conditions = []
    if term.zone is not None:
        as_told = ", by the positions so told" if term.delay_minutes or term.precision_nm else ""
        conditions.append(f"inside {term.zone_name or 'the zone drawn'}{as_told}")
    if term.phases or term.situations:
        conditions.append(f"in {_emergencies(term)}")
    if term.valid_from is not None:
        conditions.append(f"from {_day(term.valid_from)}")
    if term.valid_until is not None:
        conditions.append(f"until {_day(term.valid_until)}")
    return conditions


def _scope(term: TermPlain) -> list[str]:
    """The situations of a clause that names none; what is shown without a case is always shown."""
    decides = (
        term.incident_awareness or term.entry or term.clocks or term.costs,
        term.may_request is not None,
        term.data_use or term.command or term.liability or term.crew_status,
    )
    always = not term.phases and (term.visibility is not None or term.feeds)
    if term.situations or not (any(decides) or term.phases):
        return []
    return [
        "All but what is shown of assets and feeds is for search and rescue only."
        if always
        else "This is for search and rescue only."
    ]


def _emergencies(term: TermPlain) -> str:
    phases = listed([name for phase, name in _PHASES.items() if phase in term.phases], last=" or ")
    situations = listed(
        [name for situation, name in _SITUATIONS.items() if situation in term.situations],
        last=" or ",
    )
    incident = f"an incident in the {phases} phase" if phases else "an incident"
    return f"{incident} of the kind {situations}" if situations else incident


def _minutes(minutes: int) -> str:
    if minutes and minutes % 60 == 0:
        hours = minutes // 60
        return f"{hours} hour{'s' * (hours > 1)}"
    return f"{minutes} minute{'s' * (minutes != 1)}"


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}Z"
