"""The answer of a listed centre by its link: its own word, by function, proven by the code."""

import hashlib
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.errors import Conflict, Forbidden, LinkNotGood, Refusal
from sar.languages.places import filled
from sar.parties.once import noted
from sar.requests import link_rows
from sar.requests.answer_links.link_rules import SAID_AT_MOST, answer_row, in_one, link_standing
from sar.requests.answer_links.opening import Device, caller_of, known_link, lock_subject
from sar.requests.answer_links.schemas import LinkAnswerBody
from sar.requests.answer_links.subjects import AnswerSubject, AskedOfCentre
from sar.requests.claims import written_down
from sar.requests.grant_end import GrantEnd
from sar.requests.link_rows import KnownLink
from sar.requests.words import AnswerSource, LinkAnswer, LinkStanding

OF_REQUEST: Final = frozenset({LinkAnswer.OFFERED, LinkAnswer.DECLINED})
OF_CLEARANCE: Final = frozenset({LinkAnswer.GRANTED, LinkAnswer.REFUSED})


async def record_link_answer(
    db: AsyncSession, device: Device, body: LinkAnswerBody, *, now: datetime
) -> KnownLink:
    """Put the answer on the record; done once, however often it is sent."""
    link = await known_link(db, device)
    if link_standing(link.device_hash, device.hash) is not LinkStanding.OPEN:
        raise Forbidden("link_not_open", "Give the code first, on this device.")
    asked = hashlib.sha256(body.model_dump_json().encode()).digest()
    if (await noted(db, link.id, str(body.id), asked)).repeated:
        return link
    subject = await lock_subject(db, link)
    if await link_rows.lock_link(db, link.id, real_now=clock.real_now()) is None:
        raise LinkNotGood
    _check_sayable(subject, body)
    # A page from before ends were asked for does not say that there is none.
    end = GrantEnd.of(body.valid_until, none_said="valid_until" in body.model_fields_set)
    said = in_one(body.said, body.there)
    async with subject.recording(db, by=caller_of(link).actor, now=now) as entry:
        fact = await subject.answer(
            db, body.answer, function=body.function, said=said, end=end, now=now
        )
        new = answer_row(function=body.function, said=said, answer=body.answer, end=end, now=now)
        subject.row.voice = written_down(subject.row.voice, new)
        entry.record(fact, readers=subject.readers)
    return link


def _check_sayable(subject: AnswerSubject, body: LinkAnswerBody) -> None:
    """The answer is one to what is asked, and not one of too many."""
    others = OF_CLEARANCE if isinstance(subject, AskedOfCentre) else OF_REQUEST
    if body.answer in others:
        said = filled("This does not ask for an answer of that kind: {answer}.", answer=body.answer)
        raise Conflict.of(Refusal("not_asked_for", said, {"answer": body.answer.value}))
    by_link = [one for one in subject.row.voice if one.get("source") == AnswerSource.LINK]
    if len(by_link) >= SAID_AT_MOST:
        too_many = "Too many answers were given by this link: call the centre that asks."
        raise Conflict.of(Refusal("said_too_often", too_many), state=subject.row.state)
