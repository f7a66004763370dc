"""The closed vocabularies of incidents and of their lead."""

from enum import StrEnum


class IncidentState(StrEnum):
    """The states of work on a case (SAR Convention, Annex 4.8)."""

    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class CaseAction(StrEnum):
    """The actions on a case as a whole."""

    CHANGE = "change"
    REPORT_POSITION = "report_position"
    SET_DATUM = "set_datum"
    RECLASSIFY = "reclassify"
    ASSESS = "assess"
    LOG = "log"
    LINK = "link"
    PROPOSE = "propose"
    TELL_SMC = "tell_smc"
    """Write down that a listed centre has taken the mission over by voice, or has it no more."""
    TELL_PEOPLE = "tell_people"
    """Tell how many were on board, and whether people are in the water."""
    TELL_LOST = "tell_lost"
    """Write down that an authority took the list of the missing and the dead."""
    ANSWER = "answer"
    """Accept, decline or withdraw a proposal; the proposal's machine says by which side."""
    SUSPEND = "suspend"
    LOOK_AGAIN = "look_again"
    """Look at a suspended search, which stays suspended."""
    CLOSE = "close"
    REOPEN = "reopen"


class CaseObject(StrEnum):
    """The objects of cases, as far as the first need goes by them."""

    PEOPLE_IN_WATER = "people_in_water"
    WRECKAGE = "wreckage"
    SURVIVAL_CRAFT = "survival_craft"
    """A life-raft or a lifeboat: whoever is in it has left a craft."""
    AIRCRAFT = "aircraft"
    CRAFT = "craft"
    """A vessel or a boat."""
    OTHER = "other"
    NOT_TOLD = "not_told"
    """Nobody has told of it in words that are known here."""


class PobDoubt(StrEnum):
    """The contradictions in the numbers of those on board."""

    MORE_ALONE_THAN_CHILDREN = "more_alone_than_children"
    MORE_COUNTED_THAN_MOST = "more_counted_than_most"
    """Adults and children are more than the most that are said to be on board."""


class HandoverFact(StrEnum):
    """The facts that are handed over with a case, the four that come first at the top."""

    PHASE = "phase"
    POSITION = "position"
    ON_BOARD = "on_board"
    CRAFT = "craft"
    CALL_BACK = "call_back"
    MEDICAL = "medical"
    LIFE_JACKETS = "life_jackets"
    WEATHER = "weather"
    UNITS = "units"
    SHIPS = "ships"
    REQUESTS = "requests"
    PLACES = "places"
    """Places of safety, and the parties not to be told."""


class SitrepForm(StrEnum):
    """The forms of a situation report: A to F alone, or all headings."""

    SHORT = "short"
    FULL = "full"


class SitrepCause(StrEnum):
    """The reasons for which the next situation report is due; a house list after IAMSAR."""

    FIRST = "first"
    """None was issued yet."""
    HOUR = "hour"
    """The last one is an hour old, and the case is worked on."""
    PHASE = "phase"
    COORDINATOR = "coordinator"
    """Another centre is mission coordinator."""
    ON_SCENE = "on_scene"
    """Another is on-scene or aircraft coordinator."""
    ON_BOARD = "on_board"
    """Another number on board."""
    ENDED = "ended"
    """Suspended, closed or reopened since: the final one is due, or the first after it."""


class SuspensionGround(StrEnum):
    """The grounds on which a search is suspended (Annex 4.8.4; the list is a house list)."""

    WEATHER = "weather"
    DARKNESS = "darkness"
    FUEL = "fuel"
    UNITS_CALLED_AWAY = "units_called_away"
    HOPE_PASSED = "hope_passed"
    """All reasonable hope of rescuing survivors has passed (Annex 4.8.1)."""


class CaseSide(StrEnum):
    """The sides of a case, and of a proposal to take it over."""

    INVOLVED = "involved"
    LEAD = "lead"
    ASKED = "asked"
    """It is asked to take an office over."""


class Office(StrEnum):
    """The offices to be handed over: mission, on-scene and aircraft coordination."""

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
    """The actions on a proposal."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class LinkState(StrEnum):
    """The states of a link of two cases, as of one event: proposed by one lead, or said by both."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"


class IncidentAccess(StrEnum):
    """A party's access to a case."""

    INVOLVED = "involved"
    """All of it, but for log lines that others keep their own."""
    FULL = "full"
    """The same without the call-back."""
    COARSE = "coarse"
    """Its cell, phase and situation alone."""


class DatumSource(StrEnum):
    """The origin of a working datum."""

    GIVEN = "given"
    """A place that the lead gave."""
    DRIFT = "drift"
    """The place to which the datum before it had drifted."""


class HelpGone(StrEnum):
    """The ways in which a unit that was to come does not."""

    TURNED_BACK = "turned_back"
    """Recalled, or diverted to another case."""
    UNABLE = "unable"
    LATE = "late"


