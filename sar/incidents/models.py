"""Tables of incidents: the case, its histories, who leads, who is involved."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from sar.agreements.words import Phase, Situation
from sar.db import instant, word, words
from sar.geo.columns import PointColumn
from sar.geo.position import LatLon
from sar.incidents.people.fewer_on_board import counts_until_seconded
from sar.incidents.people.outstanding import PersonsRange
from sar.incidents.words import (
    AlarmCause,
    CoordinationState,
    DatumSource,
    IncidentState,
    LinkState,
    Office,
)


class Incident(SQLModel, table=True):
    """A SAR case with one lead centre (SMC).

    `version` counts the changes a form can be stale against: fields, datum, phase, lead, state.
    Every change of its views is written under this row's lock, taken before the
    picture `before` is drawn; else two writers' pictures could overtake each other.
    There is no field for nationality, legal status or route of people, on purpose (Annex 2.1.10).
    """

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("pob_min >= 0 AND pob_max >= pob_min", name="pob"),
        CheckConstraint(
            "situation NOT IN ('border_emergency', 'capacity_building')", name="situation"
        ),
        Index("ix_incident_datum", "datum", postgresql_using="gist"),
        Index("ix_incident_state", "state"),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    reference: str = Field(unique=True)
    opened_by: str = Field(foreign_key="party.code")
    lead_party: str = Field(foreign_key="party.code", index=True)
    lead_centre_id: UUID = Field(foreign_key="centre.id")
    exercise: bool
    situation: Situation = Field(sa_type=word(Situation))
    title: str
    phase: Phase = Field(sa_type=word(Phase))
    phase_at: datetime = instant()
    state: IncidentState = Field(default=IncidentState.OPEN, sa_type=word(IncidentState))
    source: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """`{"who", "call_back", "channel", "language"}`"""
    object_class: str = ""
    craft: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The identity of the craft, never of a person, as somebody has told it: `{"name", "callsign",
    "mmsi", "flag"}`; for the search, erased with the call-back"""
    description: str = ""
    pob_min: int | None = None
    pob_max: int | None = None
    pob: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """`{"adults", "children", "unaccompanied", "unknown", "source"}`: counts, never names."""
    pob_highest: int | None = None
    """The largest number on board that anybody has ever told: it never falls."""
    people: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """The counts of its deployments, as `sar.requests` puts them together with every count:
    `{"aboard": [{"deployment_id", "name", "persons"}], "uncounted": [{"deployment_id", "name"}],
    "uncounted_delivered": [{"deployment_id", "name", "place"}],
    "delivered": [{"place", "persons"}], "dead", "died", "dead_aboard": as `aboard`,
    "dead_landed": as `delivered`, "born", "back_in_water",
    "kinds": [{"kind", "counted", "of"}]}`"""
    found_by_others: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """The people whom others than its units found, in the order in which they were told, as
    `found_by_others` has them"""
    fewer_on_board: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """One person's word that fewer were on board than had been said, until a second has said so
    too: `{"id", "party", "was": {"least", "most"}, "reason", "source", "at", "identity",
    "second_due_at", "second", "alone"}`"""
    in_water: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """People are in the water, as somebody has said: `{"since", "source"}`"""
    assessment: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The newest sheet: `{"id", "at", "party", "source", "answers": {criterion: {"answer",
    "source", "at", "others": [{"answer", "source", "at"}]}}, "reason", "reason_for", "identity",
    "second_due_at", "second": {"function", "at"}, "alone", "begun", "below_since"}`; `begun`:
    nobody wrote it;
    `below_since`: since when nobody has answered what it suggests above the phase;
    `reason`: why the phase stays below the suggestion `reason_for`, `identity`: whose word it is;
    `others`: what further sources say of the line"""
    sent_away: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """Units sent away from it by one person's word, or to be, until a second has said so too, as
    `sar.requests` tells: `{"id", "party", "deployment_id", "name", "action", "reason", "words",
    "sentence", "told", "at", "waits", "identity", "second_due_at", "second", "alone"}`"""
    assessment_due_at: datetime | None = instant(default=None)
    """The instant at which it is to be assessed next; None: in distress, with a vessel alongside,
    or not open."""
    assessment_due_why: str = ""
    """A word of `AssessmentCause`."""
    attended: bool = False
    """A vessel is on scene, as `sar.requests` tells."""
    able_tasked: bool = False
    """A unit or ship that takes people aboard is committed or hailed, as `sar.requests` tells."""
    untasked: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """In distress none is: `{"since", "due_at", "no_able": {"reason", "at", "again_at"}, "named"}`;
    `named`: the lead was told the soonest unit that it sees"""
    unwritten: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """Whether anything was written about people in distress: `{"look_at", "since"}`; `since`:
    nothing was for too long; the whole is None where nobody awaits it"""
    silent_hails: list[dict[str, Any]] | None = Field(default=None, sa_type=JSONB)
    """Ships that were hailed and do not answer, as `silent_hails` keeps them."""
    silent_units: list[dict[str, Any]] | None = Field(default=None, sa_type=JSONB)
    """Units at work whose positions have stopped, kept in the same way; `centre_id`: of its
    owner."""
    lead_unreached: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The contacts of the lead were alerted in vain: `{"since", "centre_id", "alarms": [{"cause",
    "key"}]}`, the centre that led then and what rang there; None: never, or somebody there has
    taken it up since"""
    unasked: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """Whether help is asked for people in distress: `{"look_at", "since"}`; `look_at`: of the first
    look, None once it is over; `since`: those tasked have no room for all, and too few are asked;
    the whole is None where it is not in distress"""
    suggested_since: datetime | None = instant(default=None)
    """The time since which its sheet suggests distress and nobody has followed that, nor said why
    not; None: nobody is awaited to."""
    tow: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """It is under tow, as somebody has said: `{"unit", "reason", "source", "persons", "at",
    "party"}`; `persons`: aboard it, None: nobody knows"""
    ships_asked: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The last time that ships, or those who follow ships, were asked about it: `{"at", "sources",
    "heard", "party"}`"""
    coast: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The time, about, at which it may reach land: `{"about_at", "warn_at", "position", "at",
    "course_deg", "speed_kn", "by_drift", "told_at"}`, as a job works it out; `told_at`: when the
    record was told two hours before"""
    help_gone: list[dict[str, Any]] | None = Field(default=None, sa_type=JSONB)
    """The units that turned back, cannot come or are late, each until it is back or another has
    taken its place, the last told at the end: `{"name", "why", "at", "work", "unit", "by"}`, as
    `gone_help` has them; None: none"""
    offer_waits: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """An offer that would help was not decided in time, until it is, as `sar.requests` tells:
    `{"offer_id", "at"}`"""
    refuses_help: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The people refuse help, as somebody has said: `{"since", "source"}`"""
    other_authorities: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """The other authorities that have it, or had it, in the order in which they were told first, as
    `other_authorities` has them"""
    called_people: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The last call to the people in distress, as `next_call` has it."""
    smc_by_voice: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """A listed centre is mission coordinator, by voice: `{"centre_id", "function", "heard",
    "channel", "taken_at", "recorded_by", "heard_at", "due_at", "silent_at"}`"""
    handover: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The last change of the mission coordinator, and the facts that the lead has confirmed since:
    `{"at", "from_centre_id", "to_centre_id", "by_voice", "confirmed", "told"}`; `told`: the limits,
    in minutes, at which the record was told what was not confirmed"""
    datum: LatLon | None = Field(default=None, sa_type=PointColumn, nullable=True)
    datum_at: datetime | None = instant(default=None)
    datum_uncertainty_nm: float | None = None
    drift_course_deg: float | None = None
    drift_speed_kn: float | None = None
    voyage: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The intended route of the craft, as somebody has told it: `{"last_port", "port_at",
    "bound_for", "way", "left_at", "source"}`; places are `[lon, lat]`"""
    cell: LatLon | None = Field(default=None, sa_type=PointColumn, nullable=True)
    """The datum as coarse readers are shown it: a half-degree cell, set half an hour late by a
    job, so that what they see changes by a recorded write alone."""
    region_centre_id: UUID | None = Field(default=None, foreign_key="centre.id")
    """The centre whose search and rescue region holds the datum."""
    regions_look_at: datetime | None = instant(default=None)
    """The instant at which it reaches the next region by its drift or as its area grows, or is
    looked at again; None: nobody looks."""
    to_be_called: list[str] = words()
    """Codes of touched centres whose parties are only listed: nobody could tell them here."""
    told_by_voice: list[dict[str, str]] = Field(default_factory=list, sa_type=JSONB)
    """Listed centres that were spoken with about it, or answered by a link: `{"centre", "at"}`, its
    code and the first instant."""
    kept_from: list[dict[str, str]] = Field(default_factory=list, sa_type=JSONB)
    """The parties that are not to be told of it, each with `party`, `reason` and `at`."""
    territory_of: str | None = Field(default=None, foreign_key="party.code")
    """The State that the lead tells first, for its own party; no word on whose waters these are."""
    conditions: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """`{"wind_from_deg", "wind_kn", "wind_told_in", "wave_height_m", "sea_state",
    "sea_state_by_height", "visibility_nm", "water_c", "air_c", "cloud_base_ft", "current_to_deg",
    "current_kn", "icing", "ice", "at", "source"}`"""
    osc: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    aco: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """`{"name", "asset_id", "ship_id", "channel", "since"}`"""
    channels: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    search_areas: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    altitude_blocks: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    opened_at: datetime = instant()
    suspended_at: datetime | None = instant(default=None)
    closed_at: datetime | None = instant(default=None)
    heard_after_close_at: datetime | None = instant(default=None)
    """The last report of a position while it was closed, which contradicts the closing."""
    asked_to_close: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """A first coordinator's wish to close with somebody outstanding:
    `{"identity", "reason", "at"}`"""
    closed_as: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The linked case as which it was closed: `{"incident_id"}`"""
    closed_as_this: list[dict[str, Any]] | None = Field(default=None, sa_type=JSONB)
    """Linked cases that one person closed as the same as this one, until a second has said so too:
    `{"id", "party", "case_id", "name", "reason", "at", "identity", "second_due_at", "second",
    "alone"}`"""
    asked_to_suspend: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """One person's word that the search be suspended with somebody unaccounted for, which waits
    for a second: `{"id", "party", "wish": {"reason", "ground", "told", "look_again_at"}, "most",
    "at", "waits", "identity", "second_due_at", "second", "alone"}`; `most`: how many then, None:
    nobody knew"""
    suspension: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """`{"ground", "told", "second"}`; `told`: who was told of it, in words"""
    look_again_at: datetime | None = instant(default=None)
    """The instant at which a suspended search is to be looked at again."""
    heard_suspended_at: datetime | None = instant(default=None)
    """The last ring at the lead of news of a suspended search, until it is looked at or
    reopened."""
    lost_list: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """The authority that took the list of the missing and the dead last, as `lost_list` has it."""
    lost_due_at: datetime | None = instant(default=None)
    """The limit for taking it; None: none is owed. A closed case stays in its lead's picture until
    then."""
    acted: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    """Decisions that watch officers took as coordinator, until a coordinator of their party has
    looked: `{"id", "decision", "party", "who", "at"}`. A closed case stays in that party's picture
    until then."""
    outcome: str = ""
    updated_at: datetime = instant()
    coarse_updated_at: datetime = instant()
    """The last change of the coarse view."""
    version: int = 1

    @property
    def smc_centre_id(self) -> UUID:
        """The centre that is mission coordinator: the lead, or a listed one by voice."""
        has = self.smc_by_voice
        return UUID(has["centre_id"]) if has else self.lead_centre_id

    @property
    def still_to_be_called(self) -> list[str]:
        """Codes of touched centres that nobody has told, here or by voice."""
        return [code for code in self.to_be_called if self.told_by_voice_at(code) is None]

    def told_by_voice_at(self, code: str) -> datetime | None:
        """The first instant at which a listed centre was told by voice; None: it was not."""
        told = (one["at"] for one in self.told_by_voice if one["centre"] == code)
        return next((datetime.fromisoformat(at) for at in told), None)

    def hear_by_voice(self, code: str, *, at: datetime) -> bool:
        """Note that a listed centre knows of it by voice since then; whether that is news."""
        known = self.told_by_voice_at(code)
        if known is not None and known <= at:
            return False
        others = [one for one in self.told_by_voice if one["centre"] != code]
        self.told_by_voice = [*others, {"centre": code, "at": at.isoformat()}]
        return True

    def hand_over(self, to_centre_id: UUID, *, at: datetime, by_voice: bool) -> None:
        """Another centre is about to be mission coordinator: nothing is confirmed yet."""
        self.handover = {
            "at": at.isoformat(),
            "from_centre_id": str(self.smc_centre_id),
            "to_centre_id": str(to_centre_id),
            "by_voice": by_voice,
            "confirmed": [],
            "told": [],
        }

    @property
    def on_board(self) -> PersonsRange:
        """The number on board, as it is told now."""
        return PersonsRange(self.pob_min or 0, self.pob_max)

    @property
    def searched_for(self) -> PersonsRange:
        """The number on board for which the search goes on: as told now, or as had been told
        while one person alone says that there were fewer."""
        return counts_until_seconded(self.on_board, self.fewer_on_board)


class CaseAlarm(SQLModel, table=True):
    """An alarm of a case that a centre's people are to take up on screen; else its contacts are
    alerted. Each is raised once: `key` tells the times apart that the same thing happens."""

    __tablename__ = "case_alarm"
    __table_args__ = (UniqueConstraint("incident_id", "cause", "centre_id", "key"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    incident_id: UUID = Field(foreign_key="incident.id")
    cause: AlarmCause = Field(sa_type=word(AlarmCause))
    centre_id: UUID = Field(foreign_key="centre.id")
    """The centre whose people are to take it up."""
    party_code: str = Field(foreign_key="party.code")
    key: str
    """The state of the case in which it stands, as `case_alarms` reads it."""
    waits_for: str = ""
    """The party whose acknowledgement of what is asked of it silences this: the owner of the
    soonest unit as it was looked for last; empty: none's."""
    at: datetime = instant()
    taken_up_at: datetime | None = instant(default=None)


