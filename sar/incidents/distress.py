"""The suggestion of an emergency phase by what is known of a craft and its people (pure).

A house list after the criteria of Reg. (EU) 656/2014, art. 9(2)(f), which binds only operations
that Frontex coordinates; it is used here as good practice for the phases of SAR Convention,
Annex 4.4. The request for help is divided in two, and some lines are our own. People decide: the
rule only suggests, and says why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sar.agreements.words import Phase


class Criterion(StrEnum):
    """The lines of the sheet, each worded so that *yes* is the graver answer."""

    ASKS_FOR_RESCUE = "asks_for_rescue"
    ASKS_FOR_OTHER_HELP = "asks_for_other_help"
    """A tow, advice, or a medical evacuation."""
    NOT_SEAWORTHY = "not_seaworthy"
    OVERLOADED = "overloaded"
    SHORT_OF_SUPPLIES = "short_of_supplies"
    NO_ABLE_CREW = "no_able_crew"
    NO_EQUIPMENT = "no_equipment"
    URGENT_MEDICAL = "urgent_medical"
    DEAD_ABOARD = "dead_aboard"
    CHILDREN_OR_PREGNANT = "children_or_pregnant"
    BAD_WEATHER = "bad_weather"
    NO_LIFE_JACKETS = "no_life_jackets"
    """Ours, as those below: none, or not enough, were seen."""
    ADRIFT = "adrift"
    BELOW_DECK = "below_deck"
    LISTING = "listing"
    """A list, or little freeboard."""
    INQUIRIES_FAILED = "inquiries_failed"
    """Nobody hears from it: attempts to make contact and inquiries failed (Annex 4.4.2.1)."""
    WIDER_INQUIRIES_FAILED = "wider_inquiries_failed"
    """And so did further attempts and more widespread inquiries (Annex 4.4.3.2)."""


class Answer(StrEnum):
    """The knowledge of one line; not known is never no."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Suggestion(StrEnum):
    """The suggestions, the gravest last."""

    NONE = "none"
    """Nothing known asks for more than uncertainty."""
    ALERT = "alert"
    MEDEVAC = "medevac"
    """A medical evacuation; the case is in alert at least."""
    DISTRESS = "distress"


class PhaseGround(StrEnum):
    """The rules that lead to a suggestion."""

    ASKS_FOR_RESCUE = "asks_for_rescue"
    DEAD_ABOARD = "dead_aboard"
    OVERLOADED_AND_MORE = "overloaded_and_more"
    URGENT_MEDICAL = "urgent_medical"
    OVERLOADED = "overloaded"
    TWO_OR_MORE = "two_or_more"
    WEATHER_AND_NOT_KNOWN = "weather_and_not_known"
    NOT_HEARD_OF = "not_heard_of"
    HELP_GONE = "help_gone"
    """A unit turned back, cannot come or is late: the next graver suggestion."""
    LEFT_DISTRESS = "left_distress"
    """It was in distress, and one person alone has said that it is not any more."""


Sheet = Mapping[Criterion, Answer]
"""The answers; a line that is left out is not known."""

_C = Criterion
OF_THE_REGULATION: Final = tuple(Criterion)[: tuple(Criterion).index(_C.NO_LIFE_JACKETS)]
"""The ten criteria, with the request for help divided in two; the others are our own."""
WITH_OVERLOADED: Final = (
    _C.NOT_SEAWORTHY,
    _C.SHORT_OF_SUPPLIES,
    _C.NO_ABLE_CREW,
    _C.NO_EQUIPMENT,
    _C.BAD_WEATHER,
    _C.NO_LIFE_JACKETS,
)
"""Any of these makes an overloaded craft one in distress."""
WITH_WEATHER: Final = (_C.NOT_SEAWORTHY, _C.OVERLOADED, _C.NO_ABLE_CREW)
"""While any of these is not known, bad weather alone asks for alert."""
LEAST_PHASE: Final[Mapping[Suggestion, Phase]] = {
    Suggestion.NONE: Phase.UNCERTAINTY,
    Suggestion.ALERT: Phase.ALERT,
    Suggestion.MEDEVAC: Phase.ALERT,
    Suggestion.DISTRESS: Phase.DISTRESS,
}
"""The phase that a suggestion asks for at least."""
_ORDER: Final = tuple(Suggestion)
_PHASES: Final = (Phase.UNCERTAINTY, Phase.ALERT, Phase.DISTRESS)
_NEXT: Final[Mapping[Suggestion, Suggestion]] = {
    Suggestion.NONE: Suggestion.ALERT,
    Suggestion.ALERT: Suggestion.DISTRESS,
    Suggestion.MEDEVAC: Suggestion.DISTRESS,
    Suggestion.DISTRESS: Suggestion.DISTRESS,
}


