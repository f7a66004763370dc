"""Sentences of clauses, in plain English: an officer reads there what the platform will do."""

from typing import Final, assert_never

from sar.agreements.asset_scope import (
    WHATEVER_IS_ASKED,
    bears_on,
    condition,
    is_limited,
    own_assets,
    says_beyond,
)
from sar.agreements.clauses import TermPlain
from sar.agreements.entry_sentences import entering
from sar.agreements.feed_clauses import ALL_FEEDS
from sar.agreements.spoken import amount, day_said, idle, listed, minutes_said, money
from sar.agreements.suspension_sentences import suspended
from sar.agreements.term_document import CostClause
from sar.agreements.words import (
    Awareness,
    ClockName,
    CostRule,
    Phase,
    Situation,
    Visibility,
)
from sar.geo.state_names import StateNames

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
_DUTIES: Final = {
    ClockName.ACKNOWLEDGE: "acknowledges their requests",
    ClockName.ANSWER: "answers their requests",
    ClockName.ACKNOWLEDGE_ENTRY: "acknowledges their requests for clearance",
    ClockName.CONDITIONS: "states its conditions of clearance",
    ClockName.CLEARANCE: "answers their requests for clearance",
    ClockName.REFERRAL: "confirms a referral",
}


def sentence(term: TermPlain, names: StateNames) -> str:
    """Everything a clause says, in one to a few sentences, with States by their names.

    The first names grantor and grantees; conditions that hold for all of it come last.
    """
    who = names.of(term.grantor) if term.grantor else "Each party"
    whom = _grantees(term, names)
    towards = f"towards {whom} " if term.grantees else ""
    said = [
        *_shown(term, whom),
        *_asked(term, whom),
        *_fuelled(term, whom),
        *_timed(term, whom),
        *(entering(clause, term, whom=whom) for clause in term.entry),
        *([f"{towards}{costs_borne(term.costs)}"] if term.costs else []),
    ]
    said = said or [f"{towards}promises nothing that the platform decides by"]
    lines = [f"{who} {listed(said, last='; and ', between='; ')}."]
    if conditions := _conditions(term):
        lines.append(f"This holds {listed(conditions, last=' and ')}.")
    lines += _scope(term)
    lines += suspended(term, names)
    for label, words in (
        ("Use of data", term.data_use),
        ("Command", term.command),
        ("Liability", term.liability),
        ("Status of crews", term.crew_status),
    ):
        if words:
            lines.append(f"{label}: {words}")
    return " ".join(lines)


def _grantees(term: TermPlain, names: StateNames) -> str:
    if term.grantees:
        return listed(names.each(party for party in term.grantees if party != term.grantor))
    if len(term.parties) > 2:
        return "the other parties"
    if term.grantor is None:
        return "the other party"
    return listed(names.each(sorted(term.parties - {term.grantor})))


def _shown(term: TermPlain, whom: str) -> list[str]:
    said = []
    involved = " while they are involved in such an incident"
    if term.visibility is not None:
        meanwhile = involved if term.phases or term.situations else ""
        said.append(_visible(term, term.visibility, whom) + meanwhile)
    if term.incident_awareness is not None:
        said.append(_aware(term, term.incident_awareness, whom))
    if term.feeds:
        said.append(_fed(term, whom) + (involved if term.phases or term.situations else ""))
    return said


def _fed(term: TermPlain, whom: str) -> str:
    """Every vessel: no limit of assets bears on it."""
    heard = f"shows {whom} every vessel of no register that"
    if ALL_FEEDS in term.feeds:
        return f"{heard} any of its feeds hears"
    feeds = "feed" if len(term.feeds) == 1 else "feeds"
    verb = "hears" if len(term.feeds) == 1 else "hear"
    return f"{heard} its {feeds} {listed(term.feeds)} {verb}"


def _visible(term: TermPlain, level: Visibility, whom: str) -> str:
    what = own_assets(term)
    match level:
        case Visibility.NONE:
            return f"shows {whom} nothing of {what}"
        case Visibility.EXISTENCE:
            which = "" if says_beyond(term) and is_limited(term) else f" ({what})"
            return f"lets {whom} know which assets it has{which}, not their readiness or position"
        case Visibility.READINESS:
            return f"shows {whom} the readiness of {what}, not their position"
        case Visibility.POSITION:
            return f"shows {whom} the position of {what}, {_exactness(term)}"
        case _ as never:
            assert_never(never)


