"""The needs of a case's open requests as its texts name them, and the answers of a centre."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sar.agreements.words import Kind
from sar.assets.catalogue import type_of
from sar.incidents.text_lines import WantedLine, date_time_group
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


def wanted_lines(requests: Iterable[RequestView], *, dark: bool | None) -> tuple[WantedLine, ...]:
    """The needs that stand, in the order in which they were asked for; `dark`: it is night at the
    datum now."""
    return tuple(
        line
        for request in requests
        for need in request.needs
        if need.withdrawn_at is None and (line := _line(need, dark=dark)) is not None
    )


def _line(need: NeedView, *, dark: bool | None) -> WantedLine | None:
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
        persons_an_hour=covered.persons_an_hour + an_hour_more if left else 0,
        sea_state=covered.sea_state,
        what=None if persons else _what(need),
        means=", ".join(_plain(capability) for capability in need.capabilities),
        by_at=need.by_at,
    )


def _what(need: NeedView) -> tuple[str, str]:
    """The things asked for, in the singular and in the plural: their types, else their kinds."""
    if need.types:
        named = " OR ".join(type_of(code).name.upper() for code in need.types)
        return named, named
    kinds = [KIND_NAMES[kind] for kind in need.kinds] or [("UNIT", "UNITS")]
    return " OR ".join(one for one, _ in kinds), " OR ".join(several for _, several in kinds)


def need_line(need: NeedView) -> str:
    """The need: what, how many, with what and by when."""
    if need.unit is NeedUnit.PERSONS:
        wanted = f"ROOM FOR {need.quantity} PERSONS"
    else:
        named = [type_of(code).name.upper() for code in need.types]
        kinds = [KIND_NAMES[kind][need.quantity > 1] for kind in need.kinds]
        wanted = f"{need.quantity} × {' OR '.join(named or kinds or ['ANY UNIT'])}"
    parts = [
        wanted,
        need.what,
        ", ".join(_plain(capability) for capability in need.capabilities),
        f"FROM {date_time_group(need.from_at)}" if need.from_at else "",
        f"THERE BY {date_time_group(need.by_at)}" if need.by_at else "",
        f"UNTIL {date_time_group(need.until_at)}" if need.until_at else "",
    ]
    return "; ".join(part for part in parts if part)


def _plain(word: str) -> str:
    return word.replace("_", " ").upper()


def answers_of(requests: Sequence[RequestView], centre_id: UUID) -> list[str]:
    """The centre's answers to these requests so far, and the calls that it did not answer."""
    return [
        line
        for request in requests
        for addressee in request.addressees
        if addressee.centre.id == centre_id
        for line in _answers(request.reference, addressee)
    ]


def _answers(reference: str, addressee: AddresseeView) -> list[str]:
    spoken = [
        f"{date_time_group(said.at)}:"
        f" {_claimed(said)}{_spoken(said.answer, _speaker(said), said.said)}"
        for said in addressee.voice
    ]
    stands = _stands(addressee)
    return [*spoken, f"{reference} stands as {stands}"] if stands or spoken else []


def _spoken(answer: AnswerState | CallOutcome, function: str, said: str) -> str:
    match answer:
        case CallOutcome.NO_ANSWER:
            return "no answer to the call"
        case CallOutcome.NOT_NEEDED:
            return "a call was not needed any more"
        case _:
            return f"{function}: {answer}. {said}".rstrip(". ")


def _speaker(said: VoiceAnswerView) -> str:
    """The function of who answered, and that it was by the centre's own link, if it was."""
    return f"{said.function}, by link" if said.source is AnswerSource.LINK else said.function


def _claimed(said: VoiceAnswerView) -> str:
    """By whom it is claimed, while the party that has joined has not said so here itself."""
    by = said.claimed_by
    return f"claimed by {by.party} ({by.centre}): " if by and not said.confirmed_at else ""


def _stands(addressee: AddresseeView) -> str:
    """The answer that counts now; empty while none is given."""
    state = addressee.state
    at: datetime | None = addressee.answered_at or addressee.acknowledged_at
    if state is AnswerState.SENT:
        return "not answered" if addressee.voice else ""
    reason = f": {addressee.reason}" if addressee.reason else ""
    return f"{state}{f' {date_time_group(at)}' if at else ''}{reason}"
