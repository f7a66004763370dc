"""The closed vocabularies of incidents and who leads them."""

from enum import StrEnum


class IncidentState(StrEnum):
    """Whether the case is worked on (SAR Convention, Annex 4.8)."""

    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class CaseAction(StrEnum):
    """What can be done with a case as a whole."""

    CHANGE = "change"
    REPORT_POSITION = "report_position"
    SET_DATUM = "set_datum"
    RECLASSIFY = "reclassify"
    LOG = "log"
    LINK = "link"
    PROPOSE = "propose"
    ANSWER = "answer"
    """Accept, decline or withdraw a proposal; whose answer it is, the proposal's machine says."""
    SUSPEND = "suspend"
    CLOSE = "close"
    REOPEN = "reopen"


class CaseSide(StrEnum):
    """On which side of a case, or of a proposal to take it over, a party stands."""

    INVOLVED = "involved"
    LEAD = "lead"
    ASKED = "asked"
    """It is asked to take an office over."""


class Office(StrEnum):
    """What can be handed over: the mission coordinator's, on-scene and aircraft coordination."""

    SMC = "smc"
    OSC = "osc"
    ACO = "aco"


class CoordinationState(StrEnum):
    """The life of a proposal to take over an office."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ProposalAction(StrEnum):
    """What can become of a proposal."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class LinkState(StrEnum):
    """Whether both leads say that two cases are of one event, or one has proposed it."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"


class IncidentAccess(StrEnum):
    """How much of a case a party sees."""

    INVOLVED = "involved"
    """All of it, but for log lines that others keep their own."""
    FULL = "full"
    """The same without the call-back."""
    COARSE = "coarse"
    """Its cell, phase and situation alone."""


class Involvement(StrEnum):
    """Why a party is involved in an incident."""

    OPENED = "opened"
    LEADS = "leads"
    ASKED_TO_COORDINATE = "asked_to_coordinate"
    REGION = "region"
    """The uncertainty, or six hours' drift, touches its search and rescue region."""
    ADDRESSED = "addressed"
    OFFERING = "offering"
    DEPLOYED = "deployed"
