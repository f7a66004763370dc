"""The states of requests, answers, offers, deployments and clearances, and the actions on them."""

from enum import StrEnum
from typing import Final


class RequestState(StrEnum):
    """The life of an assistance request."""

    DRAFT = "draft"
    OPEN = "open"
    FILLED = "filled"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class AnswerState(StrEnum):
    """The answer of an addressed centre so far."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    OFFERED = "offered"
    DECLINED = "declined"


class AnswerSource(StrEnum):
    """The ways in which an answer comes: the asker wrote down what it heard, or the centre gave it
    by its link."""

    VOICE = "voice"
    LINK = "link"


class LinkAnswer(StrEnum):
    """The answers that a listed centre gives by a link: to a request, or of a clearance."""

    ACKNOWLEDGED = "acknowledged"
    OFFERED = "offered"
    DECLINED = "declined"
    GRANTED = "granted"
    REFUSED = "refused"


class LinkMatter(StrEnum):
    """The kind of question that an answer link puts."""

    REQUEST = "request"
    CLEARANCE = "clearance"


class LinkLine(StrEnum):
    """The lines of what is asked by an answer link."""

    PHASE = "phase"
    WHAT = "what"
    POSITION = "position"
    PEOPLE = "people"
    WEATHER = "weather"
    MESSAGE = "message"
    NEED = "need"
    DUE = "due"
    COORDINATES = "coordinates"
    UNIT = "unit"
    REGISTRATION = "registration"
    SERVICE = "service"
    ARMED = "armed"
    SENSORS = "sensors"
    CREW = "crew"
    ENTRY = "entry"
    """The request to the State, and the waters."""
    PREJUDICE = "prejudice"
    """No words on whose waters these are bind anybody."""
    ENTERS = "enters"
    STAYS = "stays"
    TRACKS = "tracks"
    HEIGHTS = "heights"
    LANDING = "landing"
    RADIO = "radio"
    TRANSPONDER = "transponder"
    LIAISON = "liaison"
    PURPOSE = "purpose"
    BASIS = "basis"
    DETAILS = "details"
    CONTACT = "contact"


class LinkStanding(StrEnum):
    """The states of an answer link for the device that has opened it."""

    CODE = "code"
    """It waits for the code."""
    OPEN = "open"
    OTHER_DEVICE = "other_device"
    """The code was given on another device, to which it is open alone."""


class CodeOutcome(StrEnum):
    """The outcome of a code that was given."""

    ACCEPTED = "accepted"
    WRONG = "wrong"
    LOCKED = "locked"
    """It was wrong once too often: the link is no longer good."""
    OTHER_DEVICE = "other_device"
    NOT_SPOKEN = "not_spoken"
    """The link has no code yet: an alert carried it, and nobody has spoken with the centre. It
    counts for nothing."""


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
    """Actions on a request; `fill` and `uncover` follow from its coverage."""

    OPEN = "open"
    AMEND = "amend"
    FILL = "fill"
    UNCOVER = "uncover"
    CLOSE = "close"
    CANCEL = "cancel"


class AnswerAction(StrEnum):
    """Answers that an addressed centre can give, here or by voice."""

    ACKNOWLEDGE = "acknowledge"
    OFFER = "offer"
    DECLINE = "decline"


class CallOutcome(StrEnum):
    """The outcome of a call that brought no answer."""

    NO_ANSWER = "no_answer"
    NOT_NEEDED = "not_needed"
    """It need not be made any more."""


class StepDoubt(StrEnum):
    """The contradictions in what is told of a unit. It is recorded all the same."""

    MORE_THAN_ABOARD = "more_than_aboard"
    """More left it, or died, than were known to be aboard."""
    MORE_DEAD_THAN_ABOARD = "more_dead_than_aboard"
    NOT_THERE = "not_there"
    """It gave or took people over, and was not known to be where that is done."""
    EARLIER_WORK = "earlier_work"
    """It left for this work, or was there, while its earlier work goes on as far as is told."""
    OUT_OF_ORDER = "out_of_order"
    """It is told to have been before the step that it follows."""


class EtaBy(StrEnum):
    """The source of `eta_at`: given by those who go, or the first that was expected here."""

    GIVEN = "given"
    RECKONED = "reckoned"


class Owed(StrEnum):
    """The kinds of debt for a unit's work by the clause on costs."""

    NOTHING = "nothing"
    """Each bears its own, or the free hours are not over."""
    BY_RATE = "by_rate"
    BY_ACCOUNT = "by_account"
    """No rate is agreed: what it was stands in the owner's account."""


