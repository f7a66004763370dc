"""The states of requests, answers, offers and deployments, and the verdicts of matching."""

from enum import StrEnum


class RequestState(StrEnum):
    """The life of an assistance request."""

    DRAFT = "draft"
    OPEN = "open"
    FILLED = "filled"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class AnswerState(StrEnum):
    """What an addressed centre has said so far."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    OFFERED = "offered"
    DECLINED = "declined"


class OfferState(StrEnum):
    """The life of an offer; past `valid_until` it counts as expired whether or not a job ran."""

    PROVISIONAL = "provisional"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class DeploymentState(StrEnum):
    """From commitment to return; the second group is of ships of opportunity."""

    COMMITTED = "committed"
    MOBILISING = "mobilising"
    UNDERWAY = "underway"
    ON_SCENE = "on_scene"
    REFUELLING = "refuelling"
    LOADED = "loaded"
    DELIVERED = "delivered"
    RELEASED = "released"
    RETURNING = "returning"
    RETURNED = "returned"
    STOOD_DOWN = "stood_down"
    RECALLED = "recalled"
    DIVERTED = "diverted"
    HAILED = "hailed"
    PROCEEDING = "proceeding"
    UNABLE = "unable"
    EMBARKED = "embarked"


class RequestAction(StrEnum):
    """What can be done with a request; `fill` and `uncover` follow from its coverage."""

    OPEN = "open"
    AMEND = "amend"
    FILL = "fill"
    UNCOVER = "uncover"
    CLOSE = "close"
    CANCEL = "cancel"


class AnswerAction(StrEnum):
    """What an addressed centre can say to a request, here or by voice."""

    ACKNOWLEDGE = "acknowledge"
    OFFER = "offer"
    DECLINE = "decline"


class EtaBy(StrEnum):
    """Whose word an ETA is: said by those who go, or reckoned here because nobody said."""

    GIVEN = "given"
    RECKONED = "reckoned"


class ClearanceState(StrEnum):
    """How far a unit's entry into another State is: asked for, or only to be notified."""

    ASKED = "asked"
    ACKNOWLEDGED = "acknowledged"
    GRANTED = "granted"
    REFUSED = "refused"
    NOTIFIED = "notified"
    NOTED = "noted"
    """Notified, and acknowledged by the State."""
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Granted until an instant that is over, whether or not a job ran."""
    SUPERSEDED = "superseded"
    """Refused or lapsed, and asked for anew: the later one counts."""


class ClearanceAction(StrEnum):
    """What can be done about entry once it is asked for or notified; `lapse` is what time does,
    `supersede` what follows when it is asked for anew."""

    ACKNOWLEDGE = "acknowledge"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    SUPERSEDE = "supersede"


class OfferAction(StrEnum):
    """What can be done with an offer; `expire` is what time does."""

    CONFIRM = "confirm"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


class DeploymentAction(StrEnum):
    """The steps of a deployment, as they stand in its address."""

    DEPART = "depart"
    MOBILISE = "mobilise"
    GET_UNDERWAY = "get-underway"
    PROCEED = "proceed"
    UNABLE = "unable"
    ARRIVE = "arrive"
    REFUEL = "refuel"
    RESUME = "resume"
    LOAD = "load"
    EMBARK = "embark"
    DELIVER = "deliver"
    RELEASE = "release"
    RETURN = "return"
    RETURNED = "returned"
    RECALL = "recall"
    CALL_AWAY = "call-away"
    STAND_DOWN = "stand-down"
    DIVERT = "divert"
    CONSENT_DIVERT = "consent-divert"
    DECLINE_DIVERT = "decline-divert"
    WITHDRAW_DIVERT = "withdraw-divert"
    EXTEND = "extend"
    TRANSFER = "transfer"
    RECEIVE = "receive"
    LOSE_CARRIER = "lose-carrier"
    CORRECT_COUNT = "uncount"
