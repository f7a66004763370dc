"""Facts of incidents: the lead, its proposals and its handover."""

from sar.record.facts_of_incidents import IncidentFact


class SmcTakenByVoice(IncidentFact):
    """`function`: of who said it, `heard`: in which words, `time`: when."""

    says = (
        "{centre} took {about} over by voice as SAR mission coordinator at {time} ({function}):"
        " {heard}"
    )
    centre: str
    function: str
    heard: str
    time: str
    channel: str = ""


class HandoverConfirmed(IncidentFact):
    """`facts`: the words of `HandoverFact` that who leads now has heard, joined by commas."""

    says = "{about}: heard at the handover: {facts}."
    facts: str


class HandoverUnconfirmed(IncidentFact):
    """`centre`: who took over; `calls`: who calls it about the facts, or is called."""

    says = (
        "{about}: {minutes} after the handover to {centre} these are not confirmed:"
        " {facts}. {calls} calls."
    )
    facts: str
    minutes: int
    centre: str
    calls: str


class CentreToldByVoice(IncidentFact):
    """`function`: of who was spoken with, `said`: the words of that centre, `time`: when."""

    says = "{centre} was told of {about} by voice at {time} ({function}): {said}"
    centre: str
    function: str
    said: str
    time: str


class SmcHeard(IncidentFact):
    says = "{about}: {centre}, SAR mission coordinator, was heard at {time} ({function}): {heard}"
    centre: str
    function: str
    heard: str
    time: str


class SmcSilent(IncidentFact):
    says = (
        "{about}: nothing was heard for {minutes} from {centre}, SAR mission coordinator."
        " Call it, and act as though nobody leads."
    )
    centre: str
    minutes: int


class SmcTakenBack(IncidentFact):
    says = "{lead} is SAR mission coordinator of {about} again, after {centre}. {reason}"
    centre: str
    lead: str
    reason: str


class CoordinationProposed(IncidentFact):
    says = "{from_centre} proposed that {to_centre} take over {about} as {office}. {reason}"
    office: str
    from_centre: str
    to_centre: str
    reason: str = ""


class CoordinationAccepted(IncidentFact):
    says = "{to_centre} took over {about} from {from_centre} as {office}."
    office: str
    from_centre: str
    to_centre: str


class LeadClaimed(IncidentFact):
    """The asked centre has joined and has not said so here. `claimed_by` and its centre wrote it
    down; `holder`: the mission coordinator, who answers until it accepts."""

    says = (
        "Said by voice at {time}, to be confirmed by {to_centre} here: it takes {about} over as"
        " {office} ({function}): {heard} Written down by {claimed_by} ({claimed_by_centre}). Until"
        " it accepts, {holder} answers."
    )
    office: str
    from_centre: str
    to_centre: str
    function: str
    heard: str
    channel: str = ""
    time: str
    claimed_by: str
    claimed_by_centre: str
    holder: str


class ProposalUnanswered(IncidentFact):
    """`holder`: the mission coordinator, who answers until somebody accepts."""

    says = (
        "{about}: {to_centre} has not answered within {minutes} whether it takes over as"
        " {office}. Until it accepts, {holder} answers."
    )
    office: str
    from_centre: str
    to_centre: str
    holder: str
    minutes: int


class CoordinationDeclined(IncidentFact):
    says = "{to_centre} declined to take over {about} as {office}: {reason}"
    office: str
    from_centre: str
    to_centre: str
    reason: str


class ProposalAlertSent(IncidentFact):
    """`centre` is asked; `of_centre` has the contact, which is its `place`th."""

    says = (
        "An alert about {about} to {centre}, which is asked to be {office}, was handed over: {way}"
        " to contact {place} of {of_centre}."
    )
    centre: str
    office: str
    of_centre: str
    way: str
    place: int


class ProposalAlertFailed(ProposalAlertSent):
    says = (
        "An alert about {about} to {centre}, which is asked to be {office}, failed: {way} to"
        " contact {place} of {of_centre}, {reason}; again at {again}."
    )
    reason: str
    again: str


class ProposalAlertGivenUp(ProposalAlertSent):
    says = (
        "An alert about {about} to {centre}, which is asked to be {office}, was given up: {way} to"
        " contact {place} of {of_centre}, {reason}."
    )
    reason: str


class ProposalContactsExhausted(IncidentFact):
    says = (
        "{centre}, which is asked to be {office}, has not answered about {about}; of its contacts"
        " {tried} could be alerted."
    )
    centre: str
    office: str
    tried: int


class CoordinationWithdrawn(IncidentFact):
    says = (
        "{from_centre} withdrew its proposal that {to_centre} take over {about} as {office}."
        " {reason}"
    )
    office: str
    from_centre: str
    to_centre: str
    reason: str = ""
