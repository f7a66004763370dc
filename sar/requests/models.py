"""Tables of requests, their needs and addressees, mutings, offers and deployments."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from sar.agreements.words import ClearanceMode, Phase, Situation
from sar.db import instant, word, words
from sar.geo.columns import PointColumn
from sar.geo.position import LatLon
from sar.matching.words import NeedUnit
from sar.requests.words import (
    AnswerState,
    ClearanceState,
    DeploymentState,
    Lateness,
    NoTime,
    OfferState,
    RequestState,
)


class Request(SQLModel, table=True):
    """Needs addressed to centres; with an incident, or without one (capacity building, or help in a
    border emergency, which is no case of search and rescue)."""

    __tablename__ = "request"
    __table_args__ = (
        CheckConstraint(
            "incident_id IS NOT NULL OR situation IN ('border_emergency', 'capacity_building')",
            name="situation",
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    reference: str = Field(unique=True)
    incident_id: UUID | None = Field(default=None, foreign_key="incident.id", index=True)
    party_code: str = Field(foreign_key="party.code", index=True)
    """The requester; whoever takes the incident over takes its requests over too."""
    centre_id: UUID = Field(foreign_key="centre.id")
    filed_by: str = Field(foreign_key="party.code", index=True)
    """The party that filed it: it goes on reading it."""
    exercise: bool
    situation: Situation = Field(sa_type=word(Situation))
    state: RequestState = Field(default=RequestState.DRAFT, sa_type=word(RequestState))
    message: str = ""
    place: LatLon | None = Field(default=None, sa_type=PointColumn, nullable=True)
    """The place of the work when there is no incident whose datum gives it."""
    created_at: datetime = instant()
    opened_at: datetime | None = instant(default=None)
    ended_at: datetime | None = instant(default=None)
    reason: str = ""
    updated_at: datetime = instant()
    version: int = 1


class Need(SQLModel, table=True):
    """One line of a request."""

    __tablename__ = "need"
    __table_args__ = (
        UniqueConstraint("request_id", "ordinal"),
        CheckConstraint("quantity >= 1", name="quantity"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    request_id: UUID = Field(foreign_key="request.id", index=True)
    ordinal: int
    what: str = ""
    kinds: list[str] = words()
    types: list[str] = words()
    capabilities: list[str] = words()
    """Capabilities, by their codes (`hoist`, `flight_deck`, `drops_rafts`, …)."""
    quantity: int = 1
    unit: NeedUnit = Field(default=NeedUnit.ASSETS, sa_type=word(NeedUnit))
    from_at: datetime | None = instant(default=None)
    by_at: datetime | None = instant(default=None)
    until_at: datetime | None = instant(default=None)
    withdrawn_at: datetime | None = instant(default=None)


class Addressee(SQLModel, table=True):
    """An addressed centre and its answer, with the clocks that run for it."""

    __tablename__ = "addressee"
    __table_args__ = (
        UniqueConstraint("request_id", "centre_id"),
        Index("ix_addressee_sent_at", "party_code", "sent_at"),
        Index("ix_addressee_unanswered", "party_code", postgresql_where=text("state = 'sent'")),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    request_id: UUID = Field(foreign_key="request.id", index=True)
    centre_id: UUID = Field(foreign_key="centre.id")
    party_code: str = Field(foreign_key="party.code")
    state: AnswerState = Field(default=AnswerState.SENT, sa_type=word(AnswerState))
    sent_at: datetime | None = instant(default=None)
    acknowledge_due_at: datetime | None = instant(default=None)
    answer_due_at: datetime | None = instant(default=None)
    limits: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """The source of each limit: an article, or a house figure (the Convention gives none)."""
    acknowledged_at: datetime | None = instant(default=None)
    answered_at: datetime | None = instant(default=None)
    overdue_at: datetime | None = instant(default=None)
    """The instant at which the missing acknowledgement was put on the record."""
    answer_overdue_at: datetime | None = instant(default=None)
    """The instant at which the missing answer was put on the record."""
    reason: str = ""
    voice: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """Answers by voice: `{"function", "said", "answer", "at", "recorded_at"}`, of a party that has
    joined also `{"claimed_by": {"party", "centre"}, "confirmed_at"}`, of one that has not and has
    answered by its link `{"source"}`"""
    link: dict[str, Any] | None = Field(default=None, sa_type=JSONB, nullable=True)
    """The newest answer link: `{"made_at", "expires_at", "opened_at", "locked_at"}`; None: there is
    none, or it was withdrawn."""


class AnswerLink(SQLModel, table=True):
    """A link by which a listed centre answers one request, or a State of one clearance: a
    credential, kept as hashes. Real time."""

    __tablename__ = "answer_link"
    __table_args__ = (
        CheckConstraint("(addressee_id IS NULL) <> (clearance_id IS NULL)", name="one_purpose"),
        Index(
            "uq_answer_link_addressee",
            "addressee_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "uq_answer_link_clearance",
            "clearance_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    addressee_id: UUID | None = Field(default=None, foreign_key="addressee.id")
    clearance_id: UUID | None = Field(default=None, foreign_key="clearance.id")
    code_hash: str | None = None
    """Argon2id, as of passwords; None: no code has been made yet."""
    device_hash: bytes | None = None
    """Of the secret of the device that has given the code."""
    opening_hash: bytes | None = None
    """Of the page's own id of its opening, by which it is known again where its answer was lost."""
    wrong_codes: int = 0
    made_at: datetime = instant()
    expires_at: datetime = instant()
    ended_at: datetime | None = instant(default=None)
    """Withdrawn, replaced or locked."""


