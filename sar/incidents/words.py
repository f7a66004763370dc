"""The closed vocabularies of incidents and who leads them."""

from enum import StrEnum


class IncidentState(StrEnum):
    """Whether the case is worked on (SAR Convention, Annex 4.8)."""

    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


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


class LinkState(StrEnum):
    """Whether both leads say that two cases are of one event, or one has proposed it."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"


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
