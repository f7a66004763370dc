"""Request bodies of who coordinates a case: offices proposed and taken over, the mission by voice,
handovers, links of cases."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from uuid_utils.compat import uuid7

from sar.incidents.words import HandoverFact, Office
from sar.plain_fields import At
from sar.text_fields import Line, Named, Prose, Reason
from sar.wire import Body


class HolderBody(Body):
    """The holder of an office on scene: a unit by name, and its asset or ship if known here."""

    name: Named
    asset_id: UUID | None = None
    ship_id: UUID | None = None
    channel: Line = ""


class SmcByVoiceBody(Body):
    """A listed centre has taken the mission over by voice, or was heard from again: by whose
    `function`, in which words, on which channel, when (now, unless given)."""

    centre_id: UUID
    function: Named
    heard: Reason
    channel: Line = ""
    at: At | None = None


class ConfirmHandoverBody(Body):
    """Facts that the centre which leads now has heard, or that were read back by voice."""

    facts: Annotated[list[HandoverFact], Field(min_length=1, max_length=len(HandoverFact))]


class LinkIncidentBody(Body):
    """Another party's case of the same event, and the grounds for thinking so."""

    other_id: UUID
    reason: Prose = ""


class ProposeCoordinationBody(Body):
    """Propose that a centre take an office over; nothing changes until it accepts. `instead_of`: a
    proposal for the same office that nobody has answered; it is taken back by this."""

    id: UUID = Field(default_factory=uuid7)
    office: Office = Office.SMC
    to_centre_id: UUID
    reason: Prose = ""
    instead_of: UUID | None = None


class AcceptCoordinationBody(Body):
    """Take an office over. `holder` names the unit for the on-scene and aircraft offices."""

    office: Office = Office.SMC
    holder: HolderBody | None = None


class DeclineCoordinationBody(Body):
    """Decline to take an office over."""

    office: Office = Office.SMC
    reason: Reason


class WithdrawCoordinationBody(Body):
    """Take a proposal back."""

    office: Office = Office.SMC
    reason: Prose = ""