class AnswerLinkToken(SQLModel, table=True):
    """A token that leads to a link: each message that carries the link has its own, kept as a
    hash."""

    __tablename__ = "answer_link_token"

    token_hash: bytes = Field(primary_key=True)
    link_id: UUID = Field(foreign_key="answer_link.id", index=True, ondelete="CASCADE")


class Offer(SQLModel, table=True):
    """A party's answer: items, conditions, a time until which it is valid."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("request_id IS NOT NULL OR incident_id IS NOT NULL", name="for_something"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    request_id: UUID | None = Field(default=None, foreign_key="request.id", index=True)
    incident_id: UUID | None = Field(default=None, foreign_key="incident.id", index=True)
    party_code: str = Field(foreign_key="party.code", index=True)
    centre_id: UUID = Field(foreign_key="centre.id")
    to_party: str = Field(foreign_key="party.code", index=True)
    state: OfferState = Field(sa_type=word(OfferState))
    valid_until: datetime = instant()
    conditions: str = ""
    rests_on: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """The clauses it was made under, as `terms` of a deployment: once one of them has ended, the
    owner must confirm again before it can be accepted."""
    created_at: datetime = instant()
    decide_due_at: datetime | None = instant(default=None)
    """The instant by which it is to be accepted or declined; None: its own party is to confirm it
    first, or it is for capacity building, which has no clock."""
    decided_at: datetime | None = instant(default=None)
    undecided_at: datetime | None = instant(default=None)
    """The instant at which its being undecided was recorded."""
    reason: str = ""
    updated_at: datetime = instant()
    version: int = 1


class OfferItem(SQLModel, table=True):
    """One asset of an offer, how many of it, what carries it, and when it can be there."""

    __tablename__ = "offer_item"
    __table_args__ = (CheckConstraint("quantity >= 1", name="quantity"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    offer_id: UUID = Field(foreign_key="offer.id", index=True)
    need_id: UUID | None = Field(default=None, foreign_key="need.id")
    asset_id: UUID = Field(foreign_key="asset.id", index=True)
    name: str
    type_code: str
    """The asset's name when offered: later changes are its party's own affair."""
    persons: int = 0
    """The survivors that one lift of all of them takes."""
    persons_at_most: int = 0
    """The survivors that all of them hold at the very most; 0: not known."""
    quantity: int = 1
    carrier_asset_id: UUID | None = Field(default=None, foreign_key="asset.id")
    from_at: datetime = instant()
    until_at: datetime | None = instant(default=None)
    promised_at: datetime | None = instant(default=None)
    """The time of arrival that a person has promised."""
    offered_out: bool = False
    """Its party said that it could not go, and offered it, or confirmed the offer, all the same."""


class Deployment(SQLModel, table=True):
    """An asset's or ship's work from commitment (or hail) to return."""

    __tablename__ = "deployment"
    __table_args__ = (
        CheckConstraint("(asset_id IS NULL) <> (ship_id IS NULL)", name="asset_or_ship"),
        CheckConstraint(
            "aboard >= 0 AND recovered >= 0 AND delivered >= 0 AND dead >= 0", name="counts"
        ),
        CheckConstraint("taken_over >= 0 AND handed_over >= 0", name="transfers"),
        CheckConstraint(
            "recovered + taken_over + born"
            " = aboard + delivered + handed_over + dead + back_in_water",
            name="accounted",
        ),
        CheckConstraint(
            "died BETWEEN 0 AND dead AND born >= 0 AND back_in_water >= 0", name="lives"
        ),
        CheckConstraint("dead_landed BETWEEN 0 AND dead", name="dead_landed"),
        Index("ix_deployment_state", "state"),
        Index(
            "ix_deployment_ended",
            "updated_at",
            postgresql_where=text("state IN ('recalled', 'returned')"),
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    incident_id: UUID | None = Field(default=None, foreign_key="incident.id", index=True)
    request_id: UUID | None = Field(default=None, foreign_key="request.id", index=True)
    offer_id: UUID | None = Field(default=None, foreign_key="offer.id", index=True)
    need_id: UUID | None = Field(default=None, foreign_key="need.id")
    asset_id: UUID | None = Field(default=None, foreign_key="asset.id", index=True)
    ship_id: UUID | None = Field(default=None, foreign_key="ship.id", index=True)
    carrier_asset_id: UUID | None = Field(default=None, foreign_key="asset.id")
    party_code: str | None = Field(default=None, foreign_key="party.code", index=True)
    """The owner, who commands it and may recall it; None for a ship of opportunity."""
    lead_party: str = Field(foreign_key="party.code", index=True)
    """The requester or lead, to whom the work is promised."""
    hailed_by: str | None = Field(default=None, foreign_key="party.code", index=True)
    """The party that hailed this ship without leading the case; it directs the ship as well."""
    hail_due_at: datetime | None = instant(default=None)
    """The time by which the master of a hailed ship is to have answered; None: no clock ran."""
    hail_overdue_at: datetime | None = instant(default=None)
    """The record has been told that no answer came in time."""
    hail_centre_id: UUID | None = Field(default=None, foreign_key="centre.id")
    """The centre that hailed this ship; earlier versions did not keep it."""
    name: str
    type_code: str
    persons: int = 0
    """The survivors that one lift of all of them takes."""
    persons_at_most: int = 0
    """The survivors that all of them hold at the very most; 0: not known."""
    quantity: int = 1
    state: DeploymentState = Field(sa_type=word(DeploymentState))
    from_at: datetime = instant()
    until_at: datetime | None = instant(default=None)
    promised_at: datetime | None = instant(default=None)
    """The time of arrival that a person has promised last."""
    first_expected_at: datetime | None = instant(default=None)
    """The first time that was expected here after the acceptance: it stands for a promise where
    there is none."""
    told_at: datetime | None = instant(default=None)
    """The expected time that the record was told last."""
    late: Lateness | None = Field(default=None, sa_type=word(Lateness), nullable=True)
    """The record has been told that it is expected too late; `late_told_at`: the time told
    then."""
    late_told_at: datetime | None = instant(default=None)
    left_at: datetime | None = instant(default=None)
    arrived_at: datetime | None = instant(default=None)
    """The first arrival on scene."""
    stints: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """Each time on scene: `{"from_at", "began", "until_at", "fuel_until_at"}`; `began`: a word of
    `StintBegin`"""
    terms: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """The terms in force at acceptance, under which the work finishes: `{"asset_id", "dimension",
    "agreement", "version", "article", "term_id", "says", "requester"}`"""
    aboard: int = 0
    recovered: int = 0
    delivered: int = 0
    dead: int = 0
    """Among the people it recovered or took over; they are neither aboard nor delivered."""
    died: int = 0
    """Of the dead, those who died after they were recovered; the others were found dead."""
    dead_landed: int = 0
    """Of the dead, those who were landed, or died ashore; the others are aboard, as far as anybody
    has told."""
    born: int = 0
    """Aboard it."""
    back_in_water: int = 0
    """Among the people it recovered or took over, in the water again: nobody has them."""
    uncounted_aboard: bool = False
    """People are aboard whom nobody has counted, beside those in the numbers."""
    uncounted_delivered: bool = False
    """People were landed whom nobody has counted, beside those in the numbers."""
    headcount: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The people it recovered by kind, as somebody has counted them: `{"counts": {kind: number},
    "at", "source"}`; a kind that is not there is not counted."""
    doubts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """Contradictions in what was told of it, as `step_doubts` keeps them."""
    heard_at: datetime | None = instant(default=None)
    """The last word of its crew: a step of its own, or heard by voice."""
    check_in_minutes: int | None = None
    """The time set for its crew to be heard; None: none was, and that of its kind holds where no
    positions come."""
    unheard: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The sign that is overdue: `{"why", "due_at", "position_at", "heard_at"}`, `why` a word of
    `Unheard`; None: nothing is."""
    fuel: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The crew's own word on its endurance: `{"said_at", "minutes", "home_minutes", "leave_at",
    "said_by"}`; None: it has given none since it last took fuel."""
    cycles: int = 0
    taken_over: int = 0
    handed_over: int = 0
    divert_to: UUID | None = Field(default=None, foreign_key="incident.id")
    """The incident to which the lead has proposed to divert it; the owner has not answered."""
    divert_need: UUID | None = Field(default=None, foreign_key="need.id")
    """The need there that it is to serve, if the lead has named one."""
    divert_reason: str = ""
    divert_by: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The proposers: `{"identity", "second"}`, the second person by function."""
    diverted_from: UUID | None = Field(default=None, foreign_key="deployment.id")
    reason: str = ""
    """The reason why it ended before its work was done, or could not begin."""
    created_at: datetime = instant()
    updated_at: datetime = instant()
    version: int = 1

    @property
    def parties(self) -> list[str]:
        """The sides of the work, who read all of it: its owner, its lead, who hailed it."""
        sides = (self.party_code, self.lead_party, self.hailed_by)
        return [party for party in dict.fromkeys(sides) if party]

    @property
    def anybody_aboard(self) -> bool:
        """Whether anybody living is aboard, counted or not."""
        return self.aboard > 0 or self.uncounted_aboard

    def forget_diversion(self) -> None:
        """No diversion is proposed any more."""
        self.divert_to, self.divert_need = None, None
        self.divert_reason, self.divert_by = "", None


class ExpectedTime(SQLModel, table=True):
    """The time at which a unit is expected at its scene, from what one party may see of both.

    It is kept beside the record, of every unit offered or at work that is not there yet, and
    after its arrival for its endurance, until its work is over.
    """

    __tablename__ = "expected_time"

    work_id: UUID = Field(primary_key=True)
    """The deployment, or the item of an undecided offer."""
    reader: str = Field(primary_key=True, foreign_key="party.code")
    incident_id: UUID | None = Field(default=None, foreign_key="incident.id", index=True)
    at: datetime | None = instant(default=None)
    """As likely sooner as later; None: `why` says why not."""
    early_at: datetime | None = instant(default=None)
    late_at: datetime | None = instant(default=None)
    """The 10th and 90th percentile."""
    leaves_at: datetime | None = instant(default=None)
    border_at: datetime | None = instant(default=None)
    clear_at: datetime | None = instant(default=None)
    was_at: datetime | None = instant(default=None)
    """Of a unit that is overdue: when it should have been there."""
    on_scene_minutes: float | None = None
    again_minutes: float | None = None
    """The minutes that its fuel allows at the scene: coming from its place, and from the nearest
    place where it lands. Of a unit that is out as estimated when it set out."""
    why: NoTime | None = Field(default=None, sa_type=word(NoTime), nullable=True)
    place_at: datetime | None = instant(default=None)
    """The instant of the position that it rests on, where the reader may see that."""
    as_of: datetime = instant()
    way: dict[str, Any] | None = Field(default=None, sa_type=JSONB, nullable=True)
    """The way by water that is kept, for nobody to read: `{"corners", "through"}`"""
    fuel_stops: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """The places where it takes fuel, for both sides, as `StopView` writes them."""
    full_tank: bool = False
    """A full tank is assumed, as it is under way: what it has left is not known."""
    stop: dict[str, Any] | None = Field(default=None, sa_type=JSONB, nullable=True)
    """The one on its way, for nobody to read, as `deployments.stop_ahead` keeps it."""
    rests_on: str = ""
    """The versions of all that it rests on but positions."""
    fix_mark: int = Field(default=0, sa_type=BigInteger)
    """The mark of the unit's latest position, and when one last made the time anew."""
    fix_as_of: datetime | None = instant(default=None)
    seen: str = ""
    """The position as the reader sees it."""
    mark: int = Field(default=0, sa_type=BigInteger, index=True)
    """Rises with every change that readers are sent."""


