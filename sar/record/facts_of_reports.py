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


class DistressReportTaken(ReportFact):
    """No case is named: the party that heard it may not see that."""

    says = "{centre} works on {about} as a case."
    centre: str


class DistressReportDismissed(ReportFact):
    says = "{about} is no distress, as {centre} says: {reason}"
    centre: str
    reason: str
