"""Facts of the links by which listed centres answer without an account."""

from typing import Any

from sar.record.facts_of_requests import ClearanceFact, RequestFact


class AnswerLinkMade(RequestFact):
    """`until`: as it is read, day and minute UTC. One made before is no longer good."""

    says = "{centre} was made an answer link to {about}, good until {until} at the latest."
    centre: str
    until: str


class AnswerLinkCodeMade(RequestFact):
    """The code before, and the device that had given it, are no longer good."""

    says = "A code for the answer link of {centre} to {about} was made, to be spoken by voice."
    centre: str


class AnswerLinkWithdrawn(RequestFact):
    says = "The answer link of {centre} to {about} was withdrawn."
    centre: str


class AnswerLinkOpened(RequestFact):
    says = "{centre} opened its answer link to {about}: the code was right."
    centre: str


class AnswerLinkLocked(RequestFact):
    says = "The answer link of {centre} to {about} is locked: {tries} wrong codes."
    centre: str
    tries: int


class AnsweredByLink(RequestFact):
    """The centre's own word, by function; the code spoken to it by voice was given before."""

    says = "{centre} answered {about} by link, code spoken ({function}, {answer}){words}"
    centre: str
    function: str
    answer: str
    said: str

    def spoken(self) -> dict[str, Any]:
        """The words after a colon, if there are any."""
        return {**super().spoken(), "words": f": {self.said}" if self.said else "."}


class EntryLinkMade(ClearanceFact):
    """`until`: as it is read, day and minute UTC. One made before is no longer good."""

    says = (
        "{territory} was made an answer link to the entry of {about}, good until {until} at the"
        " latest."
    )
    until: str


class EntryLinkCodeMade(ClearanceFact):
    """The code before, and the device that had given it, are no longer good."""

    says = (
        "A code for the answer link of {territory} to the entry of {about} was made, to be spoken"
        " by voice."
    )


class EntryLinkWithdrawn(ClearanceFact):
    says = "The answer link of {territory} to the entry of {about} was withdrawn."


class EntryLinkOpened(ClearanceFact):
    says = "{territory} opened its answer link to the entry of {about}: the code was right."


class EntryLinkLocked(ClearanceFact):
    says = "The answer link of {territory} to the entry of {about} is locked: {tries} wrong codes."
    tries: int


class EntryAnsweredByLink(ClearanceFact):
    """The State's own word, by function; the code spoken to it by voice was given before."""

    says = (
        "{territory} said of the entry of {about} by link, code spoken ({function},"
        " {answer}{until}){words}"
    )
    function: str
    answer: str
    said: str
    until: str = ""

    def spoken(self) -> dict[str, Any]:
        """The words after a colon, if there are any."""
        return {**super().spoken(), "words": f": {self.said}" if self.said else "."}