class Lateness(StrEnum):
    """The time that a unit is expected to miss."""

    PROMISE = "promise"
    """The one that was promised; without a promise, the one expected when it was accepted."""
    NEED = "need"
    """The one by which it is needed."""


class NotRecovering(StrEnum):
    """The reason why a unit that has room does not take people aboard, or not always."""

    NO_MEANS = "no_means"
    BEYOND_SEA_STATE = "beyond_sea_state"
    BY_DAY_ONLY = "by_day_only"


class FirstNeed(StrEnum):
    """The help that a case needs first."""

    SEARCH = "search"
    TAKE_ABOARD = "take_aboard"
    TOW = "tow"
    """A vessel that stands by a craft adrift, and tows it if it can."""
    REACH = "reach"
    """A unit in the air, or a team, that gets to people on land."""
    POLLUTION = "pollution"


class NeedGround(StrEnum):
    """The fact of a case by which its first need was chosen; the first four are why people are
    searched for before they are taken aboard."""

    PHASE = "phase"
    """It is not in distress: one finds out first."""
    NO_POSITION = "no_position"
    VAGUE_POSITION = "vague_position"
    OLD_POSITION = "old_position"
    """It was known well, and may have drifted far since."""
    DISTRESS = "distress"
    """It is in distress, and its place is known."""
    ATTENDED = "attended"
    """A vessel is on scene, which sees it."""
    PATIENT = "patient"
    IN_WATER = "in_water"
    WRECKAGE = "wreckage"
    SURVIVAL_CRAFT = "survival_craft"
    AIRCRAFT = "aircraft"
    ADRIFT = "adrift"
    ON_LAND = "on_land"
    POLLUTION = "pollution"


class NoTime(StrEnum):
    """The reason why no time is expected."""

    ARRIVED = "arrived"
    OVERDUE = "overdue"
    """It should have been there, and nobody has said that it is."""
    NO_CARRIER = "no_carrier"
    WITH_CARRIER = "with_carrier"
    """Its carrier is there already."""
    NO_SCENE = "no_scene"
    NO_PLACE = "no_place"
    """Its place is not known, or may not be seen."""
    NO_SPEED = "no_speed"
    NO_WAY = "no_way"
    WAY_NOT_KNOWN = "way_not_known"
    """The way by water is not worked out."""
    NOT_CAUGHT = "not_caught"
    """It does not catch up with the drift."""
    ENTRY_REFUSED = "entry_refused"
    """The State that was asked for its entry has refused it."""


class StintBegin(StrEnum):
    """The way in which the beginning of a unit's time on scene is known."""

    ARRIVED = "arrived"
    """It was told to have come, or come back, then."""
    THERE_THEN = "there_then"
    """It took or gave people there then: nobody has told when it came."""
    NOT_TOLD = "not_told"
    """It follows from counts: nobody has told when it was there."""


class ClearanceState(StrEnum):
    """The states of a clearance: asked for, or only notified."""

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


UNANSWERED: Final = frozenset({ClearanceState.ASKED, ClearanceState.ACKNOWLEDGED})
"""The states of a clearance in which the State has not said yet whether the unit may enter."""


class ClearanceAction(StrEnum):
    """Actions on a clearance; time brings `lapse` about, and a new request `supersede`."""

    ACKNOWLEDGE = "acknowledge"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    SUPERSEDE = "supersede"


class OfferAction(StrEnum):
    """Actions on an offer; time brings `expire` about."""

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
    FOUND_DEAD = "found-dead"
    DIED = "died"
    BORN = "born"
    BACK_IN_WATER = "back-in-water"
    HEADCOUNT = "headcount"
    HEARD = "heard"
    PROMISE = "promise"
    CASE_CLOSED = "case-closed"


class Unheard(StrEnum):
    """The sign of a unit at work that is overdue."""

    SILENT = "silent"
    """Its positions have stopped, and no word came since."""
    CHECK_IN = "check_in"
    """A word is overdue: of a unit whose positions do not come, or whose crew was to be heard."""


LIVES: Final = frozenset(
    {
        DeploymentAction.FOUND_DEAD,
        DeploymentAction.DIED,
        DeploymentAction.BORN,
        DeploymentAction.BACK_IN_WATER,
    }
)
"""The facts about lives, which are told in every state of a unit."""