@dataclass(frozen=True, slots=True)
class SuggestionReason:
    """A ground of the suggestion, and the lines that make it."""

    ground: PhaseGround
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion with all its reasons."""

    level: Suggestion
    reasons: tuple[SuggestionReason, ...] = ()

    @property
    def least_phase(self) -> Phase:
        """The phase that it asks for at least."""
        return LEAST_PHASE[self.level]


def suggest(sheet: Sheet, *, help_gone: bool = False, left_distress: bool = False) -> Suggested:
    """The suggestion by the sheet.

    `help_gone`: a unit that was to come turned back, cannot come or is late, and no other has been
    sent since; that suggests the next graver one. `left_distress`: it was in distress, and nobody
    has seconded that it is not any more: distress is suggested still.
    """
    known = _by_sheet(sheet)
    if help_gone:
        reasons = (*known.reasons, SuggestionReason(PhaseGround.HELP_GONE))
        known = Suggested(_NEXT[known.level], reasons)
    if left_distress:
        reasons = (*known.reasons, SuggestionReason(PhaseGround.LEFT_DISTRESS))
        known = Suggested(Suggestion.DISTRESS, reasons)
    return known


def is_graver(one: Suggestion, other: Suggestion) -> bool:
    """Whether the one asks for more than the other."""
    return _ORDER.index(one) > _ORDER.index(other)


def is_below(phase: Phase, suggested: Suggested) -> bool:
    """Whether the phase is below that which the suggestion asks for."""
    return is_lower(phase, suggested.least_phase)


def is_lower(phase: Phase, other: Phase) -> bool:
    """Whether the phase is less grave than the other."""
    return _PHASES.index(phase) < _PHASES.index(other)


def not_known(sheet: Sheet) -> tuple[Criterion, ...]:
    """The lines that nobody has answered yet."""
    return tuple(one for one in Criterion if _answer(sheet, one) is Answer.NOT_KNOWN)


def _by_sheet(sheet: Sheet) -> Suggested:
    for level, grounds in _RULES.items():
        found = [SuggestionReason(ground, made) for ground, of in grounds if (made := of(sheet))]
        if found:
            return Suggested(level, tuple(found))
    return Suggested(Suggestion.NONE)


_Rule = Callable[[Sheet], tuple[Criterion, ...]]
"""The lines that make a ground, none where it does not hold."""


def _answer(sheet: Sheet, one: Criterion) -> Answer:
    return sheet.get(one, Answer.NOT_KNOWN)


def _yes(sheet: Sheet, *of: Criterion) -> tuple[Criterion, ...]:
    return tuple(one for one in of if _answer(sheet, one) is Answer.YES)


def _only(one: Criterion) -> _Rule:
    return lambda sheet: _yes(sheet, one)


def _overloaded_and_more(sheet: Sheet) -> tuple[Criterion, ...]:
    more = _yes(sheet, *WITH_OVERLOADED)
    return (_C.OVERLOADED, *more) if more and _yes(sheet, _C.OVERLOADED) else ()


def _two_or_more(sheet: Sheet) -> tuple[Criterion, ...]:
    found = _yes(sheet, *OF_THE_REGULATION)
    return found if len(found) >= 2 else ()


def _weather_and_not_known(sheet: Sheet) -> tuple[Criterion, ...]:
    open_ones = tuple(one for one in WITH_WEATHER if _answer(sheet, one) is Answer.NOT_KNOWN)
    return (_C.BAD_WEATHER, *open_ones) if open_ones and _yes(sheet, _C.BAD_WEATHER) else ()


_RULES: Final[Mapping[Suggestion, tuple[tuple[PhaseGround, _Rule], ...]]] = {
    # Whoever asks for rescue is in distress, also where the craft's state is not known.
    Suggestion.DISTRESS: (
        (PhaseGround.ASKS_FOR_RESCUE, _only(_C.ASKS_FOR_RESCUE)),
        (PhaseGround.DEAD_ABOARD, _only(_C.DEAD_ABOARD)),
        (PhaseGround.OVERLOADED_AND_MORE, _overloaded_and_more),
        (PhaseGround.NOT_HEARD_OF, _only(_C.WIDER_INQUIRIES_FAILED)),
    ),
    Suggestion.MEDEVAC: ((PhaseGround.URGENT_MEDICAL, _only(_C.URGENT_MEDICAL)),),
    Suggestion.ALERT: (
        (PhaseGround.OVERLOADED, _only(_C.OVERLOADED)),
        (PhaseGround.TWO_OR_MORE, _two_or_more),
        (PhaseGround.WEATHER_AND_NOT_KNOWN, _weather_and_not_known),
        (PhaseGround.NOT_HEARD_OF, _only(_C.INQUIRIES_FAILED)),
    ),
}
"""The gravest first; the first that has a ground is suggested."""
