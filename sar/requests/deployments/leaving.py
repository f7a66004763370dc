"""Units sent away from a case: what is left is judged, and the word is kept there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Malformed, NotFound
from sar.incidents import visible as incidents
from sar.incidents.assessment.seconding import await_second, function_of
from sar.incidents.case_people import outstanding_of
from sar.incidents.checks import check_past
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_or_suggests_distress
from sar.incidents.one_word import given, may_second
from sar.incidents.words import SentAwayReason
from sar.parties.caller import Caller
from sar.parties.roles import Act
from sar.record.entries import RoomLeft, SendingAwayAsked, SentAwaySeconded, UnitSentAway
from sar.record.recording import FurtherFact
from sar.record.service import PLATFORM
from sar.requests import deployment_rows, presenting, visible
from sar.requests.deployment_traits import TRAITS, Counts
from sar.requests.deployments.case_help import sea_state
from sar.requests.models import Deployment
from sar.requests.recording import refuse
from sar.requests.schemas import HeardSecondBody, StepDeploymentBody
from sar.requests.sending_away import (
    DIRECTED,
    NOT_ALL,
    SENDS_AWAY,
    Left,
    Sending,
    ToBeTaken,
    judge,
    left_without,
    reason_text,
)
from sar.requests.views import WithoutUnitView
from sar.requests.words import DeploymentAction

_A = DeploymentAction

DOING: Final = {
    _A.RELEASE: "release",
    _A.STAND_DOWN: "stand-down",
    _A.RECALL: "recall by its owner",
    _A.DIVERT: "diversion to another case",
}


@dataclass(frozen=True, slots=True)
class SendingWord:
    """The word by which a unit is sent away: by whom, how, why, and the second heard by voice.

    `to`, `need`: the case that it is diverted to, and the need there.
    """

    identity: UUID
    party: str
    action: DeploymentAction
    reason: SentAwayReason | None
    words: str
    second: HeardSecondBody | None = None
    to: UUID | None = None
    need: UUID | None = None

    @classmethod
    def of_step(
        cls, caller: Caller, action: DeploymentAction, body: StepDeploymentBody
    ) -> "SendingWord":
        """The word that a step is."""
        return cls(caller.identity, caller.party, action, body.reason, body.note, body.second)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A unit that is about to be sent away: what is left without it, and what that takes.

    `second`: the second person, by function, who says so too.
    """

    word: SendingWord
    left: Left
    sending: Sending
    second: str

    @property
    def waits(self) -> bool:
        """Nothing happens until a second person says so too."""
        return self.sending is Sending.WAITS


async def judge_leaving(
    db: AsyncSession,
    caller: Caller,
    incident: Incident | None,
    row: Deployment,
    word: SendingWord,
    *,
    consents: bool = False,
    now: datetime,
) -> Leaving | None:
    """The condition on which the unit is sent away from the locked case; None: there is none.

    `consents`: the caller, its owner, says yes to a lead that gave its word, and its second,
    before. Conflict where a reason is missing.
    """
    if incident is None or not concerns(incident, caller, row, word.action, consents=consents):
        return None
    second = _second(caller, word, None if consents else _asked(incident, row, word), now=now)
    left = await left_of(db, incident, row, now=now)
    sending = judge(
        left,
        reason=word.reason,
        words=word.words,
        owners_right=_owns(caller, row, incident),
        seconded=bool(second),
        distress=is_or_suggests_distress(incident),
    )
    if isinstance(sending, list):
        raise refuse(sending, state=row.state)
    return None if sending is Sending.FREELY else Leaving(word, left, sending, second)


def _owns(caller: Caller, row: Deployment, incident: Incident) -> bool:
    """Whether an owner calls its own unit back from a case that another party leads."""
    return caller.party == row.party_code and caller.party != incident.lead_party


def concerns(
    incident: Incident,
    caller: Caller,
    row: Deployment,
    action: DeploymentAction,
    *,
    consents: bool = False,
) -> bool:
    """Whether the step sends a unit away from a case that is worked on in distress, or that is kept
    below the distress which its sheet suggests; or from any by a watch officer's word alone. A unit
    that is diverted once it was released already takes nothing away."""
    if action is _A.DIVERT and TRAITS[row.state].counts is not Counts.PROMISED:
        return False
    directs = action in DIRECTED and not consents
    acts = directs and caller.may(Act.WATCH) and not caller.may(Act.COORDINATE)
    return action in SENDS_AWAY and (acts or is_or_suggests_distress(incident))


async def left_of(db: AsyncSession, incident: Incident, row: Deployment, *, now: datetime) -> Left:
    """The room for people that the case has without the unit."""
    work = await deployment_rows.work_of_case(db, incident.id)
    scene = ToBeTaken(outstanding_of(incident), sea_state(incident), incident.datum, now)
    others = [presenting.promise(one) for one in work if one.id != row.id]
    return left_without(presenting.promise(row), others, scene)


