"""An assessment in English, for the record and for those who read no codes (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sar.incidents.criterion_answers import StandingAnswer
from sar.incidents.distress import (
    Answer,
    Criterion,
    PhaseGround,
    Sheet,
    Suggested,
    Suggestion,
    SuggestionReason,
)
from sar.time_words import minute_text

HOUSE_LIST: Final = (
    "House list after Reg. (EU) 656/2014, art. 9(2)(f), which binds only operations that Frontex"
    " coordinates."
)
DUTY_OF_CARE: Final = (
    "The duty of care goes on: stay, watch, take any measure necessary for safety, avoid what may"
    " aggravate."
)
"""House reading after Reg. (EU) 656/2014, art. 9(2), for people who refuse help."""

CRITERIA: Final[Mapping[Criterion, str]] = {
    Criterion.ASKS_FOR_RESCUE: "asks for rescue",
    Criterion.ASKS_FOR_OTHER_HELP: "asks for a tow, advice or medevac",
    Criterion.NOT_SEAWORTHY: "not seaworthy, or unlikely to arrive",
    Criterion.OVERLOADED: "too many people for the craft",
    Criterion.SHORT_OF_SUPPLIES: "short of fuel, water or food",
    Criterion.NO_ABLE_CREW: "no qualified crew or nobody in command",
    Criterion.NO_EQUIPMENT: "no safety, navigation or radio equipment",
    Criterion.URGENT_MEDICAL: "urgent medical need",
    Criterion.DEAD_ABOARD: "dead aboard",
    Criterion.CHILDREN_OR_PREGNANT: "children or pregnant women aboard",
    Criterion.BAD_WEATHER: "bad weather or sea, now or forecast",
    Criterion.NO_LIFE_JACKETS: "no life-jackets seen, or not enough",
    Criterion.ADRIFT: "adrift",
    Criterion.BELOW_DECK: "people below deck suspected",
    Criterion.LISTING: "a list, or little freeboard",
    Criterion.INQUIRIES_FAILED: "not heard of, inquiries failed",
    Criterion.WIDER_INQUIRIES_FAILED: "not heard of, wider inquiries failed too",
}
LEVELS: Final[Mapping[Suggestion, str]] = {
    Suggestion.NONE: "no graver phase than uncertainty",
    Suggestion.ALERT: "alert",
    Suggestion.MEDEVAC: "a medical evacuation, at least alert",
    Suggestion.DISTRESS: "distress",
}


def suggestion_text(suggested: Suggested) -> str:
    """`Suggests distress: too many people for the craft, and adrift.`"""
    why = "; ".join(_reason(one) for one in suggested.reasons)
    return f"Suggests {LEVELS[suggested.level]}{f': {why}' if why else ''}."


def _reason(reason: SuggestionReason) -> str:
    if reason.ground is PhaseGround.HELP_GONE:
        return "a unit turned back, cannot come or is late"
    if reason.ground is PhaseGround.LEFT_DISTRESS:
        return "it was in distress, and no second person has said that it is not any more"
    named = [CRITERIA[one] for one in reason.criteria]
    if reason.ground is PhaseGround.WEATHER_AND_NOT_KNOWN:
        return f"{named[0]}, while it is not known: {', '.join(named[1:])}"
    return " and ".join(named)


def answers_text(sheet: Sheet) -> str:
    """`Yes: adrift. No: dead aboard. Not known: all else.`"""
    yes = _named(sheet, Answer.YES)
    no = _named(sheet, Answer.NO)
    known = [f"{word}: {', '.join(found)}." for word, found in (("Yes", yes), ("No", no)) if found]
    left = len(Criterion) - len(yes) - len(no)
    return " ".join([*known, *([f"Not known: {left} of {len(Criterion)}."] if left else [])])


def contradictions_text(found: Mapping[Criterion, Sequence[StandingAnswer]]) -> str:
    """`Sources contradict, and it counts as yes: adrift (yes 11 Oct 14:10Z, no 11 Oct 14:20Z).`

    Their sources stand on the sheet; the record never names who tells of a craft.
    """
    if not found:
        return ""
    lines = ", ".join(f"{CRITERIA[one]} ({_by_time(said)})" for one, said in found.items())
    counts = "it counts" if len(found) == 1 else "they count"
    return f"Sources contradict, and {counts} as yes: {lines}."


def taken_back_text(one: Criterion, gone: Sequence[StandingAnswer], reason: str) -> str:
    """`Taken back: adrift (yes 11 Oct 14:10Z). It makes way again.`"""
    return f"Taken back: {CRITERIA[one]} ({_by_time(gone)}). {reason}"


def told_late_text(one: Criterion, said: StandingAnswer) -> str:
    """`Told late, and its source has spoken since: adrift (no 11 Oct 12:36Z).`"""
    return f"Told late, and its source has spoken since: {CRITERIA[one]} ({_by_time([said])})."


def heard_text(told: Iterable[tuple[Criterion, StandingAnswer]]) -> str:
    """`Adrift (yes 11 Oct 14:10Z); dead aboard (no 11 Oct 14:12Z).`"""
    said = "; ".join(f"{CRITERIA[one]} ({_by_time([each])})" for one, each in told)
    return f"{said[:1].upper()}{said[1:]}."


def _by_time(said: Iterable[StandingAnswer]) -> str:
    return ", ".join(f"{_ANSWERS[one.answer]} {minute_text(one.at)}" for one in said)


_ANSWERS: Final = {Answer.YES: "yes", Answer.NO: "no", Answer.NOT_KNOWN: "not known"}


def _named(sheet: Sheet, answer: Answer) -> list[str]:
    return [CRITERIA[one] for one in _in_order(sheet) if sheet[one] is answer]


def _in_order(sheet: Sheet) -> Iterable[Criterion]:
    return (one for one in Criterion if one in sheet)
