"""Facts of distress reports: heard, and what was made of them."""

from sar.record.facts import Fact


class ReportFact(Fact):
    thing = "distress_report"


class DistressHeard(ReportFact):
    """`by`: the party whose receiver heard it; `centre`: where it rings."""

    says = "{about} was heard by a receiver of {by} {where}; it rings at {centre}."
    by: str
    centre: str
    where: str


class DistressHeardAgain(ReportFact):
    says = "{about} is heard still, {where}."
    where: str


class DistressTold(ReportFact):
    """A text, which is not told here. `by`: the party that told it; `centre`: where it rings."""

    says = "{about} came to {by} by {source} {where}; it rings at {centre}."
    by: str
    source: str
    centre: str
    where: str


class DistressToldAgain(ReportFact):
    """A further text of the same sender."""

    says = "{about}: a further text came to {by} by {source} {where}; it rings at {centre}."
    by: str
    source: str
    centre: str
    where: str


class DistressTakenUp(ReportFact):
    """Somebody at `centre` looks into it; it is settled by nothing yet."""

    says = "{centre} has {about}, and looks into it."
    centre: str


class DistressPassedOn(ReportFact):
    """`by`: the centre that passed it on; it rings at `centre` from then on."""

    says = "{by} has passed {about} on to {centre}, where it rings: {reason}"
    by: str
    centre: str
    reason: str


class DistressAlertSent(ReportFact):
    """`centre` has not taken it up; `of_centre` has the contact, which is its `place`th."""

    says = (
        "An alert about {about} to {centre} was handed over: {way} to contact {place} of"
        " {of_centre}."
    )
    centre: str
    of_centre: str
    way: str
    place: int


class DistressAlertFailed(DistressAlertSent):
    says = (
        "An alert about {about} to {centre} failed: {way} to contact {place} of {of_centre},"
        " {reason}; again at {again}."
    )
    reason: str
    again: str


class DistressAlertGivenUp(DistressAlertSent):
    says = (
        "An alert about {about} to {centre} was given up: {way} to contact {place} of {of_centre},"
        " {reason}."
    )
    reason: str


class DistressContactsExhausted(ReportFact):
    says = "{centre} has not taken up {about}; of its contacts {tried} could be alerted. Call it."
    centre: str
    tried: int


class DistressReportTaken(ReportFact):
    """No case is named: the party that heard it may not see that."""

    says = "{centre} works on {about} as a case."
    centre: str


class DistressReportDismissed(ReportFact):
    says = "{about} is no distress, as {centre} says: {reason}"
    centre: str
    reason: str
