"""HTTP: the ready-made texts of a case, and the situation reports that were issued."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import PlainTextResponse

from sar import clock
from sar.http.request_session import Db
from sar.incidents import listing, visible
from sar.incidents.change_schemas import IssueSitrepBody
from sar.incidents.history_views import SitrepView
from sar.languages.words import Language, LeftOut
from sar.parties.identifying import Reader, Watch
from sar.parties.once import Idempotent
from sar.requests.texts import composing, issuing
from sar.requests.texts.composing import TextKind, Wanted
from sar.requests.texts.overview import overview
from sar.requests.views import HandoverSheetView, OtherTextView, TextsOverview, TranslatedTextView
from sar.text_fields import Line

router = APIRouter(prefix="/api/incidents", tags=["incidents"])

TextKindQuery = Annotated[TextKind, Query()]


def _wanted(
    centre_id: Annotated[UUID | None, Query(description="To whom; a call script needs it")] = None,
    assistance: Annotated[
        Line, Query(description="What is wanted; what nobody has accepted yet, when left out")
    ] = "",
    plans: Annotated[Line, Query(description="What comes next, in a full SITREP")] = "",
    propose: Annotated[
        bool, Query(description="The mission coordinator asks the callee to take over")
    ] = False,
    to_all: Annotated[
        bool,
        Query(description="Everybody may hear it, also a party that the case is kept from"),
    ] = False,
) -> Wanted:
    return Wanted(
        centre_id=centre_id,
        assistance=assistance,
        plans=plans,
        propose=propose,
        to_all=to_all,
    )


WantedQuery = Annotated[Wanted, Depends(_wanted)]


@router.get(
    "/{incident_id}/text",
    summary="A ready-made text: SITREP, call script, MAYDAY RELAY, and others",
    response_class=PlainTextResponse,
)
async def read_text(
    incident_id: UUID,
    db: Db,
    caller: Reader,
    kind: TextKindQuery,
    wanted: WantedQuery,
) -> str:
    """From the caller's centre, as it stands now; it ends with who to answer and how. A SITREP is a
    draft with the number it would get. A MAYDAY RELAY is refused while it is not true, its
    cancellation while it is; what asks for help, for a case that is suspended or closed.
    """
    now = clock.now()
    incident = await visible.access_aware(db, caller, incident_id, now=now)
    return await composing.text(db, caller, incident, kind, wanted, now=now)


@router.get(
    "/{incident_id}/text/translated",
    summary="A ready-made text in English and beneath it in another language",
)
async def read_translated_text(
    incident_id: UUID,
    db: Db,
    caller: Reader,
    kind: TextKindQuery,
    wanted: WantedQuery,
    language: Annotated[
        Language | None,
        Query(description="The first that the directory says of the addressee, when left out"),
    ] = None,
) -> TranslatedTextView:
    """The English prevails and is the text that is sent by telex; the other is for a screen or an
    e-mail. Of a real case none leaves of which not each phrase was reviewed; in an exercise it says
    so first."""
    now = clock.now()
    incident = await visible.access_aware(db, caller, incident_id, now=now)
    text, other = await composing.translated_text(
        db, caller, incident, kind, wanted, language=language, now=now
    )
    if isinstance(other, LeftOut):
        return TranslatedTextView(text=text, in_other_language=None, left_out=other)
    told = OtherTextView(
        language=other.language,
        direction=other.direction,
        body=other.body,
        reviewed=other.reviewed,
    )
    return TranslatedTextView(text=text, in_other_language=told, left_out=None)


@router.get("/{incident_id}/texts", summary="What of the case is to be told now")
async def read_due_texts(incident_id: UUID, db: Db, caller: Reader) -> TextsOverview:
    """The next SITREP of the caller's centre and why it is due, and who has not been told that the
    search has ended (Annex 4.8.3); by an involved party, filled for the one that leads."""
    incident = await visible.access_incident(db, caller, incident_id)
    return await overview(db, caller, incident, now=clock.now())


@router.get("/{incident_id}/handover", summary="The twelve facts to hand over with the case")
async def read_handover(incident_id: UUID, db: Db, caller: Reader) -> HandoverSheetView:
    """By any involved party, as they stand now; before a centre is asked to lead, too."""
    incident = await visible.access_incident(db, caller, incident_id)
    return await composing.handover(db, caller, incident, now=clock.now())


@router.post("/{incident_id}/sitreps", status_code=201, summary="Issue a situation report")
async def issue_sitrep(
    incident_id: UUID, body: IssueSitrepBody, db: Db, caller: Watch, once: Idempotent
) -> SitrepView:
    """By any involved party, with the next number of the case and the caller's centre: the first
    short, the later ones full, unless told. It says what is still required, and is kept as it left.
    Not to a centre of a party that the case is kept from.
    """
    if not once.repeated:
        await issuing.issue(db, caller, incident_id, body, now=clock.now())
    return await listing.sitrep(db, caller.party, incident_id, await once.made(db, body.id))


@router.get("/{incident_id}/sitreps", summary="The situation reports that were issued")
async def list_sitreps(incident_id: UUID, db: Db, caller: Reader) -> list[SitrepView]:
    """In order. Own ones in full, of others their number, originator, addressee and time."""
    await visible.access_aware(db, caller, incident_id, now=clock.now())
    return await listing.sitreps(db, caller.party, incident_id)