def _exactness(term: TermPlain) -> str:
    precise = "exactly"
    if term.position_precision_nm:
        precise = f"to within {amount(term.position_precision_nm)} nm"
        precise += ", as coarsely in time"
    if not term.position_delay_minutes:
        return precise if term.position_precision_nm else f"{precise} and at once"
    return f"{precise} and at least {minutes_said(term.position_delay_minutes)} old"


def _aware(term: TermPlain, level: Awareness, whom: str) -> str:
    match level:
        case Awareness.NONE:
            said = f"tells {whom} nothing of incidents they are not involved in"
        case Awareness.COARSE:
            said = (
                f"tells {whom} of its incidents coarsely"
                " (phase, situation and a half-degree cell, delayed)"
            )
        case Awareness.FULL:
            said = f"tells {whom} of its incidents in full"
        case _ as never:
            assert_never(never)
    return said + _of_whatever(term)


def _asked(term: TermPlain, whom: str) -> list[str]:
    match term.may_request:
        case None:
            return []
        case True:
            return [f"may be asked by {whom} for {own_assets(term)} by name"]
        case False:
            return [
                f"is not to be asked by {whom} for {own_assets(term)} by name"
                " (its centres may always be asked for help)"
            ]
        case _ as never:
            assert_never(never)


def _fuelled(term: TermPlain, whom: str) -> list[str]:
    match term.fuel_points:
        case None:
            return []
        case True:
            return [f"lets units of {whom} take fuel at its fuel points and bases"]
        case False:
            return [f"opens none of its fuel points and bases to units of {whom}"]
        case _ as never:
            assert_never(never)


def _timed(term: TermPlain, whom: str) -> list[str]:
    duties = [
        f"{_DUTIES[clock]} within {minutes_said(term.clocks[clock])}"
        for clock in ClockName
        if clock in term.clocks
    ]
    return [f"towards {whom} {listed(duties)}{_of_whatever(term)}"] if duties else []


def _of_whatever(term: TermPlain) -> str:
    """Follows a promise on which a limit of assets does not bear, where the article has one."""
    if not is_limited(term):
        return ""
    without = "" if bears_on(term) else idle([condition(term)])
    return WHATEVER_IS_ASKED + without


def costs_borne(costs: CostClause, *, payer: str = "the party that it works for") -> str:
    """The whole rule on costs, as it follows the name of the clause's grantor; `payer`: for whom
    it works."""
    match costs.rule:
        case CostRule.OWN:
            note = f" ({costs.note})" if costs.note else ""
            return f"bears its own costs{note}{_idle_of_own_costs(costs)}"
        case CostRule.MARGINAL:
            said = f"is reimbursed its additional costs by {payer}"
        case CostRule.FULL:
            said = f"is reimbursed in full by {payer}"
        case _ as never:
            assert_never(never)
    if costs.rate_per_hour is not None:
        said += f" at {money(costs.rate_per_hour)} {costs.currency} per hour"
    if costs.free_hours:
        said += f" after {amount(costs.free_hours)} free hours"
    if costs.claim_days is not None:
        said += f", claimed within {costs.claim_days} days"
    return said + (f" ({costs.note})" if costs.note else "")


def _idle_of_own_costs(costs: CostClause) -> str:
    said = []
    if costs.rate_per_hour is not None:
        said.append(f"{money(costs.rate_per_hour)} {costs.currency} per hour")
    elif costs.currency:
        said.append(costs.currency)
    if costs.free_hours:
        said.append(f"{amount(costs.free_hours)} free hours")
    if costs.claim_days is not None:
        said.append(f"a claim within {costs.claim_days} days")
    return idle(said)


def _conditions(term: TermPlain) -> list[str]:
    conditions = []
    if is_limited(term) and says_beyond(term):
        conditions.append(condition(term))
    if term.zone is not None:
        as_told = ", by the positions so told" if term.delay_minutes or term.precision_nm else ""
        conditions.append(f"inside {term.zone_name or 'the zone drawn'}{as_told}")
    if term.phases or term.situations:
        conditions.append(f"in {_emergencies(term)}")
    if term.valid_from is not None:
        conditions.append(f"from {day_said(term.valid_from)}")
    if term.valid_until is not None:
        conditions.append(f"until {day_said(term.valid_until)}")
    return conditions


def _scope(term: TermPlain) -> list[str]:
    """The situations of a clause that names none; what is shown without a case is always shown."""
    decides = (
        term.incident_awareness or term.entry or term.clocks or term.costs,
        term.may_request is not None,
        term.fuel_points is not None,
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