class DeploymentStep(SQLModel, table=True):
    """One step of a deployment: time, position, who said so."""

    __tablename__ = "deployment_step"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    deployment_id: UUID = Field(foreign_key="deployment.id", index=True)
    action: str
    from_state: DeploymentState | None = Field(default=None, sa_type=word(DeploymentState))
    to_state: DeploymentState = Field(sa_type=word(DeploymentState))
    at: datetime = instant()
    recorded_at: datetime = instant()
    point: LatLon | None = Field(default=None, sa_type=PointColumn, nullable=True)
    persons: int | None = None
    """The people of this step: taken aboard, delivered, dead, born, in the water again."""
    uncounted: bool = False
    """Beside them others, whom nobody had counted; of a count anew: of those delivered still."""
    dead: int | None = None
    """The dead who were landed with it."""
    place: str = ""
    """The place where they were delivered, or where fuel is taken."""
    aboard: int | None = None
    said_by: str = ""
    by_party: str = Field(foreign_key="party.code")
    note: str = ""


class Muting(SQLModel, table=True):
    """A party's alarms of another's requests below distress, silent until an instant."""

    __tablename__ = "muting"
    __table_args__ = (
        CheckConstraint("party_code <> of_party", name="another_party"),
        Index(
            "ix_muting_standing",
            "party_code",
            "of_party",
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    party_code: str = Field(foreign_key="party.code")
    """The party whose alarms are silent."""
    centre_id: UUID = Field(foreign_key="centre.id")
    """Its centre that has silenced them."""
    of_party: str = Field(foreign_key="party.code")
    """The party that asks."""
    reason: str
    at: datetime = instant()
    until_at: datetime = instant()
    ended_at: datetime | None = instant(default=None)


class Clearance(SQLModel, table=True):
    """Another State's leave for a unit to enter, as its own party asks for it (SAR Convention,
    Annex 3.1.3) or notifies the entry, and what that State says."""

    __tablename__ = "clearance"
    __table_args__ = (
        CheckConstraint("party_code <> territory", name="another_state"),
        Index(
            "uq_clearance_standing",
            "deployment_id",
            "territory",
            unique=True,
            postgresql_where=text(
                "state IN ('asked', 'acknowledged', 'granted', 'notified', 'noted')"
            ),
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    deployment_id: UUID = Field(foreign_key="deployment.id", index=True)
    party_code: str = Field(foreign_key="party.code", index=True)
    """The asking party: the unit's own, or of a hailed ship its lead or who hailed it."""
    asked_by: UUID = Field(foreign_key="centre.id")
    territory: str = Field(foreign_key="party.code", index=True)
    """The State that is entered."""
    centre_id: UUID = Field(foreign_key="centre.id")
    """Its centre that is asked."""
    incident_id: UUID | None = Field(default=None, foreign_key="incident.id")
    reference: str
    situation: Situation = Field(sa_type=word(Situation))
    phase: Phase | None = Field(default=None, sa_type=word(Phase), nullable=True)
    exercise: bool
    name: str
    type_code: str
    """Case and unit as they were when it was asked: of these the State reads no more, but for the
    present phase."""
    mode: ClearanceMode = Field(sa_type=word(ClearanceMode))
    code: str
    basis: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """The governing clause or instrument: `{"agreement", "version", "article", "instrument"}`"""
    lead_minutes: int = 0
    contact: str = ""
    state: ClearanceState = Field(sa_type=word(ClearanceState))
    details: str = ""
    particulars: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """The unit as it was when it was asked: `{"service", "armed", "sensors", "callsign", "mmsi",
    "icao24"}`; a hailed ship: `{"hailed", "flag", "callsign", "mmsi", "imo"}`"""
    mission: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """The projected mission (Annex 3.1.3), as far as somebody has said: `{"need", "crew", "tracks",
    "heights", "duration_minutes", "landing", "radio", "transponder", "liaison"}`"""
    place: LatLon | None = Field(default=None, sa_type=PointColumn, nullable=True)
    """The place of entry that its party has given."""
    enters_at: datetime | None = instant(default=None)
    asked_at: datetime = instant()
    acknowledge_due_at: datetime = instant()
    answer_due_at: datetime | None = instant(default=None)
    """None: it is notified, and nothing more is waited for."""
    limits: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    acknowledged_at: datetime | None = instant(default=None)
    answered_at: datetime | None = instant(default=None)
    overdue_at: datetime | None = instant(default=None)
    answer_overdue_at: datetime | None = instant(default=None)
    conditions: str = ""
    valid_until: datetime | None = instant(default=None)
    """The end of the clearance; None: the State has named no end."""
    reason: str = ""
    voice: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """See the addressee's."""
    link: dict[str, Any] | None = Field(default=None, sa_type=JSONB, nullable=True)
    """See the addressee's."""
    updated_at: datetime = instant()
    version: int = 1