class UnitComes(StrEnum):
    """The ways in which another authority's unit comes after all."""

    BACK = "back"
    SAILS_AGAIN = "sails_again"
    ANOTHER = "another"
    """Another one of its units has set out."""


class SentAwayReason(StrEnum):
    """The reasons for which a unit is sent away from people who are still to be taken aboard."""

    MASTER_LEAVES = "master_leaves"
    SECOND_DISTRESS = "second_distress"
    CREW_IN_DANGER = "crew_in_danger"
    RELIEVED = "relieved"
    FUEL = "fuel"
    DEFECT = "defect"
    UNFIT = "unfit"
    """It cannot work in this weather or sea."""
    LANDS = "lands"
    """It lands those aboard."""
    OTHER = "other"


class ActingDecision(StrEnum):
    """The decisions of a coordinator that a watch officer may take where none is signed in."""

    ACCEPT_OFFER = "accept_offer"
    DECLINE_OFFER = "decline_offer"
    SEND_OWN = "send_own"
    """Offered and accepted in one act: a unit of one's own."""
    DIVERT = "divert"
    WITHDRAW_DIVERSION = "withdraw_diversion"
    PROPOSE_LEAD = "propose_lead"
    """Of any office: mission coordinator, on scene, in the air."""
    ACCEPT_LEAD = "accept_lead"
    DECLINE_LEAD = "decline_lead"
    WITHDRAW_LEAD = "withdraw_lead"
    RELEASE = "release"
    STAND_DOWN = "stand_down"
    SUSPEND = "suspend"
    CLOSE = "close"


class RegionTouch(StrEnum):
    """The way in which a case touches a search and rescue region; the nearest that holds."""

    HOLDS = "holds"
    """The present place lies in it."""
    CIRCLE = "circle"
    """The uncertainty of the present place reaches it."""
    DRIFT = "drift"
    """The datum as it was set may lie in it, or the drift of six hours from now leads there."""
    REPORTED = "reported"
    """A position that was reported last, or since the datum was, lies in it, or may."""
    PORT = "port"
    """There is no datum: the craft left from there."""
    ROUTE = "route"
    """There is no datum: the intended route leads through it."""


class Involvement(StrEnum):
    """The reasons for which a party is involved in an incident."""

    OPENED = "opened"
    LEADS = "leads"
    ASKED_TO_COORDINATE = "asked_to_coordinate"
    REGION = "region"
    """The case touches its search and rescue region."""
    ADDRESSED = "addressed"
    OFFERING = "offering"
    DEPLOYED = "deployed"


class AlarmCause(StrEnum):
    """The alarms of a case that are told outside the screens where nobody takes them up there."""

    UNASSESSED = "unassessed"
    """Nobody has assessed its phase in time."""
    BELOW = "below"
    """Its sheet suggests distress, and nobody has followed that, nor said why not."""
    UNTASKED = "untasked"
    """In distress, no unit or ship that takes people aboard is tasked in time."""
    UNCOVERED = "uncovered"
    """In distress, those tasked have no room for all, and not enough is asked for."""
    HELP_GONE = "help_gone"
    """A unit that was to come is late, turned back, or cannot come."""
    HAIL_UNANSWERED = "hail_unanswered"
    """A ship that was hailed has not answered in time."""
    UNIT_SILENT = "unit_silent"
    """The positions of a unit at work have stopped, and no word of it came since."""
    REGION = "region"
    """A case of another lead has newly touched the centre's search and rescue region."""
    UNWRITTEN = "unwritten"
    """Nobody has written anything about people in distress for too long."""
    SMC_SILENT = "smc_silent"
    """Nothing was heard in time from a mission coordinator by voice."""
    ACTED = "acted"
    """A watch officer acted as coordinator."""
    OFFER_WAITS = "offer_waits"
    """An offer that would help was not decided in time."""
    LOOK_AGAIN = "look_again"
    """Nobody has looked again in time at a suspended search."""
    SUSPENDED_NEWS = "suspended_news"
    """Something was told of a case whose search is suspended: any news resumes it."""
    HANDED_OVER = "handed_over"
    """One of the first facts that were handed over with a case is not confirmed in time."""
    LEAD_UNHEARD = "lead_unheard"
    """Nobody has written anything about people in distress for too long, nor taken that up where
    the case is led: for the centres whose units are at work in it."""
    LEAD_UNREACHED = "lead_unreached"
    """Nobody where a case in distress is led has taken up what rings there, and all its contacts
    were alerted in vain: for the other centres that have to do with it."""
    AUTHORITY_SILENT = "authority_silent"
    """Another authority, which has a case in distress, was not heard from in time."""
    LIST_OWED = "list_owed"
    """No authority has taken the list of the missing and the dead in time."""