async def preview_leaving(
    db: AsyncSession,
    caller: Caller,
    deployment_id: UUID,
    action: DeploymentAction,
    *,
    to: UUID | None = None,
    now: datetime,
) -> WithoutUnitView:
    """The room left without the unit, and the condition on which it is sent away, or diverted to
    that case; nothing is written."""
    row = await visible.access_deployment(db, caller, deployment_id)
    if caller.party not in row.parties:
        raise NotFound("deployment")
    found = await incidents.rows_of(db, {row.incident_id} if row.incident_id else ())
    if not found or not concerns(found[0], caller, row, action):
        return WithoutUnitView(reason_needed=False, waits=False, sentence="")
    (incident,) = found
    left = await left_of(db, incident, row, now=now)
    leads = caller.party == incident.lead_party
    aim = await incidents.access_incident(db, caller, to) if to is not None else None
    sending = judge(
        left,
        reason=None if aim is None else reason_to_divert(aim),
        words="",
        owners_right=_owns(caller, row, incident),
        seconded=False,
        distress=is_or_suggests_distress(incident),
        looks=True,
    )
    if sending is Sending.FREELY:
        return WithoutUnitView(reason_needed=False, waits=False, sentence="")
    return WithoutUnitView(
        reason_needed=True,
        waits=sending is Sending.WAITS,
        sentence=left.sentence if leads else NOT_ALL,
    )


def reason_to_divert(target: Incident) -> SentAwayReason:
    """A second distress needs it, where people are in distress there; else the words say why."""
    if is_or_suggests_distress(target):
        return SentAwayReason.SECOND_DISTRESS
    return SentAwayReason.OTHER


def _asked(incident: Incident, row: Deployment, word: SendingWord) -> dict[str, Any] | None:
    """The word of the same party that waits for a second to send it away so."""
    wanted = (str(row.id), word.action.value, word.party, _text(word.to))
    return next((one for one in incident.sent_away if one["waits"] and _aim(one) == wanted), None)


def _aim(word: dict[str, Any]) -> tuple[str, str, str, str | None]:
    return word["deployment_id"], word["action"], word["party"], word.get("to")


def _text(id_: UUID | None) -> str | None:
    return None if id_ is None else str(id_)


def _second(
    caller: Caller, word: SendingWord, asked: dict[str, Any] | None, *, now: datetime
) -> str:
    """The second person by function: heard by voice, or the caller where another has asked."""
    if word.second is not None:
        check_past("second.at", word.second.at, now=now)
        return word.second.function
    if asked is None:
        return ""
    is_person = caller.person_id is not None
    another = may_second(asked, identity=caller.identity, is_person=is_person, function="")
    return function_of(caller) if another else ""


async def keep_word(
    db: AsyncSession,
    caller: Caller,
    incident: Incident,
    row: Deployment,
    leaving: Leaving,
    *,
    now: datetime,
) -> list[FurtherFact]:
    """Keep the word in the case, which all involved see; the facts that tell it.

    One that was seconded already is told, and nothing of it is left to say.
    """
    drop_wishes(incident, row, now=now)
    word = leaving.word
    kept = {
        **given(word.identity, now=now),
        "party": word.party,
        "deployment_id": str(row.id),
        "name": row.name,
        "action": word.action.value,
        "reason": word.reason,
        "words": word.words,
        "sentence": leaving.left.sentence,
        "told": NOT_ALL,
        "at": now.isoformat(),
        "waits": leaving.waits,
        "to": _text(word.to),
        "need": _text(word.need),
    }
    if not leaving.second:
        incident.sent_away = [*incident.sent_away, kept]
        await await_second(db, incident, kept)
    return await _facts(db, caller, incident, row, leaving)


def has_wish(incident: Incident | None, row: Deployment) -> bool:
    """Whether somebody's wish to send the unit away waits for a second person."""
    return incident is not None and any(_is_wish(one, row) for one in incident.sent_away)


def drop_wishes(incident: Incident, row: Deployment, *, now: datetime) -> None:
    """No wish to send the unit away waits any more: it goes, or another one takes its place."""
    incident.sent_away = [one for one in incident.sent_away if not _is_wish(one, row)]
    incident.updated_at = now  # no form is stale against it


def _is_wish(word: dict[str, Any], row: Deployment) -> bool:
    return bool(word["waits"]) and word["deployment_id"] == str(row.id)


async def _facts(
    db: AsyncSession, caller: Caller, incident: Incident, row: Deployment, leaving: Leaving
) -> list[FurtherFact]:
    """All involved are told of it, the numbers to the lead alone."""
    readers = await incidents.parties_involved(db, incident.id)
    about = {"id": incident.id, "about": incident.reference}
    word = leaving.word
    kind = SendingAwayAsked if leaving.waits else UnitSentAway
    told = kind(
        **about,
        name=row.name,
        doing=DOING[word.action],
        reason=reason_text(word.reason, word.words),
        left=NOT_ALL,
    )
    counted = RoomLeft(**about, left=leaving.left.sentence)
    # Who does a thing reads what is told of it: an owner that does not lead counts nobody.
    by = caller.actor if caller.party == incident.lead_party else PLATFORM
    facts = [
        FurtherFact(told, caller.actor, readers),
        FurtherFact(counted, by, [incident.lead_party]),
    ]
    if leaving.second:
        seconded = SentAwaySeconded(**about, name=row.name, function=leaving.second)
        facts.append(FurtherFact(seconded, caller.actor, readers))
    return facts


def with_reason(body: StepDeploymentBody) -> StepDeploymentBody:
    """The step with its reason in words, as it is kept and told."""
    return body.model_copy(update={"note": reason_text(body.reason, body.note)})


def check_reason(action: DeploymentAction, body: StepDeploymentBody) -> None:
    """Malformed where a reason to send a unit away, or a second person, is given for another
    step."""
    if action in SENDS_AWAY:
        return
    for name in ("reason", "second"):
        if getattr(body, name) is not None:
            raise Malformed.at(name, "not_here", "is for release, stand-down and recall alone")
