"""The needs of a case's open requests as its texts name them, and the answers of a centre."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sar.agreements.words import Kind
from sar.assets.capability_codes import capability_words, is_own
from sar.assets.catalogue import type_of
from sar.incidents.texts.time_lines import date_time_group
from sar.incidents.texts.wanted_lines import WantedLine
from sar.languages.phrasing import ENGLISH, Wording
from sar.matching.words import NeedUnit
from sar.requests.recovery import change_by_light
from sar.requests.views import AddresseeView, NeedView, RequestView, VoiceAnswerView
from sar.requests.words import AnswerSource, AnswerState, CallOutcome

KIND_NAMES: Final = {
    Kind.VESSEL: ("VESSEL", "VESSELS"),
    Kind.AIRCRAFT: ("AIRCRAFT", "AIRCRAFT"),
    Kind.UNCREWED: ("UNCREWED SYSTEM", "UNCREWED SYSTEMS"),
    Kind.TEAM: ("TEAM", "TEAMS"),
    Kind.EQUIPMENT: ("ITEM OF EQUIPMENT", "ITEMS OF EQUIPMENT"),
    Kind.EXPERTISE: ("EXPERT", "EXPERTS"),
}
UNIT_NAMES: Final = ("UNIT", "UNITS")
ANY_UNIT: Final = "ANY UNIT"


def wanted_lines(
    requests: Iterable[RequestView], *, dark: bool | None, words: Wording = ENGLISH
) -> tuple[WantedLine, ...]:
    """The needs that stand, in the order in which they were asked for; `dark`: it is night at the
    datum now."""
    return tuple(
        line
        for request in requests
        for need in request.needs
        if need.withdrawn_at is None and (line := _line(need, words, dark=dark)) is not None
    )


def _line(need: NeedView, words: Wording, *, dark: bool | None) -> WantedLine | None:
    """The need, None when its coverage is not the reader's to know."""
    covered = need.coverage
    if covered is None:
        return None
    persons = need.unit is NeedUnit.PERSONS
    promised = min(covered.wanted, covered.promised)
    more, an_hour_more = change_by_light(covered.limited, dark=dark)
    able = covered.recovered + covered.recovers + more
    left = covered.wanted > covered.recovered
    return WantedLine(
        wanted=covered.wanted,
        missing=covered.missing,
        late=min(covered.late, covered.wanted),
        unaided=max(0, promised - able) if persons else 0,
        room_unknown=bool(covered.room_unknown),
        persons_an_hour=covered.persons_an_hour + an_hour_more if left else 0,
        sea_state=covered.sea_state,
        what=None if persons else _what(need, words),
        means=_capabilities(need, words),
        by_at=need.by_at,
    )


def _what(need: NeedView, words: Wording) -> tuple[str, str]:
    """The things asked for, in the singular and in the plural: their types, else their kinds."""
    if need.types:
        named = _or([words.word(type_of(code).name).upper() for code in need.types], words)
        return named, named
    kinds = [KIND_NAMES[kind] for kind in need.kinds] or [UNIT_NAMES]
    one, several = zip(*kinds, strict=True)
    return _or([words.word(n) for n in one], words), _or([words.word(n) for n in several], words)


def _or(names: Sequence[str], words: Wording) -> str:
    said = names[0]
    for name in names[1:]:
        said = words.say("need", "{one} OR {other}", one=said, other=name)
    return said


def need_line(need: NeedView, words: Wording = ENGLISH, *, now: datetime) -> str:
    """The need: what, how many, with what and by when; as soon as possible, once that is over."""
    if need.unit is NeedUnit.PERSONS:
        wanted = words.say("need", "ROOM FOR {count} PERSONS", count=need.quantity)
    else:
        named = [words.word(type_of(code).name).upper() for code in need.types]
        kinds = [words.word(KIND_NAMES[kind][need.quantity > 1]) for kind in need.kinds]
        what = _or(named or kinds or [words.word(ANY_UNIT)], words)
        wanted = f"{need.quantity} × {what}"
    parts = [
        wanted,
        words.apart(need.what),
        _capabilities(need, words),
        words.say("need", "FROM {time}", time=date_time_group(need.from_at))
        if need.from_at
        else "",
        _there_by(need.by_at, words, now=now) if need.by_at else "",
        words.say("need", "UNTIL {time}", time=date_time_group(need.until_at))
        if need.until_at
        else "",
    ]
    return "; ".join(part for part in parts if part)


def _there_by(at: datetime, words: Wording, *, now: datetime) -> str:
    time = date_time_group(at)
    if now <= at:
        return words.say("need", "THERE BY {time}", time=time)
    return words.say("lines", "AS SOON AS POSSIBLE (WANTED BY {time})", time=time)


def _capabilities(need: NeedView, words: Wording) -> str:
    return words.listed(
        (capability_words(code) if is_own(code) else words.word(code)).upper()
        for code in need.capabilities
    )


def answers_of(
    requests: Sequence[RequestView], centre_id: UUID, words: Wording = ENGLISH
) -> list[str]:
    """The centre's answers to these requests so far, and the calls that it did not answer."""
    return [
        line
        for request in requests
        for addressee in request.addressees
        if addressee.centre.id == centre_id
        for line in _answers(request.reference, addressee, words)
    ]


def _answers(reference: str, addressee: AddresseeView, words: Wording) -> list[str]:
    spoken = [
        f"{words.apart(date_time_group(said.at))}: {_claimed(said, words)}{_spoken(said, words)}"
        for said in addressee.voice
    ]
    stands = _stands(addressee, words)
    if not (stands or spoken):
        return []
    return [
        *spoken,
        words.say("answers", "{reference} stands as {state}", reference=reference, state=stands),
    ]


def _spoken(given: VoiceAnswerView, words: Wording) -> str:
    match given.answer:
        case CallOutcome.NO_ANSWER:
            return words.say("answers", "no answer to the call")
        case CallOutcome.NOT_NEEDED:
            return words.say("answers", "a call was not needed any more")
        case _:
            answer = words.word(given.answer)
            said = words.apart(given.said.strip().rstrip("."))
            return ". ".join(filter(None, (f"{_speaker(given, words)}: {answer}", said)))


def _speaker(said: VoiceAnswerView, words: Wording) -> str:
    """The function of who answered, and that it was by the centre's own link, if it was."""
    if said.source is not AnswerSource.LINK:
        return words.apart(said.function)
    return words.say("answers", "{function}, by link", function=said.function)


def _claimed(said: VoiceAnswerView, words: Wording) -> str:
    """The centre that claims it, in words, while the party that joined has not said so itself."""
    by = said.claimed_by
    if not by or said.confirmed_at:
        return ""
    claimed = words.say("answers", "claimed by {centre}", centre=by.centre)
    return f"{claimed}: "


def _stands(addressee: AddresseeView, words: Wording) -> str:
    """The answer that counts now; that none does, though the centre was called or has called."""
    if addressee.state is AnswerState.SENT:
        return words.say("answers", "not answered") if addressee.voice else ""
    return answer_given(addressee, words)


def answer_given(addressee: AddresseeView, words: Wording = ENGLISH) -> str:
    """The answer that counts now; empty while none is given."""
    state = addressee.state
    if state is AnswerState.SENT:
        return ""
    at: datetime | None = addressee.answered_at or addressee.acknowledged_at
    reason = f": {words.apart(addressee.reason)}" if addressee.reason else ""
    since = f" {words.apart(date_time_group(at))}" if at else ""
    return f"{words.word(state)}{since}{reason}"