class PhaseChange(SQLModel, table=True):
    """One classification of a case, with its reason."""

    __tablename__ = "phase_change"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    incident_id: UUID = Field(foreign_key="incident.id", index=True)
    phase: Phase = Field(sa_type=word(Phase))
    reason: str = ""
    at: datetime = instant()
    by_party: str = Field(foreign_key="party.code")
    by_centre_id: UUID = Field(foreign_key="centre.id")


class ReportedPosition(SQLModel, table=True):
    """A position of the casualty that somebody reports; the lead chooses the datum among them."""

    __tablename__ = "reported_position"
    __table_args__ = (CheckConstraint("probability BETWEEN 0 AND 1", name="probability"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    incident_id: UUID = Field(foreign_key="incident.id", index=True)
    point: LatLon = Field(sa_type=PointColumn)
    at: datetime = instant()
    error_nm: float = 0.0
    source: str
    doppler: str | None = None
    """`A` or `B`: one of the two solutions of a beacon's Doppler location."""
    probability: float | None = None
    reported_at: datetime = instant()
    by_party: str = Field(foreign_key="party.code")


class DatumChange(SQLModel, table=True):
    """One working datum of a case, with drift and uncertainty."""

    __tablename__ = "datum_change"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    incident_id: UUID = Field(foreign_key="incident.id", index=True)
    point: LatLon = Field(sa_type=PointColumn)
    at: datetime = instant()
    uncertainty_nm: float
    drift_course_deg: float | None = None
    drift_speed_kn: float | None = None
    source: DatumSource = Field(default=DatumSource.GIVEN, sa_type=word(DatumSource))
    reason: str = ""
    set_at: datetime = instant()
    by_party: str = Field(foreign_key="party.code")


class LogLine(SQLModel, table=True):
    """One line of the narrative log; `own` lines are shown to the writing party alone."""

    __tablename__ = "log_line"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    incident_id: UUID = Field(foreign_key="incident.id", index=True)
    at: datetime = instant()
    written_at: datetime = instant()
    text: str
    own: bool = False
    by_party: str = Field(foreign_key="party.code")
    by_centre_id: UUID = Field(foreign_key="centre.id")


class Sitrep(SQLModel, table=True):
    """A situation report as a centre issued it; the numbers of a centre for a case have no gap."""

    __tablename__ = "sitrep"
    __table_args__ = (UniqueConstraint("incident_id", "centre_id", "number"),)

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    incident_id: UUID = Field(foreign_key="incident.id", index=True)
    centre_id: UUID = Field(foreign_key="centre.id")
    party_code: str = Field(foreign_key="party.code")
    number: int
    to_centre_id: UUID | None = Field(default=None, foreign_key="centre.id")
    """The addressee; None: all concerned."""
    text: str
    """The text as it left."""
    without_sources: str
    """The same without the sources of the case: it takes the text's place once they are erased."""
    told: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    """The part of it for which the next one is due when it changes: `{"phase", "state",
    "coordinator", "on_scene", "on_board"}`"""
    at: datetime = instant()
    by: str
    """The person or key that issued it; for its own party alone."""


class Coordination(SQLModel, table=True):
    """A proposal that a centre takes an office over, and what became of it.

    The old holder stays responsible until acceptance (MSC.167(78) 6.7).
    """

    __tablename__ = "coordination"
    __table_args__ = (
        Index(
            "uq_coordination_open",
            "incident_id",
            "office",
            unique=True,
            postgresql_where=text("state = 'proposed'"),
        ),
    )

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    incident_id: UUID = Field(foreign_key="incident.id", index=True)
    office: Office = Field(default=Office.SMC, sa_type=word(Office))
    from_centre_id: UUID = Field(foreign_key="centre.id")
    from_party: str = Field(foreign_key="party.code")
    to_centre_id: UUID = Field(foreign_key="centre.id")
    to_party: str = Field(foreign_key="party.code")
    state: CoordinationState = Field(
        default=CoordinationState.PROPOSED, sa_type=word(CoordinationState)
    )
    reason: str = ""
    answer_reason: str = ""
    proposed_at: datetime = instant()
    unanswered_at: datetime | None = instant(default=None)
    """The instant at which the missing answer was put on the record."""
    answered_at: datetime | None = instant(default=None)
    said_by_voice: dict[str, Any] | None = Field(default=None, sa_type=JSONB(none_as_null=True))
    """The word by voice of the asked centre that it takes over, as the proposing party wrote it
    down: `{"function", "heard", "channel", "at", "claimed_by", "claimed_by_centre"}`. It moves
    nothing until that centre accepts here."""


class IncidentLink(SQLModel, table=True):
    """Two parties' cases of the same event, or proposed as such; stored once for each direction.

    A link that is declined or withdrawn is deleted here, and stays on the record.
    """

    __tablename__ = "incident_link"
    __table_args__ = (UniqueConstraint("incident_id", "link_id"),)

    incident_id: UUID = Field(foreign_key="incident.id", primary_key=True)
    other_id: UUID = Field(foreign_key="incident.id", primary_key=True)
    link_id: UUID
    """The same in both directions."""
    state: LinkState = Field(sa_type=word(LinkState))
    asked: bool
    """Whether it is put to the lead of this case; else that lead's party proposed it."""
    reason: str = ""
    by_party: str = Field(foreign_key="party.code")
    at: datetime = instant()
    """The instant of the proposal; once accepted, of the acceptance."""


class Involved(SQLModel, table=True):
    """A party that is involved in an incident; `requests` writes it too. Never withdrawn."""

    __tablename__ = "involved"

    incident_id: UUID = Field(foreign_key="incident.id", primary_key=True)
    party_code: str = Field(foreign_key="party.code", primary_key=True, index=True)
    why: list[str] = words()
    """Words of `Involvement`, in the order in which they came."""
    since: datetime = instant()
    led_until: datetime | None = instant(default=None)
    """The instant at which it ceased to lead; None: it leads, or never did."""
    centres: list[dict[str, str]] = Field(default_factory=list, sa_type=JSONB)
    """Of its centres those that have a part in the case themselves: asked for help or to lead,
    answering, leading, or with a unit at work; `{"centre_id", "since"}`. A region that is touched
    is no part."""


class ReferenceCounter(SQLModel, table=True):
    """The last number given to a party in a year, for references spoken over radio."""

    __tablename__ = "reference_counter"

    series: str = Field(primary_key=True)
    last: int = 0
