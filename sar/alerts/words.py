"""The words of alerts: the ways on which they leave, the matters they are about, their states."""

from enum import StrEnum


class AlertChannel(StrEnum):
    """The channels of contacts on which alerts leave by themselves."""

    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"
    WEBHOOK = "webhook"


class AlertMatter(StrEnum):
    """The kinds of things that a centre's answer is awaited of."""

    REQUEST = "request"
    """`about_id` is of an addressee."""
    CLEARANCE = "clearance"
    COORDINATION = "coordination"
    CASE = "case"
    """`about_id` is of an alarm of a case, which nobody has taken up."""
    SIGNAL = "signal"
    """`about_id` is of the ringing of a distress report at a centre."""


class AlertTurn(StrEnum):
    """The silences for which a centre's contacts are tried: each contact once in each turn."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    """Acknowledged or not, no answer came in time."""


class AlertState(StrEnum):
    """The life of an alert to one contact."""

    WAITING = "waiting"
    """Nothing has come of a first attempt yet."""
    FAILED = "failed"
    """It is tried again."""
    HANDED_OVER = "handed_over"
    """A server has taken it; nobody knows here who reads it."""
    GIVEN_UP = "given_up"
    NOT_NEEDED = "not_needed"
    """The centre answered, or nothing is asked any more, before it could leave."""


class AlertFailure(StrEnum):
    """The reasons why an attempt came to nothing."""

    NOT_REACHED = "not_reached"
    NO_ANSWER = "no_answer"
    """Nothing was said within the time limit: it may have been taken all the same."""
    REFUSED = "refused"
    """Its address, or what is sent to it."""
    WAY_REFUSED = "way_refused"
    """The sender: its sign-in, its name, or how it talks."""
    NOT_ALLOWED = "not_allowed"
    """The address is one that the operator does not let alerts go to."""
    CONTACT_GONE = "contact_gone"
    """The centre has taken the contact off its list."""
    CONTACT_UNMARKED = "contact_unmarked"
    """It is an exercise, and the contact is marked for exercises no more."""
    NOT_CONFIGURED = "not_configured"


class NobodyNext(StrEnum):
    """The reasons why nobody can be named whom to ask next."""

    NO_PLACE = "no_place"
    """Neither a position nor a route is known, so no centre is nearer than another."""
    NOBODY_LEFT = "nobody_left"
    """Every party whose centre could be named knows of the case, or is not to be told."""
    AUTHORITY_LEFT = "authority_left"
    """Of an entry: the State has no other centre, but has designated an authority that is called.
    """


class AlertsLeaving(StrEnum):
    """The states of the leaving of alerts from the installation."""

    LEAVING = "leaving"
    NO_WAY = "no_way"
    """No way is configured: nobody is alerted outside the screens."""
    NO_WORKER = "no_worker"
    """No sender is heard of any more, or none ever was though a way is configured."""
    FAILING = "failing"
    """A configured way has only failed for some minutes."""
